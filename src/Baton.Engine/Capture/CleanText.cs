using System.Buffers;
using System.Globalization;

namespace Baton.Engine.Capture;

/// <summary>Text fit to be stored and compared: no blanks around it, no control characters, no broken UTF-16.</summary>
internal static class CleanText
{
    private const char Replacement = '\uFFFD';

    // Printable ASCII: nearly every value is made of these alone and needs no further look.
    private static readonly SearchValues<char> Plain = SearchValues.Create(
        " !\"#$%&'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_`abcdefghijklmnopqrstuvwxyz{|}~"
    );

    /// <summary>
    /// The cleaned text, the same instance where nothing changes, or null where nothing is left. In one-line texts a run
    /// of line breaks and tabs becomes one blank; in others they stay, with CR LF as LF.
    /// </summary>
    public static string? Of(string text, bool lines)
    {
        if (!text.AsSpan().ContainsAnyExcept(Plain))
        {
            return text.Length == 0 ? null
                : text[0] != ' ' && text[^1] != ' ' ? text
                : NullIfEmpty(text.Trim(' '));
        }

        var buffer = ArrayPool<char>.Shared.Rent(text.Length);
        var cleaned = Trim(buffer.AsSpan(0, Copy(text, buffer, lines)));
        var result = cleaned.SequenceEqual(text) ? text : NullIfEmpty(cleaned.ToString());
        ArrayPool<char>.Shared.Return(buffer);
        return result;
    }

    /// <summary>Without white space and invisible characters at both ends.</summary>
    public static ReadOnlySpan<char> Trim(ReadOnlySpan<char> text)
    {
        var start = 0;
        while (start < text.Length && IsBlank(text[start]))
        {
            start++;
        }

        var end = text.Length;
        while (end > start && IsBlank(text[end - 1]))
        {
            end--;
        }

        return text[start..end];
    }

    private static bool IsBlank(char c) => char.IsWhiteSpace(c) || c is '\u200B' or '\uFEFF' or '\u2060' or '\0';

    private static string? NullIfEmpty(string text) => text.Length == 0 ? null : text;

    private static int Copy(string text, Span<char> into, bool lines)
    {
        var length = 0;
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (char.IsSurrogate(c))
            {
                if (char.IsHighSurrogate(c) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
                {
                    into[length++] = c;
                    into[length++] = text[++i];
                }
                else
                {
                    into[length++] = Replacement;
                }
            }
            else if (c is '\n' or '\r' or '\t' or '\u2028' or '\u2029' or '\u0085' or '\v' or '\f')
            {
                length = Break(text, i, into, length, lines);
            }
            else if (CharUnicodeInfo.GetUnicodeCategory(c) != UnicodeCategory.Control)
            {
                into[length++] = c;
            }
        }

        return length;
    }

    private static int Break(string text, int at, Span<char> into, int length, bool lines)
    {
        if (!lines)
        {
            if (length > 0 && into[length - 1] != ' ')
            {
                into[length++] = ' ';
            }
        }
        else if (text[at] == '\t')
        {
            into[length++] = '\t';
        }
        else if (text[at] != '\r' || at + 1 == text.Length || text[at + 1] != '\n')
        {
            into[length++] = '\n';
        }

        return length;
    }
}
