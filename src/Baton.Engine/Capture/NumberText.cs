using System.Globalization;
using Baton.Engine.Conditions;

namespace Baton.Engine.Capture;

/// <summary>
/// Numbers as people type them: grouped (<c>1,200</c>, <c>1.200,50</c>, <c>1 200</c>), with a currency (<c>€ 900</c>), shortened
/// (<c>10k</c>, <c>1.5M</c>), about (<c>500+</c>) or as a range, which counts as its lower end (<c>51-200 employees</c>). A
/// single point is a decimal point; a single comma groups where exactly three digits follow and no leading zero stands before it.
/// </summary>
internal static class NumberText
{
    private const int Longest = 64;
    private const int MostExactDigits = 15;

    private static readonly double[] PowersOfTen =
    [
        1e0,
        1e1,
        1e2,
        1e3,
        1e4,
        1e5,
        1e6,
        1e7,
        1e8,
        1e9,
        1e10,
        1e11,
        1e12,
        1e13,
        1e14,
        1e15,
    ];

    private static readonly string[] Words =
    [
        "employees",
        "people",
        "eur",
        "usd",
        "gbp",
        "chf",
        "cad",
        "aud",
        "jpy",
        "inr",
        "brl",
        "sek",
        "nok",
        "dkk",
        "pln",
        "czk",
        "euro",
        "euros",
        "dollars",
        "rs.",
        "rs",
        "kr.",
        "kr",
        "zł",
        "fr.",
        "c$",
        "a$",
        "us$",
        "r$",
        "ca.",
        "ca",
    ];

    private static readonly (string Word, decimal Factor)[] Factors =
    [
        ("thousand", 1e3m),
        ("tsd.", 1e3m),
        ("tsd", 1e3m),
        ("million", 1e6m),
        ("mio.", 1e6m),
        ("mio", 1e6m),
        ("mln", 1e6m),
        ("mn", 1e6m),
        ("billion", 1e9m),
        ("mrd.", 1e9m),
        ("mrd", 1e9m),
        ("bn", 1e9m),
        ("k", 1e3m),
        ("m", 1e6m),
        ("b", 1e9m),
    ];

    /// <summary>Whole numbers come as ints where they fit, others as doubles. False where the text is no number.</summary>
    public static bool TryRead(ReadOnlySpan<char> text, out Value number)
    {
        number = Value.Null;
        if (long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole))
        {
            number = Value.Of(whole);
            return true;
        }

        if (TryReadPlain(text, out number))
        {
            return true;
        }

        if (text.Length > Longest)
        {
            return false;
        }

        if (text.ContainsAny('e', 'E') && !text.ContainsAnyExcept("0123456789.eE+-"))
        {
            return TryReadScientific(text, out number);
        }

        var dash = RangeAt(text);
        if (dash < 0)
        {
            return TryReadOne(text, out number);
        }

        return TryReadOne(text[(dash + 1)..], out var upper)
            && TryReadOne(text[..dash], out number)
            && Value.NumericCompare(number, upper) <= 0;
    }

    // Digits and a point, as programs write decimals: the most usual of all forms by far, and read in a twentieth of the time.
    private static bool TryReadPlain(ReadOnlySpan<char> text, out Value number)
    {
        number = Value.Null;
        var point = text.IndexOf('.');
        if (point < 0 || text.Length is < 2 or > MostExactDigits + 1)
        {
            return false;
        }

        var digits = 0L;
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsAsciiDigit(text[i]))
            {
                digits = (digits * 10) + (text[i] - '0');
            }
            else if (i != point)
            {
                return false;
            }
        }

        // Both are exact as doubles, so that the quotient is the double nearest to what the text says.
        number = Of(digits / PowersOfTen[text.Length - point - 1]);
        return true;
    }

    /// <summary>
    /// Whether the text is how the double that it says is rendered: no two decimals of so few digits are one double, so
    /// that it needs but be without needless zeros and not so small that it would be rendered with an exponent.
    /// </summary>
    public static bool IsRendering(ReadOnlySpan<char> text) =>
        TryReadPlain(text, out _)
        && text[^1] is not ('0' or '.')
        && (text[0] is >= '1' and <= '9' || (text.StartsWith("0.") && !text.StartsWith("0.0000")));

    private static bool TryReadScientific(ReadOnlySpan<char> text, out Value number)
    {
        var read =
            double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value)
            && double.IsFinite(value);
        number = read ? Of(value) : Value.Null;
        return read;
    }

    private static Value Of(double value) =>
        Math.Abs(value) < 1e15 && Math.Floor(value) == value ? Value.Of((long)value) : Value.Of(value);

    // A single dash between two figures; more than one is a date or a telephone number.
    private static int RangeAt(ReadOnlySpan<char> text)
    {
        var dash = text.IndexOfAny('-', '–', '—');
        return dash > 0 && text[(dash + 1)..].IndexOfAny('-', '–', '—') < 0 ? dash : -1;
    }

    private static bool TryReadOne(ReadOnlySpan<char> text, out Value number)
    {
        number = Value.Null;
        text = WithoutWords(text, out var factor);
        Span<char> plain = stackalloc char[Longest];
        var length = Plain(text, plain);
        if (length == 0 || !decimal.TryParse(plain[..length], PlainStyle, CultureInfo.InvariantCulture, out var value))
        {
            return false;
        }

        if (Math.Abs(value) > 1e18m)
        {
            number = Value.Of((double)value * (double)factor);
            return true;
        }

        value *= factor;
        number =
            decimal.Truncate(value) == value && Math.Abs(value) < 9e18m
                ? Value.Of((long)value)
                : Value.Of((double)value);
        return true;
    }

    private const NumberStyles PlainStyle = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint;

    private static ReadOnlySpan<char> WithoutWords(ReadOnlySpan<char> text, out decimal factor)
    {
        factor = 1;
        text = WithoutWord(TrimSymbols(text));
        foreach (var (word, times) in Factors)
        {
            if (text.Length > word.Length && text.EndsWith(word, StringComparison.OrdinalIgnoreCase))
            {
                factor = times;
                return TrimSymbols(text[..^word.Length]);
            }
        }

        return text;
    }

    private static ReadOnlySpan<char> WithoutWord(ReadOnlySpan<char> text)
    {
        foreach (var word in Words)
        {
            if (text.EndsWith(word, StringComparison.OrdinalIgnoreCase))
            {
                return TrimSymbols(text[..^word.Length]);
            }

            if (text.StartsWith(word, StringComparison.OrdinalIgnoreCase))
            {
                return TrimSymbols(text[word.Length..]);
            }
        }

        return text;
    }

    private static ReadOnlySpan<char> TrimSymbols(ReadOnlySpan<char> text)
    {
        while (text.Length > 0 && (IsSymbol(text[0]) || (text[0] == '+' && text.Length > 1)))
        {
            text = text[1..];
        }

        while (text.Length > 0 && (IsSymbol(text[^1]) || text[^1] == '+'))
        {
            text = text[..^1];
        }

        return text;
    }

    private static bool IsSymbol(char c) =>
        char.IsWhiteSpace(c)
        || c is '~' or '≈' or '<' or '>'
        || CharUnicodeInfo.GetUnicodeCategory(c) == UnicodeCategory.CurrencySymbol;

    // The figure with a point for decimals and nothing else; 0 = not a number.
    private static int Plain(ReadOnlySpan<char> text, Span<char> into)
    {
        var mark = DecimalMark(text);
        var length = 0;
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (char.IsAsciiDigit(c) || (c is '-' && i == 0))
            {
                into[length++] = c;
            }
            else if (c == mark)
            {
                into[length++] = '.';
            }
            else if (!IsGrouping(c) || !EndsGroup(text[(i + 1)..]) || i == 0)
            {
                return 0;
            }
        }

        return length;
    }

    private static bool IsGrouping(char c) => c is ',' or '.' or '\'' or '’' or '_' || char.IsWhiteSpace(c);

    // Two or three digits, as in India, and then no digit.
    private static bool EndsGroup(ReadOnlySpan<char> rest)
    {
        var digits = rest.IndexOfAnyExceptInRange('0', '9');
        digits = digits < 0 ? rest.Length : digits;
        return digits == 3 || (digits == 2 && rest.Length > 2 && IsGrouping(rest[2]));
    }

    private static char DecimalMark(ReadOnlySpan<char> text)
    {
        var last = text.LastIndexOfAny('.', ',');
        if (last < 0)
        {
            return '.';
        }

        var mark = text[last];
        var first = text.IndexOf(mark);
        if (first != last)
        {
            return mark == '.' ? ',' : '.';
        }

        var isMixed = text[..last].IndexOfAny("., '") >= 0;
        var groups = text.Length - last - 1 == 3 && last is > 0 and <= 3 && text[0] != '0';
        return mark == ',' && !isMixed && groups ? '.' : mark;
    }
}
