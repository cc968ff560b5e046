using System.Collections.Immutable;
using System.Text.Json;
using Microsoft.Data.Sqlite;

namespace Baton.Storage.Sqlite;

/// <summary>The blocking keys of leads, written by the writer. Prepared when first used: most policies never do.</summary>
internal sealed class SqliteBlocks(SqliteConnection connection, long workspace) : IDisposable
{
    private readonly Lazy<SqliteStatement> _add = new(() =>
        new SqliteStatement(
            connection,
            "INSERT INTO lead_blocks(workspace, key, source, number) SELECT ?1, k.value, ?3, ?3 FROM json_each(?2) k"
        )
    );
    private readonly Lazy<SqliteStatement> _rename = new(() =>
        new SqliteStatement(
            connection,
            """
            INSERT INTO lead_blocks(workspace, key, source, number)
            SELECT ?1, k.value, ?3, coalesce((SELECT number FROM lead_blocks WHERE workspace = ?1 AND source = ?3), ?3)
            FROM json_each(?2) k WHERE true
            ON CONFLICT DO NOTHING
            """
        )
    );
    private readonly Lazy<SqliteStatement> _forget = new(() =>
        new SqliteStatement(
            connection,
            """
            DELETE FROM lead_blocks WHERE workspace = ?1 AND source = ?3
              AND key NOT IN (SELECT k.value FROM json_each(?2) k)
            """
        )
    );
    private readonly Lazy<SqliteStatement> _merge = new(() =>
        new SqliteStatement(connection, "UPDATE lead_blocks SET number = ?3 WHERE workspace = ?1 AND number = ?2")
    );

    public void Add(long lead, ImmutableArray<string> keys) => Run(_add.Value, lead, keys);

    /// <summary>A lead's fields changed: these are its keys from now on.</summary>
    public void Replace(long lead, ImmutableArray<string> keys)
    {
        Run(_rename.Value, lead, keys);
        Run(_forget.Value, lead, keys);
    }

    public void Merge(long duplicate, long into) => _merge.Value.Bind(workspace).Bind(duplicate).Bind(into).Run();

    public void Dispose()
    {
        foreach (var statement in new[] { _add, _rename, _forget, _merge }.Where(s => s.IsValueCreated))
        {
            statement.Value.Dispose();
        }
    }

    private void Run(SqliteStatement statement, long lead, ImmutableArray<string> keys) =>
        statement.Bind(workspace).BindText(JsonSerializer.SerializeToUtf8Bytes(keys)).Bind(lead).Run();
}
