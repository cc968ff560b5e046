using System.Collections.Immutable;
using Baton.Engine.Events;

namespace Baton.Trust.Tests.Checking;

// What happens to a lead, and what must have been true before it could.
internal sealed partial class NaiveWorkspace
{
    private void Apply(NaiveLead lead, LeadEvent about)
    {
        if (about is LeadRevived)
        {
            lead.Reopen();
            return;
        }

        if (lead.Closed && about is not (LeadRefunded or PersonalDataErased))
        {
            Complain($"{EventTypes.NameOf(about)} of lead {lead.Number}, which is {lead.Status}");
        }

        switch (about)
        {
            case LeadRouted e:
                Place(lead, "new", pool: null, queue: null);
                lead.Rule = Config.Policy.Rules.FirstOrDefault(r => r.Name == e.Rule);
                break;
            case LeadWaiting:
                Place(lead, "waiting", pool: null, queue: null);
                break;
            case LeadQueued e:
                Place(lead, "queued", pool: null, e.Queue);
                break;
            case LeadNurtured:
                Place(lead, "nurture", lead.Pool, lead.Queue);
                break;
            case LeadOffered e:
                Apply(lead, e);
                break;
            case OfferAccepted e:
                Withdraw(lead, e.Rep);
                break;
            case OfferDeclined e:
                EndOffer(lead, e.Rep, e.Refunded, e.Kept);
                break;
            case OfferExpired e:
                EndOffer(lead, e.Rep, e.Refunded, e.Kept);
                break;
            case OfferRescinded e:
                EndOffer(lead, e.Rep, refunded: true);
                break;
            case LeadContacted:
                lead.Contacted = true;
                lead.Status = "working";
                break;
            default:
                ApplyOwnership(lead, about);
                break;
        }
    }

    private void ApplyOwnership(NaiveLead lead, LeadEvent about)
    {
        switch (about)
        {
            case LeadAssigned e:
                Apply(lead, e);
                break;
            case LeadClaimed e:
                Apply(lead, e);
                break;
            case LeadReleased e:
                Disown(lead, e.Rep, e.Refunded, e.Reason, e.Kept);
                break;
            case LeadReassigned e:
                Apply(lead, e);
                break;
            case LeadRefunded:
                Refund(lead);
                break;
            case LeadRejected e:
                Close(lead, "rejected", e.Reason);
                break;
            case LeadMerged:
                Close(lead, "duplicate", "merged");
                break;
            case LeadDisqualified:
                Close(lead, "disqualified", null);
                break;
            case LeadWon:
                Close(lead, "won", "won");
                break;
            case LeadLost:
                Close(lead, "lost", "lost");
                break;
            default:
                break;
        }
    }

    // In a line of leads that nobody has.
    private void Place(NaiveLead lead, string status, string? pool, string? queue)
    {
        if (lead.Owner is { } owner)
        {
            Complain($"lead {lead.Number} is {status} while {owner} owns it");
        }

        if (lead.Offers.Count > 0)
        {
            Complain($"lead {lead.Number} is {status} while it is offered to {string.Join(", ", lead.Offers)}");
        }

        (lead.Status, lead.Pool, lead.Queue) = (status, pool, queue);
    }

    private void Apply(NaiveLead lead, LeadOffered e)
    {
        if (lead.Owner is { } owner)
        {
            Complain($"lead {lead.Number} is offered while {owner} owns it");
        }

        foreach (var rep in e.Reps)
        {
            CheckRoom(lead, rep, GatedBy(e.Pool, e.Charges));
            if (lead.Offers.Contains(rep))
            {
                Complain($"lead {lead.Number} is offered twice to {rep}");
            }

            lead.Offers.Add(rep);
            Hold(lead, rep);
            Rep(rep).Reserved++;
        }

        (lead.Status, lead.Pool, lead.Queue) = ("offered", e.Pool, e.Queue);
        if (e.Pool is not null)
        {
            lead.Charges = Charge(e.Charges);
            Reserve(lead, +1);
        }
    }

    private void Withdraw(NaiveLead lead, string rep)
    {
        if (!lead.Offers.Remove(rep))
        {
            Complain($"lead {lead.Number} has no open offer to {rep}");
            return;
        }

        Rep(rep).Held.Remove(lead.Number);
        Rep(rep).Reserved--;
        Reserve(lead, -1);
    }

    private void EndOffer(NaiveLead lead, string rep, bool refunded, ImmutableArray<string>? kept = null)
    {
        Withdraw(lead, rep);
        if (refunded)
        {
            Refund(lead, kept);
        }

        lead.Charges = lead.Offers.Count > 0 ? lead.Charges : [];
    }

    private void Apply(NaiveLead lead, LeadAssigned e)
    {
        if (lead.Offers.Count > 0)
        {
            Complain(
                $"lead {lead.Number} is assigned to {e.Rep} while it is offered to {string.Join(", ", lead.Offers)}"
            );
        }

        if (e.From is not null)
        {
            Disown(lead, e.From, refunded: true, e.Reason ?? "reassigned");
        }

        if (e.How is "pool" or "owner")
        {
            CheckRoom(lead, e.Rep, e.How == "pool" ? GatedBy(e.Pool, e.Charges) : GatedByOwner(lead, e.Step));
        }

        Own(lead, e.Rep, e.How, e.Pool, e.Queue);
        lead.Charges = e.How == "offer" ? lead.Charges : Charge(e.Charges);
        Flow(lead, e.How);
    }

    private void Apply(NaiveLead lead, LeadClaimed e)
    {
        CheckRoom(lead, e.Rep, new Gated());
        CheckClaims(lead, e.Rep, e.Queue);
        Own(lead, e.Rep, "claim", pool: null, e.Queue);
        lead.Charges = [];
        lead.ClaimedFrom = e.Queue;
        var claims = Rep(e.Rep).Claims;
        claims[e.Queue] = [.. claims.GetValueOrDefault(e.Queue, []), Now];
    }

    private void Apply(NaiveLead lead, LeadReassigned e)
    {
        Disown(lead, e.From, e.Refunded, e.Reason, e.Kept);
        if (e.To is { } to)
        {
            var how = e.How ?? "pool";
            CheckRoom(lead, to, how == "pool" ? GatedBy(e.Pool, e.Charges) : GatedByOwner(lead, e.Step));
            Own(lead, to, how, e.Pool, queue: null);
            lead.Charges = Charge(e.Charges);
            Flow(lead, how);
        }
    }

    private void Own(NaiveLead lead, string rep, string how, string? pool, string? queue)
    {
        if (lead.Owner is { } owner)
        {
            Complain($"lead {lead.Number} goes to {rep} while {owner} owns it");
        }

        lead.Owner = rep;
        (lead.Status, lead.Pool, lead.Queue) = (lead.Contacted ? "working" : "assigned", pool, queue);
        Hold(lead, rep);
        Rep(rep).Received.Add(Now);
        var n = lead.Assignments.Count + 1;
        lead.Assignments.Add(new NaiveAssignment(lead.Number, n, rep, how, pool, queue, Now));
    }

    private void Hold(NaiveLead lead, string rep)
    {
        if (!Rep(rep).Held.TryAdd(lead.Number, lead.Effort))
        {
            Complain($"{rep} holds lead {lead.Number} twice");
        }
    }

    private void Disown(NaiveLead lead, string rep, bool refunded, string reason, ImmutableArray<string>? kept = null)
    {
        if (lead.Owner != rep)
        {
            Complain($"lead {lead.Number} is taken from {rep}, but {lead.Owner ?? "nobody"} owns it");
        }

        if (lead.Owner is { } owner)
        {
            Rep(owner).Held.Remove(lead.Number);
            End(lead, reason);
        }

        if (refunded)
        {
            Refund(lead, kept);
        }

        lead.Charges = [];
        lead.Owner = null;
        lead.ClaimedFrom = null;
    }

    private void Close(NaiveLead lead, string status, string? reason)
    {
        if (lead.Offers.Count > 0)
        {
            Complain($"lead {lead.Number} is {status} while it is offered to {string.Join(", ", lead.Offers)}");
        }

        if (lead.Owner is { } owner)
        {
            Rep(owner).Held.Remove(lead.Number);
        }

        if (reason is not null)
        {
            End(lead, reason);
        }

        (lead.Status, lead.Closed) = (status, true);
    }

    private void End(NaiveLead lead, string reason)
    {
        foreach (var open in lead.Assignments.Where(a => a.EndedAt is null))
        {
            (open.EndedAt, open.EndReason) = (Now, reason);
        }
    }

    private List<NaiveCharge> Charge(ImmutableArray<Charge> charges)
    {
        var made = new List<NaiveCharge>();
        foreach (var charge in charges)
        {
            if (Ledgers.TryGetValue(charge.Ledger, out var ledger))
            {
                made.Add(ledger.Charge(charge));
            }
            else
            {
                Complain($"there is no ledger {charge.Ledger}");
            }
        }

        return made;
    }

    private static void Refund(NaiveLead lead, ImmutableArray<string>? kept = null)
    {
        lead.Charges.Where(c => kept?.Contains(c.Ledger.Id) != true).ToList().ForEach(c => c.Ledger.Reverse(c));
        lead.Charges = [];
    }

    private static void Reserve(NaiveLead lead, int by)
    {
        foreach (var charge in lead.Charges)
        {
            charge.Ledger.Reserved += by;
            if (charge.Ledger.Member(charge.Winner) is { } winner)
            {
                winner.Reserved += by;
            }
        }

        foreach (var charge in lead.Charges.SkipLast(1))
        {
            charge.Ledger.Inflow(lead.Charges[^1].Winner).Reserved += by;
        }
    }

    // What came through a pool counts for its caps and those of its members.
    private void Flow(NaiveLead lead, string how)
    {
        foreach (var charge in how is "pool" or "offer" ? lead.Charges : [])
        {
            charge.Ledger.Received.Add(Now);
            charge.Ledger.Member(charge.Winner)?.Received.Add(Now);
        }

        foreach (var charge in how is "pool" or "offer" ? lead.Charges.SkipLast(1) : [])
        {
            charge.Ledger.Inflow(lead.Charges[^1].Winner).Received.Add(Now);
        }
    }
}
