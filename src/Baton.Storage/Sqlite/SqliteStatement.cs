using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Baton.Storage.Sqlite;

/// <summary>
/// A prepared statement without the boxing, copying and parameter names of ADO.NET, for the writer's few hot ones:
/// binding is by position, and what is bound stays in a buffer of the statement's own until it has run. SQLite's functions
/// are called as they are: through safe handles, a lead with its fifty values cost 2 us more. Not thread-safe.
/// </summary>
internal sealed partial class SqliteStatement : IDisposable
{
    private const string Library = "e_sqlite3";
    private const int ScratchLength = 4096;
    private const int RowLength = 2048;

    // Until when SQLite may read what is bound: until the statement is bound anew, or only now, so that it copies.
    private const nint Static = 0;
    private const nint Transient = -1;

    private readonly sqlite3 _database;
    private readonly sqlite3_stmt _statement;
    private readonly nint _handle;
    private readonly byte[] _scratch;
    private readonly nint _address;

    // What each parameter is bound to where that is a whole number or nothing: SQLite keeps it from run to run.
    private readonly Bound[] _bound;
    private int _used;
    private int _next = 1;

    /// <param name="rows">How many rows it takes values of.</param>
    public SqliteStatement(SqliteConnection connection, string sql, int rows = 1)
    {
        _scratch = GC.AllocateUninitializedArray<byte>(ScratchLength + (RowLength * (rows - 1)), pinned: true);
        _database = connection.Handle!;
        Check(raw.sqlite3_prepare_v3(_database, sql, raw.SQLITE_PREPARE_PERSISTENT, out _statement));
        _handle = _statement.DangerousGetHandle();
        _address = Marshal.UnsafeAddrOfPinnedArrayElement(_scratch, 0);
        _bound = new Bound[raw.sqlite3_bind_parameter_count(_statement) + 1];
        Array.Fill(_bound, new Bound(IsNull: true, Number: null));
    }

    public SqliteStatement Bind(long value)
    {
        if (_bound[_next].Number != value)
        {
            Check(BindInt64(_handle, _next, value));
            _bound[_next] = new Bound(IsNull: false, value);
        }

        _next++;
        return this;
    }

    public SqliteStatement Bind(long? value) => value is { } number ? Bind(number) : BindNull();

    public SqliteStatement Bind(string? value)
    {
        if (value is null)
        {
            return BindNull();
        }

        // A character has at most three bytes.
        if (value.Length * 3 > _scratch.Length - _used)
        {
            return BindText(Encoding.UTF8.GetBytes(value));
        }

        var length = Encoding.UTF8.GetBytes(value, _scratch.AsSpan(_used));
        Check(BindKeptText(_handle, Next(), Take(length), length, Static));
        return this;
    }

    public SqliteStatement BindText(ReadOnlySpan<byte> utf8)
    {
        if (Kept(utf8) is { } kept)
        {
            Check(BindKeptText(_handle, Next(), kept, utf8.Length, Static));
            return this;
        }

        unsafe
        {
            fixed (byte* start = utf8)
            {
                Check(BindText(_handle, Next(), (nint)start, utf8.Length, Transient));
            }
        }

        return this;
    }

    /// <summary>An empty blob is null.</summary>
    public SqliteStatement Bind(ReadOnlySpan<byte> blob)
    {
        if (blob.IsEmpty)
        {
            return BindNull();
        }

        if (Kept(blob) is { } kept)
        {
            Check(BindKeptBlob(_handle, Next(), kept, blob.Length, Static));
            return this;
        }

        unsafe
        {
            fixed (byte* start = blob)
            {
                Check(BindBlob(_handle, Next(), (nint)start, blob.Length, Transient));
            }
        }

        return this;
    }

    public SqliteStatement BindEmptyBlob()
    {
        Check(raw.sqlite3_bind_zeroblob(_statement, Next(), 0));
        return this;
    }

    public SqliteStatement BindNull()
    {
        if (!_bound[_next].IsNull)
        {
            Check(BindNull(_handle, _next));
            _bound[_next] = new Bound(IsNull: true, Number: null);
        }

        _next++;
        return this;
    }

    /// <summary>Nothing for the next parameter, and those after it stay as they are.</summary>
    public void Skip(int parameters)
    {
        var next = _next + parameters;
        BindNull();
        _next = next;
    }

    /// <summary>Runs it to its end.</summary>
    public void Run()
    {
        try
        {
            while (Step()) { }
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
        (_next, _used) = (1, 0);
        _ = Reset(_handle);
    }

    public bool IsNull(int column) => ColumnType(_handle, column) == raw.SQLITE_NULL;

    public long Long(int column) => ColumnInt64(_handle, column);

    public long? LongOrNull(int column) => IsNull(column) ? null : Long(column);

    public string Text(int column) => TextOrNull(column)!;

    public string? TextOrNull(int column) =>
        IsNull(column) ? null : Encoding.UTF8.GetString(raw.sqlite3_column_blob(_statement, column));

    public byte[] Blob(int column) => raw.sqlite3_column_blob(_statement, column).ToArray();

    public void Dispose() => _statement.Dispose();

    private bool Step()
    {
        var code = Step(_handle);
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

    // The next parameter, for a text or a blob: those are bound each time.
    private int Next()
    {
        _bound[_next] = default;
        return _next++;
    }

    // Null = there is no room.
    private nint? Kept(ReadOnlySpan<byte> bytes) => bytes.TryCopyTo(_scratch.AsSpan(_used)) ? Take(bytes.Length) : null;

    private nint Take(int length)
    {
        var start = _address + _used;
        _used += length;
        return start;
    }

    // Whoever is short needs not let the garbage collector in; a step may take long.
    [LibraryImport(Library, EntryPoint = "sqlite3_bind_int64")]
    [SuppressGCTransition]
    private static partial int BindInt64(nint statement, int parameter, long value);

    [LibraryImport(Library, EntryPoint = "sqlite3_bind_null")]
    [SuppressGCTransition]
    private static partial int BindNull(nint statement, int parameter);

    // What is kept is not copied.
    [LibraryImport(Library, EntryPoint = "sqlite3_bind_text")]
    [SuppressGCTransition]
    private static partial int BindKeptText(nint statement, int parameter, nint utf8, int length, nint lifetime);

    [LibraryImport(Library, EntryPoint = "sqlite3_bind_blob")]
    [SuppressGCTransition]
    private static partial int BindKeptBlob(nint statement, int parameter, nint bytes, int length, nint lifetime);

    [LibraryImport(Library, EntryPoint = "sqlite3_bind_text")]
    private static partial int BindText(nint statement, int parameter, nint utf8, int length, nint lifetime);

    [LibraryImport(Library, EntryPoint = "sqlite3_bind_blob")]
    private static partial int BindBlob(nint statement, int parameter, nint bytes, int length, nint lifetime);

    [LibraryImport(Library, EntryPoint = "sqlite3_column_type")]
    [SuppressGCTransition]
    private static partial int ColumnType(nint statement, int column);

    [LibraryImport(Library, EntryPoint = "sqlite3_column_int64")]
    [SuppressGCTransition]
    private static partial long ColumnInt64(nint statement, int column);

    [LibraryImport(Library, EntryPoint = "sqlite3_step")]
    private static partial int Step(nint statement);

    [LibraryImport(Library, EntryPoint = "sqlite3_reset")]
    private static partial int Reset(nint statement);

    private readonly record struct Bound(bool IsNull, long? Number);
}
