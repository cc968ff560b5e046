namespace Baton.Engine.Policies;

/// <summary>Small documents made by the engine itself.</summary>
internal static class Nodes
{
    public static MapNode Map(params ReadOnlySpan<(string Key, string Text)> entries)
    {
        var map = System.Collections.Immutable.ImmutableArray.CreateBuilder<Entry>();
        foreach (var (key, text) in entries)
        {
            map.Add(new Entry(key, Position.None, new ScalarNode(text, false, Position.None)));
        }

        return new MapNode(map.ToImmutable(), Position.None);
    }
}
