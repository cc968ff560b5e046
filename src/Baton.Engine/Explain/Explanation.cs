using System.Collections.Immutable;
using Baton.Engine.Qualification;
using Baton.Engine.Scoring;
using Baton.Engine.Screening;
using NodaTime;

namespace Baton.Engine.Explain;

/// <summary>Why one decision on a lead fell as it did.</summary>
public sealed record Explanation
{
    public required long Lead { get; init; }
    public required Instant At { get; init; }

    /// <summary>
    /// The deciding event: lead_assigned, lead_offered, lead_queued, lead_waiting, lead_reassigned, lead_claimed,
    /// lead_nurtured or lead_disqualified.
    /// </summary>
    public required string Event { get; init; }
    public ImmutableArray<string> Winners { get; init; } = [];
    public string? Rule { get; init; }
    public int Version { get; init; }
    public string? Guidance { get; init; }
    public string? Pool { get; init; }
    public string? Queue { get; init; }
    public string? Reason { get; init; }

    /// <summary>The account that the lead belonged to then, and how it was found; null = none.</summary>
    public AccountMatch? Account { get; init; }

    /// <summary>Everybody considered, in the order in which they were asked; of several pools the last word counts.</summary>
    public ImmutableArray<ConsideredRep> Considered { get; init; } = [];

    /// <summary>What the lead was worth then, part by part; null where it was never scored.</summary>
    public ScoreBreakdown? Score { get; init; }

    /// <summary>Whether it qualified then; null where the policy qualifies nothing.</summary>
    public Verdict? Qualification { get; init; }

    /// <summary>The same in words, one thought a line.</summary>
    public ImmutableArray<string> Sentences { get; init; } = [];
}

/// <summary>One rep in one decision: passed over with a code, or eligible with a standing in the ledger.</summary>
public sealed record ConsideredRep
{
    public required string Rep { get; init; }
    public string? Pool { get; init; }

    /// <summary>The first gate that failed; null where the rep was eligible.</summary>
    public string? Code { get; init; }
    public long? Actual { get; init; }
    public long? Needed { get; init; }

    /// <summary>The balance with this lead's share already earned, in the ledger's unit; null where passed over.</summary>
    public decimal? Balance { get; init; }
    public int? Weight { get; init; }
    public bool Won { get; init; }
}

/// <summary>Why a rep did not get a lead, and what would have changed that.</summary>
public sealed record WhyNot
{
    public required long Lead { get; init; }
    public required string Rep { get; init; }

    /// <summary>The rep did get it.</summary>
    public bool Won { get; init; }

    /// <summary>The gate that failed; <c>outranked</c>, <c>not_preferred</c>, <c>not_a_member</c> or <c>not_reached</c> else.</summary>
    public string? Code { get; init; }
    public long? Actual { get; init; }
    public long? Needed { get; init; }
    public required string Sentence { get; init; }

    /// <summary>What would have changed it, in words.</summary>
    public string? Remedy =>
        Won ? null
        : Flip is null ? "no change of one number alone would have given it to this rep"
        : $"it would have gone to {Rep} with {Flip}";

    /// <summary>The smallest change of one number after which the same decision gives the lead to this rep; null where none does.</summary>
    public Flip? Flip { get; init; }
}

/// <summary>A change of one number that was tried by running the decision again.</summary>
/// <param name="What">Such as <c>capacity</c>, <c>caps.day</c>, <c>attributes.tenure_years</c>, <c>balance in pool west</c>.</param>
public sealed record Flip(string What, decimal From, decimal To)
{
    public override string ToString() => FormattableString.Invariant($"{What}: {From:0.######} → {To:0.######}");
}
