using System.Collections.Immutable;
using Baton.Engine.Eligibility;
using Baton.Engine.Events;
using Baton.Engine.People;
using Baton.Engine.Policies.Config;
using NodaTime;

namespace Baton.Trust.Tests.Checking;

// Room and caps before each automatic pick, counted anew from what was received and what is held.
internal sealed partial class NaiveWorkspace
{
    /// <summary>Which gates a way of distributing asks.</summary>
    private sealed record Gated
    {
        public bool Presence { get; init; }
        public bool Capacity { get; init; } = true;
        public bool Caps { get; init; } = true;

        /// <summary>The pools that the lead comes through, the innermost last.</summary>
        public ImmutableArray<string> Ledgers { get; init; } = [];
    }

    private Gated GatedBy(string? pool, ImmutableArray<Charge> charges) =>
        new() { Presence = Pool(pool)?.Presence == GateUse.Required, Ledgers = [.. charges.Select(c => c.Ledger)] };

    private static Gated GatedByOwner(NaiveLead lead, int? step)
    {
        var respected = lead.Rule?.Route.ElementAtOrDefault(step ?? -1) is OwnerStep owner ? owner.Respect : [];
        return new Gated
        {
            Presence = respected.Contains(OwnerGate.Presence),
            Capacity = respected.Contains(OwnerGate.Capacity),
            Caps = respected.Contains(OwnerGate.Caps),
        };
    }

    private PoolConfig? Pool(string? name) => Config.Policy.Pools.FirstOrDefault(p => p.Name == name);

    private void CheckRoom(NaiveLead lead, string id, Gated gated)
    {
        if (Config.Reps.FirstOrDefault(r => r.Id == id) is not { } config)
        {
            Complain($"lead {lead.Number} goes to {id}, whom nobody knows");
            return;
        }

        if (!config.Active || (gated.Presence && config.Status != RepStatus.Available))
        {
            Complain($"lead {lead.Number} goes to {id}, who is {(config.Active ? config.Status : "not active")}");
        }

        var held = Rep(id).Held.Values.Sum();
        if (gated.Capacity && held + lead.Effort > config.Capacity)
        {
            Complain($"lead {lead.Number} gives {id} {held + lead.Effort} of {config.Capacity} units");
        }

        if (gated.Caps && lead.Rule?.IgnoreCaps != true)
        {
            CheckCaps(lead, config);
            CheckPools(lead, config, gated.Ledgers);
        }
    }

    private void CheckClaims(NaiveLead lead, string id, string queue)
    {
        if (Config.Policy.Queues.FirstOrDefault(q => q.Name == queue)?.Claims is not { } claims)
        {
            Complain($"lead {lead.Number} is claimed from {queue}, which nobody knows");
            return;
        }

        var open = Rep(id).Held.Keys.Count(n => Leads[n].Owner == id && Leads[n].ClaimedFrom == queue);
        if (open >= claims.Open)
        {
            Complain($"lead {lead.Number} gives {id} {open + 1} of {claims.Open} open claims of {queue}");
        }

        var caps = new Caps
        {
            Hour = claims.Hour,
            Day = claims.Day,
            Week = claims.Week,
            Month = claims.Month,
        };
        var zone = Config.Reps.FirstOrDefault(r => r.Id == id)?.TimeZone ?? Config.TimeZone;
        Check(lead, $"{id} as claims of {queue}", caps, Rep(id).Claims.GetValueOrDefault(queue, []), 0, zone);
    }

    private void CheckCaps(NaiveLead lead, RepConfig config)
    {
        var rep = Rep(config.Id);
        var zone = config.TimeZone ?? Config.TimeZone;
        Check(lead, config.Id, config.Caps, rep.Received, rep.Reserved, zone);
    }

    private void CheckPools(NaiveLead lead, RepConfig config, ImmutableArray<string> ledgers)
    {
        var zone = config.TimeZone ?? Config.TimeZone;
        foreach (var id in ledgers.SkipLast(1))
        {
            if (Ledgers.GetValueOrDefault(id)?.Inflow(config.Id) is { } inflow && Pool(id) is { } split)
            {
                Check(lead, $"{config.Id} through {id}", split.MemberCaps, inflow.Received, inflow.Reserved, zone);
            }
        }

        foreach (var id in ledgers)
        {
            if (Ledgers.TryGetValue(id, out var ledger) && Pool(id) is { } pool)
            {
                Check(lead, $"the pool {id}", pool.Caps, ledger.Received, ledger.Reserved, Config.TimeZone);
            }
        }

        if (
            !ledgers.IsEmpty
            && Pool(ledgers[^1].Split('/')[0]) is { } inner
            && Ledgers.GetValueOrDefault(ledgers[^1])?.Member(config.Id) is { } member
        )
        {
            Check(lead, $"{config.Id} within {inner.Name}", inner.MemberCaps, member.Received, member.Reserved, zone);
        }
    }

    private void Check(NaiveLead lead, string who, Caps caps, List<Instant> received, int reserved, DateTimeZone zone)
    {
        if (caps.IsEmpty)
        {
            return;
        }

        var today = Now.InZone(zone).Date;
        var monday = today.PlusDays(1 - (int)today.DayOfWeek);
        Check("hour", caps.Hour, at => at > Now - Duration.FromHours(1));
        Check("day", caps.Day, at => at.InZone(zone).Date == today);
        Check("week", caps.Week, at => at.InZone(zone).Date >= monday);
        Check("month", caps.Month, at => at.InZone(zone).Date >= today.PlusDays(1 - today.Day));

        void Check(string window, int? cap, Func<Instant, bool> counts)
        {
            var actual = cap is null ? 0 : received.Count(counts) + reserved;
            if (actual >= cap)
            {
                Complain($"lead {lead.Number} gives {who} {actual + 1} of {cap} leads of the {window}");
            }
        }
    }
}
