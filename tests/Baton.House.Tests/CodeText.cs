namespace Baton.House.Tests;

/// <summary>
/// C# source with the contents of comments, strings, character literals and preprocessor lines blanked out, so that
/// braces and words that remain are code. Lines stay where they were. No parser of the language is to be had as a
/// package here; for counting lines this much is enough.
/// </summary>
internal static class CodeText
{
    public static string Blank(string source)
    {
        var output = source.ToCharArray();
        new Blanker(source, output).Code(0, insideHole: false);
        return new string(output);
    }

    private sealed class Blanker(string source, char[] output)
    {
        /// <summary>Reads code from <paramref name="at"/>; in an interpolation's hole it ends at the closing brace.</summary>
        public int Code(int at, bool insideHole)
        {
            var depth = 0;
            while (at < source.Length)
            {
                if (insideHole && source[at] == '}' && depth-- == 0)
                {
                    return at;
                }

                depth += insideHole && source[at] == '{' ? 1 : 0;
                at = Next(at);
            }

            return at;
        }

        private int Next(int at)
        {
            switch (source[at])
            {
                case '/' when Is(at, "//"):
                    return Erase(at, EndOfLine(at));
                case '/' when Is(at, "/*"):
                    return Erase(at, After(source.IndexOf("*/", at, StringComparison.Ordinal), 2));
                case '#' when StartsLine(at):
                    return Erase(at, EndOfLine(at));
                case '\'':
                    return Character(at);
                case '"' or '$' or '@':
                    return Text(at);
                default:
                    return at + 1;
            }
        }

        private int Text(int start)
        {
            var at = start;
            var dollars = 0;
            var verbatim = false;
            while (at < source.Length && source[at] is '$' or '@')
            {
                dollars += source[at] == '$' ? 1 : 0;
                verbatim |= source[at] == '@';
                at++;
            }

            if (at >= source.Length || source[at] != '"')
            {
                return start + 1;
            }

            var quotes = at;
            while (quotes < source.Length && source[quotes] == '"')
            {
                quotes++;
            }

            return quotes - at >= 3 && !verbatim
                ? Erase(
                    start,
                    After(source.IndexOf(new string('"', quotes - at), quotes, StringComparison.Ordinal), quotes - at)
                )
                : Quoted(start, at + 1, dollars > 0, verbatim);
        }

        private int Quoted(int start, int at, bool interpolated, bool verbatim)
        {
            while (at < source.Length && source[at] != '"' || verbatim && Is(at, "\"\""))
            {
                if (interpolated && source[at] == '{' && !Is(at, "{{"))
                {
                    at = Code(at + 1, insideHole: true);
                }

                var pair =
                    Is(at, "\"\"") || Is(at, "{{") || (!verbatim && source[Math.Min(at, source.Length - 1)] == '\\');
                at += pair ? 2 : 1;
            }

            return Erase(start, at + 1);
        }

        private int Character(int at)
        {
            var from = Math.Min(at + (Is(at + 1, "\\") ? 3 : 2), source.Length);
            return Erase(at, After(source.IndexOf('\'', from), 1));
        }

        private int Erase(int from, int to)
        {
            to = Math.Min(to, source.Length);
            for (var i = from; i < to; i++)
            {
                output[i] = output[i] is '\n' ? '\n' : ' ';
            }

            return to;
        }

        private bool Is(int at, string text) => string.CompareOrdinal(source, at, text, 0, text.Length) == 0;

        private int After(int found, int length) => found < 0 ? source.Length : found + length;

        private int EndOfLine(int at) => After(source.IndexOf('\n', at), 0);

        private bool StartsLine(int at)
        {
            var before = at - 1;
            while (before >= 0 && source[before] is ' ' or '\t')
            {
                before--;
            }

            return before < 0 || source[before] == '\n';
        }
    }
}
