using System.Collections.Immutable;
using NodaTime;

namespace Baton.Engine.Eligibility;

/// <summary>
/// Leads received in the current windows by one rep, one pool, or one member of a pool. The hour rolls: a lead counts for
/// 60 minutes and is gone at +60:00. Day, week (from Monday) and month are calendar periods of the zone that is asked for.
/// One writer; questions fill a cache, so they are the writer's too. Readers elsewhere take a <see cref="Snapshot"/>.
/// </summary>
/// <remarks>
/// Leads are counted by quarters of an hour in UTC, where the local midnights of all zones fall since 1972: the answer is
/// right for any zone, also after a rep has moved to another one. At most some 3,200 quarters, empty ones take no room.
/// </remarks>
public sealed class CapCounter
{
    private static readonly Duration Hour = Duration.FromHours(1);

    /// <summary>The longest month and more than the widest zone.</summary>
    private static readonly Duration LongestPeriod = Duration.FromDays(33);
    private const long SecondsPerQuarter = 15 * 60;

    private readonly CapTally _hour;
    private readonly CapTally _quarters;
    private CapPeriod _day = CapPeriod.Unknown;
    private CapPeriod _week = CapPeriod.Unknown;
    private CapPeriod _month = CapPeriod.Unknown;
    private Instant _last = Instant.MinValue;

    // Of the last quarter that was counted in; leads come in order.
    private Instant _quarterEnd = Instant.MinValue;

    // While nothing is received counts only fall, so what was found free stays free: under these caps, from that instant
    // on, there is room for so many more. Nearly every question is answered by it.
    private int _room;
    private Caps? _roomUnder;
    private DateTimeZone? _roomIn;
    private Instant _roomSince;

    public CapCounter()
        : this(CapSnapshot.Empty) { }

    public CapCounter(CapSnapshot snapshot)
    {
        _hour = new CapTally(snapshot.LastHour);
        _quarters = new CapTally(snapshot.Quarters);
        _last = snapshot.LastHour.IsEmpty ? Instant.MinValue : snapshot.LastHour[^1].At;
    }

    /// <summary>The state as of the last <see cref="Add"/>.</summary>
    public CapSnapshot Snapshot() => new(_hour.Entries, _quarters.Entries);

    /// <summary>Counts leads received at an instant, which is not before that of the last call.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is, or the count is below 1.</exception>
    public void Add(Instant at, int count = 1)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(at, _last);
        _last = at;
        _hour.Add(at, count);
        _hour.DropUntil(at - Hour);
        CountQuarter(at, count);
        Count(ref _day, at, count);
        Count(ref _week, at, count);
        Count(ref _month, at, count);
        _room -= count;
    }

    // A quarter leaves when another begins: the longest period is so many of them.
    private void CountQuarter(Instant at, int count)
    {
        if (at < _quarterEnd)
        {
            _quarters.AddToLast(count);
            return;
        }

        var quarter = QuarterOf(at);
        _quarterEnd = quarter + Duration.FromSeconds(SecondsPerQuarter);
        _quarters.Add(quarter, count);
        _quarters.DropUntil(at - LongestPeriod);
    }

    private static void Count(ref CapPeriod period, Instant at, int count)
    {
        if (period.Start <= at && at < period.End)
        {
            period = period with { Count = period.Count + count };
        }
    }

    /// <summary>Leads of the 60 minutes before <paramref name="now"/>, which is not before the last lead.</summary>
    public int InHour(Instant now) => _hour.CountAfter(now - Hour);

    public int InDay(Instant now, DateTimeZone zone) => Day(now, zone).Count;

    public int InWeek(Instant now, DateTimeZone zone) => Week(now, zone).Count;

    public int InMonth(Instant now, DateTimeZone zone) => Month(now, zone).Count;

    /// <summary>The first full window, the shortest first; null where none is. Equal to the cap is full.</summary>
    /// <param name="reserved">Open offers: each counts as a lead received now.</param>
    public CapCode? FirstFull(Caps caps, Instant now, DateTimeZone zone, int reserved)
    {
        if (
            reserved < _room
            && ReferenceEquals(caps, _roomUnder)
            && ReferenceEquals(zone, _roomIn)
            && now >= _roomSince
        )
        {
            return null;
        }

        var room = int.MaxValue;
        for (var window = CapWindow.Hour; window <= CapWindow.Month; window++)
        {
            if (caps.Of(window) is { } cap)
            {
                var count = Count(window, now, zone);
                if (reserved + count >= cap)
                {
                    return new CapCode(window, reserved + count, cap);
                }

                room = Math.Min(room, cap - count);
            }
        }

        (_room, _roomUnder, _roomIn, _roomSince) = (room, caps, zone, now);
        return null;
    }

    /// <summary>Every full window, the shortest first, each with when it alone is free again, as <see cref="NextFree"/> counts.</summary>
    public ImmutableArray<(CapCode Cap, Instant FreeAt)> AllFull(
        Caps caps,
        Instant now,
        DateTimeZone zone,
        int reserved
    )
    {
        var all = ImmutableArray.CreateBuilder<(CapCode, Instant)>();
        for (var window = CapWindow.Hour; window <= CapWindow.Month; window++)
        {
            if (Full(window, caps, now, zone, reserved) is { } full)
            {
                all.Add((full, FreeAt(full, now, zone, reserved)));
            }
        }

        return all.ToImmutable();
    }

    /// <summary>
    /// The earliest instant from <paramref name="now"/> on at which no window is full, if nothing is received and the
    /// reserved offers stay; <see cref="Instant.MaxValue"/> where those alone fill a cap.
    /// </summary>
    public Instant NextFree(Caps caps, Instant now, DateTimeZone zone, int reserved)
    {
        var free = now;
        for (var window = CapWindow.Hour; window <= CapWindow.Month; window++)
        {
            if (Full(window, caps, now, zone, reserved) is { } full)
            {
                free = Instant.Max(free, FreeAt(full, now, zone, reserved));
            }
        }

        return free;
    }

    /// <summary>How far each capped window is used, the shortest first.</summary>
    /// <param name="reserved">Open offers: each counts as a lead received now.</param>
    public ImmutableArray<CapUse> Uses(Caps caps, Instant now, DateTimeZone zone, int reserved)
    {
        var uses = ImmutableArray.CreateBuilder<CapUse>(4);
        for (var window = CapWindow.Hour; window <= CapWindow.Month; window++)
        {
            if (caps.Of(window) is { } cap)
            {
                var count = Count(window, now, zone);
                uses.Add(
                    new CapUse(window, count + reserved, cap, count > 0 ? LessAt(window, count, now, zone) : null)
                );
            }
        }

        return uses.DrainToImmutable();
    }

    private Instant? LessAt(CapWindow window, int count, Instant now, DateTimeZone zone) =>
        window switch
        {
            CapWindow.Hour => _hour.EntryLeaving(count - 1) + Hour,
            CapWindow.Day => Day(now, zone).End,
            CapWindow.Week => Week(now, zone).End,
            CapWindow.Month => Month(now, zone).End,
            _ => throw new ArgumentOutOfRangeException(nameof(window)),
        };

    private Instant FreeAt(CapCode full, Instant now, DateTimeZone zone, int reserved) =>
        reserved >= full.Needed
            ? Instant.MaxValue
            : full.Window switch
            {
                CapWindow.Hour => _hour.EntryLeaving(full.Needed - reserved - 1) + Hour ?? now,
                CapWindow.Day => Day(now, zone).End,
                CapWindow.Week => Week(now, zone).End,
                CapWindow.Month => Month(now, zone).End,
                _ => throw new InvalidOperationException($"no such window: {full.Window}"),
            };

    private CapCode? Full(CapWindow window, Caps caps, Instant now, DateTimeZone zone, int reserved)
    {
        if (caps.Of(window) is not { } cap)
        {
            return null;
        }

        var actual = reserved + Count(window, now, zone);
        return actual >= cap ? new CapCode(window, actual, cap) : null;
    }

    private int Count(CapWindow window, Instant now, DateTimeZone zone) =>
        window switch
        {
            CapWindow.Hour => InHour(now),
            CapWindow.Day => InDay(now, zone),
            CapWindow.Week => InWeek(now, zone),
            CapWindow.Month => InMonth(now, zone),
            _ => throw new ArgumentOutOfRangeException(nameof(window)),
        };

    private CapPeriod Day(Instant now, DateTimeZone zone) =>
        _day.Holds(now, zone) ? _day : _day = Period(zone, now.InZone(zone).Date, d => d.PlusDays(1));

    private CapPeriod Week(Instant now, DateTimeZone zone)
    {
        if (!_week.Holds(now, zone))
        {
            var date = now.InZone(zone).Date;
            _week = Period(zone, date.PlusDays(1 - (int)date.DayOfWeek), d => d.PlusDays(7));
        }

        return _week;
    }

    private CapPeriod Month(Instant now, DateTimeZone zone)
    {
        if (!_month.Holds(now, zone))
        {
            var date = now.InZone(zone).Date;
            _month = Period(zone, date.PlusDays(1 - date.Day), d => d.PlusMonths(1));
        }

        return _month;
    }

    private CapPeriod Period(DateTimeZone zone, LocalDate first, Func<LocalDate, LocalDate> next)
    {
        var start = zone.AtStartOfDay(first).ToInstant();
        var end = zone.AtStartOfDay(next(first)).ToInstant();
        return new CapPeriod(zone, start, end, _quarters.CountAfter(start - Duration.Epsilon));
    }

    private static Instant QuarterOf(Instant at)
    {
        var seconds = at.ToUnixTimeSeconds();
        var into = ((seconds % SecondsPerQuarter) + SecondsPerQuarter) % SecondsPerQuarter;
        return Instant.FromUnixTimeSeconds(seconds - into);
    }
}
