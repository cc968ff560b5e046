namespace Baton.Engine.Capture;

/// <summary>Postal codes in the customary notation of their country, so that equal codes are equal texts.</summary>
public static class PostalCodes
{
    /// <summary>
    /// Trimmed, in capitals, with single blanks; for countries known here with the separator where it belongs
    /// (<c>k1a0b1</c> gives <c>K1A 0B1</c>), without a country's letters before digits (<c>D-80331</c>), and for the US the five
    /// digits alone, with the zero that a spreadsheet took away (<c>2139</c> gives <c>02139</c>). Anything else stays.
    /// </summary>
    /// <param name="country">Alpha-2, or null where it is unknown.</param>
    public static string Normalise(string text, string? country)
    {
        if (country is null)
        {
            return Upper(text);
        }

        var code = WithoutPrefix(Upper(text), country);
        return country switch
        {
            "US" or "PR" => UnitedStates(code),
            "CA" => Split(code, "ADADAD", 3, ' '),
            "GB" or "GG" or "JE" or "IM" => British(code),
            "IE" => code.Length == 7 && !code.Contains(' ') ? Split(code, "A******", 3, ' ') : code,
            "NL" => Split(code, "DDDDAA", 4, ' '),
            "SE" or "CZ" or "SK" or "GR" => Split(code, "DDDDD", 3, ' '),
            "PL" => Split(code, "DDDDD", 2, '-'),
            "PT" => Split(code, "DDDDDDD", 4, '-'),
            "BR" => Split(code, "DDDDDDDD", 5, '-'),
            "JP" => Split(code, "DDDDDDD", 3, '-'),
            _ => code,
        };
    }

    private static string UnitedStates(string code)
    {
        if (!IsShaped(code, "DDDD"))
        {
            return IsShaped(code, "DDDDDDDDD") || IsShaped(code, "DDDDD*DDDD") ? code[..5] : code;
        }

        return "0" + code;
    }

    // The inward part is always a digit and two letters; the outward part has two to four characters.
    private static string British(string code) =>
        code.Length is >= 5 and <= 7
        && char.IsAsciiLetter(code[0])
        && !code.Contains(' ')
        && IsShaped(code.AsSpan()[^3..], "DAA")
            ? $"{code.AsSpan()[..^3]} {code.AsSpan()[^3..]}"
            : code;

    // Sets the separator after the given number of characters where the code, without one, has the shape.
    private static string Split(string code, string shape, int after, char separator)
    {
        if (IsShaped(code, shape))
        {
            return $"{code.AsSpan(0, after)}{separator}{code.AsSpan(after)}";
        }

        return
            code.Length == shape.Length + 1
            && code[after] is ' ' or '-'
            && code[after] != separator
            && IsShaped(code.AsSpan(0, after), shape.AsSpan(0, after))
            && IsShaped(code.AsSpan(after + 1), shape.AsSpan(after))
            ? $"{code.AsSpan(0, after)}{separator}{code.AsSpan(after + 1)}"
            : code;
    }

    // D = digit, A = letter, * = anything, everything else is itself.
    private static bool IsShaped(ReadOnlySpan<char> code, ReadOnlySpan<char> shape)
    {
        if (code.Length != shape.Length)
        {
            return false;
        }

        for (var i = 0; i < code.Length; i++)
        {
            var fits = shape[i] switch
            {
                'D' => char.IsAsciiDigit(code[i]),
                'A' => char.IsAsciiLetter(code[i]),
                '*' => true,
                _ => code[i] == shape[i],
            };
            if (!fits)
            {
                return false;
            }
        }

        return true;
    }

    // Where codes are digits only, letters and a hyphen before them name the country: the old European usage.
    private static string WithoutPrefix(string code, string country)
    {
        var hyphen = code.IndexOf('-');
        if (
            hyphen is < 1 or > 3
            || hyphen + 1 == code.Length
            || !char.IsAsciiDigit(code[hyphen + 1])
            || code.AsSpan(0, hyphen).ContainsAnyExceptInRange('A', 'Z')
        )
        {
            return code;
        }

        return
            country
                is "DE"
                    or "AT"
                    or "CH"
                    or "FR"
                    or "IT"
                    or "ES"
                    or "BE"
                    or "DK"
                    or "SE"
                    or "FI"
                    or "NO"
                    or "NL"
                    or "CZ"
                    or "SK"
                    or "PL"
                    or "HU"
                    or "SI"
                    or "HR"
                    or "RO"
                    or "LI"
                    or "PT"
                    or "GR"
            ? code[(hyphen + 1)..]
            : code;
    }

    private static string Upper(string text)
    {
        if (!text.AsSpan().ContainsAnyExceptInRange('0', '9'))
        {
            return text;
        }

        var upper = new char[text.Length];
        var length = 0;
        foreach (var c in CleanText.Trim(text))
        {
            var next =
                char.IsWhiteSpace(c) ? ' '
                : c is '–' or '—' ? '-'
                : char.ToUpperInvariant(c);
            if (next != ' ' || upper[length - 1] != ' ')
            {
                upper[length++] = next;
            }
        }

        return text.AsSpan().SequenceEqual(upper.AsSpan(0, length)) ? text : new string(upper, 0, length);
    }
}
