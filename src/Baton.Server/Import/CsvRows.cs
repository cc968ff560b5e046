namespace Baton.Server.Import;

/// <summary>
/// Rows of CSV by RFC 4180: quotes doubled inside quotes, delimiters and line breaks inside quotes; CRLF, LF or CR end a
/// row; empty lines are passed over. A quote inside a bare cell is itself.
/// </summary>
internal sealed class CsvRows(Stream input) : RowSource(input)
{
    private static readonly byte[] Utf16 = [0xFF, 0xFE];
    private static readonly byte[] Utf16BigEndian = [0xFE, 0xFF];

    private const string AfterQuote = "text stands after a closing quote";

    public byte Delimiter { get; private set; } = (byte)',';

    /// <summary>Which column holds the rows' own ids; -1 = none.</summary>
    public int IdColumn { get; set; } = -1;

    /// <summary>Reads the header; null where there is none. Finds the delimiter where none is given.</summary>
    public async ValueTask<IReadOnlyList<string>?> Header(char? delimiter, CancellationToken cancellation)
    {
        await PassMark(cancellation);
        if (Broken is not null)
        {
            return null;
        }

        Delimiter = (byte)(delimiter ?? ',');
        while (true)
        {
            using var scratch = RowBatch.Rent();
            if (TryHeader(delimiter is null, scratch, out var slice, out var names))
            {
                Pass(slice.Next);
                if (slice.Length >= 0)
                {
                    return names;
                }
            }
            else if (!await Fill(cancellation) && (Unread.IsEmpty || Broken is not null))
            {
                Broken ??= "the file has no header";
                return null;
            }
        }
    }

    // What a reader of cells takes for blank has no visible character of ASCII.
    protected override bool HasId(ReadOnlySpan<byte> text, ReadOnlySpan<Cell> cells) =>
        (uint)IdColumn < (uint)cells.Length
        && text.Slice(cells[IdColumn].Start, cells[IdColumn].Length).ContainsAnyInRange((byte)'!', (byte)'~');

    protected override bool TryCut(ReadOnlySpan<byte> text, int from, RowBatch batch, out Slice slice)
    {
        string? fault = null;
        for (var at = from; ; at++)
        {
            if (!TryCell(text, ref at, batch, ref fault))
            {
                slice = default;
                return false;
            }

            if (at == text.Length || text[at] != Delimiter)
            {
                // CR at the very end may have its LF still to come.
                if (at == text.Length - 1 && text[at] == '\r' && !IsEnd)
                {
                    slice = default;
                    return false;
                }

                var next = at + (at + 1 < text.Length && text[at] == '\r' && text[at + 1] == '\n' ? 2 : 1);
                slice = new Slice(from, at == from ? -1 : at - from, Math.Min(next, text.Length), fault);
                if (at == from)
                {
                    batch.Cells.RemoveAt(batch.Cells.Count - 1);
                }

                return true;
            }
        }
    }

    // Leaves 'at' on what ends the cell: a delimiter, a line's end, or the end of the text.
    private bool TryCell(ReadOnlySpan<byte> text, ref int at, RowBatch batch, ref string? fault)
    {
        if (at < text.Length && text[at] == '"')
        {
            return TryQuoted(text, ref at, batch, ref fault);
        }

        var start = at;
        if (!TryBareEnd(text, ref at))
        {
            return false;
        }

        batch.Cells.Add(new Cell(start, at - start, Escaped: false));
        return true;
    }

    private bool TryQuoted(ReadOnlySpan<byte> text, ref int at, RowBatch batch, ref string? fault)
    {
        var start = ++at;
        var escaped = false;
        while (true)
        {
            var quote = text[at..].IndexOf((byte)'"');
            if (quote < 0 || (at + quote + 1 == text.Length && !IsEnd))
            {
                Broken = quote < 0 && IsEnd ? $"the quote that opens in line {LineOf(start)} is never closed" : null;
                return false;
            }

            at += quote + 1;
            if (at == text.Length || text[at] != '"')
            {
                break;
            }

            escaped = true;
            at++;
        }

        batch.Cells.Add(new Cell(start, at - 1 - start, escaped));
        var rest = at;
        if (!TryBareEnd(text, ref at))
        {
            return false;
        }

        fault ??= text[rest..at].Trim(" \t"u8).IsEmpty ? null : AfterQuote;
        return true;
    }

    private bool TryBareEnd(ReadOnlySpan<byte> text, ref int at)
    {
        var end = text[at..].IndexOfAny(Delimiter, (byte)'\r', (byte)'\n');
        if (end < 0 && !IsEnd)
        {
            return false;
        }

        at = end < 0 ? text.Length : at + end;
        return true;
    }

    private bool TryHeader(bool guess, RowBatch scratch, out Slice slice, out IReadOnlyList<string> names)
    {
        names = [];
        slice = default;
        if (Unread.IsEmpty)
        {
            return false;
        }

        if (guess)
        {
            Delimiter = GuessDelimiter(Unread);
        }

        var text = Unread;
        if (!TryCut(text, 0, scratch, out slice))
        {
            return false;
        }

        var cells = new List<string>(scratch.Cells.Count);
        foreach (var cell in scratch.Cells)
        {
            cells.Add(CellText.Of(text, cell)?.Trim() ?? "");
        }

        names = cells;
        return true;
    }

    // Of the four the one that stands most often in the first line, outside quotes.
    private static byte GuessDelimiter(ReadOnlySpan<byte> text)
    {
        ReadOnlySpan<byte> known = ",;\t|"u8;
        Span<int> counts = stackalloc int[4];
        var quoted = false;
        foreach (var unit in text)
        {
            quoted ^= unit == '"';
            if (!quoted && unit is (byte)'\n' or (byte)'\r')
            {
                break;
            }

            if (!quoted && known.IndexOf(unit) is >= 0 and var which)
            {
                counts[which]++;
            }
        }

        var best = 0;
        for (var i = 1; i < counts.Length; i++)
        {
            best = counts[i] > counts[best] ? i : best;
        }

        return known[best];
    }

    private async ValueTask PassMark(CancellationToken cancellation)
    {
        while (Unread.Length < 3 && await Fill(cancellation)) { }

        ReadOnlySpan<byte> mark = [0xEF, 0xBB, 0xBF];
        if (Unread.StartsWith(mark))
        {
            Pass(mark.Length);
        }
        else if (Unread.StartsWith(Utf16) || Unread.StartsWith(Utf16BigEndian) || Unread.Contains((byte)0))
        {
            // Its letters of ASCII would be read as such, and the rest as rows that are none.
            Broken = "the file is no UTF-8 but looks like UTF-16; name its charset: 'text/csv; charset=utf-16'";
        }
    }
}
