using Baton.Engine.People;
using Baton.Engine.Policies.Config;
using Baton.Engine.Routing;
using NodaTime;

namespace Baton.Engine.Sla;

/// <summary>
/// Starts and stops the clocks of a lead's SLA. <c>accept</c> runs from the offer, <c>respond</c> from the assignment,
/// <c>follow_up</c> from the last touch; which hours count is the clock's business.
/// </summary>
internal static class Clocks
{
    public const string Accept = "accept";
    public const string Respond = "respond";
    public const string FollowUp = "follow_up";
    public const string Queue = "queue";
    public const string Recycle = "recycle";

    /// <summary>
    /// The why of a breach: those who missed the lead lose it, and no person did it. A person may give the same words as
    /// his reason, so ask first whether it was one.
    /// </summary>
    public static bool Names(string reason) => reason is Accept or Respond or Recycle;

    /// <param name="anew">It is not one more member of the same shotgun: their clock began with the first of them.</param>
    public static void OnOffered(WorkspaceState state, LeadState lead, Instant at, bool anew)
    {
        if (
            lead.Rule?.Config.Sla?.Accept is not { } target
            || (lead.Sla?.AcceptBreach is not null && !anew)
            || lead.Offers is null
        )
        {
            return;
        }

        var clocks = lead.Sla ??= new SlaClocks();
        clocks.Missed = clocks.Missed?.Sla == Accept ? null : clocks.Missed;
        var calendar = CalendarOf(state, lead, lead.Offers[0].Rep, target.Clock);
        (clocks.AcceptWarn, clocks.AcceptBreach) = Ends(target, calendar, at);
        Set(state, clocks.AcceptWarn, TimerKind.AcceptWarn, lead);
        Set(state, clocks.AcceptBreach, TimerKind.AcceptBreach, lead);
    }

    /// <summary>A queued lead has no owner: only the team's clock can run before the claim.</summary>
    public static void OnQueued(WorkspaceState state, LeadState lead, Instant at)
    {
        var runs = lead.Sla is { SinceQueued: true };
        if (lead.Rule?.Config.Sla?.Respond is not { Clock: SlaClock.Team } target || lead.Contacted)
        {
            // Under another version of the policy nothing is promised any more.
            lead.Sla = runs ? null : lead.Sla;
        }
        else if (!runs)
        {
            lead.Sla = new SlaClocks { SinceQueued = true };
            StartRespond(state, lead, lead.Sla, target, at);
        }
    }

    public static void OnAssigned(WorkspaceState state, LeadState lead, Instant at)
    {
        if (lead.Rule?.Config is not { } rule || (rule.Sla is null && rule.Recycle is null))
        {
            lead.Sla = null;
            return;
        }

        if (lead.Sla is not { SinceQueued: true })
        {
            lead.Sla = new SlaClocks();
            if (rule.Sla?.Respond is { } target && !lead.Contacted)
            {
                StartRespond(state, lead, lead.Sla, target, at);
            }
        }

        StartRecycle(state, lead, at);
    }

    /// <summary>A first response stops the clock of <c>respond</c>; every touch starts those of follow-up and recycling anew.</summary>
    public static void OnContact(WorkspaceState state, LeadState lead, Instant at)
    {
        if (lead.Sla is not { } clocks)
        {
            return;
        }

        clocks.RespondWarn = null;
        clocks.RespondBreach = null;
        clocks.Missed = null;
        if (lead.Rule?.Config.Sla?.FollowUp is { } follow)
        {
            clocks.FollowUp = lead.Touches <= follow.Until ? at + follow.Every : null;
            Set(state, clocks.FollowUp, TimerKind.FollowUp, lead);
        }

        StartRecycle(state, lead, at);
    }

    public static void OnWarned(LeadState lead, string sla)
    {
        lead.WarnAt = sla == Queue ? null : lead.WarnAt;
        if (lead.Sla is { } clocks)
        {
            clocks.AcceptWarn = sla == Accept ? null : clocks.AcceptWarn;
            clocks.RespondWarn = sla == Respond ? null : clocks.RespondWarn;
        }
    }

    /// <summary>Each breach is told once; measuring goes on in the reports.</summary>
    public static void OnBreached(LeadState lead, string sla)
    {
        if (lead.Sla is { } clocks)
        {
            clocks.Missed = DueOf(clocks, sla) is { } due ? (sla, due) : clocks.Missed;
            clocks.AcceptBreach = sla == Accept ? null : clocks.AcceptBreach;
            clocks.RespondBreach = sla == Respond ? null : clocks.RespondBreach;
            clocks.FollowUp = sla == FollowUp ? null : clocks.FollowUp;
        }
    }

    private static Instant? DueOf(SlaClocks clocks, string sla) =>
        sla switch
        {
            Accept => clocks.AcceptBreach,
            Respond => clocks.RespondBreach,
            FollowUp => clocks.FollowUp,
            _ => null,
        };

    private static void StartRespond(
        WorkspaceState state,
        LeadState lead,
        SlaClocks clocks,
        SlaTargetConfig target,
        Instant at
    )
    {
        (clocks.RespondWarn, clocks.RespondBreach) = Ends(
            target,
            CalendarOf(state, lead, lead.Owner, target.Clock),
            at
        );
        Set(state, clocks.RespondWarn, TimerKind.RespondWarn, lead);
        Set(state, clocks.RespondBreach, TimerKind.RespondBreach, lead);
    }

    private static void StartRecycle(WorkspaceState state, LeadState lead, Instant at)
    {
        if (lead.Rule?.Config.Recycle is { } recycle)
        {
            lead.Sla!.Recycle = at + recycle.Untouched;
            Set(state, lead.Sla.Recycle, TimerKind.Recycle, lead);
        }
    }

    private static (Instant? Warn, Instant Breach) Ends(SlaTargetConfig target, Calendar? calendar, Instant from)
    {
        var breach = After(calendar, from, target.Within);
        return (target.Warn is { } part ? After(calendar, from, target.Within * (double)part) : null, breach);
    }

    private static Instant After(Calendar? calendar, Instant from, Duration within) =>
        calendar?.AddBusiness(from, within) ?? from + within;

    // No calendar = all time.
    private static Calendar? CalendarOf(WorkspaceState state, LeadState lead, RepState? rep, SlaClock clock) =>
        clock switch
        {
            SlaClock.Wall => null,
            SlaClock.Business => rep?.Calendar,
            SlaClock.Team => state.ManagerOf(lead, rep)?.Calendar,
            _ => throw new ArgumentOutOfRangeException(nameof(clock), clock, null),
        };

    private static void Set(WorkspaceState state, Instant? due, TimerKind kind, LeadState lead)
    {
        if (due is { } at && at < Instant.MaxValue)
        {
            state.Timers.Set(at, kind, lead.Number);
        }
    }
}
