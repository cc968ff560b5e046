using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Baton.Engine.Assignment;
using Baton.Engine.Eligibility;
using Baton.Engine.Events;
using Baton.Engine.Explain;
using Baton.Engine.People;
using Baton.Engine.Qualification;
using Baton.Engine.Routing;
using NodaTime;

namespace Baton.Engine.Applying;

/// <summary>Having and losing a lead: room, flows, turns and charges, and their exact reverse.</summary>
internal sealed partial class Applier
{
    private void Own(LeadState lead, string id, string how, ImmutableArray<Charge> charges, Instant at)
    {
        var rep = state.Reps[id];
        lead.Owner = rep;
        lead.Status = lead.Contacted ? LeadStatus.Working : LeadStatus.Assigned;
        lead.Stage = lead.Contacted ? "working" : lead.Stage;
        lead.Reason = null;
        lead.AssignedAt = at;
        lead.NextAt = null;
        lead.WarnAt = null;
        rep.Open += lead.Effort;
        rep.Owned.Add(lead.Number);
        rep.Received.Add(at);
        Today(rep, at).Received++;
        if (how is "pool")
        {
            lead.Charges = Picked(charges);
        }
        else if (how is not "offer")
        {
            lead.Charges = [.. charges.Select(c => Ledgers.Charge(state.Ledgers[c.Ledger], c))];
        }

        if (how is "pool" or "offer")
        {
            Flow(lead, rep, at);
        }

        Sla.Clocks.OnAssigned(state, lead, at);
    }

    // An automatic pick: the ledger moves, and the turn is taken.
    private ImmutableArray<LedgerEntry> Picked(ImmutableArray<Charge> charges)
    {
        var entries = new LedgerEntry[charges.Length];
        for (var i = 0; i < entries.Length; i++)
        {
            var charge = charges[i];
            var ledger = state.Ledgers[charge.Ledger];
            entries[i] = Ledgers.Charge(ledger, charge, picked: true);
            var winner = ledger.Member(charge.Winner)!;
            winner.LastAssigned = ++ledger.Picks;
            winner.Received += Nano.One;
            ledger.Recent.Add(winner.Id);
            if (ledger.Recent.Count > 200)
            {
                ledger.Recent.RemoveRange(0, ledger.Recent.Count - 100);
            }

            SetLapses(ledger, charge);

            // Who stands still lets others catch up.
            state.Stirred |= ledger.Pool?.MaxAhead is not null;
        }

        return ImmutableCollectionsMarshal.AsImmutableArray(entries);
    }

    // What was owed for an absence lapses some time after it began.
    private void SetLapses(Ledger ledger, Charge charge)
    {
        foreach (var owed in charge.Owed)
        {
            var member = ledger.Member(owed.Member)!;
            var since = member.Rep!.AvailabilityAt(state.Now).Since;
            if (member.OweSince != since)
            {
                member.OweSince = since;
                member.OwedInAbsence = owed.Amount;
                if (ledger.Pool?.Config.Fairness.OweFor is { } within)
                {
                    state.Timers.Set(since + within, TimerKind.OweLapse, 0, $"{ledger.Id}\n{member.Id}");
                }
            }
        }
    }

    // What came through a pool counts for its caps, its members' caps and their ramp. Of the charges of an automatic pick
    // the last is that of the leaf, and those before it of the split pools around.
    private void Flow(LeadState lead, RepState rep, Instant at)
    {
        for (var i = 0; i < lead.Charges.Length; i++)
        {
            if (!state.Ledgers.TryGetValue(lead.Charges[i].Ledger, out var ledger))
            {
                continue;
            }

            if (i < lead.Charges.Length - 1 && ledger.Pool is { Config.MemberCaps.IsEmpty: false })
            {
                ledger.InflowOf(rep).Received.Add(at);
            }

            // Who has left the pool since it made the offer has received from it all the same.
            ledger.Received.Add(at);
            if (ledger.Member(lead.Charges[i].Winner) is { } member)
            {
                Flow(ledger, member, at);
            }
        }
    }

    private static void Flow(Ledger ledger, LedgerMember member, Instant at)
    {
        member.Flow.Add(at);
        if (ledger.Pool?.Config.Ramp is { } ramp)
        {
            member.Ramp.Enqueue(at);
            while (member.Ramp.TryPeek(out var first) && first < at - ramp.Per)
            {
                member.Ramp.Dequeue();
            }
        }
    }

    // An open offer of a pool counts for its caps as if it were accepted already.
    private void Reserve(LeadState lead, RepState rep, int offers)
    {
        for (var i = 0; i < lead.Charges.Length; i++)
        {
            if (!state.Ledgers.TryGetValue(lead.Charges[i].Ledger, out var ledger))
            {
                continue;
            }

            if (i < lead.Charges.Length - 1)
            {
                ledger.InflowOf(rep).Reserved += offers;
            }

            ledger.Reserved += offers;
            if (ledger.Member(lead.Charges[i].Winner) is { } member)
            {
                member.Reserved += offers;
            }
        }
    }

    private void EndOffer(LeadState lead, string rep, bool refunded, Gate mark, ImmutableArray<string>? kept = null)
    {
        RemoveOffer(lead, rep, accepted: false);
        if (mark != Gate.None)
        {
            lead.Mark(rep, mark);
        }

        if (refunded)
        {
            Refund(lead, kept);
        }
        else
        {
            Unreceive(lead);
        }

        if (lead.Offers is null)
        {
            lead.Charges = [];
        }
    }

    private void RemoveOffer(LeadState lead, string id, bool accepted)
    {
        var offer = lead.Offers?.Find(o => o.Rep.Id == id);
        if (offer is null)
        {
            return;
        }

        lead.Offers!.Remove(offer);
        lead.Offers = lead.Offers.Count == 0 ? null : lead.Offers;
        offer.Rep.Open -= lead.Effort;
        offer.Rep.Reserved--;
        offer.Rep.OfferedLeads.Remove(lead.Number);
        Reserve(lead, offer.Rep, -1);
        state.Stirred |= !accepted;
    }

    // What was picked and given back was not received.
    private void Unreceive(LeadState lead)
    {
        foreach (var entry in lead.Charges)
        {
            if (
                entry.Picked
                && state.Ledgers.TryGetValue(entry.Ledger, out var ledger)
                && ledger.Period == entry.Period
                && ledger.Member(entry.Winner) is { } winner
            )
            {
                winner.Received -= Nano.One;
            }
        }
    }

    private void Refund(LeadState lead, ImmutableArray<string>? kept = null)
    {
        Unreceive(lead);
        foreach (var entry in lead.Charges)
        {
            if (kept?.Contains(entry.Ledger) != true && state.Ledgers.TryGetValue(entry.Ledger, out var ledger))
            {
                Ledgers.Reverse(ledger, entry);
            }
        }

        lead.Charges = [];
        state.Stirred = true;
    }

    // The owner loses the lead: the room is free, the charge stays unless it is refunded.
    private void Disown(LeadState lead, bool refunded, ImmutableArray<string>? kept = null)
    {
        if (lead.Owner is { } owner)
        {
            owner.Open -= lead.Effort;
            owner.Owned.Remove(lead.Number);
            state.Stirred = true;
        }

        if (refunded)
        {
            Refund(lead, kept);
        }

        lead.Charges = [];
        lead.Owner = null;
        lead.AssignedAt = null;
        lead.ClaimedFrom = null;
        lead.Sla = null;
    }

    private void Close(LeadState lead, LeadStatus status)
    {
        Unplace(lead);
        if (lead.Owner is { } owner)
        {
            owner.Open -= lead.Effort;
            owner.Owned.Remove(lead.Number);
            state.Stirred = true;
        }

        lead.Status = status;
        lead.Sla = null;
        _closed.Add(lead);
    }

    // Takes the lead out of whatever line it stands in.
    private void Unplace(LeadState lead)
    {
        state.Waiting.Remove(lead);
        if (lead.Status == LeadStatus.Queued && state.Parked.TryGetValue(lead.Queue!, out var parked))
        {
            parked.Remove(lead);
        }

        lead.RevisitAt = null;
        lead.GiveUpAt = null;
        lead.Stage = lead.Stage == Stages.Nurture ? Stages.New : lead.Stage;
    }

    private void SetDeadline(LeadState lead, Instant? until)
    {
        if (until is { } at && lead.Step >= 0)
        {
            (lead.Deadlines ??= [])[lead.Step] = at;
            SetTimer(at, TimerKind.StepEnd, lead);
        }
    }
}
