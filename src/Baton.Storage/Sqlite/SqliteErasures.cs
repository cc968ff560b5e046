using System.Security.Cryptography;
using System.Text.Json;
using Baton.Engine.Screening;
using Baton.Engine.Snapshots;
using Baton.Storage.Erasing;
using Baton.Storage.Json;
using Dapper;
using NodaTime;

namespace Baton.Storage.Sqlite;

/// <summary>The receipts of erasures, and the cleaning that a commit cannot do.</summary>
internal static class SqliteErasures
{
    // A reader that is in the way is waited for this long, for the writer waits meanwhile.
    private const int CheckpointPatience = 50;

    public static IReadOnlyList<Erasure> Read(SqliteDatabase database, int limit, long before)
    {
        using var connection = database.OpenReader();
        var rows = connection.Query<(long Seq, long At, string? By, string Leads, long? CleanedAt)>(
            """
            SELECT seq, at, by, leads, cleaned_at FROM erasures
            WHERE workspace = @Workspace AND seq < @before ORDER BY seq DESC LIMIT @limit
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
            .. rows.Select(r => new Erasure(
                r.Seq,
                Times.FromMicros(r.At),
                r.By,
                [.. JsonSerializer.Deserialize<long[]>(r.Leads)!],
                Times.FromMicros(r.CleanedAt)
            )),
        ];
    }

    /// <summary>The last erasure that is not cleaned up after; null = all are.</summary>
    public static long? Open(SqliteDatabase database)
    {
        using var connection = database.OpenReader();
        return connection.ExecuteScalar<long?>(
            "SELECT max(seq) FROM erasures WHERE workspace = @Workspace AND cleaned_at IS NULL",
            new { database.Workspace }
        );
    }

    /// <summary>
    /// Empties the write-ahead log into the database, where erased content is overwritten; false where somebody still reads
    /// what was before.
    /// </summary>
    public static bool EmptyLog(SqliteDatabase database)
    {
        using var connection = database.OpenBeside();
        connection.Execute($"PRAGMA busy_timeout = {CheckpointPatience}");
        connection.Execute("PRAGMA wal_checkpoint(PASSIVE)");
        return connection.QueryFirst<long>("PRAGMA wal_checkpoint(TRUNCATE)") == 0;
    }

    public static void Close(SqliteDatabase database, long upTo, Instant at) =>
        database.Beside(connection =>
            connection.Execute(
                "UPDATE erasures SET cleaned_at = @at WHERE workspace = @Workspace AND seq <= @upTo AND cleaned_at IS NULL",
                new
                {
                    database.Workspace,
                    upTo,
                    at = Times.ToMicros(at),
                }
            )
        );

    /// <summary>
    /// Takes the leads of open erasures out of the base snapshot, which cannot be dropped. What their rows still hold is
    /// what they keep in it.
    /// </summary>
    public static void ScrubBase(SqliteDatabase database)
    {
        using var reader = database.OpenReader();
        var body = reader.QueryFirstOrDefault<(long Seq, byte[]? Body)>(
            "SELECT s.seq, s.body FROM journal_base b JOIN snapshots s USING (workspace, seq) WHERE b.workspace = @Workspace",
            new { database.Workspace }
        );
        if (body.Body is null)
        {
            return;
        }

        var kept = reader
            .Query<(long Number, string Field)>(
                """
                SELECT l.number, f.key FROM erasures e CROSS JOIN json_each(e.leads) k CROSS JOIN leads l
                LEFT JOIN json_each(CAST(l.fields AS TEXT)) f
                WHERE e.workspace = @Workspace AND e.cleaned_at IS NULL AND l.number = k.value
                """,
                new { database.Workspace }
            )
            .ToLookup(r => r.Number, r => r.Field);
        var snapshot = SnapshotJson.Read(body.Body);
        if (!snapshot.Leads.Any(l => kept.Contains(l.Number)))
        {
            return;
        }

        var scrubbed = SnapshotJson.Write(
            snapshot with
            {
                Leads = [.. snapshot.Leads.Select(l => kept.Contains(l.Number) ? Scrub(l, kept[l.Number]) : l)],
            }
        );
        database.Beside(connection =>
            connection.Execute(
                """
                UPDATE snapshots SET body = @scrubbed, checksum = @checksum
                WHERE workspace = @Workspace AND seq = @Seq
                """,
                new
                {
                    database.Workspace,
                    body.Seq,
                    scrubbed,
                    checksum = SHA256.HashData(scrubbed),
                }
            )
        );
    }

    private static LeadSnapshot Scrub(LeadSnapshot lead, IEnumerable<string> kept)
    {
        var names = kept.ToHashSet(StringComparer.Ordinal);
        return lead with
        {
            Fields = [.. lead.Fields.Where(f => names.Contains(f.Key))],
            AccountMatch = lead.AccountMatch is { } match ? new AccountMatch(match.Id) : null,
        };
    }
}
