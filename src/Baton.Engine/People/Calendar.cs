using NodaTime;

namespace Baton.Engine.People;

/// <summary>
/// Hours of work by local wall time: an instant is in hours where its local time lies in a range, so a clock change
/// shortens, lengthens, splits or drops a range as it does the local time. Immutable as seen from outside and safe for any
/// number of threads; compiled days are cached.
/// </summary>
public sealed partial class Calendar
{
    /// <summary>How long <see cref="AddBusiness"/> waits for a closed calendar to open.</summary>
    private static readonly Duration Patience = Duration.FromDays(5 * 366);

    private readonly CalendarDays _days;

    /// <summary>The last answer: leads come in order of time, so it is mostly the next one too.</summary>
    private volatile Stretch? _latest;

    private Calendar(string name, DateTimeZone zone, CalendarDays days) => (Name, Zone, _days) = (name, zone, days);

    /// <summary>Its key under <c>calendars</c>.</summary>
    public string Name { get; }

    public DateTimeZone Zone { get; }

    /// <summary>
    /// The state at <paramref name="now"/> and the exact instant of its next change. Before the year 1 and from the year
    /// 9998 on it is closed.
    /// </summary>
    public HoursState At(Instant now)
    {
        var latest = _latest;
        if (latest is not null && latest.Start <= now && now < latest.State.Until)
        {
            return latest.State;
        }

        var found = _days.Find(now);
        _latest = found;
        return found.State;
    }

    /// <summary>
    /// The earliest instant at which <paramref name="within"/> of open time has passed since <paramref name="from"/>;
    /// <paramref name="from"/> itself where it is zero or less. It may be the instant of closing.
    /// <see cref="Instant.MaxValue"/> where the calendar stays closed for more than five years.
    /// </summary>
    public Instant AddBusiness(Instant from, Duration within)
    {
        var at = from;
        for (var left = within; left > Duration.Zero; )
        {
            var state = At(at);
            var stretch = state.Until - at;
            if (state.Open && left <= stretch)
            {
                return at + left;
            }

            if (state.Until == Instant.MaxValue || (!state.Open && stretch > Patience))
            {
                return Instant.MaxValue;
            }

            left -= state.Open ? stretch : Duration.Zero;
            at = state.Until;
        }

        return at;
    }

    /// <summary>The open time from <paramref name="from"/> to <paramref name="to"/>; zero where that is not after it.</summary>
    public Duration OpenBetween(Instant from, Instant to)
    {
        var open = Duration.Zero;
        for (var at = from; at < to; )
        {
            var state = At(at);
            var until = Instant.Min(state.Until, to);
            open += state.Open ? until - at : Duration.Zero;
            at = until;
        }

        return open;
    }
}
