using Microsoft.Data.Sqlite;

namespace Baton.Storage.Sqlite;

/// <summary>
/// Moves the log's pages into the database file beside the writer, which would do it within a commit for which everybody
/// waits. The writer still does it itself where the log has grown all the same, and begins the log anew.
/// </summary>
internal sealed class SqliteCheckpointer(SqliteDatabase database)
{
    // Records between two: each costs the disk two waits.
    private const long Every = 8000;

    private Task _running = Task.CompletedTask;
    private long _last;

    /// <summary>Begins one when enough was committed since the last, unless that is still running.</summary>
    public void Consider(long seq)
    {
        if (seq - _last >= Every && _running.IsCompleted)
        {
            _last = seq;
            _running = Task.Run(Run);
        }
    }

    /// <summary>Returns when none is running.</summary>
    public void Close() => _running.GetAwaiter().GetResult();

    private void Run()
    {
        try
        {
            database.Checkpoint();
        }
        catch (SqliteException)
        {
            // The writer meets the same trouble, and tells.
        }
    }
}
