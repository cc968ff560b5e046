using System.Collections.Immutable;
using Baton.Engine.Policies;

namespace Baton.Storage.Files;

/// <summary>
/// What makes one map of a document into another. Two scalars are the same that mean the same in JSON, however they
/// are quoted; the order of a map's keys says nothing, that of a list does.
/// </summary>
public static class NodeDifference
{
    /// <summary>
    /// The patch (as <see cref="NodeMerge.Merge"/> takes it) from one map to the other, which has no explicit nulls; null
    /// where they are the same.
    /// </summary>
    public static MapNode? Patch(MapNode before, MapNode after)
    {
        var changes = ImmutableArray.CreateBuilder<Entry>();
        foreach (var entry in after.Entries)
        {
            if (Change(before[entry.Key], entry.Value) is { } change)
            {
                changes.Add(entry with { Value = change });
            }
        }

        foreach (
            var entry in before.Entries.Where(e => after[e.Key] is null && e.Value is not ScalarNode { IsNull: true })
        )
        {
            changes.Add(entry with { Value = new ScalarNode("null", Quoted: false, Position.None) });
        }

        return changes.Count == 0 ? null : new MapNode(changes.ToImmutable(), after.At);
    }

    /// <summary>The map without the keys that hold an explicit null, as deep as there are maps.</summary>
    public static MapNode WithoutNulls(MapNode map) => NodeMerge.Merge(new MapNode([], map.At), map);

    private static Node? Change(Node? before, Node after) =>
        (before, after) switch
        {
            (MapNode from, MapNode to) => Patch(from, to),
            (null, _) => after,
            _ => JsonNodes.ToJson(before) == JsonNodes.ToJson(after) ? null : after,
        };
}
