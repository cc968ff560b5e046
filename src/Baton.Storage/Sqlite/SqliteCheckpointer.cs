using Microsoft.Data.Sqlite;

namespace Baton.Storage.Sqlite;

/// <summary>
/// Moves the log's pages into the database file beside the writer, which would do it within a commit for which everybody
/// waits. Under a steady load the log never ends there: what was committed meanwhile is left. So of a long one the writer moves
/// the last few pages itself, between two transactions, and then begins it anew. Only where neither came about does a commit
/// of the writer move everything.
/// </summary>
/// <param name="every">Records between two: each costs the disk two waits.</param>
/// <param name="longLog">Pages of a log that is begun anew: of the default, 64 MB.</param>
internal sealed class SqliteCheckpointer(SqliteDatabase database, long every = 8000, int longLog = 8000)
{
    private Task _running = Task.CompletedTask;
    private long _last;
    private volatile bool _isLong;

    /// <summary>Begins one when enough was committed since the last, unless that is still running.</summary>
    public void Consider(long seq)
    {
        if (seq - _last >= every && _running.IsCompleted)
        {
            _last = seq;
            _running = Task.Run(Run);
        }
    }

    /// <summary>Between two transactions of the writer: moves the rest of a long log, of which nearly all was moved just now.</summary>
    public void Finish(SqliteWriter writer)
    {
        if (!_isLong)
        {
            return;
        }

        _isLong = false;
        try
        {
            writer.Checkpoint();
        }
        catch (SqliteException)
        {
            // A commit meets the same trouble, and tells.
        }
    }

    /// <summary>Returns when none is running.</summary>
    public void Close() => _running.GetAwaiter().GetResult();

    private void Run()
    {
        try
        {
            if (database.Checkpoint() >= longLog)
            {
                // What came while the first ran takes but a moment.
                database.Checkpoint();
                _isLong = true;
            }
        }
        catch (SqliteException)
        {
            // The writer meets the same trouble, and tells.
        }
    }
}
