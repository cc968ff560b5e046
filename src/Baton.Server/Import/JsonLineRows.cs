namespace Baton.Server.Import;

/// <summary>Rows of newline-delimited JSON: a line each. Blank lines are passed over.</summary>
internal sealed class JsonLineRows(Stream input) : RowSource(input)
{
    protected override bool TryCut(ReadOnlySpan<byte> text, int from, RowBatch batch, out Slice slice)
    {
        var end = text[from..].IndexOf((byte)'\n');
        slice = default;
        if (end < 0 && !IsEnd)
        {
            return false;
        }

        var next = end < 0 ? text.Length : from + end + 1;
        var line = text[from..next];
        var bare = line.Trim(" \t\r\n"u8);
        var lead = line.Length - line.TrimStart(" \t\r\n"u8).Length;
        slice = new Slice(from + lead, bare.IsEmpty ? -1 : bare.Length, next);
        return true;
    }
}
