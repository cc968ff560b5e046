using System.Buffers;
using System.Collections.Immutable;
using System.Text.Json;
using Baton.Engine.Capture;
using Baton.Engine.Events;
using Baton.Storage.Erasing;
using Baton.Storage.Json;
using Dapper;
using Microsoft.Data.Sqlite;
using NodaTime;

namespace Baton.Storage.Sqlite;

/// <summary>
/// Clears what points to a person out of every table, in the transaction of the record that erases. Whatever holds
/// contact data of leads is cleared here and nowhere else; a table that begins to hold some is added to
/// <see cref="Tables"/>. What a commit cannot do is left to <see cref="ErasureCleaner"/>.
/// </summary>
internal sealed class SqliteErasure(SqliteConnection connection, long workspace, KnownKeys known) : IDisposable
{
    // Rows that go whole. @leads is a JSON array of the erased leads' numbers.
    private static readonly string[] Tables =
    [
        "DELETE FROM idempotency WHERE workspace = @workspace AND lead IN (SELECT value FROM json_each(@leads))",
        // Answers about many leads name each by the id that its sender gave it.
        """
            DELETE FROM idempotency WHERE workspace = @workspace AND lead IS NULL AND EXISTS (
              SELECT 1 FROM json_each(@leads) k CROSS JOIN leads l
              WHERE l.number = k.value AND CASE WHEN json_valid(CAST(answer AS TEXT))
                THEN EXISTS (SELECT 1 FROM json_tree(CAST(answer AS TEXT)) t WHERE t.atom = l.client_id) END)
            """,
        "DELETE FROM lead_aliases WHERE workspace = @workspace AND number IN (SELECT value FROM json_each(@leads))",
        "DELETE FROM lead_blocks WHERE workspace = @workspace AND number IN (SELECT value FROM json_each(@leads))",
        "DELETE FROM lead_blocks WHERE workspace = @workspace AND source IN (SELECT value FROM json_each(@leads))",
        "DELETE FROM suspicions WHERE workspace = @workspace AND lead IN (SELECT value FROM json_each(@leads))",
        "DELETE FROM suspicions WHERE workspace = @workspace AND of_lead IN (SELECT value FROM json_each(@leads))",
        // An answer may repeat what its receiver was sent. What still waits is made of the record, which has nothing now.
        """
            DELETE FROM delivery_attempts WHERE workspace = @workspace AND (webhook, seq, place) IN (
              SELECT webhook, seq, place FROM deliveries
              WHERE workspace = @workspace AND line > 0 AND line IN (SELECT value FROM json_each(@leads)))
            """,
        """
            DELETE FROM deliveries WHERE workspace = @workspace AND line > 0 AND state <> 'waiting'
              AND line IN (SELECT value FROM json_each(@leads))
            """,
        "UPDATE lead_merges SET filled = '[]' WHERE workspace = @workspace AND lead IN (SELECT value FROM json_each(@leads))",
        """
            UPDATE leads SET client_id = NULL, email = NULL, phone = NULL,
              personal = NULL, account_match = NULL, content_hash = 0, erased = 1
            WHERE number IN (SELECT value FROM json_each(@leads))
            """,
    ];

    private readonly EventEncoder _encoder = new();

    public void Erase(long seq, Instant at, string? by, IReadOnlySet<long> erased, LeadSchema schema)
    {
        var leads = JsonSerializer.Serialize(erased.Order());
        var scrub = new EventScrub(erased, schema);
        foreach (var record in RecordsAbout(leads))
        {
            Scrub(record, scrub);
        }

        DropSnapshots(leads, seq);
        using (var keys = new SqliteLeadKeys(connection, known))
        {
            foreach (var lead in erased)
            {
                keys.Remove(lead);
            }
        }

        foreach (var sql in Tables)
        {
            connection.Execute(sql, new { workspace, leads });
        }

        foreach (var lead in erased)
        {
            ScrubRow(lead, schema);
        }

        connection.Execute(
            "INSERT INTO erasures(workspace, seq, at, by, leads) VALUES (@workspace, @seq, @at, @by, @leads)",
            new
            {
                workspace,
                seq,
                at = Times.ToMicros(at),
                by,
                leads,
            }
        );
    }

    public void Dispose() => _encoder.Dispose();

    // A snapshot holds open leads alone: one that was taken when they had ended already has nothing of them.
    private void DropSnapshots(string leads, long seq) =>
        connection.Execute(
            """
            DELETE FROM snapshots WHERE workspace = @workspace
              AND seq NOT IN (SELECT seq FROM journal_base WHERE workspace = @workspace)
              AND seq < CASE WHEN EXISTS (
                SELECT 1 FROM json_each(@leads) k CROSS JOIN leads l
                WHERE l.number = k.value AND l.status = 'erased')
              THEN @seq ELSE coalesce((
                SELECT max(s.seq) FROM (
                  SELECT j.seq FROM json_each(@leads) k CROSS JOIN journal j
                  WHERE j.lead_id = k.value AND j.seq < @seq
                  UNION ALL SELECT o.seq FROM json_each(@leads) k CROSS JOIN journal_leads o
                  WHERE o.workspace = @workspace AND o.lead_id = k.value AND o.seq < @seq) s), 0) END
            """,
            new
            {
                workspace,
                leads,
                seq,
            }
        );

    private List<long> RecordsAbout(string leads) =>
        connection
            .Query<long>(
                """
                SELECT j.seq FROM json_each(@leads) k CROSS JOIN journal j
                WHERE j.lead_id = k.value
                UNION SELECT l.seq FROM json_each(@leads) k CROSS JOIN journal_leads l
                CROSS JOIN journal j ON j.seq = l.seq
                WHERE l.workspace = @workspace AND l.lead_id = k.value
                """,
                new { workspace, leads }
            )
            .AsList();

    private void Scrub(long seq, EventScrub scrub)
    {
        var (payload, personal) = connection.QuerySingle<(byte[] Payload, byte[]? Personal)>(
            "SELECT payload, personal FROM journal WHERE seq = @seq",
            new { seq }
        );
        var events = EventDecoder.Decode(payload, personal);
        ImmutableArray<Event> scrubbed = [.. events.Select(scrub.Of)];
        _encoder.Encode(scrubbed);
        if (_encoder.Payload.Span.SequenceEqual(payload) && _encoder.Personal.Span.SequenceEqual(personal))
        {
            return;
        }

        connection.Execute(
            "UPDATE journal SET payload = @payload, personal = @personal WHERE seq = @seq",
            new
            {
                seq,
                payload = _encoder.Payload.ToArray(),
                personal = _encoder.Personal.IsEmpty ? null : _encoder.Personal.ToArray(),
            }
        );
        foreach (var (before, after) in events.Zip(scrubbed))
        {
            if (before is LeadDisqualified was && after is LeadDisqualified now && was.Reason != now.Reason)
            {
                Rename(was, now.Reason);
            }
        }
    }

    // The assignment that ended by it bears the same free words.
    private void Rename(LeadDisqualified ended, string after) =>
        connection.Execute(
            "UPDATE assignments SET end_reason = @after WHERE workspace = @workspace AND lead = @Lead AND end_reason = @Reason",
            new
            {
                workspace,
                ended.Lead,
                ended.Reason,
                after,
            }
        );

    private void ScrubRow(long lead, LeadSchema schema)
    {
        var json = connection.QuerySingleOrDefault<byte[]>(
            "SELECT fields FROM leads WHERE number = @lead",
            new { lead }
        );
        if (json is not { Length: > 0 })
        {
            return;
        }

        using var document = JsonDocument.Parse(json);
        var kept = ErasedFields.Of(ValueJson.ReadFields(document.RootElement).Items, schema);
        var fields = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(fields, EventEncoder.Options))
        {
            ValueJson.Write(writer, kept.AsSpan());
        }

        connection.Execute(
            "UPDATE leads SET fields = @fields WHERE number = @lead",
            new { lead, fields = fields.WrittenSpan.ToArray() }
        );
    }
}
