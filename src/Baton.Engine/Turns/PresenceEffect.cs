using System.Collections.Immutable;
using NodaTime;

namespace Baton.Engine.Turns;

/// <summary>What a change of a rep's presence would do now.</summary>
public sealed record PresenceEffect
{
    public ImmutableArray<PoolEffect> Pools { get; init; } = [];

    /// <summary>His open offers: they stay open, and he may still answer.</summary>
    public ImmutableArray<OfferEffect> Offers { get; init; } = [];

    /// <summary>Leads that he owns: they stay his, and their clocks run on.</summary>
    public int Owned { get; init; }

    /// <summary>Those of them whose clock runs out before he is back, the next to do so first.</summary>
    public ImmutableArray<DueEffect> Due { get; init; } = [];
    public int DueCount { get; init; }
}

public sealed record PoolEffect
{
    public required string Pool { get; init; }

    /// <summary>The pool gives out leads whoever is there.</summary>
    public bool IgnoresPresence { get; init; }

    /// <summary>What bars him before and after; null = nothing.</summary>
    public Bar? BarredBefore { get; init; }
    public Bar? BarredAfter { get; init; }

    /// <summary>Who gets the next leads before and after; empty = nobody is eligible.</summary>
    public ImmutableArray<string> NextBefore { get; init; } = [];
    public ImmutableArray<string> NextAfter { get; init; } = [];

    /// <summary>
    /// As long as he is barred by it nothing accrues and nothing is wiped: with this balance, in the ledger's unit, he goes on.
    /// </summary>
    public decimal Balance { get; init; }
}

/// <param name="ExpiresAt">Null = it does not lapse by itself.</param>
/// <param name="Expiry">charge or refund: whether it costs the turn if it lapses; null = it costs none.</param>
public sealed record OfferEffect(long Lead, Instant? ExpiresAt, string? Expiry);

/// <param name="OnBreach">notify, reassign, escalate or set_away.</param>
public sealed record DueEffect(long Lead, string Sla, Instant DueAt, string OnBreach);
