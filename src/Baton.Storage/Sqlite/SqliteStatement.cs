using System.Text;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Baton.Storage.Sqlite;

/// <summary>
/// A prepared statement without the boxing, copying and parameter names of ADO.NET, for the writer's few hot ones:
/// binding is by position, UTF-8 goes straight from the buffers it was written to. Not thread-safe.
/// </summary>
internal sealed class SqliteStatement : IDisposable
{
    private const int ShortText = 128;

    private readonly sqlite3 _database;
    private readonly sqlite3_stmt _statement;
    private int _next = 1;

    public SqliteStatement(SqliteConnection connection, string sql)
    {
        _database = connection.Handle!;
        Check(raw.sqlite3_prepare_v3(_database, sql, raw.SQLITE_PREPARE_PERSISTENT, out _statement));
    }

    public SqliteStatement Bind(long value)
    {
        Check(raw.sqlite3_bind_int64(_statement, _next++, value));
        return this;
    }

    public SqliteStatement Bind(long? value) => value is { } number ? Bind(number) : BindNull();

    public SqliteStatement Bind(string? value)
    {
        if (value is null)
        {
            return BindNull();
        }

        // SQLite copies what is bound: short texts need no array of their own. An empty span would be null.
        if (value.Length is 0 or > ShortText)
        {
            Check(raw.sqlite3_bind_text(_statement, _next++, value));
            return this;
        }

        Span<byte> utf8 = stackalloc byte[ShortText * 3];
        return BindText(utf8[..Encoding.UTF8.GetBytes(value, utf8)]);
    }

    public SqliteStatement BindText(ReadOnlySpan<byte> utf8)
    {
        Check(raw.sqlite3_bind_text(_statement, _next++, utf8));
        return this;
    }

    /// <summary>An empty blob is null.</summary>
    public SqliteStatement Bind(ReadOnlySpan<byte> blob)
    {
        if (blob.IsEmpty)
        {
            return BindNull();
        }

        Check(raw.sqlite3_bind_blob(_statement, _next++, blob));
        return this;
    }

    public SqliteStatement BindEmptyBlob()
    {
        Check(raw.sqlite3_bind_zeroblob(_statement, _next++, 0));
        return this;
    }

    public SqliteStatement BindNull()
    {
        Check(raw.sqlite3_bind_null(_statement, _next++));
        return this;
    }

    /// <summary>Runs it to its end; returns the rows it changed.</summary>
    public int Run()
    {
        try
        {
            while (Step()) { }

            return raw.sqlite3_changes(_database);
        }
        finally
        {
            Reset();
        }
    }

    /// <summary>Moves to the next row; at the end the statement is ready for new bindings.</summary>
    public bool Read()
    {
        var row = false;
        try
        {
            row = Step();
        }
        finally
        {
            if (!row)
            {
                Reset();
            }
        }

        return row;
    }

    public void Reset()
    {
        _next = 1;
        _ = raw.sqlite3_reset(_statement);
    }

    public bool IsNull(int column) => raw.sqlite3_column_type(_statement, column) == raw.SQLITE_NULL;

    public long Long(int column) => raw.sqlite3_column_int64(_statement, column);

    public long? LongOrNull(int column) => IsNull(column) ? null : Long(column);

    public string Text(int column) => TextOrNull(column)!;

    public string? TextOrNull(int column) =>
        IsNull(column) ? null : Encoding.UTF8.GetString(raw.sqlite3_column_blob(_statement, column));

    public byte[] Blob(int column) => raw.sqlite3_column_blob(_statement, column).ToArray();

    public void Dispose() => _statement.Dispose();

    private bool Step()
    {
        var code = raw.sqlite3_step(_statement);
        if (code is raw.SQLITE_ROW)
        {
            return true;
        }

        if (code is not raw.SQLITE_DONE)
        {
            SqliteException.ThrowExceptionForRC(code, _database);
        }

        return false;
    }

    private void Check(int code)
    {
        if (code != raw.SQLITE_OK)
        {
            SqliteException.ThrowExceptionForRC(code, _database);
        }
    }
}
