using Baton.Engine.Assignment;
using Baton.Engine.Commands;
using Baton.Engine.Events;
using Baton.Engine.Explain;
using Baton.Engine.Policies.Config;
using Baton.Engine.Routing;
using NodaTime;

namespace Baton.Engine;

/// <summary>What time does: offers lapse, waits end, warnings and breaches fall due, ledgers start anew, hours open.</summary>
public sealed partial class Workspace
{
    private Instant? _wake;

    /// <summary>When something is due that a <see cref="Tick"/> would act on; <see cref="Instant.MaxValue"/> = never.</summary>
    public Instant NextDue
    {
        get
        {
            if (_state.Policy is null)
            {
                return Instant.MaxValue;
            }

            while (_state.Timers.TryPeek(out var timer))
            {
                if (IsLive(timer))
                {
                    return Instant.Min(timer.Due, WakeAt);
                }

                _state.Timers.Drop();
            }

            return WakeAt;
        }
    }

    private Instant WakeAt => _wake ??= Wakes.Next(_state, _now);

    private Outcome FireDue()
    {
        var woken = Wakes.Next(_state, _state.Now) <= _now;
        var ruled = Wakes.OfRules(_state, _state.Now) <= _now;
        while (_state.Timers.TryPeek(out var timer) && timer.Due <= _now)
        {
            var live = IsLive(timer);
            _state.Timers.Drop();
            if (live)
            {
                Fire(timer);
                Settle();
            }
        }

        foreach (var lead in ruled ? InOrder(_state.Waiting.Unmatched) : [])
        {
            Requalify(lead);
        }

        _state.Stirred |= woken;
        return Done();
    }

    // A timer is live while the state still names its instant.
    private bool IsLive(Timer timer)
    {
        if (timer.Kind == TimerKind.LedgerReset)
        {
            return _state.Ledgers.TryGetValue(timer.Subject, out var ledger) && ledger.ResetAt == timer.Due;
        }

        if (timer.Kind == TimerKind.StatsRefresh)
        {
            return _state.StatsAt == timer.Due;
        }

        if (timer.Kind == TimerKind.ScoreAging)
        {
            return _state.Aging.Due == timer.Due;
        }

        if (timer.Kind == TimerKind.OweLapse)
        {
            return Owing(timer) is { Member.OwedInAbsence: > 0 };
        }

        if (timer.Kind == TimerKind.AbsenceBegins)
        {
            return _state.Reps.TryGetValue(timer.Subject, out var rep) && rep.Absences.LongStarts.Contains(timer.Due);
        }

        if (timer.Kind == TimerKind.PresenceReturns)
        {
            return _state.Reps.TryGetValue(timer.Subject, out var away) && away.StatusUntil == timer.Due;
        }

        if (!_state.Leads.TryGetValue(timer.Lead, out var lead))
        {
            return false;
        }

        return timer.Kind switch
        {
            TimerKind.OfferExpiry => lead.Offers?.Exists(o => o.ExpiresAt == timer.Due) == true,
            TimerKind.StepEnd => lead.Until == timer.Due
                && lead.Status is LeadStatus.Waiting or LeadStatus.Queued or LeadStatus.Offered,
            TimerKind.Stagger => lead.Status == LeadStatus.Offered && lead.NextAt == timer.Due,
            TimerKind.QueueWarn => lead.Status is LeadStatus.Queued or LeadStatus.Offered && lead.WarnAt == timer.Due,
            TimerKind.AcceptWarn => lead.Status == LeadStatus.Offered && lead.Sla?.AcceptWarn == timer.Due,
            TimerKind.AcceptBreach => lead.Status == LeadStatus.Offered && lead.Sla?.AcceptBreach == timer.Due,
            TimerKind.RespondWarn => (lead.IsOwned || lead.Sla is { SinceQueued: true })
                && lead.Sla?.RespondWarn == timer.Due,
            TimerKind.RespondBreach => (lead.IsOwned || lead.Sla is { SinceQueued: true })
                && lead.Sla?.RespondBreach == timer.Due,
            TimerKind.FollowUp => lead.IsOwned && lead.Sla?.FollowUp == timer.Due,
            TimerKind.Recycle => lead.IsOwned && lead.Sla?.Recycle == timer.Due,
            TimerKind.Revisit => lead.Status == LeadStatus.Nurture && lead.RevisitAt == timer.Due,
            TimerKind.GiveUp => lead.Status == LeadStatus.Nurture && lead.GiveUpAt == timer.Due,
            _ => throw new ArgumentOutOfRangeException(nameof(timer), timer.Kind, null),
        };
    }

    private void Fire(Timer timer)
    {
        if (timer.Kind is TimerKind.LedgerReset)
        {
            Emit(new LedgerAdjusted { Ledger = timer.Subject, Reason = "reset" });
            return;
        }

        if (timer.Kind is TimerKind.OweLapse)
        {
            Lapse(timer);
            return;
        }

        if (timer.Kind is TimerKind.AbsenceBegins)
        {
            ReturnUncontacted(_state.Reps[timer.Subject]);
            return;
        }

        if (timer.Kind is TimerKind.PresenceReturns)
        {
            Emit(Presence(_state.Reps[timer.Subject], RepStatus.Available));
            return;
        }

        if (timer.Kind is TimerKind.StatsRefresh)
        {
            Emit(new RepStatsRefreshed { Stats = new People.StatsRefresh(_state, _now).All() });
            return;
        }

        if (timer.Kind is TimerKind.ScoreAging)
        {
            AgeScores();
            return;
        }

        var lead = _state.Leads[timer.Lead];
        switch (timer.Kind)
        {
            case TimerKind.OfferExpiry:
                Expire(lead, timer.Due);
                break;
            case TimerKind.StepEnd:
                Rescind(lead, OfferRescinded.WaitOver);
                Place(lead);
                break;
            case TimerKind.Stagger:
                AskNext(lead);
                break;
            case TimerKind.Revisit or TimerKind.GiveUp:
                Nurtured(lead, timer.Kind);
                break;
            default:
                FireSla(lead, timer.Kind);
                break;
        }
    }

    private void Expire(LeadState lead, Instant due)
    {
        foreach (var offer in lead.Offers!.Where(o => o.ExpiresAt == due).ToArray())
        {
            var (refunded, kept) = FateOf(lead, f => f.Expire);
            Emit(
                new OfferExpired
                {
                    Lead = lead.Number,
                    Rep = offer.Rep.Id,
                    Refunded = refunded,
                    Kept = kept,
                }
            );
        }

        AfterOffer(lead);
    }

    // One more member of a staggered shotgun; a barred one is skipped without waiting. Where all are barred, whoever is
    // able first is asked then.
    private void AskNext(LeadState lead)
    {
        var queue = _state.Queues[lead.Queue!];
        var demand = _state.DemandOf(lead, _now);
        var askable = _router.Askable(queue, demand);
        if (askable.Count == 0)
        {
            if (HasOthers(lead, queue, but: null))
            {
                _state.Stalled.Add(lead.Number);
            }

            return;
        }

        Emit(
            new LeadOffered
            {
                Lead = lead.Number,
                Reps = [askable[0]],
                Queue = queue.Id,
                Step = lead.Step,
                NextAt = HasOthers(lead, queue, askable[0]) ? _now + queue.Config.Stagger : null,
                Until = lead.Until,
                Trace = demand.Trace(),
            }
        );
    }

    // Members who were not asked yet, barred ones too: by the next time they may be free.
    private static bool HasOthers(LeadState lead, Queue queue, string? but) =>
        queue.Members.Any(m => m != but && lead.Marks?.ContainsKey(m) != true && !lead.IsOfferedTo(m));

    private void AskStalled()
    {
        var stalled = _state.Stalled.Select(n => _state.Leads.TryGetValue(n, out var lead) ? lead : null);
        var due = stalled.OfType<LeadState>().Where(IsStalled).Order(ServiceOrder.Instance).ToArray();
        _state.Stalled.Clear();
        foreach (var lead in due)
        {
            AskNext(lead);
        }
    }

    private bool IsStalled(LeadState lead) =>
        lead is { Status: LeadStatus.Offered, Queue: { } queue }
        && lead.NextAt <= _now
        && _state.Queues.ContainsKey(queue);

    private void Nurtured(LeadState lead, TimerKind kind)
    {
        if (kind == TimerKind.GiveUp)
        {
            Emit(new LeadDisqualified { Lead = lead.Number, Reason = "gave_up" });
            return;
        }

        Rescore(lead, always: false);
        if (Qualified(lead))
        {
            Route(lead, qualified: true);
        }
        else if (lead.Status == LeadStatus.Nurture)
        {
            Revisit(lead);
        }
    }

    // Not yet: it is looked at again after as long. When it is given up stays as it was, and may be this instant.
    private void Revisit(LeadState lead)
    {
        if (_state.Policy!.Config.Policy.Qualify?.Nurture.Revisit is { } every && !(lead.GiveUpAt <= _now))
        {
            Emit(
                new LeadNurtured
                {
                    Lead = lead.Number,
                    Track = lead.Track,
                    RevisitAt = _now + every,
                    GiveUpAt = lead.GiveUpAt,
                }
            );
        }
    }

    private void Lapse(Timer timer)
    {
        if (Owing(timer) is var (ledger, member) && Ledgers.Lapse(ledger, member) is { IsEmpty: false } balances)
        {
            Emit(
                new LedgerAdjusted
                {
                    Ledger = ledger.Id,
                    Reason = "lapse",
                    Balances = balances,
                }
            );
        }
    }

    private (Ledger Ledger, LedgerMember Member)? Owing(Timer timer)
    {
        var names = timer.Subject.Split('\n');
        return
            _state.Ledgers.TryGetValue(names[0], out var ledger)
            && ledger.Member(names[1]) is { } member
            && ledger.Pool?.Config.Fairness.OweFor is { } within
            && member.OweSince + within == timer.Due
            ? (ledger, member)
            : null;
    }
}
