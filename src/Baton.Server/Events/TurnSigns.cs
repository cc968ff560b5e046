using Baton.Engine.Events;
using Baton.Engine.People;
using Baton.Engine.Policies.Config;

namespace Baton.Server.Events;

/// <summary>
/// What tells a rep on a live stream that his turns may have moved by something that he is not shown: a comment, which is no
/// event, names nothing, and says only what asking for them again would.
/// </summary>
internal static class TurnSigns
{
    public const string Sign = ": turns\n\n";

    /// <param name="event">One that is hidden from him.</param>
    public static bool Moves(Sight sight, Event @event) =>
        sight.Rep is { } rep
        && @event switch
        {
            LeadAssigned e => Charges(sight, e.Charges) || PassesOver(rep, e.Trace),
            LeadOffered e => Charges(sight, e.Charges) || PassesOver(rep, e.Trace),
            LeadReassigned e => Charges(sight, e.Charges) || PassesOver(rep, e.Trace),
            LeadWaiting e => PassesOver(rep, e.Trace),
            LeadQueued e => LooksInto(sight, e.Queue) || PassesOver(rep, e.Trace),
            LeadClaimed e => LooksInto(sight, e.Queue),
            LedgerAdjusted e => sight.Pools.Contains(e.Ledger),
            LeadRefunded or RepChanged or TeamChanged or PolicyPublished or Paused => true,
            _ => false,
        };

    private static bool Charges(Sight sight, IEnumerable<Charge> charges) =>
        charges.Any(c => sight.Pools.Contains(c.Ledger));

    private static bool PassesOver(string rep, Trace trace) => trace.PassedOver.Any(p => p.Rep == rep);

    private static bool LooksInto(Sight sight, string queue) =>
        sight.Queues.TryGetValue(queue, out var mode) && mode != QueueMode.Manual;
}
