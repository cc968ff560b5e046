using System.Collections.Immutable;
using Baton.Engine.Assignment;
using Baton.Engine.Conditions;
using Baton.Engine.Eligibility;
using Baton.Engine.People;
using Baton.Engine.Policies;
using Baton.Engine.Scoring;
using Baton.Engine.Screening;
using NodaTime;

namespace Baton.Engine.Snapshots;

/// <summary>
/// The whole state of a workspace as plain data, so that a start need not replay the journal from its beginning. What can
/// be derived (open units, reservations, waiting lines, timers) is not in it. Two workspaces with the same history have
/// equal snapshots.
/// </summary>
public sealed record WorkspaceSnapshot
{
    private readonly ImmutableArray<VersionSnapshot>? _versions;
    private readonly ImmutableArray<EarnersSnapshot>? _earners;
    private readonly IReadOnlyList<LeadSnapshot>? _leads;

    public required Instant At { get; init; }
    public required int Version { get; init; }
    public required MapNode Document { get; init; }
    public required long LastLead { get; init; }

    /// <summary>Documents of earlier versions by which open leads are still routed.</summary>
    public ImmutableArray<VersionSnapshot> Versions
    {
        get => _versions ?? Later?.Versions ?? [];
        init => _versions = value;
    }
    public ImmutableArray<RepSnapshot> Reps { get; init; } = [];
    public ImmutableArray<LedgerSnapshot> Ledgers { get; init; } = [];

    /// <summary>The sets of earners that the charges of open leads refer to by position.</summary>
    public ImmutableArray<EarnersSnapshot> Earners
    {
        get => _earners ?? Later?.Earners ?? [];
        init => _earners = value;
    }
    public IReadOnlyList<LeadSnapshot> Leads
    {
        get => _leads ?? Later ?? (IReadOnlyList<LeadSnapshot>)[];
        init => _leads = value;
    }
    public ImmutableArray<ClaimsSnapshot> Claims { get; init; } = [];
    public required ImmutableArray<PauseSnapshot> Paused { get; init; }

    /// <summary>Names that reps, pools and queues had before.</summary>
    public ImmutableArray<RenameSnapshot> Renamed { get; init; } = [];

    /// <summary>Gives those of the three that are not set, on whatever thread they are asked for; null = they are set.</summary>
    internal LaterLeads? Later { get; init; }

    /// <summary>When scores are aged next, and the last lead that this hour's round has reached; null, 0 = no round is due or on.</summary>
    public Instant? AgesAt { get; init; }
    public long AgedAfter { get; init; }

    /// <summary>
    /// Takes it apart, on whatever thread: into one without leads, and these as bytes that take next to no time to write and to read,
    /// but that another version of Baton may refuse. Of the whole state of a workspace only, as it gives it.
    /// </summary>
    public (WorkspaceSnapshot Head, ReadOnlyMemory<byte> Leads) Pack()
    {
        var (versions, leads) =
            Later?.Pack() ?? throw new InvalidOperationException("only a snapshot that a workspace gave can be packed");
        return (this with { Later = null, Versions = versions }, leads);
    }
}

public sealed record VersionSnapshot(int Version, MapNode Document);

public sealed record RepSnapshot
{
    public required string Id { get; init; }
    public required int Order { get; init; }
    public required string Status { get; init; }
    public Instant? StatusUntil { get; init; }
    public string? StatusReason { get; init; }
    public ImmutableArray<Absence> Absences { get; init; } = [];
    public required CapSnapshot Received { get; init; }
    public RepStats? Stats { get; init; }
    public ImmutableArray<TallySnapshot> Tallies { get; init; } = [];
}

/// <summary>One day of a rep; <see cref="Day"/> counts from 1970-01-01.</summary>
public sealed record TallySnapshot(int Day, int Received, int Won, int Lost, decimal Value)
{
    public ImmutableArray<StepCount> Responses { get; init; } = [];
}

public sealed record LedgerSnapshot
{
    public required string Id { get; init; }
    public required string Method { get; init; }
    public required string Unit { get; init; }
    public required int Period { get; init; }
    public required long Picks { get; init; }
    public Instant? ResetAt { get; init; }
    public required CapSnapshot Received { get; init; }
    public ImmutableArray<string> Recent { get; init; } = [];
    public ImmutableArray<MemberSnapshot> Members { get; init; } = [];

    /// <summary>What came to each rep through a split pool.</summary>
    public ImmutableArray<InflowSnapshot> Inflows { get; init; } = [];
}

public sealed record InflowSnapshot(string Rep, CapSnapshot Received);

public sealed record MemberSnapshot
{
    public required string Id { get; init; }
    public required long Balance { get; init; }
    public required long LastAssigned { get; init; }
    public required long Received { get; init; }
    public required CapSnapshot Flow { get; init; }
    public required long OwedInAbsence { get; init; }
    public Instant? OweSince { get; init; }
    public ImmutableArray<Instant> Ramp { get; init; } = [];
}

public sealed record EarnersSnapshot(ImmutableArray<string> Members, ImmutableArray<int> Weights);

public sealed record ChargeSnapshot(string Ledger, int Period, string Winner, long Cost, int Earners, bool Picked)
{
    public ImmutableArray<MemberAmount> Owed { get; init; } = [];
}

public readonly record struct MemberAmount(string Member, long Amount);

public sealed record ClaimsSnapshot(string Queue, string Rep, CapSnapshot Made);

public sealed record RenameSnapshot(string Kind, string From, string To);

public sealed record PauseSnapshot(string Kind, string Id);

public readonly record struct StepTime(int Step, Instant At);

public readonly record struct StepCount(int Step, int Count);

public readonly record struct MarkSnapshot(string Rep, string Code);

public readonly record struct OfferSnapshot(string Rep, Instant MadeAt, Instant? ExpiresAt);

public sealed record SlaSnapshot(
    Instant? AcceptWarn,
    Instant? AcceptBreach,
    Instant? RespondWarn,
    Instant? RespondBreach,
    Instant? FollowUp,
    Instant? Recycle
)
{
    public required bool SinceQueued { get; init; }
    public MissedSnapshot? Missed { get; init; }
}

/// <summary>A deadline that passed, and when it was.</summary>
public sealed record MissedSnapshot(string Sla, Instant Due);

/// <summary>The times of one type's activities that scoring counts, newest first.</summary>
public sealed record ActivitiesSnapshot(string Type, ImmutableArray<Instant> Times);

public sealed record LeadSnapshot
{
    public required long Number { get; init; }
    public required string Status { get; init; }
    public required string Stage { get; init; }
    public ImmutableArray<KeyValuePair<string, Value>> Fields { get; init; } = [];
    public required Instant CreatedAt { get; init; }
    public Instant? AssignedAt { get; init; }
    public string? Rule { get; init; }
    public int RuleVersion { get; init; }
    public string? Territory { get; init; }

    /// <summary>The account's name alone, as snapshots held it before they held the match. Read, no longer written.</summary>
    public string? Account { get; init; }
    public AccountMatch? AccountMatch { get; init; }
    public string? LastOwner { get; init; }
    public string? Owner { get; init; }
    public string? Pool { get; init; }
    public string? Queue { get; init; }
    public string? Reason { get; init; }
    public int Step { get; init; }
    public ImmutableArray<StepTime> Deadlines { get; init; } = [];
    public ImmutableArray<StepCount> Attempts { get; init; } = [];
    public Instant? NextAt { get; init; }
    public Instant? WarnAt { get; init; }
    public string? CarriedTarget { get; init; }
    public Instant? CarriedUntil { get; init; }
    public ImmutableArray<string> Asked { get; init; } = [];
    public ImmutableArray<MarkSnapshot> Marks { get; init; } = [];
    public ImmutableArray<OfferSnapshot> Offers { get; init; } = [];
    public ImmutableArray<ChargeSnapshot> Charges { get; init; } = [];
    public decimal? Score { get; init; }
    public string? Grade { get; init; }
    public ImmutableArray<LivePoints> Points { get; init; } = [];
    public ImmutableArray<ActivitiesSnapshot> Activities { get; init; } = [];
    public bool Contacted { get; init; }
    public int Touches { get; init; }
    public SlaSnapshot? Sla { get; init; }
    public string? Track { get; init; }
    public Instant? RevisitAt { get; init; }
    public Instant? GiveUpAt { get; init; }
    public string? ClaimedFrom { get; init; }
}
