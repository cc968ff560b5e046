using System.Collections.Immutable;
using NodaTime;

namespace Baton.Engine.People;

/// <summary>A stretch of time in which a calendar's state does not change.</summary>
internal sealed record Stretch(Instant Start, HoursState State);

/// <summary>
/// A calendar's timeline, compiled one UTC day at a time when first asked. Seconds are counted from 1970 in UTC, days of
/// either kind (UTC or local) from 1970-01-01.
/// </summary>
internal sealed class CalendarDays
{
    private const int SecondsPerDay = 24 * 60 * 60;

    /// <summary>A year and more of days, held in a ring: the memory is bounded and no lock is needed.</summary>
    private const int RingSize = 512;

    /// <summary>A date's hours can show this many UTC days before and after it: zones reach 18 hours, ranges a day.</summary>
    private const int Reach = 3;

    private static readonly LocalDate Epoch = new(1970, 1, 1);
    private static readonly int FirstDay = DaysTo(new LocalDate(1, 1, 1));
    private static readonly int LastDay = DaysTo(new LocalDate(9997, 12, 31));

    private readonly DateTimeZone _zone;
    private readonly ImmutableArray<HoursRange>[] _week;
    private readonly Dictionary<int, ImmutableArray<HoursRange>> _dates;
    private readonly int[] _datesInOrder;
    private readonly bool _everyWeekIsUniform;
    private readonly Day?[] _ring = new Day?[RingSize];

    /// <param name="zone">Whose local time the ranges mean.</param>
    /// <param name="week">The ranges of Monday to Sunday.</param>
    /// <param name="dates">Dates with ranges of their own; one with none is closed as a holiday is.</param>
    public CalendarDays(
        DateTimeZone zone,
        ImmutableArray<HoursRange>[] week,
        IReadOnlyDictionary<LocalDate, ImmutableArray<HoursRange>> dates
    )
    {
        _zone = zone;
        _week = week;
        _dates = dates.ToDictionary(d => DaysTo(d.Key), d => d.Value);
        _datesInOrder = [.. _dates.Keys.Order()];
        _everyWeekIsUniform = IsUniform(week);
    }

    /// <summary>The stretch around <paramref name="now"/>; its start may be later than the state's real start, its end is exact.</summary>
    public Stretch Find(Instant now)
    {
        var number = FloorDay(now.ToUnixTimeSeconds());
        if (number < FirstDay || number > LastDay)
        {
            var end = number < FirstDay ? StartOf(FirstDay) : Instant.MaxValue;
            return new Stretch(now, new HoursState(Open: false, Holiday: false, end));
        }

        var parts = DayAt(number).Parts;
        var index = parts.Length - 1;
        while (parts[index].Start > now)
        {
            index--;
        }

        var part = parts[index];
        var until = index + 1 < parts.Length ? parts[index + 1].Start : NextChange(number, part);
        return new Stretch(part.Start, new HoursState(part.Open, part.Holiday, until));
    }

    /// <summary>The first instant after the day at which the state is not that of its last <paramref name="part"/>.</summary>
    private Instant NextChange(int number, Part part)
    {
        for (var next = Following(number); next <= LastDay; next = Following(next))
        {
            foreach (var later in DayAt(next).Parts)
            {
                if (later.Open != part.Open || later.Holiday != part.Holiday)
                {
                    return later.Start;
                }
            }
        }

        return Instant.MaxValue;
    }

    /// <summary>
    /// The next day that can bring a change. Where every week is wholly open or wholly closed that is a day near a date
    /// with hours of its own, so that a calendar which never changes again is known to without a search.
    /// </summary>
    private int Following(int number)
    {
        if (!_everyWeekIsUniform)
        {
            return number + 1;
        }

        var index = Array.BinarySearch(_datesInOrder, number + 1 - Reach);
        index = index < 0 ? ~index : index;
        return index == _datesInOrder.Length ? LastDay + 1 : Math.Max(number + 1, _datesInOrder[index] - Reach);
    }

    private Day DayAt(int number)
    {
        ref var slot = ref _ring[number & (RingSize - 1)];
        var day = Volatile.Read(ref slot);
        if (day is null || day.Number != number)
        {
            day = new Day(number, Compile(number));
            Volatile.Write(ref slot, day);
        }

        return day;
    }

    /// <summary>
    /// Between two changes of the clock local time is UTC and a constant, so ranges are shifted and clipped one such zone
    /// interval at a time; what the clock skips falls away and what it repeats comes twice.
    /// </summary>
    private ImmutableArray<Part> Compile(int number)
    {
        var open = new List<(long Start, long End)>();
        var closed = new List<(long Start, long End)>();
        var (from, to) = ((long)number * SecondsPerDay, (number + 1L) * SecondsPerDay);
        foreach (var interval in _zone.GetZoneIntervals(StartOf(number), StartOf(number + 1)))
        {
            var start = interval.HasStart ? Math.Max(from, interval.Start.ToUnixTimeSeconds()) : from;
            var end = interval.HasEnd ? Math.Min(to, interval.End.ToUnixTimeSeconds()) : to;
            Collect(start, end, interval.WallOffset.Seconds, open, closed);
        }

        return Sweep(from, open, closed);
    }

    /// <summary>The hours and the closed dates that show between two instants of one offset, from the day before on: its night may reach in.</summary>
    private void Collect(
        long start,
        long end,
        int offset,
        List<(long Start, long End)> open,
        List<(long Start, long End)> closed
    )
    {
        var last = FloorDay(end - 1 + offset);
        for (var date = FloorDay(start + offset) - 1; date <= last; date++)
        {
            var midnight = ((long)date * SecondsPerDay) - offset;
            var ranges = RangesOf(date, out var isClosed);
            foreach (var range in ranges)
            {
                Add(open, midnight + (range.Start * 60L), midnight + (range.End * 60L));
            }

            if (isClosed)
            {
                Add(closed, midnight, midnight + SecondsPerDay);
            }
        }

        void Add(List<(long Start, long End)> to, long rangeStart, long rangeEnd)
        {
            var clipped = (Start: Math.Max(start, rangeStart), End: Math.Min(end, rangeEnd));
            if (clipped.Start < clipped.End)
            {
                to.Add(clipped);
            }
        }
    }

    private static ImmutableArray<Part> Sweep(
        long from,
        List<(long Start, long End)> open,
        List<(long Start, long End)> closed
    )
    {
        var to = from + SecondsPerDay;
        var edges = open.Concat(closed).SelectMany(r => new[] { r.Start, r.End }).Where(e => e < to).Append(from);
        var parts = ImmutableArray.CreateBuilder<Part>();
        foreach (var edge in edges.Distinct().Order())
        {
            var isOpen = open.Exists(r => r.Start <= edge && edge < r.End);
            var isHoliday = !isOpen && closed.Exists(r => r.Start <= edge && edge < r.End);
            if (parts.Count == 0 || parts[^1].Open != isOpen || parts[^1].Holiday != isHoliday)
            {
                parts.Add(new Part(Instant.FromUnixTimeSeconds(edge), isOpen, isHoliday));
            }
        }

        return parts.ToImmutable();
    }

    private ImmutableArray<HoursRange> RangesOf(int date, out bool isClosed)
    {
        isClosed = _dates.TryGetValue(date, out var own) && own.IsEmpty;
        return own.IsDefault ? _week[WeekdayOf(date)] : own;
    }

    /// <summary>Monday = 0; the first of January 1970 was a Thursday.</summary>
    private static int WeekdayOf(int date) => (((date + 3) % 7) + 7) % 7;

    private static bool IsUniform(ImmutableArray<HoursRange>[] week)
    {
        var open = new bool[7 * CalendarHours.MinutesPerDay];
        for (var day = 0; day < week.Length; day++)
        {
            foreach (var range in week[day])
            {
                for (var minute = range.Start; minute < range.End; minute++)
                {
                    open[((day * CalendarHours.MinutesPerDay) + minute) % open.Length] = true;
                }
            }
        }

        return open.Distinct().Count() == 1;
    }

    private static int DaysTo(LocalDate date) => Period.DaysBetween(Epoch, date);

    private static int FloorDay(long seconds) =>
        (int)(seconds >= 0 ? seconds / SecondsPerDay : ((seconds + 1) / SecondsPerDay) - 1);

    private static Instant StartOf(int day) => Instant.FromUnixTimeSeconds((long)day * SecondsPerDay);

    private sealed record Day(int Number, ImmutableArray<Part> Parts);

    /// <summary>From <see cref="Start"/> to the start of the next part or the end of the day.</summary>
    private readonly record struct Part(Instant Start, bool Open, bool Holiday);
}
