using System.Collections.Immutable;
using Baton.Engine.Policies;
using NodaTime;
using NodaTime.Text;

namespace Baton.Engine.People;

public sealed partial class Calendar
{
    /// <summary>
    /// Checks all of <paramref name="config"/> and adds every fault found to <paramref name="faults"/>; null where there
    /// was one. Paths are those of the workspace file: <c>calendars.us-office.hours.mon-fri</c>.
    /// </summary>
    public static Calendar? Compile(CalendarConfig config, ICollection<Fault> faults)
    {
        var before = faults.Count;
        var zone = DateTimeZoneProviders.Tzdb.GetZoneOrNull(config.TimeZone);
        if (zone is null)
        {
            faults.Add(UnknownZone(config));
        }

        var week = Week(config, faults);
        var dates = Dates(config, faults);
        return zone is null || faults.Count > before
            ? null
            : new Calendar(config.Name, zone, new CalendarDays(zone, week, dates));
    }

    private static ImmutableArray<HoursRange>[] Week(CalendarConfig config, ICollection<Fault> faults)
    {
        var week = Enumerable.Repeat(ImmutableArray<HoursRange>.Empty, 7).ToArray();
        foreach (var (key, text) in config.Hours)
        {
            var days = CalendarHours.Days(key, out var wrongDays);
            var ranges = CalendarHours.Ranges(text, out var wrongRanges);
            foreach (var wrong in new[] { wrongDays, wrongRanges }.Where(w => w != ""))
            {
                faults.Add(Wrong(config, "hours", key, wrong));
            }

            foreach (var day in days ?? [])
            {
                week[day] = week[day].AddRange(ranges ?? []);
            }
        }

        return week;
    }

    /// <summary>The dates with hours of their own; none where the date is closed as a holiday is.</summary>
    private static Dictionary<LocalDate, ImmutableArray<HoursRange>> Dates(
        CalendarConfig config,
        ICollection<Fault> faults
    )
    {
        var dates = config.Holidays.Distinct().ToDictionary(d => d, _ => ImmutableArray<HoursRange>.Empty);
        foreach (var (date, text) in config.Exceptions)
        {
            dates[date] = CalendarHours.Ranges(text, out var wrong) ?? [];
            if (wrong != "")
            {
                faults.Add(Wrong(config, "exceptions", LocalDatePattern.Iso.Format(date), wrong));
            }
        }

        return dates;
    }

    private static Fault UnknownZone(CalendarConfig config)
    {
        var hint = NearestWord.Hint(config.TimeZone, DateTimeZoneProviders.Tzdb.Ids);
        var message = $"'{config.TimeZone}' is no IANA time zone{hint}";
        return new Fault($"calendars.{config.Name}.timezone", Place(config, "timezone"), message) { Code = "dangling" };
    }

    private static Fault Wrong(CalendarConfig config, string part, string key, string message) =>
        new($"calendars.{config.Name}.{part}.{key}", Place(config, part, key), message) { Code = "syntax" };

    private static Position Place(CalendarConfig config, string part, string? key = null)
    {
        var node = config.Source?[part];
        return (key is null ? node : (node as MapNode)?[key])?.At ?? Position.None;
    }
}
