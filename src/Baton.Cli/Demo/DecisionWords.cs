using Baton.Engine.Events;
using Baton.Engine.Policies.Config;

namespace Baton.Cli.Demo;

/// <summary>Why a lead fell to whom it did, in a few words on one line.</summary>
internal sealed class DecisionWords(PolicyConfig policy)
{
    public static bool IsDecision(Event @event) =>
        @event
            is LeadAssigned
                or LeadOffered
                or LeadQueued
                or LeadWaiting
                or LeadClaimed
                or LeadReassigned
                or LeadNurtured
                or LeadMerged
                or LeadRejected;

    public string Of(Event decision)
    {
        var passed = PassedOver(TraceOf(decision));
        return passed.Length == 0 ? Words(decision) : $"{Words(decision)}; passed over: {passed}";
    }

    private string Words(Event decision) =>
        decision switch
        {
            LeadAssigned { How: "owner" } => "knows them already",
            LeadAssigned { How: "offer" } => "accepted the offer",
            LeadAssigned { How: "manual" } => "given by hand",
            LeadAssigned { Pool: { } pool } => $"{Chosen(pool)} in {pool}",
            LeadOffered { Pool: { } pool } => $"{Chosen(pool)} in {pool}",
            LeadOffered { Queue: { } queue } => $"offered to all of {queue}",
            LeadQueued { Queue: var queue } => IsDesk(queue)
                ? $"lies on {queue} until the manager has looked"
                : $"waits in {queue} to be claimed",
            LeadClaimed { Queue: var queue } => $"claimed it from {queue}",
            LeadReassigned { Reason: var reason } => $"taken over: {reason}",
            LeadWaiting { Reason: var reason } => reason,
            LeadNurtured => "has shown too little to be called yet",
            LeadMerged => "wrote before; merged into the first record",
            LeadRejected { Reason: var reason } => $"screened out: {reason}",
            _ => EventTypes.NameOf(decision),
        };

    private string Chosen(string pool) =>
        policy.Pools.FirstOrDefault(p => p.Name == pool)?.Method switch
        {
            PoolMethod.LeastLoaded => "who had least to do",
            PoolMethod.MostAvailable => "who had most room",
            PoolMethod.Ranked => "the best who was free",
            PoolMethod.BestMatch => "the best match",
            PoolMethod.RoundRobin or null => "whose turn it was",
            var other => throw new ArgumentOutOfRangeException(nameof(pool), other, null),
        };

    private bool IsDesk(string queue) => policy.Queues.FirstOrDefault(q => q.Name == queue)?.Mode == QueueMode.Manual;

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
