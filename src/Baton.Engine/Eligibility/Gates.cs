using Baton.Engine.Assignment;
using Baton.Engine.Conditions;
using Baton.Engine.Explain;
using Baton.Engine.People;
using Baton.Engine.Policies.Config;
using Baton.Engine.Routing;
using NodaTime;

namespace Baton.Engine.Eligibility;

/// <summary>The first gate that bars a rep, with the actual and the needed figure where it has one.</summary>
internal readonly record struct Verdict(Gate Gate, long? Actual = null, long? Needed = null)
{
    public bool Passes => Gate == Gate.None;
}

/// <summary>Gates that a way of distributing leaves out: claims ask neither hours nor presence nor weight.</summary>
[Flags]
internal enum Skip
{
    None = 0,
    Hours = 1,
    Presence = 2,
    Weight = 4,
    Absence = 8,
    Caps = 16,
    Capacity = 32,
    Claim = Hours | Presence | Weight,
}

/// <summary>
/// Asks the gates of POLICY.md in their order; the first that fails is the reason. What concerns the person alone comes
/// first, then the lead, then stocks and flows, then the pool.
/// </summary>
internal static class Gates
{
    public static Verdict Person(RepState rep, Instant now, Skip skip)
    {
        if (IsThere(rep, now, skip))
        {
            return default;
        }

        if (!rep.Active)
        {
            return new(Gate.Inactive);
        }

        ref readonly var available = ref rep.AvailabilityAt(now);
        if (available.Absent && !skip.HasFlag(Skip.Absence))
        {
            return new(Gate.Absent);
        }

        if (!available.Open && !skip.HasFlag(Skip.Hours))
        {
            return new(available.Holiday ? Gate.Holiday : Gate.OutsideHours);
        }

        return Presence(rep.Status);
    }

    /// <summary>Whether <see cref="Person"/> passes.</summary>
    public static bool IsThere(RepState rep, Instant now, Skip skip)
    {
        if (!rep.Active)
        {
            return false;
        }

        ref readonly var available = ref rep.AvailabilityAt(now);
        return (!available.Absent || (skip & Skip.Absence) != Skip.None)
            && (available.Open || (skip & Skip.Hours) != Skip.None)
            && (rep.Status == RepStatus.Available || (skip & Skip.Presence) != Skip.None);
    }

    /// <summary>Whether <see cref="Capacity"/> passes.</summary>
    public static bool HasRoom(RepState rep, int effort) =>
        rep.Config.Capacity is not { } capacity || rep.Open + effort <= capacity;

    public static Verdict Presence(RepStatus status) =>
        status switch
        {
            RepStatus.Available => default,
            RepStatus.Away => new(Gate.Away),
            RepStatus.Offline => new(Gate.Offline),
            _ => throw new ArgumentOutOfRangeException(nameof(status), status, null),
        };

    /// <summary>Marks that the lead carries against the rep.</summary>
    public static Verdict Marks(LeadState lead, string rep) =>
        lead.Marks is { } marks && marks.TryGetValue(rep, out var gate) ? new(gate) : default;

    /// <param name="effort">Of the lead, and of whatever else is taken to be held already.</param>
    public static Verdict Capacity(RepState rep, int effort) =>
        HasRoom(rep, effort) ? default : new(Gate.CapacityFull, rep.Open + effort, rep.Config.Capacity);

    /// <summary>The rep's caps and, within a pool, those of its members: the shortest full window is the reason.</summary>
    /// <param name="given">Leads that the rep is taken to have received besides, in all and from the pool.</param>
    public static Verdict Flow(
        RepState rep,
        LedgerMember? member,
        Caps memberCaps,
        Instant now,
        (int InAll, int FromPool) given = default
    ) => Of(Shorter(Full(rep, now, given.InAll), Full(member, rep, memberCaps, now, given.FromPool)));

    /// <summary>The rep's own caps.</summary>
    public static CapCode? Full(RepState rep, Instant now, int given = 0) =>
        rep.Config.Caps.IsEmpty ? null : rep.Received.FirstFull(rep.Config.Caps, now, rep.Zone, rep.Reserved + given);

    /// <summary>Those of the members of a leaf.</summary>
    public static CapCode? Full(LedgerMember? member, RepState rep, Caps memberCaps, Instant now, int given = 0) =>
        member is null || memberCaps.IsEmpty
            ? null
            : member.Flow.FirstFull(memberCaps, now, rep.Zone, member.Reserved + given);

    /// <summary>Those of everybody within a split pool.</summary>
    public static CapCode? Full(Pool split, RepState rep, Instant now, int given = 0)
    {
        var caps = split.Config.MemberCaps;
        if (caps.IsEmpty)
        {
            return null;
        }

        var inflow = split.Ledger.InflowOf(rep);
        return inflow.Received.FirstFull(caps, now, rep.Zone, inflow.Reserved + given);
    }

    /// <summary>The one of the shorter window, the first where they are the same.</summary>
    public static CapCode? Shorter(CapCode? first, CapCode? second) =>
        first is { } a && !(second?.Window < a.Window) ? first : second;

    public static Verdict Of(CapCode? full) => full is { } cap ? new(Of(cap.Window), cap.Actual, cap.Needed) : default;

    public static bool All(IReadOnlyList<Condition> conditions, in ConditionInput input)
    {
        for (var i = 0; i < conditions.Count; i++)
        {
            if (!conditions[i].Holds(input))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Leads since the return against what the ramp allows in its window.</summary>
    public static Verdict Ramp(RampConfig? ramp, LedgerMember member, RepState rep, Instant now, int given = 0)
    {
        if (ramp is null || rep.Absences.LastEnded(now) is not { } last || now >= last.End + ramp.For)
        {
            return default;
        }

        // A whole day has 23 hours where the clocks go forward.
        if (last.End - last.Start < Duration.FromHours(23))
        {
            return default;
        }

        var received = member.Reserved + given;
        foreach (var at in member.Ramp)
        {
            received += at >= last.End && at > now - ramp.Per ? 1 : 0;
        }

        return received >= ramp.Leads ? new(Gate.Ramping, received, ramp.Leads) : default;
    }

    private static Gate Of(CapWindow window) =>
        window switch
        {
            CapWindow.Hour => Gate.CapHour,
            CapWindow.Day => Gate.CapDay,
            CapWindow.Week => Gate.CapWeek,
            CapWindow.Month => Gate.CapMonth,
            _ => throw new ArgumentOutOfRangeException(nameof(window), window, null),
        };
}
