using System.Collections.Immutable;
using Baton.Engine.Eligibility;
using Baton.Engine.People;
using NodaTime;

namespace Baton.Engine.Turns;

/// <summary>What one rep may know of where he stands: his room, his turns, his work and the queues that he pulls from.</summary>
public sealed record TurnView
{
    public required string Rep { get; init; }
    public string? Name { get; init; }

    /// <summary>available, away or offline.</summary>
    public required string Status { get; init; }
    public Instant? StatusUntil { get; init; }
    public string? StatusReason { get; init; }
    public bool Absent { get; init; }
    public bool InHours { get; init; }

    /// <summary>In which his days begin.</summary>
    public required DateTimeZone Zone { get; init; }

    /// <summary>Effort units offered to or owned by the rep and not closed; null limit = none.</summary>
    public long Open { get; init; }
    public int? Capacity { get; init; }
    public ImmutableArray<CapUse> Caps { get; init; } = [];
    public ImmutableArray<PoolTurn> Pools { get; init; } = [];
    public ImmutableArray<WorkItem> Work { get; init; } = [];

    /// <summary>Open leads and offers in all, where <see cref="Work"/> has only the most urgent.</summary>
    public int WorkCount { get; init; }
    public ImmutableArray<QueueTurn> Queues { get; init; } = [];
}

/// <summary>The first gate that bars somebody, with the actual and the needed figure where it has one.</summary>
public sealed record Bar(string Code, long? Actual, long? Needed);

/// <summary>A rep's place in one ledger.</summary>
public sealed record PoolTurn
{
    /// <summary>The ledger's id; of a team inside a pool split by team, <c>pool/team</c>.</summary>
    public required string Pool { get; init; }
    public required string Method { get; init; }
    public required string Unit { get; init; }

    /// <summary>Nothing is given out: the pool, one around it or the workspace is paused.</summary>
    public bool Paused { get; init; }

    /// <summary>Active members, himself included.</summary>
    public int Members { get; init; }
    public int Weight { get; init; }

    /// <summary>In the ledger's unit, positive = owed.</summary>
    public decimal Balance { get; init; }

    /// <summary>Leads since the last reset, his and everybody's.</summary>
    public decimal Received { get; init; }
    public decimal ReceivedByAll { get; init; }

    /// <summary>His weight's part of the active members' weights, 0..1.</summary>
    public decimal TargetShare { get; init; }

    /// <summary>Null = the next lead could be his.</summary>
    public Bar? Barred { get; init; }

    /// <summary>The soonest that time alone lifts it; null = it does not, nobody can say, or nothing bars him.</summary>
    public Instant? BarredUntil { get; init; }

    /// <summary>How many leads others get before him, if nothing changes; null = he is barred, or beyond <see cref="LookedAhead"/>.</summary>
    public int? LeadsBefore { get; init; }

    /// <summary>How many turns were played.</summary>
    public int LookedAhead { get; init; }

    /// <summary>Leads that the pool gave out in the last 60 minutes.</summary>
    public int LastHour { get; init; }

    /// <summary>How long his turn takes at the pace of the last hour; null = too few leads to say, or no place.</summary>
    public int? LikelyMinutes { get; init; }

    /// <summary>Limits of each member within this pool.</summary>
    public ImmutableArray<CapUse> Caps { get; init; } = [];
}

/// <summary>An offer to answer, or a lead to work.</summary>
public sealed record WorkItem
{
    public required long Lead { get; init; }

    /// <summary>answer, first_contact, follow_up or work.</summary>
    public required string Next { get; init; }

    /// <summary>Of an offer: when it was made, and when it lapses (null = it does not by itself).</summary>
    public Instant? OfferedAt { get; init; }
    public Instant? ExpiresAt { get; init; }

    /// <summary>The promise that runs or was missed: accept, respond or follow_up; null = none.</summary>
    public string? Sla { get; init; }
    public Instant? DueAt { get; init; }
    public bool Overdue { get; init; }

    /// <summary>What a breach does: notify, reassign, escalate or set_away; null = the promise is missed already, or there is none.</summary>
    public string? OnBreach { get; init; }

    /// <summary>When it goes back to its route if nobody touches it.</summary>
    public Instant? RecyclesAt { get; init; }
    public string? Guidance { get; init; }
}

/// <summary>A queue that the rep may pull from.</summary>
public sealed record QueueTurn
{
    public required string Queue { get; init; }
    public required string Mode { get; init; }
    public int Waiting { get; init; }

    /// <summary>Null = the next lead could be claimed, as far as can be said without looking at it.</summary>
    public Bar? Barred { get; init; }

    /// <summary>Leads claimed here and still open; null limit = none.</summary>
    public int OpenClaims { get; init; }
    public int? OpenClaimsLimit { get; init; }
    public ImmutableArray<CapUse> Claims { get; init; } = [];

    /// <summary>Of a blind queue all that is to be seen of the next leads; else empty.</summary>
    public ImmutableArray<BlindView> Blind { get; init; } = [];
}

public readonly record struct BlindView(Instant CreatedAt, string? Grade);
