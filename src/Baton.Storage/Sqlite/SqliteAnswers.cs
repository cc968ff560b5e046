using Microsoft.Data.Sqlite;
using NodaTime;

namespace Baton.Storage.Sqlite;

/// <summary>The answers kept under idempotency keys.</summary>
internal sealed class SqliteAnswers : IDisposable
{
    public static readonly Duration KeptFor = Duration.FromDays(7);

    private readonly long _workspace;
    private readonly SqliteStatement _insert;
    private readonly SqliteStatement _prune;

    public SqliteAnswers(SqliteConnection connection, long workspace)
    {
        _workspace = workspace;
        _insert = new SqliteStatement(
            connection,
            """
            INSERT OR REPLACE INTO idempotency(workspace, key, request_hash, status_code, answer, lead, at)
            VALUES (?, ?, ?, ?, ?, ?, ?)
            """
        );
        _prune = new SqliteStatement(connection, "DELETE FROM idempotency WHERE workspace = ? AND at < ?");
    }

    public void Keep(string key, long requestHash, StoredAnswer answer, long? lead, Instant at)
    {
        _insert.Bind(_workspace).Bind(key).Bind(requestHash).Bind(answer.StatusCode);
        _ = answer.Body.IsEmpty ? _insert.BindEmptyBlob() : _insert.Bind(answer.Body.Span);
        _insert.Bind(lead).Bind(Times.ToMicros(at)).Run();
    }

    public void Prune(Instant now) => _prune.Bind(_workspace).Bind(Times.ToMicros(now - KeptFor)).Run();

    public void Dispose()
    {
        _insert.Dispose();
        _prune.Dispose();
    }
}
