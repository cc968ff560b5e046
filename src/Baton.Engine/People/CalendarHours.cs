using System.Collections.Immutable;
using NodaTime;

namespace Baton.Engine.People;

/// <summary>A range of local time, in minutes from the midnight its day begins with; an end above 1,440 is on the next day.</summary>
internal readonly record struct HoursRange(int Start, int End);

/// <summary>Reads the days and ranges of a calendar. A text that cannot be read gives null and what is wrong with it.</summary>
internal static class CalendarHours
{
    public const int MinutesPerDay = 24 * 60;

    private static readonly string[] DayNames = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

    /// <summary><c>mon-fri</c>, <c>fri-mon</c>, <c>mon,wed</c> as days counted from Monday = 0.</summary>
    public static ImmutableArray<int>? Days(string text, out string fault)
    {
        fault = "";
        var days = ImmutableArray.CreateBuilder<int>();
        foreach (var part in text.Split(',', StringSplitOptions.TrimEntries))
        {
            var ends = part.Split('-', StringSplitOptions.TrimEntries);
            var first = Array.IndexOf(DayNames, ends[0].ToLowerInvariant());
            var last = Array.IndexOf(DayNames, ends[^1].ToLowerInvariant());
            if (ends.Length > 2 || first < 0 || last < 0)
            {
                fault =
                    $"'{part}' names no days; write mon, tue, wed, thu, fri, sat or sun, or a range such as mon-fri";
                return null;
            }

            for (var day = first; ; day = (day + 1) % 7)
            {
                days.Add(day);
                if (day == last)
                {
                    break;
                }
            }
        }

        return [.. days.Distinct()];
    }

    /// <summary>Comma-separated ranges; an empty text is no range. Half-open; an end at or before its start is the next day's.</summary>
    public static ImmutableArray<HoursRange>? Ranges(string text, out string fault)
    {
        fault = "";
        if (string.IsNullOrWhiteSpace(text))
        {
            return [];
        }

        var ranges = ImmutableArray.CreateBuilder<HoursRange>();
        foreach (var part in text.Split(',', StringSplitOptions.TrimEntries))
        {
            var ends = part.Split('-', StringSplitOptions.TrimEntries);
            var start = Minutes(ends[0]);
            var end = Minutes(ends[^1]);
            if (ends.Length != 2 || start is null or MinutesPerDay || end is null)
            {
                fault = $"'{part}' is no range of hours; write HH:mm-HH:mm, such as 09:00-17:00 (24:00 only as an end)";
                return null;
            }

            ranges.Add(new HoursRange(start.Value, end.Value + (end <= start ? MinutesPerDay : 0)));
        }

        return ranges.ToImmutable();
    }

    /// <summary>Minutes from midnight, 0 to 1,440; null where the text is no time of day.</summary>
    private static int? Minutes(string text)
    {
        if (
            text.Length != 5
            || text[2] != ':'
            || !int.TryParse(text.AsSpan(0, 2), System.Globalization.NumberStyles.None, null, out var hours)
            || !int.TryParse(text.AsSpan(3, 2), System.Globalization.NumberStyles.None, null, out var minutes)
        )
        {
            return null;
        }

        var total = (hours * 60) + minutes;
        return minutes < 60 && total <= MinutesPerDay ? total : null;
    }
}
