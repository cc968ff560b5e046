using Microsoft.Data.Sqlite;

namespace Baton.Storage.Sqlite;

/// <summary>
/// Interrupts what a connection still reads after a while. Once disposed it touches the connection no more, which then
/// may serve somebody else.
/// </summary>
internal sealed class SqliteTimeLimit : IDisposable
{
    private const int Interrupted = 9;

    private readonly Lock _gate = new();
    private readonly Timer _timer;
    private readonly SqliteConnection _connection;
    private bool _isOver;

    private SqliteTimeLimit(SqliteConnection connection, TimeSpan limit)
    {
        _connection = connection;
        _timer = new Timer(_ => Interrupt(), null, limit, Timeout.InfiniteTimeSpan);
    }

    /// <exception cref="StoreException">It took longer: <see cref="StoreException.TooSlow"/>.</exception>
    public static T Within<T>(TimeSpan limit, SqliteConnection connection, Func<SqliteConnection, T> read)
    {
        using var timed = new SqliteTimeLimit(connection, limit);
        try
        {
            return read(connection);
        }
        catch (SqliteException error) when (error.SqliteErrorCode == Interrupted)
        {
            throw new StoreException(
                StoreException.TooSlow,
                $"this took longer than {limit.TotalSeconds} s and was stopped",
                error
            );
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _isOver = true;
        }

        _timer.Dispose();
    }

    private void Interrupt()
    {
        lock (_gate)
        {
            if (!_isOver)
            {
                SQLitePCL.raw.sqlite3_interrupt(_connection.Handle);
            }
        }
    }
}
