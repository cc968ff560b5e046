using System.Text.Json;
using Baton.Storage.Listing;
using Dapper;
using Microsoft.Data.Sqlite;
using NodaTime;

namespace Baton.Storage.Sqlite;

/// <summary>Rows of saved views.</summary>
internal sealed class SqliteViews(SqliteDatabase database)
{
    private const string Columns =
        "id, owner, name, filter, sort, columns, shared, created_at AS CreatedAt, changed_at AS ChangedAt";

    public IReadOnlyList<SavedView> SeenBy(string owner)
    {
        using var connection = database.OpenReader();
        var rows = connection.Query<Row>(
            $"SELECT {Columns} FROM views WHERE workspace = @Workspace AND (owner = @owner OR shared) ORDER BY name, id",
            new { database.Workspace, owner }
        );
        return [.. rows.Select(r => r.ToView())];
    }

    public SavedView? Get(long id)
    {
        using var connection = database.OpenReader();
        return Find(connection, id);
    }

    public SavedView? Add(SavedView view, Instant at, int most) =>
        database.Beside(connection =>
            connection.QuerySingleOrDefault<long?>(
                """
                INSERT INTO views(workspace, id, owner, name, filter, sort, columns, shared, created_at, changed_at)
                SELECT @Workspace, (SELECT coalesce(max(id), 0) + 1 FROM views WHERE workspace = @Workspace),
                  @Owner, @Name, @Filter, @Sort, @columns, @IsShared, @at, @at
                WHERE (SELECT count(*) FROM views WHERE workspace = @Workspace AND owner = @Owner) < @most
                RETURNING id
                """,
                Values(view, at, most)
            )
                is { } id
                ? Find(connection, id)
                : null
        );

    public SavedView? Change(SavedView view, Instant at, Func<SavedView, bool> mayStand) =>
        database.Beside(connection =>
        {
            if (Find(connection, view.Id) is not { } before || !mayStand(before))
            {
                return null;
            }

            connection.Execute(
                """
                UPDATE views SET name = @Name, filter = @Filter, sort = @Sort, columns = @columns, shared = @IsShared, changed_at = @at
                WHERE workspace = @Workspace AND id = @Id
                """,
                Values(view, at, most: 0)
            );
            return Find(connection, view.Id);
        });

    public bool Delete(long id, Func<SavedView, bool> mayGo) =>
        database.Beside(connection =>
            Find(connection, id) is { } view
            && mayGo(view)
            && connection.Execute(
                "DELETE FROM views WHERE workspace = @Workspace AND id = @id",
                new { database.Workspace, id }
            ) > 0
        );

    private SavedView? Find(SqliteConnection connection, long id) =>
        connection
            .QuerySingleOrDefault<Row>(
                $"SELECT {Columns} FROM views WHERE workspace = @Workspace AND id = @id",
                new { database.Workspace, id }
            )
            ?.ToView();

    private object Values(SavedView view, Instant at, int most) =>
        new
        {
            database.Workspace,
            view.Id,
            view.Owner,
            view.Name,
            view.Filter,
            view.Sort,
            columns = JsonSerializer.Serialize(view.Columns),
            view.IsShared,
            at = Times.ToMicros(at),
            most,
        };

    private sealed class Row
    {
        public long Id { get; init; }
        public string Owner { get; init; } = "";
        public string Name { get; init; } = "";
        public string? Filter { get; init; }
        public string? Sort { get; init; }
        public string Columns { get; init; } = "[]";
        public long Shared { get; init; }
        public long CreatedAt { get; init; }
        public long ChangedAt { get; init; }

        public SavedView ToView() =>
            new()
            {
                Id = Id,
                Owner = Owner,
                Name = Name,
                Filter = Filter,
                Sort = Sort,
                Columns = [.. JsonSerializer.Deserialize<string[]>(Columns)!],
                IsShared = Shared != 0,
                CreatedAt = Times.FromMicros(CreatedAt),
                ChangedAt = Times.FromMicros(ChangedAt),
            };
    }
}
