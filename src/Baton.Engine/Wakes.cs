using Baton.Engine.Assignment;
using Baton.Engine.Eligibility;
using Baton.Engine.People;
using Baton.Engine.Policies.Config;
using Baton.Engine.Routing;
using NodaTime;

namespace Baton.Engine;

/// <summary>
/// When time alone may help a waiting lead: somebody's hours open, an absence ends, a cap or a ramp frees. Looked for
/// only among those whom waiting leads could go to.
/// </summary>
internal static class Wakes
{
    /// <summary>Strictly after <paramref name="now"/>; <see cref="Instant.MaxValue"/> where time cannot help.</summary>
    public static Instant Next(WorkspaceState state, Instant now)
    {
        if (state.Waiting.Count == 0)
        {
            return Instant.MaxValue;
        }

        var next = Instant.MaxValue;
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var rule in state.Waiting.Classes.Select(c => c.Key.Rule).OfType<Rule>().Distinct())
        {
            foreach (var step in rule.Route)
            {
                next = Instant.Min(next, OfStep(state, step, seen, now));
            }
        }

        return next;
    }

    private static Instant OfStep(WorkspaceState state, RouteStepConfig step, HashSet<string> seen, Instant now) =>
        step switch
        {
            PoolStep { Pool: var pool } => OfPool(state, pool, seen, now),
            QueueStep { Queue: var queue } => OfQueue(state, queue, seen, now),
            OwnerStep => OfEverybody(state, seen, now),
            SplitStep split => split
                .Arms.Select(a => a.Pool is { } p ? OfPool(state, p, seen, now) : OfQueue(state, a.Queue!, seen, now))
                .Min(),
            _ => throw new ArgumentOutOfRangeException(nameof(step), step, null),
        };

    private static Instant OfPool(WorkspaceState state, string name, HashSet<string> seen, Instant now) =>
        state.PoolNamed(name) is { } pool && seen.Add("pool " + name) ? OfPool(pool, now) : Instant.MaxValue;

    private static Instant OfPool(Pool pool, Instant now)
    {
        var next = pool.Config.Caps.IsEmpty
            ? Instant.MaxValue
            : Freed(pool.Ledger.Received, pool.Config.Caps, now, pool.Zone, pool.Ledger.Reserved);
        foreach (var (_, inner) in pool.Units)
        {
            next = Instant.Min(next, OfPool(inner, now));
        }

        foreach (var member in pool.Ledger.Members)
        {
            if (member is { Rep: { Active: true } rep, Weight: > 0 })
            {
                next = Instant.Min(next, Instant.Min(OfRep(rep, now), OfMember(pool, member, rep, now)));
            }
        }

        return next;
    }

    private static Instant OfRep(RepState rep, Instant now)
    {
        var available = rep.AvailabilityAt(now);
        var next = available.Absent || !available.Open ? available.Until : Instant.MaxValue;
        return rep.Config.Caps.IsEmpty
            ? next
            : Instant.Min(next, Freed(rep.Received, rep.Config.Caps, now, rep.Zone, rep.Reserved));
    }

    // A cap that is not full now needs no waking.
    private static Instant Freed(CapCounter received, Caps caps, Instant now, DateTimeZone zone, int reserved) =>
        received.NextFree(caps, now, zone, reserved) is var free && free > now ? free : Instant.MaxValue;

    private static Instant OfMember(Pool pool, LedgerMember member, RepState rep, Instant now)
    {
        var next = pool.Config.MemberCaps.IsEmpty
            ? Instant.MaxValue
            : Freed(member.Flow, pool.Config.MemberCaps, now, rep.Zone, member.Reserved);
        if (pool.Config.Ramp is { } ramp && rep.Absences.LastEnded(now) is { } last && now < last.End + ramp.For)
        {
            next = Instant.Min(next, last.End + ramp.For);
            foreach (var at in member.Ramp)
            {
                next = at + ramp.Per > now ? Instant.Min(next, at + ramp.Per) : next;
            }
        }

        return next;
    }

    private static Instant OfQueue(WorkspaceState state, string name, HashSet<string> seen, Instant now)
    {
        if (state.QueueNamed(name) is not { } queue || !seen.Add("queue " + name))
        {
            return Instant.MaxValue;
        }

        return queue
            .Members.Where(state.Reps.ContainsKey)
            .Select(m => OfRep(state.Reps[m], now))
            .DefaultIfEmpty(Instant.MaxValue)
            .Min();
    }

    private static Instant OfEverybody(WorkspaceState state, HashSet<string> seen, Instant now) =>
        seen.Add("everybody")
            ? state.Reps.Values.Where(r => r.Active).Select(r => OfRep(r, now)).DefaultIfEmpty(Instant.MaxValue).Min()
            : Instant.MaxValue;
}
