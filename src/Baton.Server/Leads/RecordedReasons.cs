using System.Collections.Immutable;
using Baton.Engine;
using Baton.Engine.Events;
using Baton.Engine.Explain;
using Baton.Storage;

namespace Baton.Server.Leads;

/// <summary>What a decision's own event says of its reasons, without making the decision again.</summary>
internal static class RecordedReasons
{
    public static Explanation Of(JournalRecord record, long lead)
    {
        var routed = record.Events.OfType<LeadRouted>().LastOrDefault(e => e.Lead == lead);
        var decision = DecisionIn(record, lead);
        var (winners, pool, queue, reason) = decision switch
        {
            LeadAssigned e => (ImmutableArray.Create(e.Rep), e.Pool, e.Queue, (string?)null),
            LeadOffered e => (e.Reps, e.Pool, e.Queue, null),
            LeadClaimed e => ([e.Rep], null, e.Queue, null),
            LeadReassigned e => (e.To is { } to ? [to] : [], e.Pool, null, e.Reason),
            LeadQueued e => ([], null, e.Queue, null),
            LeadWaiting e => ([], null, null, e.Reason),
            _ => ([], null, null, null),
        };
        var passed = TraceOf(decision).PassedOver;
        return new Explanation
        {
            Lead = lead,
            At = record.At,
            Event = EventTypes.NameOf(decision),
            Winners = winners,
            Rule = routed?.Rule,
            Version = routed?.Version ?? 0,
            Pool = pool,
            Queue = queue,
            Reason = reason,
            Considered =
            [
                .. passed.Select(p => new ConsideredRep
                {
                    Rep = p.Rep,
                    Pool = p.Pool,
                    Code = p.Code,
                    Actual = p.Actual,
                    Needed = p.Needed,
                }),
            ],
            Sentences = [.. passed.Select(Sentence)],
        };
    }

    public static WhyNot Not(JournalRecord record, long lead, string rep)
    {
        var why = Of(record, lead);
        var passed = why.Considered.LastOrDefault(c => c.Rep == rep);
        return new WhyNot
        {
            Lead = lead,
            Rep = rep,
            Won = why.Winners.Contains(rep),
            Code = passed?.Code,
            Actual = passed?.Actual,
            Needed = passed?.Needed,
            Sentence =
                why.Winners.Contains(rep) ? $"{rep} did get it"
                : passed is null ? $"{rep} was not passed over by a gate: others came first, or {rep} was not asked"
                : Sentence(new PassedOver(rep, passed.Code!, passed.Actual, passed.Needed, passed.Pool)),
        };
    }

    private static LeadEvent DecisionIn(JournalRecord record, long lead) =>
        record.Events.OfType<LeadEvent>().Last(e => e.Lead == lead && Workspace.Decides([e], lead));

    private static Trace TraceOf(LeadEvent decision) =>
        decision switch
        {
            LeadAssigned e => e.Trace,
            LeadOffered e => e.Trace,
            LeadReassigned e => e.Trace,
            LeadQueued e => e.Trace,
            LeadWaiting e => e.Trace,
            _ => Trace.Empty,
        };

    private static string Sentence(PassedOver passed) =>
        passed.Actual is null
            ? $"{passed.Rep} was passed over: {passed.Code}"
            : $"{passed.Rep} was passed over: {passed.Code} ({passed.Actual} of {passed.Needed})";
}
