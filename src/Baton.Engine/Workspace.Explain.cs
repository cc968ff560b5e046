using System.Collections.Immutable;
using Baton.Engine.Events;
using Baton.Engine.Explain;
using Baton.Engine.Qualification;
using Baton.Engine.Routing;
using Baton.Engine.Scoring;
using NodaTime;

namespace Baton.Engine;

/// <summary>Explanations: a decision is made again on the state as it was.</summary>
public sealed partial class Workspace
{
    /// <summary>
    /// Why the record's last decision on the lead fell as it did; null where it holds none. This workspace must stand
    /// just before the record: a private replay, which is spent by the call.
    /// </summary>
    public Explanation? Explain(ImmutableArray<Event> record, Instant at, long lead)
    {
        if (Before(record, at, lead) is not var (known, decided))
        {
            return null;
        }

        return decided is LeadNurtured or LeadDisqualified
            ? new NotRouted(_state, known, decided, at).Why()
            : new Explainer(_state, _router, known, decided, at).Why();
    }

    /// <summary>Why a rep did not get the lead then, and the smallest change of one number that would have given it to him.</summary>
    public WhyNot? ExplainNot(ImmutableArray<Event> record, Instant at, long lead, string rep)
    {
        if (Before(record, at, lead) is not var (known, decided))
        {
            return null;
        }

        return decided is LeadNurtured or LeadDisqualified
            ? new NotRouted(_state, known, decided, at).WhyNot(rep)
            : new Explainer(_state, _router, known, decided, at).WhyNot(rep);
    }

    /// <summary>What an open lead is worth at an instant, part by part; null where it is closed, unknown or was never scored.</summary>
    public ScoreBreakdown? ScoreOf(long lead, Instant now) =>
        _state.Leads.Look(lead) is { } known ? Looking(() => LeadStanding.ScoreOf(_state, known, now)) : null;

    /// <summary>Whether an open lead qualifies, and what is answered; null where it is closed or unknown, or nothing is qualified.</summary>
    public Verdict? VerdictOf(long lead, Instant now) =>
        _state.Leads.Look(lead) is { } known ? Looking(() => LeadStanding.VerdictOf(_state, known, now)) : null;

    /// <summary>Whether a record holds a decision on the lead that can be explained.</summary>
    public static bool Decides(ImmutableArray<Event> record, long lead) => LastDecision(record, lead) >= 0;

    private (LeadState Lead, LeadEvent Decided)? Before(ImmutableArray<Event> record, Instant at, long lead)
    {
        var deciding = LastDecision(record, lead);
        if (deciding < 0)
        {
            return null;
        }

        foreach (var @event in record[..deciding])
        {
            _applier.Apply(@event, at);
        }

        return _state.Leads.Look(lead) is { } known ? (known, (LeadEvent)record[deciding]) : null;
    }

    // Of an accepted offer the decision is the offer.
    private static int LastDecision(ImmutableArray<Event> record, long lead)
    {
        for (var i = record.Length - 1; i >= 0; i--)
        {
            if (
                record[i]
                    is LeadAssigned { How: not "offer" }
                        or LeadOffered
                        or LeadQueued
                        or LeadWaiting
                        or LeadReassigned
                        or LeadClaimed
                        or LeadNurtured
                        or LeadDisqualified
                && ((LeadEvent)record[i]).Lead == lead
            )
            {
                return i;
            }
        }

        return -1;
    }
}
