using Baton.Engine.Assignment;
using Baton.Engine.Events;
using Baton.Engine.People;
using Baton.Engine.Policies;
using Baton.Engine.Policies.Config;
using Baton.Engine.Routing;
using Baton.Engine.Sla;

namespace Baton.Engine;

/// <summary>What a missed promise does: a warning, a breach, and its consequence for the lead or the rep.</summary>
public sealed partial class Workspace
{
    private void FireSla(LeadState lead, TimerKind kind)
    {
        var sla = lead.Rule?.Config.Sla;
        switch (kind)
        {
            case TimerKind.QueueWarn:
                Warn(lead, Clocks.Queue);
                break;
            case TimerKind.AcceptWarn:
                Warn(lead, Clocks.Accept);
                break;
            case TimerKind.RespondWarn:
                Warn(lead, Clocks.Respond);
                break;
            case TimerKind.AcceptBreach:
                Breach(lead, Clocks.Accept, sla?.Accept?.Breach ?? SlaBreach.Notify);
                break;
            case TimerKind.RespondBreach:
                Breach(lead, Clocks.Respond, sla?.Respond?.Breach ?? SlaBreach.Notify);
                break;
            case TimerKind.FollowUp:
                Breach(lead, Clocks.FollowUp, SlaBreach.Notify);
                break;
            case TimerKind.Recycle:
                Breach(lead, Clocks.Recycle, SlaBreach.Reassign);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(kind), kind, null);
        }
    }

    private void Warn(LeadState lead, string sla) =>
        Emit(
            new SlaWarned
            {
                Lead = lead.Number,
                Sla = sla,
                Rep = lead.Owner?.Id,
            }
        );

    private void Breach(LeadState lead, string sla, SlaBreach consequence)
    {
        var rep = lead.Owner ?? lead.Offers?[0].Rep;
        Emit(
            new SlaBreached
            {
                Lead = lead.Number,
                Sla = sla,
                Rep = rep?.Id,
            }
        );
        switch (consequence)
        {
            case SlaBreach.Notify:
                break;
            case SlaBreach.Escalate:
                Escalate(lead, sla);
                break;
            case SlaBreach.SetAway when rep is not null:
                Emit(Presence(rep, RepStatus.Away));
                break;
            case SlaBreach.Reassign when rep is not null:
                Reassign(lead, rep, sla);
                break;
            default:
                Escalate(lead, sla);
                break;
        }
    }

    private void Escalate(LeadState lead, string reason) =>
        Emit(
            new LeadEscalated
            {
                Lead = lead.Number,
                Manager = _state.ManagerName(lead, lead.Owner),
                Reason = reason,
            }
        );

    // Back to the route from the top, without who missed it; with nobody else it stays and is escalated.
    private void Reassign(LeadState lead, RepState from, string reason)
    {
        var (refunded, kept) = FateOf(lead, f => f.Expire);
        var decision = IfTakenBack(lead, c => refunded && kept?.Contains(c.Ledger) != true);
        if (decision is ToWaiting)
        {
            Escalate(lead, reason);
            return;
        }

        var to = decision as ToOwner;
        Emit(
            new LeadReassigned
            {
                Lead = lead.Number,
                From = from.Id,
                To = to?.Rep.Id,
                Reason = reason,
                Refunded = refunded,
                Kept = kept,
                Pool = to?.Pool,
                Step = to?.Step,
                How = to?.How,
                Charges = to?.Charges ?? [],
                Trace = decision.Trace,
            }
        );
        if (to is null)
        {
            Emit(EventOf(lead, decision));
        }
    }

    // Who would get it is asked on the ledgers as they will be, without an open offer and after the refund: both are taken
    // back for the question and put back.
    private Decision IfTakenBack(LeadState lead, Func<LedgerEntry, bool> isRefunded)
    {
        var trial = lead.AsIfTakenBack();
        var offered = lead.Offers is null ? 0 : 1;
        LedgerEntry[] entries = [.. lead.Charges.Where(c => _state.Ledgers.ContainsKey(c.Ledger))];
        foreach (var entry in entries)
        {
            var ledger = _state.Ledgers[entry.Ledger];
            ledger.Reserved -= offered;
            if (isRefunded(entry))
            {
                Ledgers.Reverse(ledger, entry);
            }
        }

        var decision = _router.Decide(trial, _now);
        foreach (var entry in entries)
        {
            var ledger = _state.Ledgers[entry.Ledger];
            ledger.Reserved += offered;
            if (isRefunded(entry))
            {
                Ledgers.Restore(ledger, entry);
            }
        }

        return decision;
    }
}
