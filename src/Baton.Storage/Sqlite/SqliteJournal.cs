using System.Collections.Immutable;
using Baton.Engine.Events;
using Baton.Storage.Json;
using Dapper;
using NodaTime;

namespace Baton.Storage.Sqlite;

/// <summary>Reads the journal on connections of its own, a page at a time.</summary>
internal sealed class SqliteJournal(SqliteDatabase database)
{
    private const int PageLength = 1024;

    private readonly SqliteSnapshots _snapshots = new(database);

    public long LastSeq()
    {
        using var connection = database.OpenReader();
        return connection.ExecuteScalar<long?>("SELECT max(seq) FROM journal") ?? 0;
    }

    /// <summary>The last record before the first that can be read: what is up to it was cut, or is being.</summary>
    public long BaseSeq() => _snapshots.BaseSeq();

    /// <exception cref="StoreException">A record cannot be read, or one is missing.</exception>
    public IEnumerable<JournalRecord> Read(long afterSeq)
    {
        afterSeq = Math.Max(afterSeq, BaseSeq());
        while (true)
        {
            var page = Page(afterSeq, PageLength);
            foreach (var record in page)
            {
                yield return record;
                afterSeq = record.Seq;
            }

            if (page.Count < PageLength)
            {
                yield break;
            }
        }
    }

    /// <summary>The records that say something about a lead, oldest first.</summary>
    public List<JournalRecord> About(long lead)
    {
        using var connection = database.OpenReader();
        var rows = connection.Query<Row>(
            """
            SELECT seq, at, actor, lead_id AS lead, payload, personal FROM journal
            WHERE lead_id = @lead
            UNION ALL
            SELECT j.seq, j.at, j.actor, j.lead_id, j.payload, j.personal FROM journal_leads l
            JOIN journal j ON j.seq = l.seq
            WHERE l.workspace = @Workspace AND l.lead_id = @lead
            ORDER BY 1
            """,
            new { database.Workspace, lead }
        );
        var cut = BaseSeq();
        return [.. rows.Where(r => r.Seq > cut).Select(Decode)];
    }

    public List<JournalRecord> Page(long afterSeq, int limit)
    {
        using var connection = database.OpenReader();
        var rows = connection.Query<Row>(
            """
            SELECT seq, at, actor, lead_id AS lead, payload, personal FROM journal
            WHERE seq > @afterSeq ORDER BY seq LIMIT @limit
            """,
            new { afterSeq, limit }
        );
        return [.. rows.Select(Decode)];
    }

    private JournalRecord Decode(Row row)
    {
        try
        {
            return new JournalRecord(row.Seq, Times.FromMicros(row.At), row.Actor, Events(row)) { Lead = row.Lead };
        }
        catch (FormatException e)
        {
            throw new StoreException(
                "corrupt_record",
                $"{database.Path}: record {row.Seq} of the journal: {e.Message}",
                e
            );
        }
    }

    private static ImmutableArray<Event> Events(Row row) => EventDecoder.Decode(row.Payload, row.Personal);

    private sealed class Row
    {
        public long Seq { get; init; }
        public long At { get; init; }
        public string? Actor { get; init; }
        public long? Lead { get; init; }
        public byte[] Payload { get; init; } = [];
        public byte[]? Personal { get; init; }
    }
}
