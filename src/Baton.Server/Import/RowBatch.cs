using System.Buffers;
using System.Collections.Concurrent;

namespace Baton.Server.Import;

/// <summary>
/// Rows as they stand in the file: bytes, and where each row (and of CSV each cell) lies in them. From a pool; dispose
/// gives it back.
/// </summary>
internal sealed class RowBatch : IDisposable
{
    private const int MostKept = 16;

    // What 256 rows and the first 128 KB of text can come to. One row of a megabyte of commas comes to 12 MB, which nobody
    // would ever give back.
    private const int MostRows = 256;
    private const int MostCells = 64 * 1024;

    private static readonly ConcurrentQueue<RowBatch> Kept = [];

    private byte[] _bytes = [];
    private int _length;

    public ReadOnlySpan<byte> Bytes => _bytes.AsSpan(0, _length);
    public List<Row> Rows { get; } = [];
    public List<Cell> Cells { get; } = [];

    public static RowBatch Rent() => Kept.TryDequeue(out var kept) ? kept : new RowBatch();

    public void Keep(ReadOnlySpan<byte> bytes)
    {
        _bytes = ArrayPool<byte>.Shared.Rent(bytes.Length);
        _length = bytes.Length;
        bytes.CopyTo(_bytes);
    }

    public ReadOnlySequence<byte> Slice(int start, int length) => new(_bytes, start, length);

    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(_bytes);
        (_bytes, _length) = ([], 0);
        Rows.Clear();
        Cells.Clear();
        if (Kept.Count < MostKept && Rows.Capacity <= MostRows && Cells.Capacity <= MostCells)
        {
            Kept.Enqueue(this);
        }
    }
}

/// <param name="Number">From 1, the header not counted.</param>
/// <param name="Line">In the file, from 1.</param>
/// <param name="Start">In the batch's bytes.</param>
/// <param name="Length">Without the line's end.</param>
/// <param name="FirstCell">In the batch's cells.</param>
/// <param name="CellCount">0 where the rows are JSON.</param>
/// <param name="Fault">What is wrong with the row's form; null = nothing.</param>
internal readonly record struct Row(
    int Number,
    int Line,
    int Start,
    int Length,
    int FirstCell,
    int CellCount,
    string? Fault
)
{
    /// <summary>The key that tells this row in this place of this file; null where rows have other keys.</summary>
    public UInt128? Key { get; init; }
}

/// <param name="Escaped">Doubled quotes stand in it.</param>
internal readonly record struct Cell(int Start, int Length, bool Escaped);
