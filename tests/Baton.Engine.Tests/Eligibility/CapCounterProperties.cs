using Baton.Engine.Eligibility;
using FsCheck;
using FsCheck.Fluent;
using NodaTime;

namespace Baton.Engine.Tests.Eligibility;

public sealed class CapCounterProperties
{
    private static readonly string[] Zones =
    [
        "UTC",
        "America/New_York",
        "Asia/Kolkata",
        "Asia/Kathmandu",
        "Australia/Lord_Howe",
    ];
    private static readonly Instant Start = CapCounterTests.At("2026-02-20T00:00:00Z");

    /// <summary>Gaps between events in seconds: from none over minutes to days, so that all windows fill and empty.</summary>
    private static Gen<int> Gap =>
        Gen.Frequency(
            (2, Gen.Constant(0)),
            (5, Gen.Choose(1, 3600)),
            (1, Gen.Constant(3600)),
            (2, Gen.Choose(0, 400_000))
        );

    private static Gen<(int Gap, int Count)[]> History =>
        (from gap in Gap from count in Gen.Choose(0, 3) select (gap, count)).ArrayOf(60);

    [Fact]
    public void Counts_are_those_of_a_list_of_instants() =>
        Check(
            from history in History
            from zone in Gen.Elements(Zones)
            select (history, zone: DateTimeZoneProviders.Tzdb[zone]),
            c => Play(c.history, (counter, list, now) => Agree(counter, list, now, c.zone))
        );

    [Fact]
    public void A_counter_made_from_a_snapshot_goes_on_as_the_first() =>
        Check(
            from history in History
            select history,
            history =>
            {
                var copy = new CapCounter();
                var list = new List<Instant>();
                return Play(
                    history,
                    (counter, all, now) =>
                    {
                        foreach (var lead in all.Skip(list.Count).ToArray())
                        {
                            copy.Add(lead);
                            list.Add(lead);
                        }

                        copy = new CapCounter(copy.Snapshot());
                        return copy.Snapshot().Equals(counter.Snapshot()) && Agree(copy, list, now, DateTimeZone.Utc);
                    }
                );
            }
        );

    [Fact]
    public void The_next_free_instant_is_the_first_at_which_no_window_is_full() =>
        Check(
            from history in History
            from hour in Gen.Choose(1, 6)
            from day in Gen.Choose(1, 12)
            from reserved in Gen.Choose(0, 2)
            from zone in Gen.Elements(Zones)
            select (
                history,
                caps: new Caps { Hour = hour, Day = day },
                reserved,
                zone: DateTimeZoneProviders.Tzdb[zone]
            ),
            c => Play(c.history, (counter, _, now) => FreeIsRight(counter, c.caps, now, c.zone, c.reserved))
        );

    private static bool FreeIsRight(CapCounter counter, Caps caps, Instant now, DateTimeZone zone, int reserved)
    {
        var free = counter.NextFree(caps, now, zone, reserved);
        var isFull = counter.FirstFull(caps, now, zone, reserved) is not null;
        return free == Instant.MaxValue
            ? reserved >= caps.Hour || reserved >= caps.Day
            : counter.FirstFull(caps, free, zone, reserved) is null
                && (free > now) == isFull
                && (free == now || counter.FirstFull(caps, free - Duration.Epsilon, zone, reserved) is not null);
    }

    private static bool Agree(CapCounter counter, List<Instant> leads, Instant now, DateTimeZone zone)
    {
        var today = now.InZone(zone).Date;
        var monday = today.PlusDays(1 - (int)today.DayOfWeek);
        var dates = leads.Select(l => l.InZone(zone).Date).ToArray();
        return counter.InHour(now) == leads.Count(l => l > now - Duration.FromHours(1))
            && counter.InDay(now, zone) == dates.Count(d => d == today)
            && counter.InWeek(now, zone) == dates.Count(d => d >= monday)
            && counter.InMonth(now, zone) == dates.Count(d => (d.Year, d.Month) == (today.Year, today.Month));
    }

    private static bool Play((int Gap, int Count)[] history, Func<CapCounter, List<Instant>, Instant, bool> holds)
    {
        var counter = new CapCounter();
        var leads = new List<Instant>();
        var now = Start;
        foreach (var (gap, count) in history)
        {
            now += Duration.FromSeconds(gap);
            if (count > 0)
            {
                counter.Add(now, count);
                leads.AddRange(Enumerable.Repeat(now, count));
            }

            if (!holds(counter, leads, now))
            {
                return false;
            }
        }

        return true;
    }

    private static void Check<T>(Gen<T> cases, Func<T, bool> holds) =>
        Prop.ForAll(cases.ToArbitrary(), holds).Check(Config.QuickThrowOnFailure.WithMaxTest(200));
}
