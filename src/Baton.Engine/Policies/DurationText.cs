using System.Text;
using NodaTime;

namespace Baton.Engine.Policies;

/// <summary>
/// Durations as people write them: <c>90d</c>, <c>1h30m</c>, <c>15m</c>, <c>10s</c>, <c>500ms</c>, <c>2w</c>. Whole
/// numbers with units in falling order, each unit at most once; a day is 24 hours.
/// </summary>
public static class DurationText
{
    private const int MostDigits = 9;
    private const long MostDays = 36_500;

    private static readonly (string Unit, Duration Length)[] Units =
    [
        ("w", Duration.FromDays(7)),
        ("d", Duration.FromDays(1)),
        ("h", Duration.FromHours(1)),
        ("m", Duration.FromMinutes(1)),
        ("s", Duration.FromSeconds(1)),
        ("ms", Duration.FromMilliseconds(1)),
    ];

    /// <summary>False for anything else, for a sign, and for more than a hundred years.</summary>
    public static bool TryParse(string text, out Duration duration)
    {
        duration = Duration.Zero;
        var at = 0;
        var nextUnit = 0;
        while (at < text.Length)
        {
            if (!TryTerm(text, ref at, ref nextUnit, out var term))
            {
                return false;
            }

            duration += term;
        }

        return text.Length > 0 && duration <= Duration.FromDays(MostDays);
    }

    /// <summary>The shortest text that reads back as the same duration; parts below a millisecond are dropped.</summary>
    public static string Format(Duration duration)
    {
        var text = new StringBuilder();
        foreach (var (unit, length) in Units.Skip(1))
        {
            var count = (long)Math.Floor(duration / length);
            if (count > 0)
            {
                text.Append(count).Append(unit);
                duration -= length * count;
            }
        }

        return text.Length == 0 ? "0s" : text.ToString();
    }

    private static bool TryTerm(string text, ref int at, ref int nextUnit, out Duration term)
    {
        term = Duration.Zero;
        var digits = text.AsSpan(at).IndexOfAnyExceptInRange('0', '9');
        if (digits is <= 0 or > MostDigits)
        {
            return false;
        }

        var count = long.Parse(text.AsSpan(at, digits));
        at += digits;
        var letters = text.AsSpan(at).IndexOfAnyInRange('0', '9');
        var unit = text.AsSpan(at, letters < 0 ? text.Length - at : letters).ToString();
        var index = Array.FindIndex(Units, u => u.Unit == unit);
        if (index < nextUnit)
        {
            return false;
        }

        at += unit.Length;
        nextUnit = index + 1;
        term = Units[index].Length * count;
        return true;
    }
}
