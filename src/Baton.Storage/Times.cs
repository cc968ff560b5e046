using NodaTime;

namespace Baton.Storage;

/// <summary>
/// Times in the database are whole microseconds since 1970, which SQLite and PostgreSQL both hold exactly; the
/// writer's clock is cut to the same, so that a record is applied again at the very instant it was decided.
/// </summary>
internal static class Times
{
    /// <summary>Cut towards the past, also before 1970.</summary>
    public static long ToMicros(Instant at)
    {
        var ticks = at.ToUnixTimeTicks();
        return (ticks >= 0 ? ticks : ticks - 9) / 10;
    }

    public static long? ToMicros(Instant? at) => at is { } some ? ToMicros(some) : null;

    public static Instant FromMicros(long micros) => Instant.FromUnixTimeTicks(micros * 10);

    public static Instant? FromMicros(long? micros) => micros is { } some ? FromMicros(some) : null;

    public static Instant Now(TimeProvider clock) =>
        FromMicros(ToMicros(Instant.FromDateTimeOffset(clock.GetUtcNow())));
}
