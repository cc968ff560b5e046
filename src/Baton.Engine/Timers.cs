using NodaTime;

namespace Baton.Engine;

/// <summary>
/// What can become due. At one instant they fire in this order, then by lead. An offer that lapses just when it ought to
/// have been accepted is a promise missed, so that comes first.
/// </summary>
internal enum TimerKind : byte
{
    LedgerReset,
    OweLapse,
    StatsRefresh,
    ScoreAging,
    AcceptWarn,
    AcceptBreach,
    OfferExpiry,
    StepEnd,
    Stagger,
    QueueWarn,
    RespondWarn,
    RespondBreach,
    FollowUp,
    Recycle,
    Revisit,
    GiveUp,
    AbsenceBegins,
    PresenceReturns,
}

/// <summary>A due time. <see cref="Subject"/> is the ledger and member, or the rep, where it concerns no lead.</summary>
internal readonly record struct Timer(Instant Due, TimerKind Kind, long Lead, string Subject = "");

/// <summary>
/// Due times in order. Derived from the state: a timer whose cause has gone is recognised when it comes up (the state no
/// longer names that instant) and dropped, so nothing ever needs to be taken out.
/// </summary>
internal sealed class Timers
{
    // A timer is its own priority; standing there as the element too it would take twice the room.
    private readonly PriorityQueue<bool, Timer> _queue = new(
        Comparer<Timer>.Create(
            (a, b) =>
            {
                var order = a.Due.CompareTo(b.Due);
                order = order != 0 ? order : a.Kind.CompareTo(b.Kind);
                order = order != 0 ? order : a.Lead.CompareTo(b.Lead);
                return order != 0 ? order : string.CompareOrdinal(a.Subject, b.Subject);
            }
        )
    );

    public int Count => _queue.Count;

    public void Set(Instant due, TimerKind kind, long lead, string subject = "")
    {
        _queue.Enqueue(false, new Timer(due, kind, lead, subject));
    }

    public bool TryPeek(out Timer timer) => _queue.TryPeek(out _, out timer);

    public void Drop() => _queue.Dequeue();

    public void Clear() => _queue.Clear();
}
