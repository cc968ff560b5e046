using System.Globalization;
using System.Text;

namespace Baton.Engine.Conditions.Parsing;

/// <summary>
/// Reads a text literal, plain or raw, in one or three quotes of either sort, with every escape of CEL:
/// <c>\a \b \f \n \r \t \v \\ \? \" \' \`</c>, <c>\xHH \uHHHH \UHHHHHHHH</c> and three octal digits, all naming code points.
/// </summary>
internal sealed class TextLiteral
{
    private readonly StringBuilder _result = new();
    private readonly string _source;
    private readonly int _start;
    private readonly bool _raw;
    private int _at;

    public TextLiteral(string source, int start, bool raw)
    {
        _source = source;
        _start = start;
        _raw = raw;
        _at = start;
    }

    /// <summary>The offset after the closing quote.</summary>
    public int End => _at;

    public int FaultAt { get; private set; }

    public string FaultMessage { get; private set; } = "";

    /// <summary>The text, or null with the fault set.</summary>
    public string? Read()
    {
        var quote = _source[_start].ToString();
        var triple = _source.AsSpan(_start).StartsWith(quote + quote + quote, StringComparison.Ordinal);
        var closing = triple ? quote + quote + quote : quote;
        _at += closing.Length;
        while (_at < _source.Length)
        {
            if (_source.AsSpan(_at).StartsWith(closing, StringComparison.Ordinal))
            {
                _at += closing.Length;
                return _result.ToString();
            }

            if (!triple && _source[_at] is '\n' or '\r')
            {
                return Fail(_start, "a text must end on its line; use three quotes for several lines");
            }

            if (!(_source[_at] == '\\' && !_raw ? ReadEscape() : ReadPlain()))
            {
                return null;
            }
        }

        return Fail(_start, $"a text is not closed; expected {closing}");
    }

    private bool ReadPlain()
    {
        _result.Append(_source[_at++]);
        return true;
    }

    private bool ReadEscape()
    {
        var letter = _at + 1 < _source.Length ? _source[_at + 1] : '\0';
        var simple = "abfnrtv\\?\"'`".IndexOf(letter);
        if (simple >= 0)
        {
            _result.Append("\a\b\f\n\r\t\v\\?\"'`"[simple]);
            _at += 2;
            return true;
        }

        return letter switch
        {
            'x' or 'X' => ReadCode(2, 2, 16),
            'u' => ReadCode(2, 4, 16),
            'U' => ReadCode(2, 8, 16),
            >= '0' and <= '3' => ReadCode(1, 3, 8),
            _ => Fail(_at, $"unknown escape '\\{letter}'; write '\\\\' for a backslash") is not null,
        };
    }

    private bool ReadCode(int skip, int digits, int radix)
    {
        var text = _at + skip + digits <= _source.Length ? _source.Substring(_at + skip, digits) : "";
        var good = text.Length > 0 && text.All(c => radix == 16 ? char.IsAsciiHexDigit(c) : c is >= '0' and <= '7');
        if (!good)
        {
            return Fail(_at, $"an escape needs {digits} {(radix == 16 ? "hexadecimal" : "octal")} digits") is not null;
        }

        var code = text.Aggregate(
            0L,
            (sum, c) => (sum * radix) + int.Parse([c], NumberStyles.HexNumber, CultureInfo.InvariantCulture)
        );
        if (!Rune.IsValid((int)Math.Min(code, int.MaxValue)))
        {
            return Fail(_at, "an escape names no character") is not null;
        }

        _result.Append(new Rune((int)code));
        _at += skip + digits;
        return true;
    }

    private string? Fail(int at, string message)
    {
        (FaultAt, FaultMessage) = (at, message);
        return null;
    }
}
