using NodaTime;

namespace Baton.Engine.People;

/// <summary>A rep's days, the last 90 and today: what statistics are made of, in bounded memory.</summary>
internal sealed class RepTally
{
    public const int Days = 90;

    // Ascending, only days on which something happened.
    private readonly List<DayTally> _days = [];

    public IReadOnlyList<DayTally> All => _days;

    public static int DayOf(Instant at, DateTimeZone zone)
    {
        var (day, second) = Math.DivRem(
            at.ToUnixTimeSeconds() + zone.GetUtcOffset(at).Seconds,
            NodaConstants.SecondsPerDay
        );
        return (int)(second < 0 ? day - 1 : day);
    }

    /// <summary>The day to count on. One before the last, after a change of the zone, is counted on the last.</summary>
    public DayTally On(int day)
    {
        if (_days.Count == 0 || _days[^1].Day < day)
        {
            while (_days.Count > 0 && _days[0].Day < day - Days)
            {
                _days.RemoveAt(0);
            }

            _days.Add(new DayTally(day));
        }

        return _days[^1];
    }

    public void Restore(DayTally day) => _days.Add(day);
}
