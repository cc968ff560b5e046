using Baton.Engine.Events;

namespace Baton.Cli.Demo;

/// <summary>Why a lead fell to whom it did, in a few words on one line.</summary>
internal static class DecisionWords
{
    public static bool IsDecision(Event @event) =>
        @event is LeadAssigned or LeadOffered or LeadQueued or LeadWaiting or LeadClaimed or LeadReassigned;

    public static string Of(Event decision)
    {
        var passed = PassedOver(TraceOf(decision));
        return passed.Length == 0 ? Words(decision) : $"{Words(decision)}; passed over: {passed}";
    }

    private static string Words(Event decision) =>
        decision switch
        {
            LeadAssigned { How: "owner" } => "knows them already",
            LeadAssigned { How: "offer" } => "accepted the offer",
            LeadAssigned { How: "manual" } => "given by hand",
            LeadAssigned { Pool: { } pool } => $"whose turn it was in {pool}",
            LeadOffered { Pool: { } pool } => $"offered in turn in {pool}",
            LeadOffered { Queue: { } queue } => $"offered in {queue}",
            LeadQueued { Queue: var queue } => $"waits in {queue} to be claimed",
            LeadClaimed { Queue: var queue } => $"claimed it from {queue}",
            LeadReassigned { Reason: var reason } => $"taken over: {reason}",
            LeadWaiting { Reason: var reason } => reason,
            _ => EventTypes.NameOf(decision),
        };

    private static Trace TraceOf(Event decision) =>
        decision switch
        {
            LeadAssigned e => e.Trace,
            LeadOffered e => e.Trace,
            LeadQueued e => e.Trace,
            LeadWaiting e => e.Trace,
            LeadReassigned e => e.Trace,
            _ => Trace.Empty,
        };

    private static string PassedOver(Trace trace) =>
        string.Join(
            ", ",
            trace
                .PassedOver.GroupBy(p => p.Code)
                .Select(g => $"{g.Count()} {g.Key}")
                .Concat(trace.Counts.Select(c => $"{c.Count} {c.Code}"))
        );
}
