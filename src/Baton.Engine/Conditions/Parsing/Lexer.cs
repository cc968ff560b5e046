using System.Globalization;

namespace Baton.Engine.Conditions.Parsing;

/// <summary>Cuts an expression into tokens, by the lexical rules of the CEL specification. Stops at the first fault.</summary>
internal sealed class Lexer(SourceText source)
{
    private static readonly string[] _symbols =
    [
        "==",
        "!=",
        "<=",
        ">=",
        "&&",
        "||",
        "<",
        ">",
        "!",
        "+",
        "-",
        "*",
        "/",
        "%",
        "?",
        ":",
        ".",
        ",",
        "(",
        ")",
        "[",
        "]",
        "{",
        "}",
    ];

    private readonly string _text = source.Text;
    private readonly List<Token> _tokens = [];
    private int _at;

    public ConditionFault? Fault { get; private set; }

    public List<Token> Tokens()
    {
        while (SkipBlanks() && Fault is null)
        {
            Read();
        }

        _tokens.Add(new Token(TokenKind.End, "", _text.Length));
        return _tokens;
    }

    private bool SkipBlanks()
    {
        while (_at < _text.Length)
        {
            if (_text.AsSpan(_at).StartsWith("//"))
            {
                var end = _text.IndexOf('\n', _at);
                _at = end < 0 ? _text.Length : end;
            }
            else if (_text[_at] is ' ' or '\t' or '\n' or '\r' or '\f')
            {
                _at++;
            }
            else
            {
                return true;
            }
        }

        return false;
    }

    private void Read()
    {
        var first = _text[_at];
        if (char.IsAsciiLetter(first) || first == '_')
        {
            ReadNameOrPrefixedText();
        }
        else if (char.IsAsciiDigit(first) || (first == '.' && char.IsAsciiDigit(Peek(1))))
        {
            ReadNumber();
        }
        else if (first is '"' or '\'')
        {
            ReadText(prefix: 0, raw: false);
        }
        else
        {
            ReadSymbol();
        }
    }

    private void ReadNameOrPrefixedText()
    {
        var end = _at;
        while (end < _text.Length && (char.IsAsciiLetterOrDigit(_text[end]) || _text[end] == '_'))
        {
            end++;
        }

        var word = _text[_at..end];
        if (end < _text.Length && _text[end] is '"' or '\'' && word.Length <= 2 && word.All(c => "rRbB".Contains(c)))
        {
            ReadPrefixedText(word);
            return;
        }

        _tokens.Add(new Token(TokenKind.Name, word, _at));
        _at = end;
    }

    private void ReadPrefixedText(string prefix)
    {
        if (prefix is "r" or "R")
        {
            ReadText(prefix: 1, raw: true);
        }
        else
        {
            Fail(
                _at,
                prefix.Length == 1
                    ? "bytes are not supported; write text without the b"
                    : $"unknown prefix '{prefix}' of a text"
            );
        }
    }

    private void ReadText(int prefix, bool raw)
    {
        var reader = new TextLiteral(_text, _at + prefix, raw);
        if (reader.Read() is { } value)
        {
            _tokens.Add(new Token(TokenKind.Literal, _text[_at..reader.End], _at, Value.Of(value)));
            _at = reader.End;
        }
        else
        {
            Fail(reader.FaultAt, reader.FaultMessage);
        }
    }

    private void ReadSymbol()
    {
        foreach (var symbol in _symbols)
        {
            if (_text.AsSpan(_at).StartsWith(symbol, StringComparison.Ordinal))
            {
                _tokens.Add(new Token(TokenKind.Symbol, symbol, _at));
                _at += symbol.Length;
                return;
            }
        }

        var hint = _text[_at] switch
        {
            '=' => "; to compare, write '=='",
            '&' => "; write '&&'",
            '|' => "; write '||'",
            _ => "",
        };
        Fail(_at, $"unexpected character '{char.ConvertFromUtf32(CodePoints.At(_text, _at))}'{hint}");
    }

    private void ReadNumber()
    {
        var start = _at;
        var hex = _text[_at] == '0' && Peek(1) is 'x' or 'X';
        var isDouble = false;
        if (hex)
        {
            _at += 2;
            SkipWhile(char.IsAsciiHexDigit);
        }
        else
        {
            isDouble = SkipDecimal();
        }

        var digits = _text[start.._at];
        if (!isDouble && Peek(0) is 'u' or 'U')
        {
            _at++;
        }

        if (char.IsAsciiLetterOrDigit(Peek(0)) || Peek(0) == '_' || digits.Length == 2 && hex)
        {
            Fail(start, $"'{digits}{Peek(0)}' is not a number");
            return;
        }

        AddNumber(digits, start, isDouble);
    }

    // Returns whether the number has a fraction or an exponent, which makes it a double.
    private bool SkipDecimal()
    {
        var isDouble = false;
        SkipWhile(char.IsAsciiDigit);
        if (Peek(0) == '.' && char.IsAsciiDigit(Peek(1)))
        {
            isDouble = true;
            _at++;
            SkipWhile(char.IsAsciiDigit);
        }

        var sign = Peek(1) is '+' or '-' ? 1 : 0;
        if (Peek(0) is 'e' or 'E' && char.IsAsciiDigit(Peek(1 + sign)))
        {
            isDouble = true;
            _at += 1 + sign;
            SkipWhile(char.IsAsciiDigit);
        }

        return isDouble;
    }

    private void AddNumber(string digits, int start, bool isDouble)
    {
        if (isDouble)
        {
            var number = double.Parse(digits, NumberStyles.Float, CultureInfo.InvariantCulture);
            _tokens.Add(new Token(TokenKind.Literal, digits, start, Value.Of(number)));
            return;
        }

        if (Whole(digits, negative: false) is { } value)
        {
            _tokens.Add(new Token(TokenKind.Literal, digits, start, Value.Of(value)));
        }
        else if (_tokens is [.., { Text: "-" }] && Whole(digits, negative: true) is { } least)
        {
            // Only -9223372036854775808 comes here; the parser puts it together.
            _tokens.Add(new Token(TokenKind.Literal, LeastInt, start, Value.Of(least)));
        }
        else
        {
            Fail(start, $"the number {digits} is too large; whole numbers go to 9223372036854775807");
        }
    }

    /// <summary>The text of the one literal whose value already has its sign.</summary>
    public const string LeastInt = "9223372036854775808";

    private static long? Whole(string digits, bool negative)
    {
        var hex = digits.StartsWith("0x", StringComparison.OrdinalIgnoreCase);
        var style = hex ? NumberStyles.AllowHexSpecifier : NumberStyles.None;
        if (!ulong.TryParse(hex ? digits[2..] : digits, style, CultureInfo.InvariantCulture, out var magnitude))
        {
            return null;
        }

        return magnitude <= long.MaxValue ? (long)magnitude
            : negative && magnitude == 1UL << 63 ? long.MinValue
            : null;
    }

    private char Peek(int ahead) => _at + ahead < _text.Length ? _text[_at + ahead] : '\0';

    private void SkipWhile(Func<char, bool> holds)
    {
        while (_at < _text.Length && holds(_text[_at]))
        {
            _at++;
        }
    }

    private void Fail(int at, string message) => Fault ??= source.FaultAt(at, message);
}
