namespace Baton.Engine.Screening.Fuzzy;

/// <summary>
/// American Soundex: names that sound alike share a letter and three digits, <c>smith</c> and <c>smyth</c> are
/// <c>s530</c>. R. C. Russell, US patent 1,261,167 (1918), as the United States census codes names.
/// </summary>
internal static class Soundex
{
    private const int Length = 4;
    private const string Digits = "01230120022455012623010202";

    /// <summary>The code of a folded name. Letters outside a to z, and digits, are passed over; null where none is left.</summary>
    public static string? Of(string name)
    {
        Span<char> code = ['0', '0', '0', '0'];
        var length = 0;
        var last = '0';
        foreach (var c in name)
        {
            if (c is < 'a' or > 'z')
            {
                continue;
            }

            var digit = Digits[c - 'a'];
            if (length == 0)
            {
                code[length++] = c;
            }
            else if (digit != '0' && digit != last && length < Length)
            {
                code[length++] = digit;
            }

            // h and w do not part two letters of the same sound; a vowel does.
            last = c is 'h' or 'w' ? last : digit;
        }

        return length == 0 ? null : new string(code);
    }
}
