using System.Security.Cryptography;
using Dapper;
using NodaTime;

namespace Baton.Storage.Sqlite;

/// <summary>
/// Kept states, the newest two: from one and the journal's tail a start is quick. They hold personal data, so an erasure
/// drops them, and one that was on its way while somebody was erased is not kept. The base, behind which the journal was
/// cut, is kept beside them, however old: without it nothing could be rebuilt.
/// </summary>
internal sealed class SqliteSnapshots(SqliteDatabase database)
{
    private const int Kept = 2;

    /// <summary>The last record before the journal's first; 0 = it was never cut.</summary>
    public long BaseSeq()
    {
        using var connection = database.OpenReader();
        return connection.ExecuteScalar<long?>(
                "SELECT seq FROM journal_base WHERE workspace = @Workspace",
                new { database.Workspace }
            ) ?? 0;
    }

    /// <summary>
    /// Puts the base at a record, in place of whatever was kept before it; false where somebody was erased since the state was built,
    /// whom it may hold.
    /// </summary>
    /// <param name="erased">The last erasure when it was begun to be built, as <see cref="LastErasure"/> gives it.</param>
    public bool KeepBase(long seq, Instant at, byte[] body, long erased) =>
        database.Beside(connection =>
        {
            var sum = SHA256.HashData(body);
            var kept = connection.Execute(
                """
                INSERT OR REPLACE INTO snapshots(workspace, seq, at, checksum, body)
                SELECT @Workspace, @seq, @at, @sum, @body
                WHERE NOT EXISTS (SELECT 1 FROM erasures WHERE workspace = @Workspace AND seq > @erased)
                """,
                new
                {
                    database.Workspace,
                    seq,
                    at = Times.ToMicros(at),
                    sum,
                    body,
                    erased,
                }
            );
            if (kept == 0)
            {
                return false;
            }

            connection.Execute(
                """
                DELETE FROM snapshots WHERE workspace = @Workspace AND seq < @seq;
                INSERT OR REPLACE INTO journal_base(workspace, seq) VALUES (@Workspace, @seq)
                """,
                new { database.Workspace, seq }
            );
            return true;
        });

    /// <summary>The record of the last erasure; 0 = there was none.</summary>
    public long LastErasure()
    {
        using var connection = database.OpenReader();
        return connection.ExecuteScalar<long?>(
                "SELECT max(seq) FROM erasures WHERE workspace = @Workspace",
                new { database.Workspace }
            ) ?? 0;
    }

    /// <summary>Newest first, none beyond the journal's end; without a body where it is not what was kept.</summary>
    public IEnumerable<(long Seq, byte[]? Body)> Newest()
    {
        using var connection = database.OpenReader();
        var rows = connection.Query<(long Seq, byte[] Checksum, byte[] Body)>(
            """
            SELECT seq, checksum, body FROM snapshots
            WHERE workspace = @Workspace AND seq <= (SELECT max(seq) FROM journal)
            ORDER BY seq DESC
            """,
            new { database.Workspace },
            buffered: false
        );
        foreach (var (seq, checksum, body) in rows)
        {
            yield return (seq, SHA256.HashData(body).AsSpan().SequenceEqual(checksum) ? body : null);
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
            DELETE FROM snapshots WHERE workspace = @Workspace
              AND seq NOT IN (SELECT seq FROM journal_base WHERE workspace = @Workspace)
              AND seq NOT IN (SELECT seq FROM snapshots WHERE workspace = @Workspace ORDER BY seq DESC LIMIT @Kept)
            """,
            new { database.Workspace, Kept }
        );
        return kept > 0;
    }
}
