using Dapper;
using NodaTime;

namespace Baton.Storage.Sqlite;

/// <summary>Rows of API keys. Writes are rare and take a connection of their own, beside the writer's.</summary>
internal sealed class SqliteKeys(SqliteDatabase database)
{
    private const string Columns = "id, name, user, role, hash, created_at AS CreatedAt, revoked_at AS RevokedAt";

    public void Add(string name, Role role, string? user, byte[] hash, Instant at)
    {
        using var connection = database.OpenBeside();
        connection.Execute(
            """
            INSERT INTO api_keys(workspace, id, name, user, role, hash, created_at)
            VALUES (@Workspace, (SELECT coalesce(max(id), 0) + 1 FROM api_keys WHERE workspace = @Workspace),
              @name, @user, @role, @hash, @at)
            """,
            new
            {
                database.Workspace,
                name,
                user,
                role = NameOf(role),
                hash,
                at = Times.ToMicros(at),
            }
        );
    }

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

    public bool Revoke(long id, Instant at)
    {
        using var connection = database.OpenBeside();
        return connection.Execute(
                "UPDATE api_keys SET revoked_at = @at WHERE workspace = @Workspace AND id = @id AND revoked_at IS NULL",
                new
                {
                    database.Workspace,
                    id,
                    at = Times.ToMicros(at),
                }
            ) > 0;
    }

    private static ApiKey Key(Row row) =>
        new(row.Id, row.Name, Times.FromMicros(row.CreatedAt), Times.FromMicros(row.RevokedAt))
        {
            Role = RoleOf(row.Role),
            User = row.User,
        };

    private static string NameOf(Role role) => role.ToString().ToLowerInvariant();

    // A word of a newer version must not turn out to be an administrator.
    private static Role RoleOf(string name) =>
        Enum.GetValues<Role>().Where(r => NameOf(r) == name).DefaultIfEmpty(Role.Viewer).First();

    private sealed class Row
    {
        public long Id { get; init; }
        public string Name { get; init; } = "";
        public string? User { get; init; }
        public string Role { get; init; } = "";
        public byte[] Hash { get; init; } = [];
        public long CreatedAt { get; init; }
        public long? RevokedAt { get; init; }
    }
}
