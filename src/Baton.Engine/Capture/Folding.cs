using System.Globalization;

namespace Baton.Engine.Capture;

/// <summary>
/// Text reduced to what people mean by "the same word": lower case, Latin and Greek letters without their marks, and
/// letters and digits only. <c>Österreich</c> gives <c>osterreich</c>, <c>U.S.A.</c> gives <c>usa</c>, <c>A &amp; B</c>
/// gives <c>aandb</c>.
/// </summary>
internal static class Folding
{
    /// <summary>Long enough for a name that has to be found in a table; a longer text is no such name.</summary>
    public const int LongestName = 80;

    // One character gives at most "and" with a separator on either side.
    private const int MostForOne = 5;

    private const int WideOffset = '\uFF01' - '!';

    private static readonly char[] Plain = ReadPlain();

    /// <summary>
    /// Writes the folded text and returns its length, or -1 where the room may not suffice. Every character that is no
    /// letter or digit is left out, or where <paramref name="separator"/> is given, a run of them becomes one of it.
    /// </summary>
    public static int Fold(ReadOnlySpan<char> text, Span<char> into, char separator = '\0')
    {
        var length = 0;
        foreach (var given in text)
        {
            if (length + MostForOne > into.Length)
            {
                return -1;
            }

            var c = given < Plain.Length ? Plain[given] : Unusual(given);
            if (char.IsLetterOrDigit(c) || char.IsSurrogate(c))
            {
                length += Letters(c, into[length..]);
            }
            else if (c == '&')
            {
                length = Separate(into, length, separator);
                "and".CopyTo(into[length..]);
                length = Separate(into, length + 3, separator);
            }
            else if (!IsMark(c))
            {
                length = Separate(into, length, separator);
            }
        }

        return separator != '\0' && length > 0 && into[length - 1] == separator ? length - 1 : length;
    }

    public static string Fold(string text, char separator = '\0')
    {
        var buffer = new char[(text.Length + 1) * MostForOne];
        return new string(buffer, 0, Fold(text, buffer, separator));
    }

    private static int Separate(Span<char> into, int length, char separator)
    {
        if (separator != '\0' && length > 0 && into[length - 1] != separator)
        {
            into[length++] = separator;
        }

        return length;
    }

    // Letters that stand for two are written out.
    private static int Letters(char c, Span<char> into)
    {
        var two = c switch
        {
            'ß' => "ss",
            'þ' => "th",
            'æ' => "ae",
            'œ' => "oe",
            _ => "",
        };
        if (two.Length == 0)
        {
            into[0] = c;
            return 1;
        }

        two.CopyTo(into);
        return 2;
    }

    private static char Unusual(char c) =>
        c is >= '\uFF01' and <= '\uFF5E' ? Plain[c - WideOffset] : char.ToLowerInvariant(c);

    private static bool IsMark(char c) =>
        CharUnicodeInfo.GetUnicodeCategory(c)
            is UnicodeCategory.NonSpacingMark
                or UnicodeCategory.SpacingCombiningMark
                or UnicodeCategory.EnclosingMark
                or UnicodeCategory.Format;

    private static char[] ReadPlain()
    {
        var plain = new char[0x2000];
        for (var c = '\0'; c < plain.Length; c++)
        {
            plain[c] = char.ToLowerInvariant(c);
        }

        foreach (var line in Marked.Split('\n'))
        {
            foreach (var c in line.AsSpan(2))
            {
                plain[c] = line[0];
                plain[char.ToUpperInvariant(c)] = line[0];
            }
        }

        plain['ẞ'] = 'ß';
        plain['İ'] = 'i';
        return plain;
    }

    // The plain letter, then those that are it with marks (Unicode's decompositions, and strokes that it does not take
    // apart). The framework's own normalisation does nothing without the culture data that this build leaves out.
    private const string Marked = """
        a àáâãäåāăąǎǟǡǻȁȃȧḁạảấầẩẫậắằẳẵặ
        b ḃḅḇ
        c çćĉċčḉ
        d đðďḋḍḏḑḓ
        e èéêëēĕėęěȅȇȩḕḗḙḛḝẹẻẽếềểễệ
        f ḟ
        g ĝğġģǧǵḡ
        h ħĥȟḣḥḧḩḫẖ
        i ıìíîïĩīĭįǐȉȋḭḯỉị
        j ĵǰ
        k ķǩḱḳḵ
        l łĺļľḷḹḻḽ
        m ḿṁṃ
        n ñńņňǹṅṇṉṋ
        o øòóôõöōŏőơǒǫǭȍȏȫȭȯȱṍṏṑṓọỏốồổỗộớờởỡợ
        p ṕṗ
        r ŕŗřȑȓṙṛṝṟ
        s śŝşšſșṡṣṥṧṩẛ
        t ŧţťțṫṭṯṱẗ
        u ùúûüũūŭůűųưǔǖǘǚǜȕȗṳṵṷṹṻụủứừửữự
        v ṽṿ
        w ŵẁẃẅẇẉẘ
        x ẋẍ
        y ýÿŷȳẏẙỳỵỷỹ
        z źżžẑẓẕ
        α ά
        ε έ
        η ή
        ι ΐίϊ
        ο ό
        υ ΰϋύ
        ω ώ
        """;
}
