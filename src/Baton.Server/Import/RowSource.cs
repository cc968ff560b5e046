using System.Runtime.InteropServices;

namespace Baton.Server.Import;

/// <summary>
/// Cuts a stream into rows, in order, in batches, without understanding them: what can run beside each other is left to
/// others. Memory is bounded by the longest row. Not thread-safe.
/// </summary>
internal abstract class RowSource(Stream input)
{
    private const int BatchRows = 256;
    private const int FirstSize = 128 * 1024;
    private const int LongestRow = 1024 * 1024;

    private byte[] _buffer = new byte[FirstSize];
    private int _start;
    private int _end;
    private bool _isEnd;
    private int _row;
    private int _line = 1;

    /// <summary>Why the rest of the stream cannot be cut; null = nothing is wrong.</summary>
    public string? Broken { get; protected set; }

    /// <summary>The number of the first row, more than 1 where other parts of the file came before.</summary>
    public int FirstRow
    {
        init => _row = value - 1;
    }

    /// <summary>Keys the rows; null = they are not to be keyed.</summary>
    public RowChain? Chain { get; set; }

    protected ReadOnlySpan<byte> Unread => _buffer.AsSpan(_start, _end - _start);

    protected bool IsEnd => _isEnd;

    /// <summary>The next rows; null at the end, or where <see cref="Broken"/> says why there are no more.</summary>
    public async ValueTask<RowBatch?> Next(CancellationToken cancellation)
    {
        while (Broken is null)
        {
            var batch = RowBatch.Rent();
            var used = Cut(batch);
            if (batch.Rows.Count > 0)
            {
                batch.Keep(Unread[..used]);
                Pass(used);
                return batch;
            }

            batch.Dispose();
            Pass(used);
            if (_isEnd && Unread.IsEmpty)
            {
                Broken ??= AtEnd();
                return null;
            }

            await Fill(cancellation);
        }

        return null;
    }

    /// <summary>
    /// Cuts one row off the front of the text: false where its end is not there yet. A part without a row (a blank line, a
    /// bracket) has a length of -1.
    /// </summary>
    protected abstract bool TryCut(ReadOnlySpan<byte> text, int from, RowBatch batch, out Slice slice);

    /// <summary>Whether a row surely has an id of its own, and so needs no key. False where that is not seen from its bytes.</summary>
    protected virtual bool HasId(ReadOnlySpan<byte> text, ReadOnlySpan<Cell> cells) => false;

    /// <summary>What is missing where the stream ends here; null = nothing.</summary>
    protected virtual string? AtEnd() => null;

    /// <summary>Of a place in <see cref="Unread"/>.</summary>
    protected int LineOf(int at) => _line + Unread[..at].Count((byte)'\n');

    /// <summary>Reads on. False at the end of the stream.</summary>
    protected async ValueTask<bool> Fill(CancellationToken cancellation)
    {
        if (_isEnd)
        {
            return false;
        }

        if (_start > 0)
        {
            Unread.CopyTo(_buffer);
            (_start, _end) = (0, _end - _start);
        }

        if (_end == _buffer.Length && !Grow())
        {
            return false;
        }

        var read = await input.ReadAsync(_buffer.AsMemory(_end), cancellation);
        _end += read;
        _isEnd = read == 0;
        return !_isEnd;
    }

    protected void Pass(int count)
    {
        _line += Unread[..count].Count((byte)'\n');
        _start += count;
    }

    private int Cut(RowBatch batch)
    {
        var text = Unread;
        var (at, line, counted) = (0, _line, 0);
        while (batch.Rows.Count < BatchRows && at < text.Length)
        {
            var firstCell = batch.Cells.Count;
            if (!TryCut(text, at, batch, out var slice))
            {
                batch.Cells.RemoveRange(firstCell, batch.Cells.Count - firstCell);
                break;
            }

            if (slice.Length >= 0)
            {
                line += text[counted..slice.Start].Count((byte)'\n');
                counted = slice.Start;
                var cells = batch.Cells.Count - firstCell;
                var isKeyed =
                    Chain is not null && !HasId(text, CollectionsMarshal.AsSpan(batch.Cells).Slice(firstCell, cells));
                batch.Rows.Add(
                    new Row(++_row, line, slice.Start, slice.Length, firstCell, cells, slice.Fault)
                    {
                        Key = isKeyed ? Chain!.Next(text.Slice(slice.Start, slice.Length)) : null,
                    }
                );
            }

            at = slice.Next;
            if (Broken is not null)
            {
                break;
            }
        }

        return at;
    }

    private bool Grow()
    {
        if (_buffer.Length >= LongestRow)
        {
            Broken = $"row {_row + 1}, which begins in line {_line}, is longer than {LongestRow} bytes";
            return false;
        }

        Array.Resize(ref _buffer, _buffer.Length * 2);
        return true;
    }

    /// <param name="Start">Of the row.</param>
    /// <param name="Length">Of the row without its end; -1 = no row.</param>
    /// <param name="Next">Where the text goes on.</param>
    protected readonly record struct Slice(int Start, int Length, int Next, string? Fault = null);
}
