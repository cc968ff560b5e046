using System.Globalization;
using NodaTime;
using NodaTime.Text;

namespace Baton.Engine.Capture;

/// <summary>Instants and durations in the notations that leads come with.</summary>
internal static class TimeText
{
    private static readonly LocalDateTimePattern Local = LocalDateTimePattern.ExtendedIso;
    private static readonly LocalDateTimePattern LocalMinutes = LocalDateTimePattern.CreateWithInvariantCulture(
        "uuuu-MM-dd'T'HH:mm"
    );
    private static readonly OffsetDateTimePattern Offset = OffsetDateTimePattern.Rfc3339;

    /// <summary>
    /// RFC 3339, with a blank for the T if need be; without an offset, or as a date alone (its midnight), in UTC.
    /// Null for anything else: 03/04/2026 is a different day in different countries.
    /// </summary>
    public static Instant? ReadInstant(string text)
    {
        if (text.Length < 10 || !char.IsAsciiDigit(text[0]))
        {
            return null;
        }

        if (text.Length == 10)
        {
            return LocalDatePattern.Iso.Parse(text) is { Success: true } date
                ? date.Value.AtMidnight().InUtc().ToInstant()
                : null;
        }

        var iso = text[10] is ' ' or 't' ? $"{text.AsSpan(0, 10)}T{text.AsSpan(11)}" : text;
        iso = iso.EndsWith('z') ? iso[..^1] + "Z" : iso;
        if (Offset.Parse(iso) is { Success: true } full)
        {
            return full.Value.ToInstant();
        }

        var local = Local.Parse(iso);
        local = local.Success ? local : LocalMinutes.Parse(iso);
        return local.Success ? local.Value.InUtc().ToInstant() : null;
    }

    /// <summary>Numbers with units, largest first or not: <c>90s</c>, <c>1h30m</c>, <c>1.5h</c>, <c>2d</c>, <c>1w</c>, <c>250ms</c>.</summary>
    public static Duration? ReadDuration(ReadOnlySpan<char> text)
    {
        var total = Duration.Zero;
        while (text.Length > 0)
        {
            var digits = text.IndexOfAnyExcept("0123456789.");
            if (digits < 1 || digits > 12 || Unit(text[digits..], out var unitLength) is not { } unit)
            {
                return null;
            }

            if (
                !double.TryParse(
                    text[..digits],
                    NumberStyles.AllowDecimalPoint,
                    CultureInfo.InvariantCulture,
                    out var number
                )
                || number > 1e6
            )
            {
                return null;
            }

            total += unit * number;
            text = text[(digits + unitLength)..].TrimStart(' ');
        }

        return total;
    }

    private static Duration? Unit(ReadOnlySpan<char> text, out int length)
    {
        length = text.StartsWith("ms") ? 2 : 1;
        return length == 2
            ? Duration.FromMilliseconds(1)
            : text[0] switch
            {
                's' => Duration.FromSeconds(1),
                'm' => Duration.FromMinutes(1),
                'h' => Duration.FromHours(1),
                'd' => Duration.FromDays(1),
                'w' => Duration.FromDays(7),
                _ => null,
            };
    }
}
