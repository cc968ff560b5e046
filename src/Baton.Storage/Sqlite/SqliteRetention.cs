using Baton.Storage.Json;
using Dapper;
using NodaTime;

namespace Baton.Storage.Sqlite;

/// <summary>Finds and deletes what is old, each deletion a short transaction of its own.</summary>
internal sealed class SqliteRetention(SqliteDatabase database)
{
    /// <summary>
    /// The last record that is older, but never the journal's last: its number and time are where the next goes on. 0 = none.
    /// </summary>
    public long LastBefore(Instant time)
    {
        using var connection = database.OpenReader();
        var (first, last) = connection.QuerySingle<(long?, long?)>(
            "SELECT (SELECT min(seq) FROM journal), (SELECT max(seq) FROM journal)"
        );
        var before = Times.ToMicros(time);
        var (low, high) = ((first ?? 1) - 1, (last ?? 1) - 1);

        // Times never go back from one record to the next.
        while (low < high)
        {
            var middle = low + ((high - low + 1) / 2);
            var at = connection.ExecuteScalar<long>("SELECT at FROM journal WHERE seq = @middle", new { middle });
            (low, high) = at < before ? (middle, high) : (low, middle - 1);
        }

        return low;
    }

    /// <summary>The last record that no webhook which is on has still to be told of; null = there is none that is on.</summary>
    public long? LastTold()
    {
        using var connection = database.OpenReader();
        return connection.ExecuteScalar<long?>(
            """
            SELECT min(told) FROM (
              SELECT w.position AS told FROM webhooks w WHERE w.workspace = @Workspace AND w.enabled AND NOT w.deleted
              UNION ALL
              SELECT d.seq - 1 FROM webhooks w JOIN deliveries d
                ON d.workspace = w.workspace AND d.webhook = w.id AND d.state = 'waiting' AND d.line >= 0
              WHERE w.workspace = @Workspace AND w.enabled AND NOT w.deleted)
            """,
            new { database.Workspace }
        );
    }

    /// <summary>
    /// Leads that ended, and of which nothing happened since: no duplicates, for they go with the lead they were merged into.
    /// </summary>
    public List<long> EndedBefore(Instant time, long after, int limit)
    {
        using var connection = database.OpenReader();
        return connection
            .Query<long>(
                """
                SELECT l.number FROM leads l
                WHERE l.number > @after AND l.erased = 0
                  AND l.status IN ('won', 'lost', 'rejected', 'disqualified') AND l.last_arrival < @before
                  AND NOT EXISTS (SELECT 1 FROM assignments a
                    WHERE a.workspace = @Workspace AND a.lead = l.number AND coalesce(a.ended_at, a.at) >= @before)
                  AND NOT EXISTS (SELECT 1 FROM journal j
                    WHERE j.lead_id = l.number AND j.at >= @before)
                  AND NOT EXISTS (SELECT 1 FROM journal_leads o JOIN journal j ON j.seq = o.seq
                    WHERE o.workspace = @Workspace AND o.lead_id = l.number AND j.at >= @before)
                ORDER BY l.number LIMIT @limit
                """,
                new
                {
                    database.Workspace,
                    after,
                    before = Times.ToMicros(time),
                    limit,
                }
            )
            .AsList();
    }

    /// <summary>Deletes the oldest records up to this one, at most <paramref name="limit"/>; returns how many those were.</summary>
    public int DeleteRecords(long upTo, int limit)
    {
        List<(long Seq, byte[] Payload)> records;
        using (var reader = database.OpenReader())
        {
            records = reader
                .Query<(long, byte[])>(
                    """
                    SELECT seq, payload FROM journal WHERE seq <= @upTo ORDER BY seq LIMIT @limit
                    """,
                    new { upTo, limit }
                )
                .AsList();
        }

        if (records.Count == 0)
        {
            return 0;
        }

        // Found by the lead alone: an index by record would cost every merge and every tick.
        var others = records.SelectMany(r =>
            OthersOf(r.Payload)
                .Select(lead => new
                {
                    database.Workspace,
                    lead,
                    r.Seq,
                })
        );
        return database.Beside(connection =>
        {
            connection.Execute(
                "DELETE FROM journal_leads WHERE workspace = @Workspace AND lead_id = @lead AND seq = @Seq",
                others
            );
            return connection.Execute(
                "DELETE FROM journal WHERE seq BETWEEN @first AND @last",
                new { first = records[0].Seq, last = records[^1].Seq }
            );
        });
    }

    /// <summary>Deletes the oldest entries that are older, but never the newest of all, whose number the next follows.</summary>
    public int DeleteAudit(Instant time, int limit) =>
        database.Beside(connection =>
            connection.Execute(
                """
                DELETE FROM audit WHERE workspace = @Workspace AND id IN (
                  SELECT id FROM audit WHERE workspace = @Workspace AND at < @before
                    AND id < (SELECT max(id) FROM audit WHERE workspace = @Workspace)
                  ORDER BY id LIMIT @limit)
                """,
                new
                {
                    database.Workspace,
                    before = Times.ToMicros(time),
                    limit,
                }
            )
        );

    private static IEnumerable<long> OthersOf(byte[] payload) =>
        RecordSubjects.Of(EventDecoder.Decode(payload, default)).OtherLeads;
}
