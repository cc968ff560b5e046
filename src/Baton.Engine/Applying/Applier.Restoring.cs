using Baton.Engine.Policies;
using Baton.Engine.Routing;
using NodaTime;

namespace Baton.Engine.Applying;

/// <summary>Putting saved state back: lines, reservations and timers are derived from it.</summary>
internal sealed partial class Applier
{
    /// <summary>People, pools and queues of a saved policy; presence and absences are those saved with the reps.</summary>
    public void Restore(Policy policy, MapNode document, Instant at)
    {
        Publish(policy, document, runtime: false, at);
        state.Timers.Clear();
        foreach (var rep in state.Reps.Values)
        {
            SetAbsences(rep, at);
            SetReturn(rep);
        }

        SetStatsTimer(at);
    }

    public void Restore(LeadState lead)
    {
        state.Leads.Add(lead);
        Place(lead);
        Pack();
        state.Leads.Settle();
    }

    /// <summary>The same of a lead as it is packed, which stays so where it has an owner.</summary>
    public void Restore(long number, byte[] packed) => Place(state.Leads.Put(number, packed));

    private void Place(LeadState lead)
    {
        if (lead.Owner is { } owner)
        {
            owner.Open += lead.Effort;
            owner.Owned.Add(lead.Number);
        }

        foreach (var offer in lead.Offers ?? [])
        {
            offer.Rep.Open += lead.Effort;
            offer.Rep.Reserved++;
            offer.Rep.OfferedLeads.Add(lead.Number);
            Reserve(lead, offer.Rep, +1);
        }

        if (lead.Status == LeadStatus.Waiting)
        {
            state.Waiting.Add(lead);
        }

        if (lead.Status == LeadStatus.Queued)
        {
            Park(lead);
        }

        SetTimers(lead);

        // The round that was on goes on: taking out a lead that was never in would end it before the first is in.
        if (Scoring.Scores.Decay(lead.Points))
        {
            SetAging(lead, state.Now);
        }
    }

    private void SetTimers(LeadState lead)
    {
        SetTimer(lead.Until, TimerKind.StepEnd, lead);
        SetTimer(lead.NextAt, TimerKind.Stagger, lead);
        SetTimer(lead.WarnAt, TimerKind.QueueWarn, lead);
        SetTimer(lead.RevisitAt, TimerKind.Revisit, lead);
        SetTimer(lead.GiveUpAt, TimerKind.GiveUp, lead);
        foreach (var offer in lead.Offers ?? [])
        {
            SetTimer(offer.ExpiresAt, TimerKind.OfferExpiry, lead);
        }

        if (lead.Sla is { } sla)
        {
            SetTimer(sla.AcceptWarn, TimerKind.AcceptWarn, lead);
            SetTimer(sla.AcceptBreach, TimerKind.AcceptBreach, lead);
            SetTimer(sla.RespondWarn, TimerKind.RespondWarn, lead);
            SetTimer(sla.RespondBreach, TimerKind.RespondBreach, lead);
            SetTimer(sla.FollowUp, TimerKind.FollowUp, lead);
            SetTimer(sla.Recycle, TimerKind.Recycle, lead);
        }
    }

    private void Park(LeadState lead)
    {
        if (!state.Parked.TryGetValue(lead.Queue!, out var parked))
        {
            state.Parked[lead.Queue!] = parked = new SortedSet<LeadState>(ServiceOrder.Instance);
        }

        parked.Add(lead);
    }
}
