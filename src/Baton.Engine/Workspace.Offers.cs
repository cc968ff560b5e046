using Baton.Engine.Commands;
using Baton.Engine.Events;
using Baton.Engine.Explain;
using Baton.Engine.Policies.Config;
using Baton.Engine.Routing;

namespace Baton.Engine;

/// <summary>Answers to offers, and pulling from queues: of several who want one lead exactly one gets it.</summary>
public sealed partial class Workspace
{
    private Outcome Accept(LeadState lead, AcceptOffer command)
    {
        if (NoOffer(lead, command.Rep) is { } refused)
        {
            return refused;
        }

        Emit(new OfferAccepted { Lead = lead.Number, Rep = command.Rep });
        Rescind(lead, "accepted_by_another");
        Emit(
            new LeadAssigned
            {
                Lead = lead.Number,
                Rep = command.Rep,
                How = "offer",
                Pool = lead.Pool,
                Queue = lead.Queue,
                Step = lead.Step,
            }
        );
        return Done(lead.Number);
    }

    private Outcome Decline(LeadState lead, DeclineOffer command)
    {
        if (NoOffer(lead, command.Rep) is { } refused)
        {
            return refused;
        }

        var (refunded, kept) = FateOf(lead, f => f.Decline);
        Emit(
            new OfferDeclined
            {
                Lead = lead.Number,
                Rep = command.Rep,
                Reason = command.Reason,
                Refunded = refunded,
                Kept = kept,
                Note = command.Note,
            }
        );
        AfterOffer(lead);
        return Done(lead.Number);
    }

    // Why this rep has no open offer of the lead; null where there is one.
    private Outcome? NoOffer(LeadState lead, string rep)
    {
        if (!_state.Reps.ContainsKey(rep))
        {
            return UnknownRep(rep);
        }

        if (lead.Offers?.Exists(o => o.Rep.Id == rep) == true)
        {
            return null;
        }

        return lead.Asked?.Contains(rep) == true
            ? Refuse(ReasonCodes.OfferClosed, $"the offer to {rep} is not open any more")
            : Refuse(ReasonCodes.NotOffered, $"the lead was not offered to {rep}");
    }

    private Outcome Claim(LeadState lead, string id)
    {
        if (!_state.Reps.ContainsKey(id))
        {
            return UnknownRep(id);
        }

        if (lead.IsOwned)
        {
            return Refuse(ReasonCodes.AlreadyOwned, "somebody has this lead already");
        }

        if (lead.Status != LeadStatus.Queued || !_state.Queues.TryGetValue(lead.Queue!, out var queue))
        {
            return Refuse(ReasonCodes.NotInQueue, "the lead is in no queue");
        }

        if (CannotClaimFrom(queue, id) is { } refused)
        {
            return refused;
        }

        var verdict = Router.ClaimGates(_state.Reps[id], queue, _state.DemandOf(lead, _now));
        if (!verdict.Passes)
        {
            // How much a blind lead would weigh is not told before it is claimed.
            var figures =
                verdict.Gate == Gate.CapacityFull && queue.Config.Mode == QueueMode.Blind
                    ? ""
                    : Figures(verdict.Actual, verdict.Needed);
            return Refuse(ReasonCodes.Of(verdict.Gate), $"{id} cannot take this lead{figures}");
        }

        Emit(
            new LeadClaimed
            {
                Lead = lead.Number,
                Rep = id,
                Queue = queue.Id,
            }
        );
        return Done(lead.Number);
    }

    private Outcome ClaimNext(ClaimNext command)
    {
        if (!_state.Queues.TryGetValue(command.Queue, out var queue))
        {
            return Refuse(ReasonCodes.UnknownQueue, $"there is no queue '{command.Queue}'");
        }

        if (!_state.Reps.TryGetValue(command.Rep, out var rep))
        {
            return UnknownRep(command.Rep);
        }

        if (CannotClaimFrom(queue, command.Rep) is { } refused)
        {
            return refused;
        }

        var parked = _state.Parked.GetValueOrDefault(queue.Id) ?? [];
        var next =
            parked.FirstOrDefault(l => Router.ClaimGates(rep, queue, _state.DemandOf(l, _now)).Passes) ?? parked.Min;
        return next is null
            ? Refuse(ReasonCodes.NotInQueue, $"the queue '{queue.Id}' is empty")
            : Claim(next, command.Rep);
    }

    private Outcome? CannotClaimFrom(Queue queue, string id)
    {
        if (queue.Config.Mode == QueueMode.Manual)
        {
            return Refuse(ReasonCodes.ManagerOnly, $"at '{queue.Id}' only the manager assigns");
        }

        if (!queue.Members.Contains(id))
        {
            return Refuse(ReasonCodes.NotAMember, $"{id} is no member of '{queue.Id}'");
        }

        return OverClaims(queue, id);
    }

    private Outcome? OverClaims(Queue queue, string id)
    {
        var rep = _state.Reps[id];
        var claims = queue.Config.Claims;
        var open = rep.Owned.Count(n => _state.Leads.ClaimedFrom(n) == queue.Id);
        if (claims.Open is { } most && open >= most)
        {
            return Refuse(ReasonCodes.ClaimsLimit, $"{id} holds {open} of {most} open claims of '{queue.Id}'");
        }

        var caps = new Eligibility.Caps
        {
            Hour = claims.Hour,
            Day = claims.Day,
            Week = claims.Week,
            Month = claims.Month,
        };
        return
            !caps.IsEmpty
            && _state.Claims.TryGetValue((queue.Id, id), out var made)
            && made.FirstFull(caps, _now, rep.Zone, 0) is { } full
            ? Refuse(ReasonCodes.ClaimsLimit, $"{id} has made {full.Actual} of {full.Needed} claims of '{queue.Id}'")
            : null;
    }

    private static string Figures(long? actual, long? needed) => actual is null ? "" : $": {actual} of {needed}";
}
