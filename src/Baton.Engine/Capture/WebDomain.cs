namespace Baton.Engine.Capture;

/// <summary>Domain names as people write them: in addresses, with a scheme, with <c>www.</c>, in capitals.</summary>
public static class WebDomain
{
    private const int LongestName = 253;
    private const int LongestLabel = 63;

    /// <summary>
    /// The domain in lower case without scheme, user, port, path and <c>www.</c>, or null where the text holds no domain of
    /// at least two labels. International names stay as they are written, in Unicode or in Punycode. Of an e-mail
    /// address it is what follows the <c>@</c>.
    /// </summary>
    public static string? Of(string? text)
    {
        if (string.IsNullOrEmpty(text))
        {
            return null;
        }

        var host = WithoutWww(Host(CleanText.Trim(text)));
        if (!IsDomain(host))
        {
            return null;
        }

        return host.Length == text.Length && !ContainsUpper(host) ? text : Lower(host);
    }

    /// <summary>
    /// Letters, digits and inner hyphens in at least two labels of 1 to 63 characters, together at most 253; the last
    /// label is not a number (RFC 1123, with the letters of RFC 5890's U-labels).
    /// </summary>
    public static bool IsDomain(ReadOnlySpan<char> text)
    {
        if (text.Length is 0 or > LongestName)
        {
            return false;
        }

        var labels = 0;
        while (true)
        {
            var dot = text.IndexOf('.');
            var label = dot < 0 ? text : text[..dot];
            labels++;
            if (!IsLabel(label))
            {
                return false;
            }

            if (dot < 0)
            {
                return labels > 1 && label.ContainsAnyExceptInRange('0', '9');
            }

            text = text[(dot + 1)..];
        }
    }

    private static ReadOnlySpan<char> Host(ReadOnlySpan<char> text)
    {
        var scheme = text.IndexOf("://");
        if (scheme >= 0)
        {
            text = text[(scheme + 3)..];
        }
        else if (text.StartsWith("//"))
        {
            text = text[2..];
        }

        var end = text.IndexOfAny("/\\?#");
        text = end < 0 ? text : text[..end];
        text = text[(text.LastIndexOf('@') + 1)..];
        var port = text.IndexOf(':');
        text = port < 0 ? text : text[..port];
        return text.TrimEnd('.').TrimEnd();
    }

    private static ReadOnlySpan<char> WithoutWww(ReadOnlySpan<char> host)
    {
        while (host.StartsWith("www.", StringComparison.OrdinalIgnoreCase) && host[4..].Contains('.'))
        {
            host = host[4..];
        }

        return host;
    }

    private static bool IsLabel(ReadOnlySpan<char> label)
    {
        if (label.Length is 0 or > LongestLabel || label[0] == '-' || label[^1] == '-')
        {
            return false;
        }

        foreach (var c in label)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c != '-' && (c < '\u0080' || !IsInternational(c)))
            {
                return false;
            }
        }

        return true;
    }

    // Marks belong to the letters of many scripts; the replacement character stands for broken input.
    private static bool IsInternational(char c) =>
        char.IsLetterOrDigit(c)
        || char.IsSurrogate(c)
        || char.GetUnicodeCategory(c)
            is System.Globalization.UnicodeCategory.NonSpacingMark
                or System.Globalization.UnicodeCategory.SpacingCombiningMark;

    private static bool ContainsUpper(ReadOnlySpan<char> text)
    {
        foreach (var c in text)
        {
            if (char.ToLowerInvariant(c) != c)
            {
                return true;
            }
        }

        return false;
    }

    private static string Lower(ReadOnlySpan<char> text) =>
        string.Create(text.Length, text, static (into, from) => from.ToLowerInvariant(into));
}
