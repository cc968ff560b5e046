using Dapper;
using Microsoft.Data.Sqlite;
using NodaTime;

namespace Baton.Storage.Sqlite;

/// <summary>Rows of the audit log, which are only ever added.</summary>
internal static class SqliteAudit
{
    public static int Add(
        SqliteConnection connection,
        long workspace,
        Instant at,
        ActBy by,
        string act,
        string? subject,
        string? detail
    ) =>
        connection.Execute(
            """
            INSERT INTO audit(workspace, id, at, actor, address, act, subject, detail)
            VALUES (@workspace, (SELECT coalesce(max(id), 0) + 1 FROM audit WHERE workspace = @workspace),
              @at, @Actor, @Address, @act, @subject, @detail)
            """,
            new
            {
                workspace,
                at = Times.ToMicros(at),
                by.Actor,
                by.Address,
                act,
                subject,
                detail,
            }
        );

    public static IReadOnlyList<AuditEntry> Read(SqliteDatabase database, int limit, long before)
    {
        using var connection = database.OpenReader();
        var rows = connection.Query<Row>(
            """
            SELECT id, at, actor, address, act, subject, detail FROM audit
            WHERE workspace = @Workspace AND id < @before ORDER BY id DESC LIMIT @limit
            """,
            new
            {
                database.Workspace,
                before,
                limit,
            }
        );
        return
        [
            .. rows.Select(r => new AuditEntry(
                r.Id,
                Times.FromMicros(r.At),
                r.Actor,
                r.Address,
                r.Act,
                r.Subject,
                r.Detail
            )),
        ];
    }

    private sealed class Row
    {
        public long Id { get; init; }
        public long At { get; init; }
        public string Actor { get; init; } = "";
        public string? Address { get; init; }
        public string Act { get; init; } = "";
        public string? Subject { get; init; }
        public string? Detail { get; init; }
    }
}
