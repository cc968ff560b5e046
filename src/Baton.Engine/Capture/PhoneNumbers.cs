using System.Globalization;

namespace Baton.Engine.Capture;

/// <summary>
/// Telephone numbers in E.164 (<c>+</c>, calling code, national number; at most 15 digits), from the ways in which people
/// write them. Checked are the calling code and the count of digits, in North America also the form of area code and
/// exchange; whether a number is in use cannot be known here.
/// </summary>
public static class PhoneNumbers
{
    private const int LongestInput = 100;
    private const int MostDigits = 15;
    private const int FewestDigits = 7;

    // Letters after this many digits are a remark, before it they are dialled on the keypad.
    private const int DigitsBeforeRemark = 8;
    private const int DigitsBeforeLetters = 3;

    // Without a trunk prefix before it, the country's own calling code is taken as such when this many digits follow.
    private const int FewestAfterBareCode = 9;

    private const string Keypad = "22233344455566677778889999";

    private static readonly string[] ExtensionWords =
    [
        "x",
        "ext",
        "extn",
        "extension",
        "xt",
        "dw",
        "durchwahl",
        "poste",
        "int",
        "доб",
        "anexo",
        "ramal",
        "app",
        "tst",
    ];

    /// <summary>
    /// The number, or null where none can be made out. An extension is dropped. A number without <c>+</c> or the prefix for
    /// calls abroad is read as one of the country.
    /// </summary>
    /// <param name="country">Alpha-2, or null where it is unknown: then only international notations are read.</param>
    public static string? Read(string text, string? country)
    {
        if (IsE164(text))
        {
            return text;
        }

        var written = WithoutExtension(CleanText.Trim(text));
        Span<char> buffer = stackalloc char[LongestInput];
        if (written.Length > LongestInput || !Digits(written, buffer, out var count, out var plus, out var letters))
        {
            return null;
        }

        ReadOnlySpan<char> digits = buffer[..count];
        if (plus)
        {
            return International(digits, letters);
        }

        return DialPlans.Of(country) is { } plan ? Confirmed(Domestic(digits, plan, letters))
            : digits.StartsWith("00") ? International(digits[2..], letters)
            : null;
    }

    // Exactly as this class writes numbers: the common case of imports from systems that do it too.
    private static bool IsE164(string text)
    {
        if (text.Length is < 8 or > MostDigits + 1 || text[0] != '+')
        {
            return false;
        }

        var digits = text.AsSpan(1);
        return !digits.ContainsAnyExceptInRange('0', '9')
            && DialPlans.OfInternational(digits) is { } plan
            && digits[plan.CallingCode.Length..] is var national
            && WithoutTrunk(national, plan).Length == national.Length
            && IsNational(national, plan);
    }

    // Countries that share a calling code may count digits differently; what is stored must hold for all the world.
    private static string? Confirmed(string? number) => number is not null && IsE164(number) ? number : null;

    private static string? Domestic(ReadOnlySpan<char> digits, DialPlan plan, bool letters)
    {
        foreach (var abroad in plan.AbroadPrefixes)
        {
            if (digits.StartsWith(abroad) && International(digits[abroad.Length..], letters) is { } foreign)
            {
                return foreign;
            }
        }

        var national = WithoutTrunk(digits, plan);
        if (national.Length == digits.Length && digits.StartsWith(plan.CallingCode))
        {
            var rest = WithoutTrunk(digits[plan.CallingCode.Length..], plan);
            var usual = plan.Trunks.Length > 0 && rest.Length >= FewestAfterBareCode;
            if ((usual || digits.Length > plan.Longest) && IsNational(rest, plan))
            {
                return Joined(plan, rest);
            }
        }

        return Complete(national, plan, letters);
    }

    private static string? International(ReadOnlySpan<char> digits, bool letters)
    {
        digits = digits.StartsWith("00") ? digits[2..] : digits;
        return DialPlans.OfInternational(digits) is { } plan
            ? Complete(WithoutTrunk(digits[plan.CallingCode.Length..], plan), plan, letters)
            : null;
    }

    private static string? Complete(ReadOnlySpan<char> national, DialPlan plan, bool letters)
    {
        // The network ignores what is dialled too much, and words rarely have just the right length.
        if (letters && national.Length > plan.Longest && plan.Shortest == plan.Longest)
        {
            national = (plan.Trunks is [var trunk] && national.StartsWith(trunk) ? national[trunk.Length..] : national)[
                ..plan.Longest
            ];
        }

        return IsNational(national, plan) ? Joined(plan, national) : null;
    }

    private static string Joined(DialPlan plan, ReadOnlySpan<char> national) => $"+{plan.CallingCode}{national}";

    private static ReadOnlySpan<char> WithoutTrunk(ReadOnlySpan<char> national, DialPlan plan)
    {
        if (plan.HasZeroTrunk)
        {
            national = national.TrimStart('0');
        }

        foreach (var trunk in plan.Trunks)
        {
            var rest = national.Length - trunk.Length;
            if (
                national.Length > plan.Longest
                && rest >= plan.Shortest
                && rest <= plan.Longest
                && national.StartsWith(trunk)
            )
            {
                national = national[trunk.Length..];
                return plan.HasZeroTrunk ? national.TrimStart('0') : national;
            }
        }

        return national.Length == plan.Longest + 1 && national[0] == '0' ? national[1..] : national;
    }

    private static bool IsNational(ReadOnlySpan<char> national, DialPlan plan) =>
        national.Length >= plan.Shortest
        && national.Length <= plan.Longest
        && national.Length + plan.CallingCode.Length is >= FewestDigits and <= MostDigits
        && national.ContainsAnyExcept('0')
        && (plan.CallingCode != "1" || (national[0] >= '2' && national[3] >= '2'));

    private static ReadOnlySpan<char> WithoutExtension(ReadOnlySpan<char> text)
    {
        text = text.StartsWith("tel:", StringComparison.OrdinalIgnoreCase) ? text[4..] : text;
        var parameters = text.IndexOf(';');
        if (
            parameters > 0
            && (text[parameters..].StartsWith(";ext=") || text[parameters..].StartsWith(";phone-context="))
        )
        {
            return text[..parameters];
        }

        var before = text.TrimEnd(" )").TrimEnd("0123456789");
        if (text.Length - before.Length > FewestDigits)
        {
            return text;
        }

        before = before.TrimEnd(" .:=-\u00A0");
        if (before.EndsWith("#"))
        {
            return before[..^1].TrimEnd();
        }

        var word = before.Length;
        while (word > 0 && char.IsLetter(before[word - 1]))
        {
            word--;
        }

        return IsExtensionWord(before[word..]) ? before[..word].TrimEnd(" ,;(/") : text;
    }

    private static bool IsExtensionWord(ReadOnlySpan<char> word)
    {
        foreach (var known in ExtensionWords)
        {
            if (word.Equals(known, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }

    // Everything that is dialled, in order. False where the text cannot be one number.
    private static bool Digits(ReadOnlySpan<char> text, Span<char> into, out int count, out bool plus, out bool letters)
    {
        count = 0;
        plus = false;
        letters = false;
        var inWord = false;
        foreach (var c in text)
        {
            if (CharUnicodeInfo.GetDecimalDigitValue(c) is >= 0 and var digit)
            {
                into[count++] = (char)('0' + digit);
            }
            else if (c is '+' or '＋')
            {
                if (count > 0)
                {
                    return count >= DigitsBeforeRemark;
                }

                plus = true;
            }
            else if (count >= DigitsBeforeRemark && (c is ',' or ';' or '|' or '\n' || (char.IsLetter(c) && !inWord)))
            {
                return true;
            }
            else if (count > 0 && char.IsLetter(c))
            {
                if (count < DigitsBeforeLetters || !char.IsAsciiLetter(c))
                {
                    return false;
                }

                into[count++] = Keypad[(c | 0x20) - 'a'];
                letters = true;
            }

            inWord = char.IsLetter(c);
        }

        return count > 0;
    }
}
