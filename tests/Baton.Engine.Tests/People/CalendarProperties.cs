using Baton.Engine.People;
using FsCheck;
using FsCheck.Fluent;
using NodaTime;

namespace Baton.Engine.Tests.People;

public sealed class CalendarProperties
{
    /// <summary>Zones and dates at which their clocks change; Lord Howe's by half an hour, Sao Paulo's at midnight, Apia's by a day.</summary>
    private static readonly (string Zone, LocalDate Around)[] Weeks =
    [
        ("America/New_York", new LocalDate(2026, 3, 8)),
        ("America/New_York", new LocalDate(2026, 11, 1)),
        ("Europe/Berlin", new LocalDate(2026, 3, 29)),
        ("Australia/Lord_Howe", new LocalDate(2026, 4, 5)),
        ("Australia/Lord_Howe", new LocalDate(2026, 10, 4)),
        ("America/Sao_Paulo", new LocalDate(2018, 2, 18)),
        ("America/Sao_Paulo", new LocalDate(2018, 11, 4)),
        ("Pacific/Apia", new LocalDate(2011, 12, 30)),
        ("Asia/Kolkata", new LocalDate(2026, 6, 13)),
        ("Pacific/Kiritimati", new LocalDate(2026, 1, 1)),
    ];

    private static Gen<string> Ranges =>
        from count in Gen.Choose(0, 2)
        from ranges in (
            from start in Gen.Choose(0, 95)
            from end in Gen.Choose(0, 96)
            select $"{Time(start * 15)}-{Time(end * 15)}"
        ).ArrayOf(count)
        select string.Join(", ", ranges);

    private static Gen<(CalendarConfig Config, LocalDate Around)> Calendars =>
        from week in Gen.Elements(Weeks)
        from days in Gen.Elements("mon-fri", "sat", "sun", "mon-sun", "fri-mon", "tue,thu").ArrayOf(2)
        from first in Ranges
        from second in Ranges
        from holiday in Gen.Choose(-3, 3)
        from exception in Gen.Choose(-3, 3)
        from hours in Ranges
        select (
            CalendarTests.Config(week.Zone, (days[0], first), (days[1], second)) with
            {
                Holidays = [week.Around.PlusDays(holiday)],
                Exceptions = new Dictionary<LocalDate, string> { [week.Around.PlusDays(exception)] = hours },
            },
            week.Around
        );

    private static string Time(int minutes) => $"{minutes / 60:00}:{minutes % 60:00}";

    [Fact]
    public void Every_minute_around_a_clock_change_is_as_its_local_time_says() =>
        Check(Calendars, c => EveryMinuteIsRight(c.Config, c.Around), 50);

    private static bool EveryMinuteIsRight(CalendarConfig config, LocalDate around)
    {
        var calendar = CalendarTests.Compile(config);
        var oracle = new CalendarOracle(config);
        var minute = Duration.FromMinutes(1);
        var start = around.PlusDays(-4).AtMidnight().InUtc().ToInstant();
        var last = calendar.At(start);
        for (var now = start; now < start + Duration.FromDays(8); now += minute)
        {
            var state = calendar.At(now);
            var isChange = now == last.Until;
            var isSame = (state.Open, state.Holiday) == (last.Open, last.Holiday);
            if ((state.Open, state.Holiday) != oracle.At(now) || isChange == isSame || state.Until <= now)
            {
                return false;
            }

            last = state;
        }

        return true;
    }

    [Fact]
    public void The_answer_does_not_depend_on_what_was_asked_before() =>
        Check(
            from c in Calendars
            from minutes in Gen.Choose(-200_000, 200_000).ArrayOf(8)
            select (c.Config, c.Around, minutes),
            c =>
            {
                var calendar = CalendarTests.Compile(c.Config);
                var start = c.Around.AtMidnight().InUtc().ToInstant();
                return c
                    .minutes.Select(m => start + Duration.FromMinutes(m))
                    .All(now => calendar.At(now) == CalendarTests.Compile(c.Config).At(now));
            },
            200
        );

    [Fact]
    public void The_open_time_until_a_deadline_is_what_was_asked_for() =>
        Check(
            from c in Calendars
            from offset in Gen.Choose(-10_000, 10_000)
            from within in Gen.Choose(1, 20_000)
            select (c.Config, c.Around, offset, within: Duration.FromMinutes(within)),
            c =>
            {
                var calendar = CalendarTests.Compile(c.Config);
                var from = c.Around.AtMidnight().InUtc().ToInstant() + Duration.FromMinutes(c.offset);
                var due = calendar.AddBusiness(from, c.within);
                return due == Instant.MaxValue
                    ? calendar.OpenBetween(from, from + Duration.FromDays(1000)) < c.within
                    : calendar.OpenBetween(from, due) == c.within && calendar.At(due - Duration.Epsilon).Open;
            },
            200
        );

    private static void Check<T>(Gen<T> cases, Func<T, bool> holds, int times) =>
        Prop.ForAll(cases.ToArbitrary(), holds).Check(Config.QuickThrowOnFailure.WithMaxTest(times));

    /// <summary>Looks at one instant's local time and at nothing else.</summary>
    private sealed class CalendarOracle(CalendarConfig config)
    {
        private static readonly string[] Names = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
        private readonly DateTimeZone _zone = DateTimeZoneProviders.Tzdb[config.TimeZone];

        public (bool Open, bool Holiday) At(Instant now)
        {
            var local = now.InZone(_zone).LocalDateTime;
            var open =
                RangesOf(local.Date).Any(r => Holds(r, local.Date, local))
                || RangesOf(local.Date.PlusDays(-1)).Any(r => Holds(r, local.Date.PlusDays(-1), local));
            var own = config.Exceptions.TryGetValue(local.Date, out var text);
            return (open, !open && (own ? text == "" : config.Holidays.Contains(local.Date)));
        }

        private IEnumerable<(int Start, int End)> RangesOf(LocalDate date)
        {
            var texts =
                config.Exceptions.TryGetValue(date, out var own) ? [own]
                : config.Holidays.Contains(date) ? []
                : config.Hours.Where(h => Named(h.Days, Names[(int)date.DayOfWeek - 1])).Select(h => h.Ranges);
            return texts.SelectMany(t => t.Split(", ", StringSplitOptions.RemoveEmptyEntries)).Select(Parse);
        }

        private static bool Named(string days, string name) =>
            days switch
            {
                "mon-fri" => name is not ("sat" or "sun"),
                "mon-sun" => true,
                "fri-mon" => name is "fri" or "sat" or "sun" or "mon",
                _ => days.Contains(name),
            };

        private static (int Start, int End) Parse(string range)
        {
            int Minutes(int at) => (int.Parse(range.AsSpan(at, 2)) * 60) + int.Parse(range.AsSpan(at + 3, 2));
            var (start, end) = (Minutes(0), Minutes(6));
            return (start, end <= start ? end + 1440 : end);
        }

        private static bool Holds((int Start, int End) range, LocalDate day, LocalDateTime local) =>
            day.AtMidnight().PlusMinutes(range.Start) <= local && local < day.AtMidnight().PlusMinutes(range.End);
    }
}
