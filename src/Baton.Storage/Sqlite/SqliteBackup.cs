using Dapper;
using Microsoft.Data.Sqlite;

namespace Baton.Storage.Sqlite;

/// <summary>Copies of a whole database file.</summary>
internal static class SqliteBackup
{
    /// <summary>
    /// Copies the database as of one moment, in one read transaction, into one file without a log beside it. The writer goes
    /// on; its log only cannot shrink until this is done.
    /// </summary>
    public static void Copy(SqliteDatabase source, string path)
    {
        using var from = source.OpenReader();
        using var to = new SqliteConnection($"Data Source={path};Pooling=False");
        to.Open();
        from.BackupDatabase(to);
        to.Execute("PRAGMA journal_mode = DELETE");

        // Damage is copied like all else, and would only be found by the restore that it spoils.
        var found = to.QueryFirst<string>("PRAGMA quick_check(1)");
        if (found != "ok")
        {
            throw new StoreException(
                "corrupt_database",
                $"{source.Path} is damaged ({found.ReplaceLineEndings(" ")}); no backup was made. Restore the last good one"
            );
        }
    }

    /// <summary>The last record of a copy's journal; 0 = none.</summary>
    public static long LastSeq(string path)
    {
        var database = SqliteDatabase.Existing(path);
        try
        {
            return new SqliteJournal(database).LastSeq();
        }
        finally
        {
            database.ReleaseReaders();
        }
    }

    /// <summary>Reads a copy through; takes as long as that. Returns its workspace and its journal's last record.</summary>
    /// <exception cref="StoreException">It is damaged, not ours, newer, or a record is missing or cannot be read.</exception>
    public static (string Workspace, long LastSeq) Check(string path)
    {
        var database = SqliteDatabase.Existing(path);
        try
        {
            CheckPages(database);
            var journal = new SqliteJournal(database);
            var seq = journal.BaseSeq();
            RequireBase(database, seq);
            foreach (var record in journal.Read(seq))
            {
                if (record.Seq != ++seq)
                {
                    throw new StoreException("corrupt_record", $"record {seq} of the journal is missing");
                }
            }

            return (database.Name, seq);
        }
        finally
        {
            database.ReleaseReaders();
        }
    }

    // Of a journal that was cut, nothing can be rebuilt without it.
    private static void RequireBase(SqliteDatabase database, long seq)
    {
        if (seq > 0 && !new SqliteSnapshots(database).Newest().Any(s => s.Seq == seq && s.Body is not null))
        {
            throw new StoreException(
                "corrupt_record",
                $"the snapshot at record {seq}, where the journal begins, is gone"
            );
        }
    }

    private static void CheckPages(SqliteDatabase database)
    {
        using var connection = database.OpenReader();
        var found = connection.QueryFirst<string>("PRAGMA integrity_check(1)");
        if (found != "ok")
        {
            throw new StoreException("corrupt_database", $"the database is damaged ({found})");
        }
    }
}
