using System.Security.Cryptography;
using Dapper;
using NodaTime;

namespace Baton.Storage.Sqlite;

/// <summary>
/// Kept states, the newest two: from one and the journal's tail a start is quick. They hold personal data, so an erasure
/// drops them all, and one that was on its way while somebody was erased is not kept.
/// </summary>
internal sealed class SqliteSnapshots(SqliteDatabase database)
{
    private const int Kept = 2;

    /// <summary>Bodies that are whole, newest first, none beyond the journal's end.</summary>
    public IEnumerable<(long Seq, byte[] Body)> Newest()
    {
        using var connection = database.OpenReader();
        var rows = connection.Query<(long Seq, byte[] Checksum, byte[] Body)>(
            """
            SELECT seq, checksum, body FROM snapshots
            WHERE workspace = @Workspace AND seq <= (SELECT max(seq) FROM journal WHERE workspace = @Workspace)
            ORDER BY seq DESC
            """,
            new { database.Workspace },
            buffered: false
        );
        foreach (var (seq, checksum, body) in rows)
        {
            if (SHA256.HashData(body).AsSpan().SequenceEqual(checksum))
            {
                yield return (seq, body);
            }
        }
    }

    /// <summary>Keeps the state as of a record; false where an erasure came in between.</summary>
    public bool Keep(long seq, Instant at, byte[] body)
    {
        using var connection = database.OpenBeside();
        var kept = connection.Execute(
            """
            INSERT OR REPLACE INTO snapshots(workspace, seq, at, checksum, body)
            SELECT @Workspace, @seq, @at, @checksum, @body
            WHERE NOT EXISTS (SELECT 1 FROM erasures WHERE workspace = @Workspace AND seq > @seq)
            """,
            new
            {
                database.Workspace,
                seq,
                at = Times.ToMicros(at),
                checksum = SHA256.HashData(body),
                body,
            }
        );
        connection.Execute(
            """
            DELETE FROM snapshots WHERE workspace = @Workspace AND base = 0 AND seq NOT IN (
              SELECT seq FROM snapshots WHERE workspace = @Workspace AND base = 0 ORDER BY seq DESC LIMIT @Kept)
            """,
            new { database.Workspace, Kept }
        );
        return kept > 0;
    }
}
