using System.Collections.Immutable;
using Baton.Engine.Assignment;
using Baton.Engine.People;
using Baton.Engine.Policies.Config;
using Baton.Engine.Routing;
using NodaTime;

namespace Baton.Engine.Turns;

/// <summary>Plays a change of a rep's presence against what stands, and changes nothing.</summary>
internal sealed class Effects(WorkspaceState state, RepState rep, RepStatus status, Instant? until, Instant now)
{
    private const int TurnsShown = 3;
    private const int MostDue = 20;

    public PresenceEffect All()
    {
        var due = status == RepStatus.Available ? [] : DueBeforeReturn();
        return new PresenceEffect
        {
            Pools = [.. new PoolTurns(state, rep, now).Own().Select(o => Of(o.Leaf, o.Outer, o.Member))],
            Offers = [.. rep.OfferedLeads.Select(n => Of(state.Leads.Look(n)!))],
            Owned = rep.Owned.Count,
            Due = [.. due.Take(MostDue)],
            DueCount = due.Length,
        };
    }

    private PoolEffect Of(Pool leaf, Pool[] outer, LedgerMember member)
    {
        var wanted = (rep.Id, status);
        return new PoolEffect
        {
            Pool = leaf.Ledger.Id,
            IgnoresPresence = leaf.Config.Presence == GateUse.Ignored,
            BarredBefore = PoolTurns.BarOf(new Preview(state, leaf, now, outer).Check(leaf, member)),
            BarredAfter = PoolTurns.BarOf(new Preview(state, leaf, now, outer, wanted).Check(leaf, member)),
            NextBefore = [.. new Preview(state, leaf, now, outer).Next(TurnsShown)],
            NextAfter = [.. new Preview(state, leaf, now, outer, wanted).Next(TurnsShown)],
            Balance = Nano.ToUnits(member.Balance),
        };
    }

    private OfferEffect Of(LeadState lead)
    {
        var offer = lead.Offers!.First(o => o.Rep == rep);
        var charged = lead.Charges is [.., var last]
            ? state.Ledgers.GetValueOrDefault(last.Ledger)?.Pool?.Config.Fairness.Expire
            : null;
        return new OfferEffect(lead.Number, offer.ExpiresAt, charged is { } fate ? Choice.Word(fate) : null);
    }

    private DueEffect[] DueBeforeReturn() =>
        [
            .. Work.All(state, rep)
                .Where(w => w is { Next: not Work.Answer, OnBreach: not null } && (until is null || w.DueAt < until))
                .OrderBy(w => w.DueAt)
                .ThenBy(w => w.Lead)
                .Select(w => new DueEffect(w.Lead, w.Sla!, w.DueAt!.Value, w.OnBreach!)),
        ];
}
