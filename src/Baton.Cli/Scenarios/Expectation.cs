using System.Collections.Immutable;
using Baton.Engine.Policies;

namespace Baton.Cli.Scenarios;

/// <summary>What must hold after a step. A check that names no lead is about the step's own.</summary>
internal sealed record Expectation
{
    /// <summary>The lead named beside the checks, by the scenario's id.</summary>
    public string? Lead { get; init; }

    /// <summary>The action is refused.</summary>
    public bool Refused { get; init; }

    /// <summary>What the refusal's message contains; null where any will do.</summary>
    public string? Error { get; init; }
    public ImmutableArray<Check> Checks { get; init; } = [];
}

/// <summary>One key of an expectation.</summary>
internal abstract record Check(string Key, Position At);

/// <summary>owner, rule, pool, queue, grade, territory, account, status, stage or reason of a lead; null = none.</summary>
internal sealed record WordCheck(string Key, Position At, string? Expected) : Check(Key, At);

internal sealed record ScoreCheck(Position At, decimal? Expected) : Check("score", At);

/// <summary>To exactly these reps, in any order.</summary>
internal sealed record OfferedToCheck(Position At, ImmutableArray<string> Reps) : Check("offered_to", At);

/// <summary>The codes of the reps named; others may be passed over too.</summary>
internal sealed record PassedOverCheck(Position At, ImmutableArray<KeyValuePair<string, string>> Codes)
    : Check("passed_over", At);

/// <summary>How many of the step's leads the reps named own.</summary>
internal sealed record OwnersCheck(Position At, ImmutableArray<KeyValuePair<string, int>> Counts) : Check("owners", At);

/// <summary>The owners of the step's first leads in order of arrival; null = nobody.</summary>
internal sealed record OrderCheck(Position At, ImmutableArray<string?> Owners) : Check("order", At);

/// <summary>At every prefix of the step's leads everybody is nearer than this to the exact share, in leads.</summary>
internal sealed record WithinShareCheck(Position At, decimal Limit) : Check("within_share", At);

internal sealed record TotalsCheck(Position At, ImmutableArray<KeyValuePair<string, int>> Counts) : Check("totals", At);

internal sealed record NextCheck(Position At, string Pool, ImmutableArray<string> Reps) : Check("next", At);

internal sealed record LedgerCheck(Position At, string Pool, ImmutableArray<KeyValuePair<string, decimal>> Balances)
    : Check("ledger", At);

internal sealed record OpenCheck(Position At, ImmutableArray<KeyValuePair<string, int>> Units) : Check("open", At);

/// <summary>Exactly these types, in this order.</summary>
internal sealed record EventsCheck(Position At, ImmutableArray<string> Types) : Check("events", At);

/// <summary>Exactly these fields, in any order; <see cref="Lead"/> null = the lead beside, or the step's.</summary>
internal sealed record VisibleCheck(Position At, string Rep, string? Lead, ImmutableArray<string> Fields)
    : Check("visible", At);

/// <summary>Exactly these leads for every SLA named, in any order.</summary>
internal sealed record BreachesCheck(Position At, ImmutableArray<KeyValuePair<string, ImmutableArray<string>>> Leads)
    : Check("breaches", At);
