using Baton.Engine.Eligibility;
using NodaTime;
using NodaTime.Text;

namespace Baton.Engine.Tests.Eligibility;

public sealed class CapCounterTests
{
    private static readonly DateTimeZone NewYork = DateTimeZoneProviders.Tzdb["America/New_York"];

    [Fact]
    public void The_hour_rolls_and_frees_after_exactly_sixty_minutes()
    {
        var counter = Received("2026-02-10T09:17:00Z");
        var caps = new Caps { Hour = 1 };
        var full = counter.FirstFull(caps, At("2026-02-10T10:16:59Z"), DateTimeZone.Utc, reserved: 0);
        full.ShouldBe(new CapCode(CapWindow.Hour, Actual: 1, Needed: 1));
        full?.Reason.ShouldBe("cap_hour");
        counter.NextFree(caps, At("2026-02-10T09:30:00Z"), DateTimeZone.Utc, 0).ShouldBe(At("2026-02-10T10:17:00Z"));
        counter.FirstFull(caps, At("2026-02-10T10:17:00Z"), DateTimeZone.Utc, reserved: 0).ShouldBeNull();
    }

    [Fact]
    public void The_hour_is_not_that_of_the_clock()
    {
        var counter = Received("2026-02-10T09:50:00Z", "2026-02-10T09:50:00Z");
        counter.InHour(At("2026-02-10T10:05:00Z")).ShouldBe(2);
        counter.InHour(At("2026-02-10T10:49:00Z")).ShouldBe(2);
        counter.InHour(At("2026-02-10T10:51:00Z")).ShouldBe(0);
    }

    [Fact]
    public void The_day_is_that_of_the_zone_also_on_the_short_day_of_the_clock_change()
    {
        var counter = Received("2026-03-08T04:30:00Z", "2026-03-08T05:10:00Z", "2026-03-08T05:10:00Z");
        var caps = new Caps { Day = 2 };
        var now = At("2026-03-08T05:11:00Z");
        counter.FirstFull(caps, now, NewYork, 0).ShouldBe(new CapCode(CapWindow.Day, 2, 2));
        counter.NextFree(caps, now, NewYork, 0).ShouldBe(At("2026-03-09T04:00:00Z"));
        counter.FirstFull(caps, At("2026-03-09T03:59:00Z"), NewYork, 0).ShouldNotBeNull();
        counter.FirstFull(caps, At("2026-03-09T04:00:00Z"), NewYork, 0).ShouldBeNull();
    }

    [Fact]
    public void The_week_begins_on_Monday_and_the_month_on_the_first()
    {
        var counter = Received("2026-05-29T10:00:00Z");
        var now = At("2026-05-29T10:00:00Z");
        var kolkata = DateTimeZoneProviders.Tzdb["Asia/Kolkata"];
        var saoPaulo = DateTimeZoneProviders.Tzdb["America/Sao_Paulo"];
        counter.NextFree(new Caps { Week = 1 }, now, kolkata, 0).ShouldBe(At("2026-05-31T18:30:00Z"));
        counter.NextFree(new Caps { Month = 1 }, now, saoPaulo, 0).ShouldBe(At("2026-06-01T03:00:00Z"));
        counter.InWeek(At("2026-05-31T18:29:59Z"), kolkata).ShouldBe(1);
        counter.InMonth(At("2026-06-01T03:00:00Z"), saoPaulo).ShouldBe(0);
    }

    [Fact]
    public void An_open_offer_reserves_a_lead()
    {
        var counter = Received("2026-02-10T09:17:00Z");
        var caps = new Caps { Day = 2 };
        var now = At("2026-02-10T12:00:00Z");
        counter.FirstFull(caps, now, DateTimeZone.Utc, 0).ShouldBeNull();
        counter.FirstFull(caps, now, DateTimeZone.Utc, 1).ShouldBe(new CapCode(CapWindow.Day, 2, 2));
        counter.NextFree(caps, now, DateTimeZone.Utc, 1).ShouldBe(At("2026-02-11T00:00:00Z"));
        counter.NextFree(caps, now, DateTimeZone.Utc, 2).ShouldBe(Instant.MaxValue);
    }

    [Fact]
    public void The_shortest_full_window_is_named_and_the_longest_decides_when_it_is_free()
    {
        var counter = Received("2026-02-10T09:17:00Z", "2026-02-10T09:20:00Z");
        var caps = new Caps { Hour = 2, Month = 2 };
        var now = At("2026-02-10T09:30:00Z");
        counter.FirstFull(caps, now, DateTimeZone.Utc, 0).ShouldBe(new CapCode(CapWindow.Hour, 2, 2));
        counter.NextFree(caps, now, DateTimeZone.Utc, 0).ShouldBe(At("2026-03-01T00:00:00Z"));
    }

    [Fact]
    public void A_cap_of_none_is_never_free() =>
        new CapCounter()
            .NextFree(new Caps { Day = 0 }, At("2026-02-10T09:30:00Z"), DateTimeZone.Utc, 0)
            .ShouldBe(Instant.MaxValue);

    [Fact]
    public void A_move_to_another_zone_counts_its_day_anew()
    {
        var counter = Received("2026-02-10T03:00:00Z");
        var now = At("2026-02-10T06:00:00Z");
        counter.InDay(now, DateTimeZone.Utc).ShouldBe(1);
        counter.InDay(now, NewYork).ShouldBe(0);
        counter.InDay(now, DateTimeZone.Utc).ShouldBe(1);
    }

    [Fact]
    public void A_lead_before_the_last_one_is_refused() =>
        Should.Throw<ArgumentOutOfRangeException>(() => Received("2026-02-10T03:00:00Z", "2026-02-10T02:00:00Z"));

    internal static Instant At(string text) => InstantPattern.ExtendedIso.Parse(text).Value;

    private static CapCounter Received(params string[] instants)
    {
        var counter = new CapCounter();
        foreach (var instant in instants)
        {
            counter.Add(At(instant));
        }

        return counter;
    }
}
