using Baton.Engine.Events;
using Microsoft.Data.Sqlite;

namespace Baton.Storage.Sqlite;

/// <summary>Rows follow a rep, pool or queue to its new name; the journal keeps the old one. Walks the table: it is rare.</summary>
internal static class SqliteRenames
{
    public static void Apply(SqliteConnection connection, long workspace, Rename rename)
    {
        foreach (var sql in Statements(rename.Kind))
        {
            using var statement = new SqliteStatement(connection, sql);
            statement.Bind(workspace).Bind(rename.From).Bind(rename.To).Run();
        }
    }

    private static string[] Statements(string kind) =>
        kind switch
        {
            RenameKinds.Rep =>
            [
                "UPDATE leads SET owner = ?3 WHERE workspace = ?1 AND owner = ?2",
                "UPDATE leads SET owned_by = ?3 WHERE workspace = ?1 AND owned_by = ?2",
                """
                    UPDATE leads SET offered_to = (
                      SELECT json_group_array(CASE WHEN r.value = ?2 THEN ?3 ELSE r.value END) FROM json_each(offered_to) r)
                    WHERE workspace = ?1 AND offered_to IS NOT NULL
                    """,
                "UPDATE assignments SET rep = ?3 WHERE workspace = ?1 AND rep = ?2",
            ],
            RenameKinds.Pool =>
            [
                "UPDATE leads SET pool = ?3 WHERE workspace = ?1 AND pool = ?2",
                "UPDATE assignments SET pool = ?3 WHERE workspace = ?1 AND pool = ?2",
            ],
            RenameKinds.Queue =>
            [
                "UPDATE leads SET queue = ?3 WHERE workspace = ?1 AND queue = ?2",
                "UPDATE assignments SET queue = ?3 WHERE workspace = ?1 AND queue = ?2",
            ],
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
        };
}
