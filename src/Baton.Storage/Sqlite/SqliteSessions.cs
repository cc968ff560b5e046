using Dapper;
using NodaTime;

namespace Baton.Storage.Sqlite;

/// <summary>Rows of sessions.</summary>
internal sealed class SqliteSessions(SqliteDatabase database)
{
    private readonly SqliteUsers _users = new(database);

    public void Add(byte[] hash, long user, Instant at, Instant idleSince, Instant startedBefore) =>
        database.Beside(connection =>
        {
            connection.Execute(
                "DELETE FROM sessions WHERE workspace = @Workspace AND (seen_at <= @idle OR created_at <= @started)",
                new
                {
                    database.Workspace,
                    idle = Times.ToMicros(idleSince),
                    started = Times.ToMicros(startedBefore),
                }
            );
            return connection.Execute(
                "INSERT INTO sessions(workspace, hash, user, created_at, seen_at) VALUES (@Workspace, @hash, @user, @at, @at)",
                new
                {
                    database.Workspace,
                    hash,
                    user,
                    at = Times.ToMicros(at),
                }
            );
        });

    public (byte[] Hash, User User)? Find(byte[] hash, Instant idleSince, Instant startedBefore)
    {
        using var connection = database.OpenReader();
        var row = connection.QuerySingleOrDefault<Row>(
            """
            SELECT hash, user FROM sessions
            WHERE workspace = @Workspace AND hash = @hash AND seen_at > @idle AND created_at > @started
            """,
            new
            {
                database.Workspace,
                hash,
                idle = Times.ToMicros(idleSince),
                started = Times.ToMicros(startedBefore),
            }
        );
        return row is not null && _users.Get(row.User) is { DisabledAt: null } user ? (row.Hash, user) : null;
    }

    public void End(byte[] hash, Instant at, ActBy by) =>
        database.Beside(connection =>
        {
            var ended = connection.Execute(
                "DELETE FROM sessions WHERE workspace = @Workspace AND hash = @hash",
                new { database.Workspace, hash }
            );
            return ended == 0 ? 0 : SqliteAudit.Add(connection, database.Workspace, at, by, Acts.SignedOut, null, null);
        });

    private sealed class Row
    {
        public byte[] Hash { get; init; } = [];
        public long User { get; init; }
    }
}
