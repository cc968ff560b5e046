using Microsoft.Data.Sqlite;

namespace Baton.Storage.Sqlite;

/// <summary>The writer's second connection: what is committed, read while the first one writes.</summary>
internal sealed class SqliteReader : IDisposable
{
    private readonly SqliteConnection _connection;

    public SqliteReader(SqliteDatabase database, KnownKeys known)
    {
        _connection = database.OpenReader();
        Facts = new SqliteFacts(_connection, database.Workspace, known);
    }

    public SqliteFacts Facts { get; }

    public void Dispose()
    {
        Facts.Dispose();
        _connection.Dispose();
    }
}
