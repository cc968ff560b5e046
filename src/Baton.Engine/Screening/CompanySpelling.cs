using System.Globalization;
using System.Text;
using Baton.Engine.Capture;

namespace Baton.Engine.Screening;

/// <summary>
/// A company's name at each <see cref="NameLikeness"/>. Two names are one where they share a key; how alike they are is the
/// first step at which they are equal. (What people are compared by, <see cref="CompanyName.Key"/>, stays as it is: it is
/// stored with every lead.)
/// </summary>
internal sealed class CompanySpelling
{
    private readonly string _written;
    private readonly string _plain;
    private readonly string _bare;

    private CompanySpelling(string written, string plain, string bare)
    {
        (_written, _plain, _bare) = (written, plain, bare);
    }

    /// <summary>In Latin letters without marks, each spelling once, the usual one first; at most eight, for most names one.</summary>
    public IReadOnlyList<string> Keys() =>
        // Letters and digits of ASCII in lower case are folded already.
        Ascii.IsValid(_bare)
            ? [_bare]
            : [.. LatinSpelling.Of(_bare).Select(s => Folding.Fold(s)).Where(k => k.Length > 0).Distinct()];

    /// <summary>Null where the name has no letter or digit.</summary>
    public static CompanySpelling? Of(string name)
    {
        var words = CompanyName.Joined(Spaced(name));
        if (words.Count == 0)
        {
            return null;
        }

        for (var i = 1; i < words.Count - 1; i++)
        {
            words[i] = IsAnd(words[i]) ? "and" : words[i];
        }

        var count = words.Count;
        while (count > 1 && (IsLegalForm(words[count - 1]) || (count < words.Count && words[count - 1] == "and")))
        {
            count--;
        }

        var plain = string.Concat(words);
        var bare = count == words.Count ? plain : string.Concat(words[..count]);
        return new CompanySpelling(name.Trim(), plain, bare);
    }

    /// <summary>Of a name that shares a key with this one.</summary>
    public NameLikeness LikenessTo(CompanySpelling other) =>
        _written == other._written ? NameLikeness.Written
        : _plain == other._plain ? NameLikeness.Style
        : _bare == other._bare ? NameLikeness.LegalForm
        : NameLikeness.Transliteration;

    // In the languages where companies of two names are common; of one letter only what is hardly ever an initial.
    private static bool IsAnd(string word) => word is "und" or "et" or "og" or "och" or "y";

    private static bool IsLegalForm(string word) =>
        (Ascii.IsValid(word) ? word : Folding.Fold(LatinSpelling.Of(word)[0])) is var folded
        && (CompanyName.IsLegalForm(folded) || folded is "beschraenkter" or "haftungsbeschraenkt");

    // Lower case, marks kept; what is no letter or digit is a blank.
    private static string Spaced(string name)
    {
        var spaced = new StringBuilder(name.Length + 16);
        foreach (var c in name)
        {
            if (c == '&')
            {
                spaced.Append(" and ");
            }
            else if (char.IsLetterOrDigit(c) || char.IsSurrogate(c) || IsMark(c))
            {
                spaced.Append(char.ToLowerInvariant(c));
            }
            else
            {
                spaced.Append(' ');
            }
        }

        return spaced.ToString();
    }

    private static bool IsMark(char c) =>
        CharUnicodeInfo.GetUnicodeCategory(c)
            is UnicodeCategory.NonSpacingMark
                or UnicodeCategory.SpacingCombiningMark
                or UnicodeCategory.EnclosingMark
                or UnicodeCategory.Format;
}
