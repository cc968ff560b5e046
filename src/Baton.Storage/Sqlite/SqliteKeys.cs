using System.Collections.Immutable;
using Dapper;
using NodaTime;

namespace Baton.Storage.Sqlite;

/// <summary>Rows of API keys. Writes are rare and take a connection of their own, beside the writer's.</summary>
internal sealed class SqliteKeys(SqliteDatabase database)
{
    private const string Columns = """
        id, name, user, role, hash, scopes, created_at AS CreatedAt, revoked_at AS RevokedAt, expires_at AS ExpiresAt,
        last_used_at AS LastUsedAt
        """;

    public ApiKey Add(NewKey key, byte[] hash, Instant at, ActBy by) =>
        database.Beside(connection =>
        {
            var id = connection.ExecuteScalar<long>(
                """
                INSERT INTO api_keys(workspace, id, name, user, role, scopes, expires_at, hash, created_at)
                VALUES (@Workspace, (SELECT coalesce(max(id), 0) + 1 FROM api_keys WHERE workspace = @Workspace),
                  @Name, @User, @role, @scopes, @expires, @hash, @at)
                RETURNING id
                """,
                new
                {
                    database.Workspace,
                    key.Name,
                    key.User,
                    role = RoleNames.Of(key.Role),
                    scopes = key.Scopes is { } scopes ? string.Join(' ', scopes) : null,
                    expires = Times.ToMicros(key.ExpiresAt),
                    hash,
                    at = Times.ToMicros(at),
                }
            );
            SqliteAudit.Add(
                connection,
                database.Workspace,
                at,
                by,
                Acts.KeyCreated,
                Subject(id, key.Name),
                Detail(key)
            );
            return new ApiKey(id, key.Name, at, null)
            {
                Role = key.Role,
                User = key.User,
                Scopes = key.Scopes,
                ExpiresAt = key.ExpiresAt,
            };
        });

    /// <summary>When keys and sessions were last used, in one transaction.</summary>
    public static void Used(
        SqliteDatabase database,
        IEnumerable<KeyValuePair<long, long>> keys,
        IEnumerable<KeyValuePair<string, long>> sessions
    ) =>
        database.Beside(connection =>
            connection.Execute(
                "UPDATE api_keys SET last_used_at = @at WHERE workspace = @Workspace AND id = @id",
                keys.Select(k => new
                {
                    database.Workspace,
                    id = k.Key,
                    at = k.Value,
                })
            )
            + connection.Execute(
                "UPDATE sessions SET seen_at = @at WHERE workspace = @Workspace AND hash = @hash",
                sessions.Select(s => new
                {
                    database.Workspace,
                    hash = Convert.FromHexString(s.Key),
                    at = s.Value,
                })
            )
        );

    public (ApiKey Key, byte[] Hash)? Find(byte[] hash)
    {
        using var connection = database.OpenReader();
        var row = connection.QuerySingleOrDefault<Row>(
            $"SELECT {Columns} FROM api_keys WHERE workspace = @Workspace AND hash = @hash",
            new { database.Workspace, hash }
        );
        return row is null ? null : (Key(row), row.Hash);
    }

    public IReadOnlyList<ApiKey> List()
    {
        using var connection = database.OpenReader();
        var rows = connection.Query<Row>(
            $"SELECT {Columns} FROM api_keys WHERE workspace = @Workspace ORDER BY id",
            new { database.Workspace }
        );
        return [.. rows.Select(Key)];
    }

    public bool Revoke(long id, Instant at, ActBy by) =>
        database.Beside(connection =>
        {
            var name = connection.QuerySingleOrDefault<string>(
                """
                UPDATE api_keys SET revoked_at = @at WHERE workspace = @Workspace AND id = @id AND revoked_at IS NULL
                RETURNING name
                """,
                new
                {
                    database.Workspace,
                    id,
                    at = Times.ToMicros(at),
                }
            );
            if (name is not null)
            {
                SqliteAudit.Add(connection, database.Workspace, at, by, Acts.KeyRevoked, Subject(id, name), null);
            }

            return name is not null;
        });

    private static string Subject(long id, string name) => $"{id} {name}";

    private static string Detail(NewKey key) =>
        $"role {RoleNames.Of(key.Role)}"
        + (key.User is { } user ? $", for {user}" : "")
        + (key.Scopes is { } scopes ? $", scopes {string.Join(' ', scopes)}" : "");

    private static ApiKey Key(Row row) =>
        new(row.Id, row.Name, Times.FromMicros(row.CreatedAt), Times.FromMicros(row.RevokedAt))
        {
            Role = RoleNames.Read(row.Role),
            User = row.User,
            Scopes = row.Scopes?.Split(' ', StringSplitOptions.RemoveEmptyEntries).ToImmutableArray(),
            ExpiresAt = Times.FromMicros(row.ExpiresAt),
            LastUsedAt = Times.FromMicros(row.LastUsedAt),
        };

    private sealed class Row
    {
        public long Id { get; init; }
        public string Name { get; init; } = "";
        public string? User { get; init; }
        public string Role { get; init; } = "";
        public byte[] Hash { get; init; } = [];
        public long CreatedAt { get; init; }
        public string? Scopes { get; init; }
        public long? RevokedAt { get; init; }
        public long? ExpiresAt { get; init; }
        public long? LastUsedAt { get; init; }
    }
}
