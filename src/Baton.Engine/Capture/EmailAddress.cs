using System.Globalization;

namespace Baton.Engine.Capture;

/// <summary>
/// E-mail addresses as people paste them. Accepted is the part of RFC 5321 and 6531 that mail systems give out: a
/// dot-atom of at most 64 characters, letters of any script, and a domain of at least two labels, 254 characters in
/// all. Quoted local parts, comments and address literals are not accepted.
/// </summary>
public static class EmailAddress
{
    private const int Longest = 254;
    private const int LongestLocal = 64;

    /// <summary>
    /// The address in lower case, without <c>mailto:</c>, display name and what stands after a first address; or null, with
    /// what is wrong with it.
    /// </summary>
    public static string? Read(string text, out string? trouble)
    {
        var address = Address(CleanText.Trim(text));
        trouble = Trouble(address);
        if (trouble is not null)
        {
            // Blanks around the @ are a common slip of the thumb.
            var at = address.LastIndexOf('@');
            if (at < 1 || !address.ContainsAny(" \u00A0"))
            {
                return null;
            }

            address = string.Concat(address[..at].TrimEnd(), "@", address[(at + 1)..].TrimStart());
            trouble = Trouble(address);
            if (trouble is not null)
            {
                return null;
            }
        }

        return address.Length == text.Length && IsLower(address) ? text : address.ToString().ToLowerInvariant();
    }

    /// <summary>What follows the <c>@</c>, or nothing.</summary>
    public static ReadOnlySpan<char> DomainOf(ReadOnlySpan<char> address)
    {
        var at = address.LastIndexOf('@');
        return at < 0 ? [] : address[(at + 1)..];
    }

    private static ReadOnlySpan<char> Address(ReadOnlySpan<char> text)
    {
        var close = text.LastIndexOf('>');
        var open = close < 0 ? -1 : text[..close].LastIndexOf('<');
        text = open < 0 ? text : CleanText.Trim(text[(open + 1)..close]);
        if (text.StartsWith("mailto:", StringComparison.OrdinalIgnoreCase))
        {
            text = text[7..];
            var query = text.IndexOf('?');
            text = query < 0 ? text : text[..query];
        }

        var first = text.IndexOfAny(',', ';');
        if (first > 0 && text[..first].Contains('@'))
        {
            text = text[..first];
        }

        return CleanText.Trim(text.Trim("'\"<> ").TrimEnd(".,;"));
    }

    private static string? Trouble(ReadOnlySpan<char> address)
    {
        var at = address.LastIndexOf('@');
        if (at < 0)
        {
            return "is not an e-mail address: it has no '@'";
        }

        if (address.Length > Longest || at > LongestLocal)
        {
            return "is not an e-mail address: it is longer than 254 characters, or 64 before the '@'";
        }

        if (!IsLocal(address[..at]))
        {
            return "is not an e-mail address: what stands before the '@' is not a mailbox name";
        }

        return WebDomain.IsDomain(address[(at + 1)..])
            ? null
            : "is not an e-mail address: what stands after the '@' is not a domain";
    }

    private static bool IsLocal(ReadOnlySpan<char> local)
    {
        if (local.Length == 0 || local[0] == '.' || local[^1] == '.')
        {
            return false;
        }

        var dot = false;
        foreach (var c in local)
        {
            if ((c == '.' && dot) || !IsAtom(c))
            {
                return false;
            }

            dot = c == '.';
        }

        return true;
    }

    private static bool IsAtom(char c) =>
        char.IsAsciiLetterOrDigit(c)
        || ".!#$%&'*+-/=?^_`{|}~".Contains(c)
        || (
            c > '\u007F'
            && c != '\uFFFD'
            && !char.IsWhiteSpace(c)
            && !char.IsControl(c)
            && char.GetUnicodeCategory(c) != UnicodeCategory.Format
        );

    private static bool IsLower(ReadOnlySpan<char> text)
    {
        foreach (var c in text)
        {
            if (char.ToLowerInvariant(c) != c)
            {
                return false;
            }
        }

        return true;
    }
}
