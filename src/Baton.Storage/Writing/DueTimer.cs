using NodaTime;

namespace Baton.Storage.Writing;

/// <summary>Calls back once when an instant has come, by the given clock. Set by one thread.</summary>
internal sealed class DueTimer(TimeProvider clock, Action fallDue) : IDisposable
{
    // Timers reach 49 days; one that comes early only looks at the clock again.
    private static readonly Duration _longest = Duration.FromDays(1);

    // A due time that stays in the past must not keep the writer spinning.
    private static readonly Duration _shortest = Duration.FromMilliseconds(1);

    private readonly ITimer _timer = clock.CreateTimer(
        static state => ((Action)state!)(),
        fallDue,
        Timeout.InfiniteTimeSpan,
        Timeout.InfiniteTimeSpan
    );

    public void Set(Instant due)
    {
        if (due == Instant.MaxValue)
        {
            _timer.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            return;
        }

        var wait = Duration.Max(_shortest, Duration.Min(_longest, due - Times.Now(clock)));
        _timer.Change(TimeSpan.FromMilliseconds(Math.Ceiling(wait.TotalMilliseconds)), Timeout.InfiniteTimeSpan);
    }

    public void Dispose() => _timer.Dispose();
}
