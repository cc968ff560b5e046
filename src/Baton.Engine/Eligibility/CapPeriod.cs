using NodaTime;

namespace Baton.Engine.Eligibility;

/// <summary>A calendar period of a zone, half-open, and the leads received in it: a counter's last answer.</summary>
internal readonly record struct CapPeriod(DateTimeZone? Zone, Instant Start, Instant End, int Count)
{
    public static CapPeriod Unknown => default;

    public bool Holds(Instant now, DateTimeZone zone) => Start <= now && now < End && zone.Equals(Zone);
}
