using System.Globalization;
using NodaTime;

namespace Baton.Engine.Conditions.Terms;

/// <summary>Time zones by IANA name, or by fixed offset from UTC such as <c>+05:30</c>, <c>-08:00</c> or <c>02:00</c>.</summary>
internal static class Zones
{
    public static IEnumerable<string> Names => DateTimeZoneProviders.Tzdb.Ids;

    public static DateTimeZone? Find(string name) => Offset(name) ?? DateTimeZoneProviders.Tzdb.GetZoneOrNull(name);

    private static DateTimeZone? Offset(string text)
    {
        var digits = text.Length == 6 && text[0] is '+' or '-' ? text[1..] : text;
        if (digits.Length != 5 || digits[2] != ':')
        {
            return null;
        }

        if (
            !int.TryParse(digits.AsSpan(0, 2), NumberStyles.None, CultureInfo.InvariantCulture, out var hours)
            || !int.TryParse(digits.AsSpan(3), NumberStyles.None, CultureInfo.InvariantCulture, out var minutes)
            || minutes > 59
            || (hours * 60) + minutes > 18 * 60
        )
        {
            // CEL's own tests go to 23:15, which no place on earth has; NodaTime ends at 18 hours.
            return null;
        }

        var offset = NodaTime.Offset.FromSeconds(((hours * 60) + minutes) * 60);
        return DateTimeZone.ForOffset(text[0] == '-' ? -offset : offset);
    }
}

internal enum TimePart : byte
{
    FullYear,
    Month,
    Date,
    DayOfMonth,
    DayOfYear,
    DayOfWeek,
    Hours,
    Minutes,
    Seconds,
    Milliseconds,
}

/// <summary>
/// <c>getHours</c> and its like. Of a timestamp: the part of the local time in a zone (UTC by default); of a duration: the
/// whole of it in that unit, truncated, but the milliseconds within the second. A zone given by text that is not known
/// beforehand is looked up at each evaluation.
/// </summary>
internal sealed class TimePartTerm(Term target, Term? zone, DateTimeZone? known, TimePart part, Parsing.Place place)
    : Term(FieldKind.Integer, zone is null ? [target] : [target, zone])
{
    public override Value Evaluate(ref Frame frame)
    {
        var value = target.Evaluate(ref frame);
        if (value.IsFailed || value.IsNull)
        {
            return value;
        }

        var name = known is null && zone is not null ? zone.Evaluate(ref frame) : default;
        if (name.IsFailed || (zone is not null && known is null && name.IsNull))
        {
            return name;
        }

        return value.Kind switch
        {
            ValueKind.Timestamp => OfTimestamp(value.AsTimestamp(), name),
            ValueKind.Duration when zone is null => OfDuration(value.AsDuration()),
            _ => place.Fail($"get{part} cannot be called on {Kinds.Name(value)}"),
        };
    }

    private Value OfTimestamp(Instant timestamp, in Value name)
    {
        var found =
            known
            ?? (
                zone is null ? DateTimeZone.Utc
                : name.TextOrNull is { } text ? Zones.Find(text)
                : null
            );
        if (found is null)
        {
            return place.Fail($"unknown time zone '{name}'");
        }

        // A local time may leave the years that a calendar has though its instant does not.
        var offset = Duration.FromSeconds(found.GetUtcOffset(timestamp).Seconds);
        var local = Times.Shift(timestamp, offset, place);
        return local.IsFailed ? local : Value.Of(OfLocal(local.AsTimestamp().InUtc().LocalDateTime));
    }

    private long OfLocal(LocalDateTime local) =>
        part switch
        {
            TimePart.FullYear => local.Year,
            TimePart.Month => local.Month - 1,
            TimePart.Date => local.Day,
            TimePart.DayOfMonth => local.Day - 1,
            TimePart.DayOfYear => local.DayOfYear - 1,
            TimePart.DayOfWeek => (int)local.DayOfWeek % 7,
            TimePart.Hours => local.Hour,
            TimePart.Minutes => local.Minute,
            TimePart.Seconds => local.Second,
            _ => local.Millisecond,
        };

    private Value OfDuration(Duration duration) =>
        part switch
        {
            TimePart.Hours => Value.Of((long)duration.TotalSecondsExact() / 3600),
            TimePart.Minutes => Value.Of((long)duration.TotalSecondsExact() / 60),
            TimePart.Seconds => Value.Of(duration.TotalSecondsExact()),
            TimePart.Milliseconds => Value.Of((long)duration.Milliseconds),
            _ => place.Fail($"get{part} cannot be called on a duration"),
        };
}

internal static class DurationExtensions
{
    public static long TotalSecondsExact(this Duration duration) =>
        (duration.Days * (long)NodaConstants.SecondsPerDay)
        + (duration.NanosecondOfDay / NodaConstants.NanosecondsPerSecond);
}
