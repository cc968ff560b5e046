using System.Globalization;
using System.Text;

namespace Baton.Engine.Conditions.Terms;

/// <summary>
/// Rewrites a pattern of RE2 (https://github.com/google/re2/wiki/Syntax) into one of .NET with the same matches:
/// <c>$</c> is the end of the text and not before a last line break, <c>\d \w \s</c> are ASCII, a character is a code point,
/// and what RE2 does not have is refused. Scripts such as <c>\p{Greek}</c> are refused too, and <c>\b</c> knows
/// letters beyond ASCII, unlike RE2's.
/// </summary>
internal sealed class Re2Translation(string pattern)
{
    private const string Pair = @"[\uD800-\uDBFF][\uDC00-\uDFFF]";
    private const string Surrogates = @"\uD800-\uDFFF";

    private static readonly Dictionary<string, string> _posix = new(StringComparer.Ordinal)
    {
        ["alnum"] = "0-9A-Za-z",
        ["alpha"] = "A-Za-z",
        ["ascii"] = @"\x00-\x7F",
        ["blank"] = @"\t\x20",
        ["cntrl"] = @"\x00-\x1F\x7F",
        ["digit"] = "0-9",
        ["graph"] = "!-~",
        ["lower"] = "a-z",
        ["print"] = @"\x20-~",
        ["punct"] = @"!-/:-@\[-`{-~",
        ["space"] = @"\t\n\v\f\r\x20",
        ["upper"] = "A-Z",
        ["word"] = "0-9A-Za-z_",
        ["xdigit"] = "0-9A-Fa-f",
    };

    private readonly StringBuilder _result = new();
    private readonly Stack<(bool Lines, bool Dot)> _outer = new();
    private (bool Lines, bool Dot) _flags;
    private int _at;

    public string Fault { get; private set; } = "";

    /// <summary>The .NET pattern, or null with the fault set.</summary>
    public string? Translate()
    {
        while (_at < pattern.Length && Fault.Length == 0)
        {
            Step();
        }

        return Fault.Length == 0 ? _result.ToString() : null;
    }

    private void Step()
    {
        var c = pattern[_at];
        switch (c)
        {
            case '\\':
                Escape(inClass: false);
                break;
            case '[':
                Class();
                break;
            case '(':
                Group();
                break;
            case ')':
                _flags = _outer.TryPop(out var outer) ? outer : _flags;
                Copy(1);
                break;
            case '$':
                Replace(1, _flags.Lines ? "$" : @"\z");
                break;
            case '.':
                Replace(1, _flags.Dot ? $"(?:{Pair}|[^{Surrogates}])" : $@"(?:{Pair}|[^\n{Surrogates}])");
                break;
            case ' ' or '#':
                Replace(1, "\\" + c);
                break;
            default:
                Literal();
                break;
        }
    }

    private void Literal()
    {
        if (_at + 1 < pattern.Length && char.IsSurrogatePair(pattern[_at], pattern[_at + 1]))
        {
            Replace(2, $"(?:{pattern.AsSpan(_at, 2)})");
        }
        else
        {
            Copy(1);
        }
    }

    private void Group()
    {
        if (!Follows("(?"))
        {
            _outer.Push(_flags);
            Copy(1);
        }
        else if (Follows("(?P<") || (Follows("(?<") && !Follows("(?<=") && !Follows("(?<!")))
        {
            _outer.Push(_flags);
            Replace(Follows("(?P<") ? 4 : 3, "(?<");
        }
        else
        {
            Flags();
        }
    }

    // (?i) (?im-s) (?i:..) and (?:..)
    private void Flags()
    {
        var end = _at + 2;
        while (end < pattern.Length && pattern[end] is 'i' or 'm' or 's' or '-')
        {
            end++;
        }

        if (end == pattern.Length || pattern[end] is not (')' or ':'))
        {
            Fault = $"'{pattern[_at..Math.Min(end + 1, pattern.Length)]}' is not supported";
            return;
        }

        if (pattern[end] == ':')
        {
            _outer.Push(_flags);
        }

        var flags = pattern[(_at + 2)..end];
        _flags = (State(flags, 'm', _flags.Lines), State(flags, 's', _flags.Dot));
        Copy(end + 1 - _at);
    }

    private static bool State(string flags, char flag, bool before)
    {
        var (at, minus) = (flags.IndexOf(flag), flags.IndexOf('-'));
        return at < 0 ? before : minus < 0 || at < minus;
    }

    private void Class()
    {
        var negated = Follows("[^");
        _result.Append(negated ? $"(?:{Pair}|[^{Surrogates}" : "[");
        _at += negated ? 2 : 1;
        var first = _at;
        while (_at < pattern.Length && (pattern[_at] != ']' || _at == first) && Fault.Length == 0)
        {
            ClassItem();
        }

        if (Fault.Length == 0 && _at == pattern.Length)
        {
            Fault = "a '[' is not closed";
        }

        _at++;
        _result.Append(negated ? "])" : "]");
    }

    private void ClassItem()
    {
        var c = pattern[_at];
        if (c == '\\')
        {
            Escape(inClass: true);
        }
        else if (Follows("[:") && pattern.IndexOf(":]", _at + 2, StringComparison.Ordinal) is > 0 and var end)
        {
            var name = pattern[(_at + 2)..end];
            if (!_posix.TryGetValue(name, out var members))
            {
                Fault = $"there is no character class '[:{name}:]'";
                return;
            }

            Replace(end + 2 - _at, members);
        }
        else if (char.IsSurrogate(c))
        {
            Fault = "characters beyond U+FFFF cannot stand in [..]; write (?:a|b)";
        }
        else
        {
            Replace(1, c is '[' or ']' or '^' ? "\\" + c : c.ToString());
        }
    }

    private void Escape(bool inClass)
    {
        var letter = _at + 1 < pattern.Length ? pattern[_at + 1] : '\0';
        switch (letter)
        {
            case 'd' or 'w' or 's' or 'D' or 'W' or 'S':
                Replace(2, Perl(letter, inClass));
                break;
            case 'p' or 'P':
                Category(letter);
                break;
            case 'Q' when !inClass:
                Quoted();
                break;
            case 'x':
                Hexadecimal(inClass);
                break;
            case 'A' or 'z' or 'b' or 'B' when !inClass:
            case 'a' or 'f' or 't' or 'n' or 'r' or 'v':
                Copy(2);
                break;
            default:
                if (letter < '!' || char.IsAsciiLetterOrDigit(letter) || letter > '~')
                {
                    Fault = $"unknown escape '\\{letter}'";
                    return;
                }

                Replace(2, letter == '_' ? "_" : "\\" + letter);
                break;
        }
    }

    private static string Perl(char letter, bool inClass) =>
        (letter, inClass) switch
        {
            ('d', true) => "0-9",
            ('d', _) => "[0-9]",
            ('w', true) => "0-9A-Za-z_",
            ('w', _) => "[0-9A-Za-z_]",
            ('s', true) => @"\t\n\f\r\x20",
            ('s', _) => @"[\t\n\f\r\x20]",
            ('D', true) => @"\x00-/:-\uD7FF\uE000-\uFFFF",
            ('W', true) => @"\x00-/:-@\[-\^`{-\uD7FF\uE000-\uFFFF",
            ('S', true) => @"\x00-\x08\x0B\x0E-\x1F!-\uD7FF\uE000-\uFFFF",
            ('D', _) => $"(?:{Pair}|[^0-9{Surrogates}])",
            ('W', _) => $"(?:{Pair}|[^0-9A-Za-z_{Surrogates}])",
            _ => $@"(?:{Pair}|[^\t\n\f\r\x20{Surrogates}])",
        };

    private void Category(char letter)
    {
        var braced = _at + 2 < pattern.Length && pattern[_at + 2] == '{';
        var end = braced ? pattern.IndexOf('}', _at) : _at + 2;
        if (end < 0 || end >= pattern.Length)
        {
            Fault = $"'\\{letter}' needs a category, such as \\p{{L}}";
            return;
        }

        var name = braced ? pattern[(_at + 3)..end] : pattern[end].ToString();
        var negated = name.StartsWith('^') != (letter == 'P');
        Replace(end + 1 - _at, $"\\{(negated ? 'P' : 'p')}{{{name.TrimStart('^')}}}");
    }

    private void Quoted()
    {
        var end = pattern.IndexOf(@"\E", _at, StringComparison.Ordinal);
        var text = end < 0 ? pattern[(_at + 2)..] : pattern[(_at + 2)..end];
        Replace(end < 0 ? pattern.Length - _at : end + 2 - _at, System.Text.RegularExpressions.Regex.Escape(text));
    }

    private void Hexadecimal(bool inClass)
    {
        var braced = _at + 2 < pattern.Length && pattern[_at + 2] == '{';
        var end = braced ? pattern.IndexOf('}', _at) : _at + 4;
        var from = _at + (braced ? 3 : 2);
        var digits = end >= from && end <= pattern.Length ? pattern[from..end] : "";
        var good = int.TryParse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code);
        if (!good || !Rune.IsValid(code) || (inClass && code > 0xFFFF))
        {
            Fault = @"'\x' needs two hexadecimal digits, or a character's in braces";
            return;
        }

        var units = string.Concat(new Rune(code).ToString().Select(u => $"\\u{(int)u:X4}"));
        Replace(end + (braced ? 1 : 0) - _at, code > 0xFFFF ? $"(?:{units})" : units);
    }

    private bool Follows(string text) => pattern.AsSpan(_at).StartsWith(text, StringComparison.Ordinal);

    private void Copy(int length) => Replace(length, pattern.Substring(_at, length));

    private void Replace(int length, string by)
    {
        _result.Append(by);
        _at += length;
    }
}
