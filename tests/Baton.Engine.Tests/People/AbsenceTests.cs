using Baton.Engine.People;
using NodaTime;

namespace Baton.Engine.Tests.People;

public sealed class AbsenceTests
{
    private static readonly DateTimeZone Berlin = DateTimeZoneProviders.Tzdb["Europe/Berlin"];

    [Theory]
    [InlineData("2026-06-01T21:59:00Z", false)]
    [InlineData("2026-06-01T22:00:00Z", true)]
    [InlineData("2026-06-02T21:59:00Z", true)]
    [InlineData("2026-06-02T22:00:00Z", false)]
    public void A_one_day_absence_is_the_whole_day_in_the_zone(string now, bool absent) =>
        AbsenceSet.Build([Days(2, 2)], Berlin).Contains(At(now), out _, out _).ShouldBe(absent);

    [Fact]
    public void A_day_that_begins_after_midnight_begins_when_the_clock_does()
    {
        var zone = DateTimeZoneProviders.Tzdb["America/Sao_Paulo"];
        var day = new LocalDate(2018, 11, 4);
        Absence.Days(day, day).Interval(zone).ShouldBe((At("2018-11-04T03:00:00Z"), At("2018-11-05T02:00:00Z")));
    }

    [Fact]
    public void Absences_that_touch_or_overlap_are_one()
    {
        var set = AbsenceSet.Build(
            [
                Days(9, 9),
                Days(3, 4),
                Days(1, 2),
                Absence.Between(At("2026-06-04T10:00:00Z"), At("2026-06-05T10:00:00Z")),
            ],
            Berlin
        );
        set.Contains(At("2026-06-03T12:00:00Z"), out var since, out var until).ShouldBeTrue();
        (since, until).ShouldBe((At("2026-05-31T22:00:00Z"), At("2026-06-05T10:00:00Z")));
        set.NextChange(until).ShouldBe(At("2026-06-08T22:00:00Z"));
        set.LastEnded(until).ShouldBe((since, until));
        set.LastEnded(until - Duration.Epsilon).ShouldBeNull();
    }

    [Fact]
    public void Between_two_absences_the_last_and_the_next_are_known()
    {
        var set = AbsenceSet.Build([Days(9, 9), Days(1, 2)], Berlin);
        set.Contains(At("2026-06-05T00:00:00Z"), out var since, out var until).ShouldBeFalse();
        (since, until).ShouldBe((At("2026-06-02T22:00:00Z"), At("2026-06-08T22:00:00Z")));
        set.LastEnded(At("2026-06-09T00:00:00Z")).ShouldBe((At("2026-05-31T22:00:00Z"), since));
        set.LastEnded(At("2026-06-10T00:00:00Z")).ShouldBe((until, At("2026-06-09T22:00:00Z")));
    }

    [Fact]
    public void Without_absences_nothing_ever_changes()
    {
        var none = AbsenceSet.Build([Absence.Between(At("2026-06-02T00:00:00Z"), At("2026-06-01T00:00:00Z"))], Berlin);
        none.Contains(At("2026-06-01T12:00:00Z"), out var since, out var until).ShouldBeFalse();
        (since, until).ShouldBe((Instant.MinValue, Instant.MaxValue));
        none.LastEnded(Instant.MaxValue).ShouldBeNull();
    }

    [Fact]
    public void An_absence_without_an_end_lasts()
    {
        var set = AbsenceSet.Build([new Absence { From = At("2026-06-01T00:00:00Z") }], Berlin);
        set.Contains(At("2099-01-01T00:00:00Z"), out _, out var until).ShouldBeTrue();
        until.ShouldBe(Instant.MaxValue);
    }

    private static Absence Days(int from, int to) =>
        Absence.Days(new LocalDate(2026, 6, from), new LocalDate(2026, 6, to));

    private static Instant At(string text) => CalendarTests.At(text);
}
