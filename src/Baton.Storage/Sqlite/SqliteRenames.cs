using Baton.Engine.Events;
using Microsoft.Data.Sqlite;

namespace Baton.Storage.Sqlite;

/// <summary>Rows follow a rep, pool or queue to its new name; the journal keeps the old one. Walks the table: it is rare.</summary>
internal static class SqliteRenames
{
    public static void Apply(SqliteConnection connection, Rename rename)
    {
        foreach (var sql in Statements(rename.Kind))
        {
            using var statement = new SqliteStatement(connection, sql);
            statement.Bind(rename.From).Bind(rename.To).Run();
        }
    }

    private static string[] Statements(string kind) =>
        kind switch
        {
            RenameKinds.Rep =>
            [
                "UPDATE leads SET owner = ?2 WHERE owner = ?1",
                "UPDATE leads SET owned_by = ?2 WHERE owned_by = ?1",
                """
                    UPDATE leads SET offered_to = (
                      SELECT json_group_array(CASE WHEN r.value = ?1 THEN ?2 ELSE r.value END) FROM json_each(offered_to) r)
                    WHERE offered_to IS NOT NULL
                    """,
                "UPDATE assignments SET rep = ?2 WHERE rep = ?1",
            ],
            RenameKinds.Pool =>
            [
                "UPDATE leads SET pool = ?2 WHERE pool = ?1",
                "UPDATE assignments SET pool = ?2 WHERE pool = ?1",
            ],
            RenameKinds.Queue =>
            [
                "UPDATE leads SET queue = ?2 WHERE queue = ?1",
                "UPDATE assignments SET queue = ?2 WHERE queue = ?1",
            ],
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
        };
}
