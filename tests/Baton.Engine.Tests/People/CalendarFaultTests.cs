using Baton.Engine.People;
using Baton.Engine.Policies;
using NodaTime;

namespace Baton.Engine.Tests.People;

public sealed class CalendarFaultTests
{
    [Fact]
    public void Every_fault_of_a_calendar_is_named_at_once_with_its_place()
    {
        var hours = new MapNode(
            [new Entry("mon-fry", new Position(4, 5), new ScalarNode("9-5", true, new Position(4, 14)))],
            new Position(3, 10)
        );
        var config = new CalendarConfig
        {
            Name = "us-office",
            TimeZone = "America/Nwe_York",
            Hours = [("mon-fry", "9-5")],
            Exceptions = new Dictionary<LocalDate, string> { [new LocalDate(2026, 12, 24)] = "24:00-25:00" },
            Source = new MapNode([new Entry("hours", new Position(3, 3), hours)], new Position(2, 3)),
        };
        var faults = new List<Fault>();
        Calendar.Compile(config, faults).ShouldBeNull();
        faults
            .Select(f => f.ToString())
            .ShouldBe([
                "calendars.us-office.timezone: 'America/Nwe_York' is no IANA time zone; did you mean 'America/New_York'?",
                "line 4, column 14: calendars.us-office.hours.mon-fry: 'mon-fry' names no days; write mon, tue, wed, thu, fri, sat or sun, or a range such as mon-fri",
                "line 4, column 14: calendars.us-office.hours.mon-fry: '9-5' is no range of hours; write HH:mm-HH:mm, such as 09:00-17:00 (24:00 only as an end)",
                "calendars.us-office.exceptions.2026-12-24: '24:00-25:00' is no range of hours; write HH:mm-HH:mm, such as 09:00-17:00 (24:00 only as an end)",
            ]);
    }

    [Theory]
    [InlineData("mon-fri", true)]
    [InlineData("Sat", true)]
    [InlineData("mon-tue-wed", false)]
    [InlineData("", false)]
    [InlineData("mon,", false)]
    public void Days_are_named_by_three_letters(string days, bool valid) =>
        (CalendarHours.Days(days, out _) is not null).ShouldBe(valid);

    [Theory]
    [InlineData("09:00-17:00", true)]
    [InlineData("00:00-24:00", true)]
    [InlineData("22:00-00:00", true)]
    [InlineData("", true)]
    [InlineData("24:00-01:00", false)]
    [InlineData("09:00-24:01", false)]
    [InlineData("09:60-10:00", false)]
    [InlineData("9:00-10:00", false)]
    [InlineData("09:00", false)]
    [InlineData("09:00-10:00-11:00", false)]
    [InlineData("09:00-10:00,", false)]
    [InlineData("+9:00-10:00", false)]
    public void Ranges_are_two_times_of_day(string ranges, bool valid) =>
        (CalendarHours.Ranges(ranges, out _) is not null).ShouldBe(valid);
}
