using NodaTime;

namespace Baton.Engine.Policies.Config;

/// <summary>A moment as people write it: a day, or an instant. Exactly one of the two is set.</summary>
public readonly record struct DayOrInstant(LocalDate? Day, Instant? Instant)
{
    /// <summary>The instant, or the first instant of the day in a zone.</summary>
    public Instant In(DateTimeZone zone) => Instant ?? zone.AtStartOfDay(Day!.Value).ToInstant();
}
