using Baton.Storage.Sqlite;

namespace Baton.Storage;

/// <summary>
/// What was done about access and administration, by whom and from where. Acts on users and keys are written in the
/// transaction that does them. Thread-safe.
/// </summary>
public sealed class AuditLog
{
    private readonly SqliteDatabase _database;
    private readonly TimeProvider _clock;

    internal AuditLog(SqliteDatabase database, TimeProvider clock) => (_database, _clock) = (database, clock);

    public void Add(ActBy by, string act, string? subject = null, string? detail = null) =>
        _database.Beside(connection =>
            SqliteAudit.Add(connection, _database.Workspace, Times.Now(_clock), by, act, subject, detail)
        );

    /// <summary>Newest first, at most <paramref name="limit"/>, those before the entry of this id; null = from the newest.</summary>
    public IReadOnlyList<AuditEntry> Read(int limit, long? before = null) =>
        SqliteAudit.Read(_database, limit, before ?? long.MaxValue);
}
