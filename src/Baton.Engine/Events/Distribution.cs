using System.Collections.Immutable;
using NodaTime;

namespace Baton.Engine.Events;

/// <summary>A rule of a policy version matched the lead; what follows is its route.</summary>
public sealed record LeadRouted : LeadEvent
{
    public required string Rule { get; init; }
    public required int Version { get; init; }

    /// <summary>mql, where the lead has become that by it; null = it keeps its stage.</summary>
    public string? Stage { get; init; }

    /// <summary>Offers made before count on at the steps of the same pools. In older journals they never do.</summary>
    public bool KeepsAttempts { get; init; }
}

/// <summary>Nobody can take the lead now. It is tried again when something changes that could help.</summary>
public sealed record LeadWaiting : LeadEvent
{
    /// <summary>no_rule, no_eligible_rep, waiting_for_hours or paused.</summary>
    public required string Reason { get; init; }

    /// <summary>The pool step at which a <c>wait</c> runs, or null where the route is exhausted.</summary>
    public int? Step { get; init; }
    public Instant? Until { get; init; }
    public Trace Trace { get; init; } = Trace.Empty;
}

public sealed record LeadQueued : LeadEvent
{
    public required string Queue { get; init; }
    public required int Step { get; init; }
    public Instant? WarnAt { get; init; }
    public Instant? ExpiresAt { get; init; }
    public Trace Trace { get; init; } = Trace.Empty;
}

/// <summary>The lead was offered to one rep of a pool, or to one or more members of a shotgun queue.</summary>
public sealed record LeadOffered : LeadEvent
{
    public required ImmutableArray<string> Reps { get; init; }
    public string? Pool { get; init; }
    public string? Queue { get; init; }
    public required int Step { get; init; }

    /// <summary>When the offer lapses; of a shotgun, null.</summary>
    public Instant? ExpiresAt { get; init; }

    /// <summary>When one more member of a staggered shotgun is asked.</summary>
    public Instant? NextAt { get; init; }

    /// <summary>The end of the step's <c>wait</c> or of the queue's <c>expires</c>, offers included.</summary>
    public Instant? Until { get; init; }
    public ImmutableArray<Charge> Charges { get; init; } = [];
    public Trace Trace { get; init; } = Trace.Empty;
}

public sealed record OfferAccepted : LeadEvent
{
    public required string Rep { get; init; }
}

public sealed record OfferDeclined : LeadEvent
{
    public required string Rep { get; init; }
    public required string Reason { get; init; }
    public bool Refunded { get; init; }

    /// <summary>
    /// Where the pools that it came through differ: the ledgers that keep their charge though the others are refunded.
    /// Null = all are as <see cref="Refunded"/> says.
    /// </summary>
    public ImmutableArray<string>? Kept { get; init; }

    /// <summary>Free words beside the reason. Personal: stored apart.</summary>
    public string? Note { get; init; }
}

public sealed record OfferExpired : LeadEvent
{
    public required string Rep { get; init; }
    public bool Refunded { get; init; }

    /// <inheritdoc cref="OfferDeclined.Kept"/>
    public ImmutableArray<string>? Kept { get; init; }
}

/// <summary>The offer was taken back without cost: somebody else won, the wait ended, or the rep cannot take it any more.</summary>
public sealed record OfferRescinded : LeadEvent
{
    /// <summary>The <see cref="Reason"/> where the <c>wait</c> of the step ended.</summary>
    internal const string WaitOver = "wait_over";

    public required string Rep { get; init; }
    public required string Reason { get; init; }
}

/// <summary>The lead has an owner.</summary>
public sealed record LeadAssigned : LeadEvent
{
    public required string Rep { get; init; }

    /// <summary>pool, owner, manual or offer (an accepted one).</summary>
    public required string How { get; init; }

    /// <summary>Who owned it until now, where a manager moved it; that owner's charges are refunded.</summary>
    public string? From { get; init; }
    public string? Pool { get; init; }
    public string? Queue { get; init; }
    public int? Step { get; init; }

    /// <summary>Why a manager moved it, where it was one lead of many.</summary>
    public string? Reason { get; init; }
    public string? By { get; init; }
    public ImmutableArray<Charge> Charges { get; init; } = [];
    public Trace Trace { get; init; } = Trace.Empty;
}

public sealed record LeadClaimed : LeadEvent
{
    public required string Rep { get; init; }
    public required string Queue { get; init; }
}

/// <summary>The owner gave the lead back; a route from the top follows.</summary>
public sealed record LeadReleased : LeadEvent
{
    public required string Rep { get; init; }
    public required string Reason { get; init; }
    public bool Refunded { get; init; }

    /// <inheritdoc cref="OfferDeclined.Kept"/>
    public ImmutableArray<string>? Kept { get; init; }

    /// <summary>Free words beside the reason. Personal: stored apart.</summary>
    public string? Note { get; init; }
}

/// <summary>
/// An SLA, the owner's absence or a manager took the lead from one rep; to another at once, or (<see cref="To"/> null)
/// to what follows.
/// </summary>
public sealed record LeadReassigned : LeadEvent
{
    public required string From { get; init; }
    public string? To { get; init; }
    public required string Reason { get; init; }
    public bool Refunded { get; init; }

    /// <inheritdoc cref="OfferDeclined.Kept"/>
    public ImmutableArray<string>? Kept { get; init; }

    /// <summary>He did not miss it (he is absent), so he may get it again.</summary>
    public bool Blameless { get; init; }

    /// <summary>A person did it, whatever the words of <see cref="Reason"/>; records of before this was kept do not say so.</summary>
    public bool ByHand { get; init; }
    public string? Pool { get; init; }
    public int? Step { get; init; }
    public string? How { get; init; }
    public ImmutableArray<Charge> Charges { get; init; } = [];
    public Trace Trace { get; init; } = Trace.Empty;
}

/// <summary>The lead's last charges were reversed, each earner giving back its share.</summary>
public sealed record LeadRefunded : LeadEvent
{
    public required string Rep { get; init; }
}

public sealed record LeadContacted : LeadEvent
{
    public required string By { get; init; }
    public bool First { get; init; }
}

public sealed record LeadWon : LeadEvent
{
    /// <summary>Null where nobody had it.</summary>
    public string? Rep { get; init; }
    public decimal? Value { get; init; }
}

public sealed record LeadLost : LeadEvent
{
    /// <summary>Null where nobody had it.</summary>
    public string? Rep { get; init; }
    public string? Reason { get; init; }
}

public sealed record SlaWarned : LeadEvent
{
    public required string Sla { get; init; }
    public string? Rep { get; init; }
}

public sealed record SlaBreached : LeadEvent
{
    /// <summary>accept, respond or follow_up.</summary>
    public required string Sla { get; init; }
    public string? Rep { get; init; }
}

public sealed record LeadEscalated : LeadEvent
{
    public string? Manager { get; init; }
    public required string Reason { get; init; }
}

public sealed record CapWarned : LeadEvent
{
    public required string Rep { get; init; }
    public required string Code { get; init; }
    public required long Actual { get; init; }
    public required long Needed { get; init; }
}

/// <summary>
/// One movement of one ledger: <see cref="Cost"/> (10⁻⁹ units) was shared out by weight among the earners, and the
/// winner paid it. Earners are all members but those at the positions <see cref="Out"/> (in the ledger's order);
/// <see cref="Owed"/> lists absent members who earned beside them.
/// </summary>
public sealed record Charge
{
    public required string Ledger { get; init; }
    public required string Winner { get; init; }
    public required long Cost { get; init; }
    public ImmutableArray<int> Out { get; init; } = [];
    public ImmutableArray<OwedShare> Owed { get; init; } = [];
}

/// <summary>What an absent member earned, in 10⁻⁹ units, where <c>absence: owe</c>.</summary>
public readonly record struct OwedShare(string Member, long Amount);

/// <summary>
/// Why the decision fell as it did, as far as it is kept: who was passed over and the gate that failed. Up to 100
/// members are named; beyond that <see cref="Counts"/> has the number by reason.
/// </summary>
public sealed record Trace
{
    public static Trace Empty { get; } = new();
    public ImmutableArray<PassedOver> PassedOver { get; init; } = [];
    public ImmutableArray<ReasonCount> Counts { get; init; } = [];
}

/// <summary>A rep, the code of the first gate that failed, and the actual and needed figure where the gate has one.</summary>
public readonly record struct PassedOver(string Rep, string Code, long? Actual, long? Needed, string? Pool);

public readonly record struct ReasonCount(string Code, int Count);
