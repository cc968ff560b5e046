using System.Collections.Immutable;
using Baton.Engine.Events;
using Baton.Engine.Explain;
using NodaTime;

namespace Baton.Engine;

/// <summary>Explanations: a decision is made again on the state as it was.</summary>
public sealed partial class Workspace
{
    /// <summary>
    /// Why the record's last decision on the lead fell as it did; null where it holds none. This workspace must stand
    /// just before the record: a private replay, which is spent by the call.
    /// </summary>
    public Explanation? Explain(ImmutableArray<Event> record, Instant at, long lead) => Before(record, at, lead)?.Why();

    /// <summary>Why a rep did not get the lead then, and the smallest change of one number that would have given it to him.</summary>
    public WhyNot? ExplainNot(ImmutableArray<Event> record, Instant at, long lead, string rep) =>
        Before(record, at, lead)?.WhyNot(rep);

    /// <summary>Whether a record holds a decision on the lead that can be explained.</summary>
    public static bool Decides(ImmutableArray<Event> record, long lead) => LastDecision(record, lead) >= 0;

    private Explainer? Before(ImmutableArray<Event> record, Instant at, long lead)
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

        return _state.Leads.TryGetValue(lead, out var known)
            ? new Explainer(_state, _router, known, (LeadEvent)record[deciding], at)
            : null;
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
                && ((LeadEvent)record[i]).Lead == lead
            )
            {
                return i;
            }
        }

        return -1;
    }
}
