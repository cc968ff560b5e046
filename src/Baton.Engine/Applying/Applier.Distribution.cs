using System.Collections.Immutable;
using Baton.Engine.Assignment;
using Baton.Engine.Eligibility;
using Baton.Engine.Events;
using Baton.Engine.Explain;
using Baton.Engine.People;
using Baton.Engine.Policies.Config;
using Baton.Engine.Routing;
using NodaTime;

namespace Baton.Engine.Applying;

internal sealed partial class Applier
{
    private void ApplyDistribution(LeadState lead, LeadEvent about, Instant at)
    {
        switch (about)
        {
            case LeadRouted e:
                Apply(lead, e);
                break;
            case LeadWaiting e:
                Apply(lead, e);
                break;
            case LeadQueued e:
                Apply(lead, e);
                break;
            case LeadOffered e:
                Apply(lead, e, at);
                break;
            case OfferAccepted e:
                RemoveOffer(lead, e.Rep, accepted: true);
                break;
            case OfferDeclined e:
                EndOffer(lead, e.Rep, e.Refunded, Gate.DeclinedBefore, e.Kept);
                break;
            case OfferExpired e:
                if (EndsWithWait(lead, e.Rep, at))
                {
                    SpendAttempts(lead);
                }

                EndOffer(lead, e.Rep, e.Refunded, Gate.ExpiredBefore, e.Kept);
                break;
            case OfferRescinded e:
                if (e.Reason == OfferRescinded.WaitOver && lead.Pool is not null)
                {
                    SpendAttempts(lead);
                }

                EndOffer(lead, e.Rep, refunded: true, Gate.None);
                break;
            case LeadAssigned e:
                Apply(lead, e, at);
                break;
            case LeadClaimed e:
                Apply(lead, e, at);
                break;
            case LeadReleased e:
                Disown(lead, e.Refunded, e.Kept);
                lead.StartAnew();
                lead.Mark(e.Rep, Gate.DeclinedBefore);
                break;
            case LeadReassigned e:
                Apply(lead, e, at);
                break;
            default:
                ApplyWork(lead, about, at);
                break;
        }
    }

    // An offer that was made within the wait of its step and ends when that is over.
    private static bool EndsWithWait(LeadState lead, string rep, Instant at) =>
        lead.Pool is not null
        && lead.Until is { } until
        && until <= at
        && lead.Offers?.Find(o => o.Rep.Id == rep) is { } offer
        && offer.MadeAt < until;

    private static void SpendAttempts(LeadState lead) => (lead.Attempts ??= [])[lead.Step] = LeadState.AttemptsSpent;

    private void ApplyWork(LeadState lead, LeadEvent about, Instant at)
    {
        switch (about)
        {
            case LeadRefunded:
                Refund(lead);
                break;
            case LeadContacted e:
                if (e.First)
                {
                    TallyResponse(lead, at);
                }

                lead.Contacted = true;
                lead.Touches++;
                lead.Status = LeadStatus.Working;
                lead.Stage = "working";
                Sla.Clocks.OnContact(state, lead, at);
                break;
            case LeadWon e:
                TallyWon(lead, e.Value, at);
                Close(lead, LeadStatus.Won);
                lead.Stage = "won";
                break;
            case LeadLost:
                TallyLost(lead, at);
                Close(lead, LeadStatus.Lost);
                lead.Stage = "lost";
                break;
            case SlaWarned e:
                Sla.Clocks.OnWarned(lead, e.Sla);
                break;
            case SlaBreached e:
                Sla.Clocks.OnBreached(lead, e.Sla);
                break;
            case PersonalDataErased:
                Close(lead, LeadStatus.Erased);
                lead.Reason = null;
                break;
            case LeadEscalated or CapWarned:
                break;
            default:
                throw new NotSupportedException($"no state hangs on {EventTypes.NameOf(about)}");
        }
    }

    // Under another version the steps are others: a clock runs on only where the lead stays at its pool or queue.
    private void Apply(LeadState lead, LeadRouted e)
    {
        var standsAt =
            lead.Rule is { } rule && lead.Step >= 0 && lead.Step < rule.Route.Length ? rule.Route[lead.Step] : null;
        var target = lead.Queue ?? (standsAt as PoolStep)?.Pool;
        lead.Carried = target is not null && lead.Until is { } until ? (target, until) : null;
        Unplace(lead);
        lead.Stage = e.Stage ?? lead.Stage;
        var under = state.Policy!.RulesByName[e.Rule];
        lead.Attempts = e.KeepsAttempts ? AttemptsUnder(under, lead) : null;
        lead.Rule = under;
        lead.Step = -1;
        lead.Deadlines = null;
        lead.Status = LeadStatus.New;
        lead.Pool = null;
        lead.Queue = null;
    }

    // Offers made are counted on at the steps of the same pools: only a person's act or an SLA starts them anew.
    private Dictionary<int, int>? AttemptsUnder(Rule rule, LeadState lead)
    {
        if (lead is not { Attempts: { Count: > 0 } made, Rule: { } before })
        {
            return null;
        }

        var kept = new Dictionary<int, int>();
        var left = made.Where(m => m.Value < LeadState.AttemptsSpent).OrderBy(m => m.Key).ToList();
        for (var step = 0; step < rule.Route.Length && left.Count > 0; step++)
        {
            var pool = PoolAt(rule, step, lead);
            var same = pool is null ? -1 : left.FindIndex(m => PoolAt(before, m.Key, lead) == pool);
            if (same >= 0)
            {
                kept[step] = left[same].Value;
                left.RemoveAt(same);
            }
        }

        return kept.Count == 0 ? null : kept;
    }

    // By its present name; of a split the one that this lead falls to.
    private string? PoolAt(Rule rule, int step, LeadState lead)
    {
        var at = rule.Route[step] is SplitStep split
            ? Splits.Resolved(split, state.PublicIdOf(lead))
            : rule.Route[step];
        return at is PoolStep { Pool: var pool } ? state.PoolNamed(pool)?.Id ?? pool : null;
    }

    private void Apply(LeadState lead, LeadWaiting e)
    {
        Unplace(lead);
        lead.Status = LeadStatus.Waiting;
        lead.Pool = null;
        lead.Queue = null;
        lead.Reason = e.Reason;
        lead.Rule = e.Reason == ReasonCodes.NoRule ? null : lead.Rule;
        lead.Step = e.Step ?? -1;
        SetDeadline(lead, e.Until);
        state.Waiting.Add(lead);
    }

    private void Apply(LeadState lead, LeadQueued e)
    {
        Unplace(lead);
        lead.Status = LeadStatus.Queued;
        lead.Reason = ReasonCodes.Queued;
        lead.Pool = null;
        lead.Queue = e.Queue;
        lead.Step = e.Step;
        lead.WarnAt = e.WarnAt;
        SetDeadline(lead, e.ExpiresAt);
        SetTimer(e.WarnAt, TimerKind.QueueWarn, lead);
        Sla.Clocks.OnQueued(state, lead, state.Now);
        Park(lead);
    }

    private void Apply(LeadState lead, LeadOffered e, Instant at)
    {
        var anew = lead.Status != LeadStatus.Offered || e.Pool is not null || lead.Queue != e.Queue;
        if (lead.Status != LeadStatus.Offered)
        {
            Unplace(lead);
        }

        lead.Status = LeadStatus.Offered;
        lead.Reason = ReasonCodes.Offered;
        lead.Pool = e.Pool;
        lead.Queue = e.Queue;
        lead.Step = e.Step;
        lead.NextAt = e.NextAt;
        SetDeadline(lead, e.Until);
        SetTimer(e.NextAt, TimerKind.Stagger, lead);
        if (anew)
        {
            lead.WarnAt = e.Queue is { } queue ? at + state.Queues[queue].Config.Warn : null;
            SetTimer(lead.WarnAt, TimerKind.QueueWarn, lead);
        }

        SetTimer(e.ExpiresAt, TimerKind.OfferExpiry, lead);
        foreach (var id in e.Reps)
        {
            var rep = state.Reps[id];
            (lead.Offers ??= []).Add(new Offer(rep, at, e.ExpiresAt));
            (lead.Asked ??= new HashSet<string>(StringComparer.Ordinal)).Add(id);
            rep.Open += lead.Effort;
            rep.Reserved++;
            rep.OfferedLeads.Add(lead.Number);
        }

        if (e.Pool is not null)
        {
            (lead.Attempts ??= [])[e.Step] = lead.AttemptsAt(e.Step) + 1;
            lead.Charges = Picked(e.Charges);
            Reserve(lead, state.Reps[e.Reps[0]], +1);
        }

        Sla.Clocks.OnOffered(state, lead, at, anew);
    }

    private void Apply(LeadState lead, LeadAssigned e, Instant at)
    {
        if (e.From is not null)
        {
            Disown(lead, refunded: true);
        }

        Unplace(lead);
        lead.Pool = e.Pool;
        lead.Queue = e.Queue;
        lead.Step = e.Step ?? lead.Step;
        Own(lead, e.Rep, e.How, e.Charges, at);
    }

    private void Apply(LeadState lead, LeadClaimed e, Instant at)
    {
        Unplace(lead);
        lead.Pool = null;
        lead.Queue = e.Queue;
        lead.ClaimedFrom = e.Queue;
        if (!state.Claims.TryGetValue((e.Queue, e.Rep), out var claims))
        {
            state.Claims[(e.Queue, e.Rep)] = claims = new CapCounter();
        }

        claims.Add(at);
        Own(lead, e.Rep, "claim", [], at);
    }

    private void Apply(LeadState lead, LeadReassigned e, Instant at)
    {
        foreach (var offer in lead.Offers?.ToArray() ?? [])
        {
            EndOffer(lead, offer.Rep.Id, e.Refunded, Gate.ExcludedPrevious, e.Kept);
        }

        Disown(lead, e.Refunded, e.Kept);
        lead.StartAnew(keepMarks: e.Blameless || (!e.ByHand && Sla.Clocks.Names(e.Reason)));
        if (!e.Blameless)
        {
            lead.Mark(e.From, Gate.ExcludedPrevious);
        }

        if (e.To is { } to)
        {
            lead.Pool = e.Pool;
            lead.Queue = null;
            lead.Step = e.Step ?? -1;
            Own(lead, to, e.How ?? "pool", e.Charges, at);
        }
    }
}
