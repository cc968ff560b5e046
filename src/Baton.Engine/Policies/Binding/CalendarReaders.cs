using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Baton.Engine.People;
using NodaTime;
using NodaTime.Text;

namespace Baton.Engine.Policies.Binding;

/// <summary>Calendars. Days and hours stay text here; their syntax is checked.</summary>
internal static class CalendarReaders
{
    private const string RangesPattern =
        @"^(\s*\d{2}:\d{2}\s*-\s*\d{2}:\d{2}\s*(,\s*\d{2}:\d{2}\s*-\s*\d{2}:\d{2}\s*)*)?$";

    private static NameRule Days { get; } =
        new(
            "days such as mon-fri or sat",
            days => CalendarHours.Days(days, out _) is not null,
            "^[A-Za-z]{3}( *[-,] *[A-Za-z]{3})*$"
        );

    private static NameRule DateName { get; } =
        new("a date such as 2026-12-24", name => LocalDatePattern.Iso.Parse(name).Success, @"^\d{4}-\d{2}-\d{2}$");

    // An empty text, quoted, closes the day, so this scalar may be empty where others may not.
    private static Reader<string> Ranges { get; } =
        new ScalarReader<string>(
            "hours such as \"09:00-12:00, 13:00-17:00\", or \"\" for closed",
            (ScalarNode s, out string value) =>
            {
                value = s.Text;
                return CalendarHours.Ranges(s.Text, out _) is null ? Parsed.WrongType : Parsed.Good;
            },
            () => new JsonObject { ["type"] = "string", ["pattern"] = RangesPattern }
        );

    private static EntriesReader<string> Hours { get; } =
        new("a map of hours such as { mon-fri: \"09:00-17:00\" }", Days, Ranges);

    private static EntriesReader<string> Exceptions { get; } =
        new("a map of dates such as { 2026-12-24: \"09:00-12:00\" }", DateName, Ranges);

    private static Reader<ImmutableArray<LocalDate>> Holidays { get; } =
        new ListReader<LocalDate>("a list of dates", Scalars.Date);

    /// <summary>A calendar; its zone is empty where none is written.</summary>
    public static Reader<CalendarConfig> Calendar { get; } =
        new MapReader<CalendarConfig>(
            "calendar",
            "a calendar such as { hours: { mon-fri: \"09:00-17:00\" } }",
            ReadCalendar
        );

    private static CalendarConfig ReadCalendar(Keys keys)
    {
        var hours = keys.Take("hours", Hours, [], "Days → local hours, half-open; 22:00-06:00 runs into the next day.");
        var exceptions = keys.Take(
            "exceptions",
            Exceptions,
            [],
            "Hours of single dates, before all others; \"\" = closed."
        );
        _ = keys.Take("note", Scalars.Text, Notes.About);
        return new CalendarConfig
        {
            Name = keys.Name,
            TimeZone =
                keys.Take("timezone", Scalars.Zone, "IANA zone of the hours; default the workspace's.")?.Id ?? "",
            Hours = [.. hours.Select(h => (h.Name, h.Value))],
            Holidays = keys.Take("holidays", Holidays, [], "Dates without hours."),
            Exceptions = exceptions
                .Where(e => DateName.IsGood(e.Name))
                .ToImmutableDictionary(e => LocalDatePattern.Iso.Parse(e.Name).Value, e => e.Value),
            Source = keys.Map,
        };
    }
}
