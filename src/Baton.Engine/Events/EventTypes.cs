using System.Collections.Frozen;
using System.Text;

namespace Baton.Engine.Events;

/// <summary>The names of events in the journal, in streams and in scenarios: the types' names in snake case.</summary>
public static class EventTypes
{
    public static FrozenDictionary<Type, string> Names { get; } =
        typeof(Event)
            .Assembly.GetTypes()
            .Where(t => t.IsSubclassOf(typeof(Event)) && !t.IsAbstract)
            .ToFrozenDictionary(t => t, t => SnakeCase(t.Name));

    public static FrozenDictionary<string, Type> ByName { get; } =
        Names.ToFrozenDictionary(p => p.Value, p => p.Key, StringComparer.Ordinal);

    public static string NameOf(Event @event) => Names[@event.GetType()];

    internal static string SnakeCase(string pascal)
    {
        var text = new StringBuilder(pascal.Length + 4);
        foreach (var c in pascal)
        {
            if (char.IsAsciiLetterUpper(c) && text.Length > 0)
            {
                text.Append('_');
            }

            text.Append(char.ToLowerInvariant(c));
        }

        return text.ToString();
    }
}
