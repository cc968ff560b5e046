namespace Baton.Cli.Demo;

/// <summary>
/// The real time, or a week that passes in seconds: it begins behind and is brought forward until it has caught up. It
/// never goes back. Thread-safe.
/// </summary>
internal sealed class DemoClock(TimeSpan behind) : TimeProvider
{
    private long _behind = behind.Ticks;

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() - TimeSpan.FromTicks(Interlocked.Read(ref _behind));

    public void Advance(TimeSpan step) =>
        Interlocked.Exchange(ref _behind, Math.Max(0, Interlocked.Read(ref _behind) - step.Ticks));

    public void CatchUp() => Interlocked.Exchange(ref _behind, 0);
}
