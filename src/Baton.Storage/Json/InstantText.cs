using NodaTime;
using NodaTime.Text;

namespace Baton.Storage.Json;

/// <summary>
/// Instants as RFC 3339 in UTC, with as many of nine decimals as they need: <c>2026-03-02T14:00:00.25Z</c>. Written by
/// hand because a pattern costs ten times as much and every record has several. Years before 1 go through the pattern.
/// </summary>
public static class InstantText
{
    /// <summary>Bytes that no instant exceeds.</summary>
    public const int MaxLength = 40;
    private static readonly Instant _firstFast = Instant.FromUtc(1, 1, 1, 0, 0);

    /// <summary>Writes it as ASCII and returns the number of bytes.</summary>
    /// <param name="into">At least <see cref="MaxLength"/> bytes.</param>
    public static int Format(Instant instant, Span<byte> into)
    {
        if (instant < _firstFast)
        {
            return System.Text.Encoding.UTF8.GetBytes(InstantPattern.ExtendedIso.Format(instant), into);
        }

        var time = instant.ToDateTimeUtc();
        Digits(into, 0, 4, time.Year);
        into[4] = (byte)'-';
        Digits(into, 5, 2, time.Month);
        into[7] = (byte)'-';
        Digits(into, 8, 2, time.Day);
        into[10] = (byte)'T';
        Digits(into, 11, 2, time.Hour);
        into[13] = (byte)':';
        Digits(into, 14, 2, time.Minute);
        into[16] = (byte)':';
        Digits(into, 17, 2, time.Second);
        var end = Fraction(into, NanosecondOfSecond(instant, time));
        into[end] = (byte)'Z';
        return end + 1;
    }

    public static string Format(Instant instant)
    {
        Span<byte> text = stackalloc byte[MaxLength];
        return System.Text.Encoding.ASCII.GetString(text[..Format(instant, text)]);
    }

    /// <exception cref="FormatException">The text is no instant in UTC.</exception>
    public static Instant Parse(string text)
    {
        var result = InstantPattern.ExtendedIso.Parse(text);
        return result.Success ? result.Value : throw new FormatException($"'{text}' is no instant");
    }

    private static int NanosecondOfSecond(Instant instant, DateTime time)
    {
        var ticks = (int)(time.Ticks % TimeSpan.TicksPerSecond);
        var rest = (instant - Instant.FromDateTimeUtc(time)).SubsecondNanoseconds;
        return (ticks * 100) + rest;
    }

    private static int Fraction(Span<byte> into, int nanoseconds)
    {
        if (nanoseconds == 0)
        {
            return 19;
        }

        into[19] = (byte)'.';
        Digits(into, 20, 9, nanoseconds);
        var end = 29;
        while (into[end - 1] == (byte)'0')
        {
            end--;
        }

        return end;
    }

    private static void Digits(Span<byte> into, int start, int count, int number)
    {
        for (var i = start + count - 1; i >= start; i--)
        {
            into[i] = (byte)('0' + (number % 10));
            number /= 10;
        }
    }
}
