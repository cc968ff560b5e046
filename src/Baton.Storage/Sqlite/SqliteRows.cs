using Microsoft.Data.Sqlite;

namespace Baton.Storage.Sqlite;

/// <summary>
/// New rows of one table, inserted some at a time: a statement of its own for each costs as much again in beginning,
/// ending, and finding its place from the root of every tree. What was added is in the table after <see cref="Flush"/>,
/// which whoever reads or changes the table calls first. Not thread-safe.
/// </summary>
internal sealed class SqliteRows : IDisposable
{
    private const int Rows = 16;

    private readonly SqliteStatement _insert;
    private readonly int _width;
    private int _count;

    /// <param name="columns">Separated by commas. The first is never null.</param>
    /// <param name="doubled">What becomes of a row whose key is there already: <c>FAIL</c> or <c>IGNORE</c>.</param>
    public SqliteRows(SqliteConnection connection, string table, string columns, string doubled = "FAIL")
    {
        _width = columns.Split(',').Length;
        var row = $"({string.Join(", ", Enumerable.Repeat("?", _width))})";

        // FAIL leaves the rows before it to the transaction, which is rolled back; ABORT would keep copies of all pages.
        _insert = new SqliteStatement(
            connection,
            $"""
            INSERT OR {doubled} INTO {table}({columns})
            SELECT * FROM (VALUES {string.Join(", ", Enumerable.Repeat(row, Rows))}) WHERE column1 IS NOT NULL
            """,
            Rows
        );
    }

    /// <summary>What the next row's values are bound to, all of them, before <see cref="Add"/>.</summary>
    public SqliteStatement Next => _insert;

    public void Add()
    {
        if (++_count == Rows)
        {
            Run();
        }
    }

    public void Flush()
    {
        if (_count == 0)
        {
            return;
        }

        for (; _count < Rows; _count++)
        {
            _insert.Skip(_width);
        }

        Run();
    }

    public void Dispose() => _insert.Dispose();

    private void Run()
    {
        _count = 0;
        _insert.Run();
    }
}
