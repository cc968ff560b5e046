using System.Collections.Immutable;
using Baton.Engine.Assignment;
using Baton.Engine.Conditions;
using Baton.Engine.Eligibility;
using Baton.Engine.People;
using Baton.Engine.Policies.Config;
using Baton.Engine.Routing;
using NodaTime;

namespace Baton.Engine;

/// <summary>
/// When time alone may help a waiting lead: somebody's hours open, an absence ends, a cap or a ramp frees, or what is
/// required asks the time. Looked for only among those whom waiting leads could go to.
/// </summary>
internal static class Wakes
{
    private const int SecondsPerQuarter = 15 * 60;

    /// <summary>Strictly after <paramref name="now"/>; <see cref="Instant.MaxValue"/> where time cannot help.</summary>
    public static Instant Next(WorkspaceState state, Instant now)
    {
        if (state.Waiting.Count == 0 && state.Stalled.Count == 0)
        {
            return Instant.MaxValue;
        }

        var next = OfRules(state, now);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var number in state.Stalled)
        {
            if (state.Leads.Look(number) is { Status: LeadStatus.Offered, Queue: { } queue })
            {
                next = Instant.Min(next, OfQueue(state, queue, seen, now));
            }
        }

        foreach (var rule in state.Waiting.Classes.Select(c => c.Key.Rule).OfType<Rule>().Distinct())
        {
            foreach (var step in rule.Route)
            {
                next = Instant.Min(next, OfStep(state, step, seen, now));
            }
        }

        return next;
    }

    /// <summary>When a lead that no rule matched may find one: a window opens, or a condition asks the time.</summary>
    public static Instant OfRules(WorkspaceState state, Instant now)
    {
        var next = Instant.MaxValue;
        if (!state.Waiting.Unmatched.Any())
        {
            return next;
        }

        foreach (var rule in state.Policy!.Rules.Where(r => r.Config.Enabled && now < r.Until))
        {
            next =
                now < rule.From ? Instant.Min(next, rule.From)
                : rule.When is { } when ? Instant.Min(next, OfConditions(state, [when], now))
                : next;
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
        state.PoolNamed(name) is { } pool && seen.Add("pool " + name) ? OfPool(state, pool, now) : Instant.MaxValue;

    private static Instant OfPool(WorkspaceState state, Pool pool, Instant now)
    {
        var next = OfConditions(state, pool.Require, now);
        if (!pool.Config.Caps.IsEmpty)
        {
            var ledger = pool.Ledger;
            next = Instant.Min(next, Freed(ledger.Received, pool.Config.Caps, now, pool.Zone, ledger.Reserved));
        }

        foreach (var (_, inner) in pool.Units)
        {
            next = Instant.Min(next, OfPool(state, inner, now));
        }

        if (pool.IsSplit && !pool.Config.MemberCaps.IsEmpty)
        {
            foreach (var (rep, inflow) in pool.Ledger.Inflows.Where(i => i.Key.Active))
            {
                next = Instant.Min(
                    next,
                    Freed(inflow.Received, pool.Config.MemberCaps, now, rep.Zone, inflow.Reserved)
                );
            }
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

    // A calendar opens or closes at a known instant. Hours and weekdays of a zone change with a quarter of an hour of UTC;
    // for an exact instant of which `now` is asked that is soon enough.
    private static Instant OfConditions(WorkspaceState state, ImmutableArray<Condition> all, Instant now)
    {
        var next = Instant.MaxValue;
        foreach (var condition in all)
        {
            if (condition.ReadsNow)
            {
                var quarters = Math.DivRem(now.ToUnixTimeSeconds(), SecondsPerQuarter).Quotient + 1;
                next = Instant.Min(next, Instant.FromUnixTimeSeconds(quarters * SecondsPerQuarter));
            }

            foreach (var name in condition.OpenCalendars)
            {
                next = Instant.Min(next, state.Policy!.Calendars[name].At(now).Until);
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
            .Append(OfConditions(state, queue.Require, now))
            .Min();
    }

    private static Instant OfEverybody(WorkspaceState state, HashSet<string> seen, Instant now) =>
        seen.Add("everybody")
            ? state.Reps.Values.Where(r => r.Active).Select(r => OfRep(r, now)).DefaultIfEmpty(Instant.MaxValue).Min()
            : Instant.MaxValue;
}
