using Baton.Engine.Assignment;
using Baton.Engine.Eligibility;
using Baton.Engine.Explain;
using Baton.Engine.People;
using Baton.Engine.Routing;
using NodaTime;

namespace Baton.Engine.Turns;

/// <summary>When time alone lifts the gate that bars a member of a pool. Another gate may bar him then.</summary>
internal static class BarEnd
{
    // A calendar changes at each end of its hours and of its holidays: beyond so many it is not looked into.
    private const int MostChanges = 200;

    /// <summary>Null = time alone does not lift it, or nobody can say when.</summary>
    /// <param name="outer">The pools that this one is nested in: their caps bar too.</param>
    public static Instant? Of(Gate gate, Pool leaf, Pool[] outer, LedgerMember member, Instant now)
    {
        var rep = member.Rep!;
        var end = gate switch
        {
            Gate.Absent when rep.Absences.Contains(now, out _, out var back) => back,
            Gate.Holiday or Gate.OutsideHours => Opening(rep.Calendar, now),
            Gate.Away or Gate.Offline => rep.StatusUntil ?? Instant.MaxValue,
            Gate.CapHour or Gate.CapDay or Gate.CapWeek or Gate.CapMonth => Instant.Max(
                rep.Received.NextFree(rep.Config.Caps, now, rep.Zone, rep.Reserved),
                member.Flow.NextFree(leaf.Config.MemberCaps, now, rep.Zone, member.Reserved)
            ),
            Gate.PoolCap => outer.Append(leaf).Max(p => Free(p, now)),
            _ => Instant.MaxValue,
        };
        return end < Instant.MaxValue ? end : null;
    }

    private static Instant Opening(Calendar? calendar, Instant now)
    {
        var at = now;
        for (var i = 0; calendar is not null && i < MostChanges && at < Instant.MaxValue; i++)
        {
            var hours = calendar.At(at);
            if (hours.Open)
            {
                return at;
            }

            at = hours.Until;
        }

        return Instant.MaxValue;
    }

    private static Instant Free(Pool pool, Instant now) =>
        pool.Ledger.Received.NextFree(pool.Config.Caps, now, pool.Zone, pool.Ledger.Reserved);
}
