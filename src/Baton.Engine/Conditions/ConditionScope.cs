using System.Collections.Immutable;

namespace Baton.Engine.Conditions;

/// <summary>What an expression may refer to. A record that is null cannot be named at all.</summary>
public sealed record ConditionScope
{
    public RecordType? Lead { get; init; }
    public RecordType? Rep { get; init; }
    public RecordType? Account { get; init; }

    /// <summary>Whether <c>now</c> may be used.</summary>
    public bool Now { get; init; } = true;

    /// <summary>
    /// Named conditions: name to source. They see the same scope, are compiled into the expression that uses them, and
    /// may use one another, but not in a circle.
    /// </summary>
    public IReadOnlyDictionary<string, string> Named { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>The names that <c>open("...")</c> knows.</summary>
    public IReadOnlyList<string> Calendars { get; init; } = [];

    /// <summary>What may be meant although it is not known here. Such an expression can be checked, not evaluated.</summary>
    public UnreadNames Unread { get; init; } = UnreadNames.None;
}
