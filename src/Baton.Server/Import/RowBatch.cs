namespace Baton.Server.Import;

/// <summary>Rows as they stand in the file: bytes, and where each row (and of CSV each cell) lies in them.</summary>
internal sealed class RowBatch
{
    public byte[] Bytes { get; set; } = [];
    public List<Row> Rows { get; } = [];
    public List<Cell> Cells { get; } = [];
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
    public string? Key { get; init; }
}

/// <param name="Escaped">Doubled quotes stand in it.</param>
internal readonly record struct Cell(int Start, int Length, bool Escaped);
