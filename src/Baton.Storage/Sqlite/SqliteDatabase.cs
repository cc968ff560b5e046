using Dapper;
using Microsoft.Data.Sqlite;

namespace Baton.Storage.Sqlite;

/// <summary>
/// The database file of a data folder: how it is checked, migrated and opened. SQL text and all that is SQLite's own
/// stay in this folder, in classes whose members speak of records, leads and keys; a second database would be a
/// second set of these classes, and the point at which their common shape becomes an abstract base.
/// </summary>
internal sealed class SqliteDatabase
{
    // Of 4 KiB, an import writes 6 % less, but in twice the pages: 2 us of the processor more a lead.
    private const int PageSize = 8192;

    // SQLite's words for "this is not, or no longer, a database".
    private const int Corrupt = 11;
    private const int NotADatabase = 26;

    private readonly int? _pageLimit;

    // Every call of SQLite and every allocation in it takes a lock, a fifth of what a lead costs there, and for nothing: no
    // connection is used by two threads at a time, and nobody asks how much memory it has. Both are refused where somebody
    // has opened a database before, who then goes on with locks.
    static SqliteDatabase()
    {
        SQLitePCL.Batteries_V2.Init();
        _ = SQLitePCL.raw.sqlite3_config(SQLitePCL.raw.SQLITE_CONFIG_MULTITHREAD);
        _ = SQLitePCL.raw.sqlite3_config(SQLitePCL.raw.SQLITE_CONFIG_MEMSTATUS, 0);
    }

    private SqliteDatabase(string path, (long Id, string Name) workspace, int? pageLimit, int leadsBetweenMoves)
    {
        Path = path;
        (Workspace, Name) = workspace;
        _pageLimit = pageLimit;
        Fresh = new FreshKeys(this, leadsBetweenMoves);
    }

    public string Path { get; }

    /// <summary>The workspace's number, in nearly every primary key.</summary>
    public long Workspace { get; }

    /// <summary>The workspace's name, which its keys bear.</summary>
    public string Name { get; }

    public FreshKeys Fresh { get; }

    /// <summary>Checks and migrates the file, which the caller owns.</summary>
    public static SqliteDatabase Prepare(
        string path,
        StoreOptions options,
        IReadOnlyList<SqliteMigration>? known = null
    )
    {
        known ??= SqliteMigration.All;
        if (File.Exists(path) && new FileInfo(path).Length > 0)
        {
            Verify(path, known);
        }

        using var connection = Open(path, SqliteOpenMode.ReadWriteCreate, pooled: false);
        connection.Execute($"PRAGMA page_size = {PageSize}");
        connection.Execute("PRAGMA journal_mode = WAL");
        TextKey.Teach(connection);
        SqliteMigrations.Apply(connection, options.Clock, known);
        connection.Execute(
            "INSERT INTO workspaces(name) SELECT @name WHERE NOT EXISTS (SELECT 1 FROM workspaces)",
            new { name = options.Workspace ?? WorkspaceFolders.Default }
        );
        var workspace = WorkspaceOf(connection, path);
        return options.Workspace is { } asked && asked != workspace.Name
            ? throw new StoreException(
                "other_workspace",
                $"{path} holds the workspace '{workspace.Name}', not '{asked}'; give its folder that name again"
            )
            : new SqliteDatabase(path, workspace, options.PageLimit, options.LeadsBetweenKeyMoves);
    }

    /// <summary>Opens an existing file for reading, beside whoever owns it.</summary>
    public static SqliteDatabase Existing(string path)
    {
        if (!File.Exists(path))
        {
            throw new StoreException("no_database", $"there is no database {path}");
        }

        Verify(path, SqliteMigration.All);
        using var connection = Open(path, SqliteOpenMode.ReadOnly, pooled: false);
        return new SqliteDatabase(path, WorkspaceOf(connection, path), pageLimit: null, StoreOptions.LeadsBetweenMoves);
    }

    /// <summary>As <see cref="Existing"/>, of this version's schema: nothing but its owner brings an older one up to it.</summary>
    public static SqliteDatabase Current(string path)
    {
        var database = Existing(path);
        using var connection = database.OpenReader();
        return connection.ExecuteScalar<int>("SELECT max(number) FROM migrations") == SqliteMigration.All[^1].Number
            ? database
            : throw new StoreException(
                "older_database",
                $"{path} was written by an older Baton; start this one's server on it once ('baton serve'), which brings it up to date"
            );
    }

    /// <summary>A connection for the one writer: durable commits, 64 MB of page cache, erased content overwritten.</summary>
    public SqliteConnection OpenWriter()
    {
        var connection = Open(Path, SqliteOpenMode.ReadWrite, pooled: false);
        connection.Execute("PRAGMA cache_size = -65536");
        connection.Execute("PRAGMA wal_autocheckpoint = 32000");
        connection.Execute("PRAGMA journal_size_limit = 268435456");
        if (_pageLimit is { } pages)
        {
            connection.Execute($"PRAGMA max_page_count = {pages}");
        }

        return connection;
    }

    /// <summary>A pooled connection that cannot write.</summary>
    public SqliteConnection OpenReader() => Open(Path, SqliteOpenMode.ReadOnly, pooled: true);

    /// <summary>A short-lived connection for rare writes beside the writer, such as a key.</summary>
    public SqliteConnection OpenBeside() => Open(Path, SqliteOpenMode.ReadWrite, pooled: false);

    /// <summary>One transaction of its own beside the writer, for which it waits if need be.</summary>
    public T Beside<T>(Func<SqliteConnection, T> work)
    {
        using var connection = OpenBeside();
        return Transact(connection, work);
    }

    /// <summary>
    /// As <see cref="Beside"/>, for what may be forgotten in a power cut: it does not wait for the disk, so the writer waits for it
    /// no longer than its statements take.
    /// </summary>
    public T Hastily<T>(Func<SqliteConnection, T> work)
    {
        using var connection = OpenBeside();
        connection.Execute("PRAGMA synchronous = NORMAL");
        connection.Execute("PRAGMA wal_autocheckpoint = 4000");
        return Transact(connection, work);
    }

    private static T Transact<T>(SqliteConnection connection, Func<SqliteConnection, T> work)
    {
        using var transaction = connection.BeginTransaction(deferred: false);
        var done = work(connection);
        transaction.Commit();
        return done;
    }

    /// <summary>Moves what it can of the log into the database file; keeps nobody waiting. Returns the log's length in pages.</summary>
    public int Checkpoint()
    {
        using var connection = OpenBeside();
        var (_, pages, _) = connection.QuerySingle<(int Busy, int Pages, int Moved)>("PRAGMA wal_checkpoint(PASSIVE)");
        return pages;
    }

    /// <summary>Lets go of the file when the writer is gone; its last connection leaves one whole file behind.</summary>
    public void Close()
    {
        ReleaseReaders();
        using var last = OpenBeside();
        last.Execute("PRAGMA wal_checkpoint(TRUNCATE)");
    }

    public void ReleaseReaders()
    {
        using var connection = new SqliteConnection(Connection(Path, SqliteOpenMode.ReadOnly, pooled: true));
        SqliteConnection.ClearPool(connection);
    }

    private static (long Id, string Name) WorkspaceOf(SqliteConnection connection, string path) =>
        connection.QueryFirstOrDefault<(long Id, string? Name)>("SELECT id, name FROM workspaces ORDER BY id LIMIT 1")
            is (var id, { } name)
            ? (id, name)
            : throw new StoreException("no_database", $"{path} has no workspace yet");

    private static void Verify(string path, IReadOnlyList<SqliteMigration> known)
    {
        try
        {
            using var connection = Open(path, SqliteOpenMode.ReadOnly, pooled: false);
            SqliteMigrations.Verify(connection, path, known);
        }
        catch (SqliteException e) when (e.SqliteErrorCode is Corrupt or NotADatabase)
        {
            throw new StoreException(
                "corrupt_database",
                $"{path} is not a readable database ({e.Message.TrimEnd('.')}); it was left untouched. Restore a backup",
                e
            );
        }
    }

    private static SqliteConnection Open(string path, SqliteOpenMode mode, bool pooled)
    {
        var connection = new SqliteConnection(Connection(path, mode, pooled));
        connection.Open();
        if (mode != SqliteOpenMode.ReadOnly)
        {
            connection.Execute("PRAGMA busy_timeout = 10000");
            connection.Execute("PRAGMA synchronous = FULL");
            connection.Execute("PRAGMA foreign_keys = ON");
            connection.Execute("PRAGMA secure_delete = ON");
        }

        return connection;
    }

    private static string Connection(string path, SqliteOpenMode mode, bool pooled) =>
        new SqliteConnectionStringBuilder
        {
            DataSource = path,
            Mode = mode,
            Pooling = pooled,
            Cache = SqliteCacheMode.Private,
        }.ToString();
}
