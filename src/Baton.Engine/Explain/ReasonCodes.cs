using System.Collections.Immutable;

namespace Baton.Engine.Explain;

/// <summary>The gates of eligibility, in the order in which they are asked. The first that fails is the reason.</summary>
public enum Gate : byte
{
    None,
    Inactive,
    Absent,
    Holiday,
    OutsideHours,
    Offline,
    Away,
    WeightZero,
    Requirement,
    DeclinedBefore,
    ExpiredBefore,
    ExcludedPrevious,
    CapacityFull,
    CapHour,
    CapDay,
    CapWeek,
    CapMonth,
    PoolCap,
    Ramping,
    TooFarAhead,
}

/// <summary>Every stable code that a lead, a rep or a refusal can carry. Documented one by one in docs/reason-codes.md.</summary>
public static class ReasonCodes
{
    public const string Inactive = "inactive";
    public const string Absent = "absent";
    public const string Holiday = "holiday";
    public const string OutsideHours = "outside_hours";
    public const string Offline = "offline";
    public const string Away = "away";
    public const string WeightZero = "weight_zero";
    public const string Requirement = "requirement";
    public const string DeclinedBefore = "declined_before";
    public const string ExpiredBefore = "expired_before";
    public const string ExcludedPrevious = "excluded_previous";
    public const string CapacityFull = "capacity_full";
    public const string CapHour = "cap_hour";
    public const string CapDay = "cap_day";
    public const string CapWeek = "cap_week";
    public const string CapMonth = "cap_month";
    public const string PoolCap = "pool_cap";
    public const string Ramping = "ramping";
    public const string TooFarAhead = "too_far_ahead";
    public const string NotAMember = "not_a_member";
    public const string ClaimsLimit = "claims_limit";

    public const string NoRule = "no_rule";
    public const string NoEligibleRep = "no_eligible_rep";
    public const string WaitingForHours = "waiting_for_hours";
    public const string Nurture = "nurture";
    public const string Disqualified = "disqualified";
    public const string Duplicate = "duplicate";
    public const string Rejected = "rejected";
    public const string Queued = "queued";
    public const string Offered = "offered";
    public const string Paused = "paused";

    public const string OfferClosed = "offer_closed";
    public const string AlreadyOwned = "already_owned";
    public const string Closed = "closed";
    public const string NotOffered = "not_offered";
    public const string NotInQueue = "not_in_queue";
    public const string ManagerOnly = "manager_only";
    public const string Forbidden = "forbidden";
    public const string UnknownLead = "unknown_lead";
    public const string UnknownRep = "unknown_rep";
    public const string UnknownQueue = "unknown_queue";
    public const string UnknownPool = "unknown_pool";
    public const string Conflict = "conflict";
    public const string Invalid = "invalid";
    public const string StalePolicy = "stale_policy";
    public const string StalePreview = "stale_preview";

    private static readonly ImmutableArray<string> s_gates =
    [
        "",
        Inactive,
        Absent,
        Holiday,
        OutsideHours,
        Offline,
        Away,
        WeightZero,
        Requirement,
        DeclinedBefore,
        ExpiredBefore,
        ExcludedPrevious,
        CapacityFull,
        CapHour,
        CapDay,
        CapWeek,
        CapMonth,
        PoolCap,
        Ramping,
        TooFarAhead,
    ];

    public static string Of(Gate gate) => s_gates[(int)gate];
}
