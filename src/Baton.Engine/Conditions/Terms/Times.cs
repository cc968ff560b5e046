using System.Globalization;
using Baton.Engine.Conditions.Parsing;
using NodaTime;
using NodaTime.Text;

namespace Baton.Engine.Conditions.Terms;

/// <summary>
/// Timestamps and durations within CEL's ranges: years 1 to 9999, and about ten thousand years either way.
/// </summary>
internal static class Times
{
    // Seconds that lead out of the range of timestamps from anywhere within it.
    private const long FarAway = 700_000_000_000;

    private static readonly Instant _first = Instant.FromUtc(1, 1, 1, 0, 0);
    private static readonly Instant _last = Instant.MaxValue;
    private static readonly Duration _longest = Duration.FromSeconds(315_576_000_000L);

    private static readonly (string Unit, decimal Nanoseconds)[] _units =
    [
        ("ns", 1),
        ("us", 1_000),
        ("µs", 1_000),
        ("μs", 1_000),
        ("ms", 1_000_000),
        ("s", 1_000_000_000),
        ("m", 60_000_000_000),
        ("h", 3_600_000_000_000),
    ];

    public static Value Checked(Duration duration, in Place place) =>
        duration > _longest || duration < -_longest ? place.Fail("a duration out of range") : Value.Of(duration);

    public static Value Shift(Instant timestamp, Duration by, in Place place)
    {
        var since = timestamp - NodaConstants.UnixEpoch + by;
        return since < _first - NodaConstants.UnixEpoch || since > _last - NodaConstants.UnixEpoch
            ? place.Fail("a timestamp outside the years 1 to 9999")
            : Value.Of(NodaConstants.UnixEpoch + since);
    }

    /// <summary>RFC 3339, such as <c>2026-05-15T03:29:00Z</c>; null where the text is anything else or out of range.</summary>
    public static Instant? ParseTimestamp(string text)
    {
        var parsed = OffsetDateTimePattern.Rfc3339.Parse(text);
        if (!parsed.Success)
        {
            return null;
        }

        var instant = parsed.Value.ToInstant();
        return instant >= _first ? instant : null;
    }

    public static Value FromUnixSeconds(long seconds, in Place place) =>
        Shift(NodaConstants.UnixEpoch, Duration.FromSeconds(Math.Clamp(seconds, -FarAway, FarAway)), place);

    /// <summary>
    /// A sequence of decimal numbers with units, such as <c>1h30m</c> or <c>-1.5s</c>, as Go writes durations; null where
    /// the text is anything else or out of range.
    /// </summary>
    public static Duration? ParseDuration(string text)
    {
        var rest = text.AsSpan();
        var negative = rest.StartsWith("-");
        rest = negative || rest.StartsWith("+") ? rest[1..] : rest;
        if (rest is "0")
        {
            return Duration.Zero;
        }

        var total = 0m;
        var good = rest.Length > 0;
        while (good && rest.Length > 0)
        {
            good = TakePart(ref rest, ref total);
        }

        var limit = (decimal)_longest.TotalSeconds * 1_000_000_000m;
        return good && total <= limit ? Nanoseconds(negative ? -total : total) : null;
    }

    private static Duration Nanoseconds(decimal total)
    {
        var seconds = decimal.Truncate(total / 1_000_000_000m);
        return Duration.FromSeconds((long)seconds)
            + Duration.FromNanoseconds((long)(total - (seconds * 1_000_000_000m)));
    }

    private static bool TakePart(ref ReadOnlySpan<char> rest, ref decimal total)
    {
        var digits = rest.IndexOfAnyExcept("0123456789.");
        if (
            digits <= 0
            || digits > 28
            || !decimal.TryParse(
                rest[..digits],
                NumberStyles.AllowDecimalPoint,
                CultureInfo.InvariantCulture,
                out var number
            )
        )
        {
            return false;
        }

        rest = rest[digits..];
        foreach (var (unit, nanoseconds) in _units)
        {
            if (rest.StartsWith(unit, StringComparison.Ordinal) && !(unit == "m" && rest.StartsWith("ms")))
            {
                rest = rest[unit.Length..];
                total =
                    number > 1e15m
                        ? decimal.MaxValue / 2
                        : Math.Min(total + (number * nanoseconds), decimal.MaxValue / 4);
                return true;
            }
        }

        return false;
    }
}
