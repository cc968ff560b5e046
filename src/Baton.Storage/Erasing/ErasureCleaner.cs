using Baton.Storage.Sqlite;

namespace Baton.Storage.Erasing;

/// <summary>
/// Finishes erasures after their commit: rewrites the base snapshot and empties the write-ahead log, which still has the
/// pages as they were. Tries until it is done, in the next process if need be, for what is open stands in the database.
/// </summary>
internal sealed class ErasureCleaner : IAsyncDisposable
{
    private static readonly TimeSpan _pause = TimeSpan.FromMilliseconds(200);

    private readonly SqliteDatabase _database;
    private readonly TimeProvider _clock;
    private readonly Action<StoreException>? _tell;
    private readonly SemaphoreSlim _work = new(1);
    private readonly CancellationTokenSource _ending = new();
    private readonly Task _run;

    /// <summary>Begins with what an earlier process left open.</summary>
    public ErasureCleaner(SqliteDatabase database, TimeProvider clock, Action<StoreException>? tell)
    {
        (_database, _clock, _tell) = (database, clock, tell);
        _run = Task.Run(Run);
    }

    /// <summary>There is something to do.</summary>
    public void Wake() => _work.Release();

    /// <summary>Tries once more, now that nobody writes.</summary>
    public async ValueTask DisposeAsync()
    {
        await _ending.CancelAsync();
        await _run;
        Try();
        _ending.Dispose();
        _work.Dispose();
    }

    private async Task Run()
    {
        try
        {
            while (true)
            {
                await _work.WaitAsync(_ending.Token);
                while (!Try())
                {
                    await Task.Delay(_pause, _ending.Token);
                }
            }
        }
        catch (OperationCanceledException)
        {
            // What is open is found by the next start.
        }
    }

    private bool Try()
    {
        try
        {
            if (SqliteErasures.Open(_database) is not { } last)
            {
                return true;
            }

            SqliteErasures.ScrubBase(_database);
            if (!SqliteErasures.EmptyLog(_database))
            {
                return false;
            }

            SqliteErasures.Close(_database, last, Times.Now(_clock));
            return true;
        }
        catch (Exception e) when (e is Microsoft.Data.Sqlite.SqliteException or FormatException)
        {
            _tell?.Invoke(
                new StoreException("erasure_uncleaned", $"an erasure is not cleaned up after yet: {e.Message}", e)
            );
            return false;
        }
    }
}
