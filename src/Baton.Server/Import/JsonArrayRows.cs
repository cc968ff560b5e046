namespace Baton.Server.Import;

/// <summary>
/// The elements of a JSON array, cut by brackets and quotes alone: whether an element is good JSON is found when it is
/// read. What stands between the elements must be one comma each.
/// </summary>
internal sealed class JsonArrayRows(Stream input) : RowSource(input)
{
    private Expected _expected = Expected.Open;

    private enum Expected
    {
        Open,
        FirstOrClose,
        Element,
        CommaOrClose,
        Nothing,
    }

    protected override string? AtEnd() =>
        _expected switch
        {
            Expected.Nothing => null,
            Expected.Open => "expected an array of leads: '['",
            _ => "the array is not closed: rows may be missing",
        };

    protected override bool TryCut(ReadOnlySpan<byte> text, int from, RowBatch batch, out Slice slice)
    {
        var blank = text[from..].IndexOfAnyExcept(" \t\r\n"u8);
        slice = new Slice(from, -1, text.Length);
        if (blank < 0)
        {
            return true;
        }

        var at = from + blank;
        if (text.Length >= at + 3 && at == 0 && text[..3].SequenceEqual((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF]))
        {
            slice = new Slice(from, -1, 3);
            return true;
        }

        return _expected is Expected.FirstOrClose or Expected.Element && text[at] is not (byte)']'
            ? TryElement(text, at, out slice)
            : TryPunctuation(text[at], at, out slice);
    }

    private bool TryPunctuation(byte unit, int at, out Slice slice)
    {
        slice = new Slice(at, -1, at + 1);
        (_expected, var right) = (_expected, unit) switch
        {
            (Expected.Open, (byte)'[') => (Expected.FirstOrClose, true),
            (Expected.FirstOrClose or Expected.CommaOrClose, (byte)']') => (Expected.Nothing, true),
            (Expected.CommaOrClose, (byte)',') => (Expected.Element, true),
            _ => (_expected, false),
        };
        if (!right)
        {
            Broken = _expected switch
            {
                Expected.Open => "expected an array of leads: '['",
                Expected.Element => "a lead is missing after ','",
                Expected.Nothing => "something stands after the array",
                _ => "expected ',' or ']' after a lead",
            };
        }

        return true;
    }

    private bool TryElement(ReadOnlySpan<byte> text, int at, out Slice slice)
    {
        var end = EndOf(text, at);
        slice = default;
        if (end < 0)
        {
            return false;
        }

        _expected = Expected.CommaOrClose;
        slice = new Slice(at, end - at, end);
        return true;
    }

    // Where an element ends: at the bracket that closes it, or, where it is no object, at the next comma or bracket.
    private int EndOf(ReadOnlySpan<byte> text, int at)
    {
        var depth = 0;
        while (true)
        {
            var found = text[at..].IndexOfAny("\"{}[],"u8);
            if (found < 0)
            {
                return IsEnd ? text.Length : -1;
            }

            at += found;
            switch (text[at])
            {
                case (byte)'"':
                    at = EndOfText(text, at + 1);
                    if (at < 0)
                    {
                        return IsEnd ? text.Length : -1;
                    }

                    break;
                case (byte)'{' or (byte)'[':
                    depth++;
                    break;
                case (byte)',' when depth == 0:
                    return at;
                case (byte)',':
                    break;
                default:
                    if (--depth <= 0)
                    {
                        return depth < 0 ? at : at + 1;
                    }

                    break;
            }

            at++;
        }
    }

    // The closing quote of a text that begins here; -1 = it is not there.
    private static int EndOfText(ReadOnlySpan<byte> text, int at)
    {
        while (at < text.Length)
        {
            var found = text[at..].IndexOfAny((byte)'"', (byte)'\\');
            if (found < 0)
            {
                return -1;
            }

            at += found;
            if (text[at] == '"')
            {
                return at;
            }

            at += 2;
        }

        return -1;
    }
}
