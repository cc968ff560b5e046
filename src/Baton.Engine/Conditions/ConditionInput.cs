using NodaTime;

namespace Baton.Engine.Conditions;

/// <summary>
/// What one evaluation looks at. The arrays hold a value for each slot of the scope's <see cref="RecordType"/>; a slot
/// beyond the end of its array is null.
/// </summary>
public readonly struct ConditionInput
{
    public Value[]? Lead { get; init; }
    public Value[]? Rep { get; init; }

    /// <summary>Null where the lead has no account: then <c>account == null</c> and every field of it is null.</summary>
    public Value[]? Account { get; init; }

    public Instant Now { get; init; }

    /// <summary>Whether a calendar is in hours at <see cref="Now"/>; null = every calendar is closed.</summary>
    public Func<string, bool>? IsOpen { get; init; }
}
