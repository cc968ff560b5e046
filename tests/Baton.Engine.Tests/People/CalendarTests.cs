using Baton.Engine.People;
using NodaTime;
using NodaTime.Text;

namespace Baton.Engine.Tests.People;

public sealed class CalendarTests
{
    private static readonly CalendarConfig Office = Config("America/New_York", ("mon-fri", "09:00-12:00, 13:00-17:00"));

    [Theory]
    [InlineData("2026-01-14T13:59:00Z", false, "2026-01-14T14:00:00Z")]
    [InlineData("2026-01-14T14:00:00Z", true, "2026-01-14T17:00:00Z")]
    [InlineData("2026-01-14T16:59:59Z", true, "2026-01-14T17:00:00Z")]
    [InlineData("2026-01-14T17:00:00Z", false, "2026-01-14T18:00:00Z")]
    [InlineData("2026-01-14T18:00:00Z", true, "2026-01-14T22:00:00Z")]
    [InlineData("2026-01-16T22:00:00Z", false, "2026-01-19T14:00:00Z")]
    public void Hours_are_half_open_and_a_lunch_break_closes_them(string now, bool open, string until) =>
        Compile(Office).At(At(now)).ShouldBe(new HoursState(open, Holiday: false, At(until)));

    [Theory]
    [InlineData("America/New_York", "mon-sun", "13:00-18:00", "2026-03-07T17:30:00Z", false)]
    [InlineData("America/New_York", "mon-sun", "13:00-18:00", "2026-03-07T22:30:00Z", true)]
    [InlineData("America/New_York", "mon-sun", "13:00-18:00", "2026-03-08T17:30:00Z", true)]
    [InlineData("America/New_York", "mon-sun", "13:00-18:00", "2026-03-08T22:30:00Z", false)]
    [InlineData("America/Chicago", "mon-fri", "07:30-15:00", "2026-10-30T12:29:00Z", false)]
    [InlineData("America/Chicago", "mon-fri", "07:30-15:00", "2026-10-30T12:30:00Z", true)]
    [InlineData("America/Chicago", "mon-fri", "07:30-15:00", "2026-11-02T12:45:00Z", false)]
    [InlineData("America/Chicago", "mon-fri", "07:30-15:00", "2026-11-02T13:30:00Z", true)]
    [InlineData("Australia/Sydney", "mon-fri", "09:00-17:00", "2026-04-02T21:59:00Z", false)]
    [InlineData("Australia/Sydney", "mon-fri", "09:00-17:00", "2026-04-02T22:00:00Z", true)]
    [InlineData("Australia/Sydney", "mon-fri", "09:00-17:00", "2026-04-05T22:30:00Z", false)]
    [InlineData("Australia/Sydney", "mon-fri", "09:00-17:00", "2026-04-05T23:00:00Z", true)]
    [InlineData("Asia/Kolkata", "mon-sat", "10:00-19:00", "2026-06-13T04:29:00Z", false)]
    [InlineData("Asia/Kolkata", "mon-sat", "10:00-19:00", "2026-06-13T04:30:00Z", true)]
    [InlineData("Asia/Kolkata", "mon-sat", "10:00-19:00", "2026-06-13T13:30:00Z", false)]
    [InlineData("Asia/Kolkata", "mon-sat", "10:00-19:00", "2026-06-15T04:30:00Z", true)]
    [InlineData("UTC", "sun", "22:00-06:00", "2026-01-11T05:30:00Z", false)]
    [InlineData("UTC", "sun", "22:00-06:00", "2026-01-11T22:00:00Z", true)]
    [InlineData("UTC", "sun", "22:00-06:00", "2026-01-12T05:59:00Z", true)]
    [InlineData("UTC", "sun", "22:00-06:00", "2026-01-12T06:00:00Z", false)]
    [InlineData("UTC", "sun", "22:00-06:00", "2026-01-12T23:00:00Z", false)]
    [InlineData("UTC", "fri-mon", "09:00-17:00", "2026-01-11T09:00:00Z", true)]
    [InlineData("UTC", "fri-mon", "09:00-17:00", "2026-01-13T09:00:00Z", false)]
    [InlineData("UTC", "mon, wed", "09:00-17:00", "2026-01-13T09:00:00Z", false)]
    [InlineData("UTC", "mon, wed", "09:00-17:00", "2026-01-14T09:00:00Z", true)]
    public void Hours_are_local_wall_time(string zone, string days, string ranges, string now, bool open) =>
        Compile(Config(zone, (days, ranges))).At(At(now)).Open.ShouldBe(open);

    [Theory]
    [InlineData("2026-07-02T20:59:00Z", true, false, "2026-07-02T21:00:00Z")]
    [InlineData("2026-07-02T21:00:00Z", false, false, "2026-07-03T04:00:00Z")]
    [InlineData("2026-07-03T14:00:00Z", false, true, "2026-07-04T04:00:00Z")]
    [InlineData("2026-07-04T04:00:00Z", false, false, "2026-07-06T13:00:00Z")]
    public void A_holiday_closes_the_day_of_its_own_zone(string now, bool open, bool holiday, string until) =>
        Compile(Config("America/New_York", ("mon-fri", "09:00-17:00")) with { Holidays = [new LocalDate(2026, 7, 3)] })
            .At(At(now))
            .ShouldBe(new HoursState(open, holiday, At(until)));

    [Theory]
    [InlineData("2026-12-24T11:59:00Z", true, false)]
    [InlineData("2026-12-24T12:00:00Z", false, false)]
    [InlineData("2026-12-25T10:00:00Z", false, true)]
    [InlineData("2026-12-28T16:00:00Z", false, true)]
    [InlineData("2026-12-29T09:00:00Z", true, false)]
    [InlineData("2027-01-01T10:30:00Z", true, false)]
    [InlineData("2027-01-01T12:00:00Z", false, false)]
    public void An_exception_replaces_the_hours_of_its_date_and_beats_a_holiday(string now, bool open, bool holiday)
    {
        var config = Config("UTC", ("mon-fri", "09:00-17:00")) with
        {
            Holidays = [new LocalDate(2026, 12, 25), new LocalDate(2027, 1, 1)],
            Exceptions = new Dictionary<LocalDate, string>
            {
                [new LocalDate(2026, 12, 24)] = "09:00-12:00",
                [new LocalDate(2026, 12, 28)] = "",
                [new LocalDate(2027, 1, 1)] = "10:00-11:00",
            },
        };
        var state = Compile(config).At(At(now));
        (state.Open, state.Holiday).ShouldBe((open, holiday));
    }

    [Fact]
    public void A_night_runs_into_a_holiday_whose_own_night_does_not_start()
    {
        var calendar = Compile(
            Config("UTC", ("mon-sun", "22:00-06:00")) with
            {
                Holidays = [new LocalDate(2026, 7, 3)],
            }
        );
        calendar.At(At("2026-07-03T05:59:00Z")).ShouldBe(new HoursState(true, false, At("2026-07-03T06:00:00Z")));
        calendar.At(At("2026-07-03T06:00:00Z")).ShouldBe(new HoursState(false, true, At("2026-07-04T00:00:00Z")));
        calendar.At(At("2026-07-04T00:00:00Z")).ShouldBe(new HoursState(false, false, At("2026-07-04T22:00:00Z")));
    }

    [Fact]
    public void Ranges_that_overlap_or_touch_are_one()
    {
        var calendar = Compile(
            Config(
                "UTC",
                ("mon-fri", "09:00-12:00,11:00-13:00,13:00-24:00"),
                ("tue", "00:00-02:00"),
                ("mon", "10:00-11:00")
            )
        );
        calendar.At(At("2026-01-12T09:00:00Z")).Until.ShouldBe(At("2026-01-13T02:00:00Z"));
    }

    [Fact]
    public void A_range_that_starts_in_the_hour_the_clock_skips_begins_when_the_clock_has_jumped()
    {
        var calendar = Compile(Config("America/New_York", ("sun", "02:30-04:00")));
        calendar.At(At("2026-03-08T06:59:00Z")).ShouldBe(new HoursState(false, false, At("2026-03-08T07:00:00Z")));
        calendar.At(At("2026-03-08T07:00:00Z")).ShouldBe(new HoursState(true, false, At("2026-03-08T08:00:00Z")));
    }

    [Fact]
    public void A_range_wholly_in_the_skipped_hour_is_not_open_that_day() =>
        Compile(Config("America/New_York", ("sun", "02:15-02:45")))
            .At(At("2026-03-07T12:00:00Z"))
            .ShouldBe(new HoursState(false, false, At("2026-03-15T06:15:00Z")));

    [Fact]
    public void A_range_that_ends_in_the_hour_the_clock_repeats_is_open_in_both()
    {
        var calendar = Compile(Config("America/New_York", ("sun", "00:00-01:30")));
        calendar.At(At("2026-11-01T04:00:00Z")).ShouldBe(new HoursState(true, false, At("2026-11-01T05:30:00Z")));
        calendar.At(At("2026-11-01T05:30:00Z")).ShouldBe(new HoursState(false, false, At("2026-11-01T06:00:00Z")));
        calendar.At(At("2026-11-01T06:00:00Z")).ShouldBe(new HoursState(true, false, At("2026-11-01T06:30:00Z")));
    }

    [Fact]
    public void A_calendar_that_never_changes_again_says_so()
    {
        var always = Compile(
            Config("America/New_York", ("mon-sun", "00:00-24:00")) with
            {
                Holidays = [new LocalDate(2090, 5, 1)],
            }
        );
        always.At(At("2026-01-01T00:00:00Z")).ShouldBe(new HoursState(true, false, At("2090-05-01T04:00:00Z")));
        always.At(At("2090-05-02T04:00:00Z")).ShouldBe(new HoursState(true, false, Instant.MaxValue));
        Compile(Config("UTC")).At(At("2026-01-01T00:00:00Z")).ShouldBe(new HoursState(false, false, Instant.MaxValue));
        Compile(Config("UTC")).At(Instant.MinValue).Open.ShouldBeFalse();
        Compile(Config("UTC")).At(Instant.MaxValue).Open.ShouldBeFalse();
    }

    [Theory]
    [InlineData("2026-01-14T16:30:00Z", 30, "2026-01-14T17:00:00Z")]
    [InlineData("2026-01-14T16:30:00Z", 45, "2026-01-14T18:15:00Z")]
    [InlineData("2026-01-16T21:50:00Z", 20, "2026-01-19T14:10:00Z")]
    [InlineData("2026-01-17T08:00:00Z", 60, "2026-01-19T15:00:00Z")]
    [InlineData("2026-01-17T08:00:00Z", 0, "2026-01-17T08:00:00Z")]
    [InlineData("2026-03-06T21:30:00Z", 60, "2026-03-09T13:30:00Z")]
    public void Business_time_passes_in_hours_only(string from, int minutes, string due) =>
        Compile(Office).AddBusiness(At(from), Duration.FromMinutes(minutes)).ShouldBe(At(due));

    [Fact]
    public void Business_time_never_passes_where_the_calendar_does_not_open_for_years()
    {
        var closed = Config("UTC") with
        {
            Exceptions = new Dictionary<LocalDate, string> { [new LocalDate(2040, 1, 2)] = "09:00-10:00" },
        };
        var hour = Duration.FromHours(1);
        Compile(closed).AddBusiness(At("2026-01-01T00:00:00Z"), hour).ShouldBe(Instant.MaxValue);
        Compile(closed).AddBusiness(At("2040-01-01T00:00:00Z"), hour).ShouldBe(At("2040-01-02T10:00:00Z"));
        Compile(closed).AddBusiness(At("2040-01-01T00:00:00Z"), 2 * hour).ShouldBe(Instant.MaxValue);
    }

    [Fact]
    public void Open_time_between_two_instants_leaves_out_what_is_closed()
    {
        var calendar = Compile(Office);
        calendar.OpenBetween(At("2026-01-16T16:00:00Z"), At("2026-01-19T15:00:00Z")).ShouldBe(Duration.FromHours(6));
        calendar.OpenBetween(At("2026-01-16T16:00:00Z"), At("2026-01-16T15:00:00Z")).ShouldBe(Duration.Zero);
    }

    internal static Instant At(string text) => InstantPattern.ExtendedIso.Parse(text).Value;

    internal static CalendarConfig Config(string zone, params (string Days, string Ranges)[] hours) =>
        new()
        {
            Name = "office",
            TimeZone = zone,
            Hours = hours,
        };

    internal static Calendar Compile(CalendarConfig config)
    {
        var faults = new List<Baton.Engine.Policies.Fault>();
        var calendar = Calendar.Compile(config, faults);
        faults.ShouldBeEmpty();
        return calendar.ShouldNotBeNull();
    }
}
