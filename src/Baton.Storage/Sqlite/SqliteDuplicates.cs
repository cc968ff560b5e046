using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Baton.Engine.Commands;
using Baton.Engine.Events;
using Baton.Storage.Json;
using Microsoft.Data.Sqlite;
using NodaTime;

namespace Baton.Storage.Sqlite;

/// <summary>
/// Merges and suspicions: what the writer notes of them, and what a decision about them needs. Prepared when first used:
/// most policies never do.
/// </summary>
internal sealed class SqliteDuplicates(SqliteConnection connection, long workspace) : IDisposable
{
    // The duplicates of a lead, theirs too, and itself.
    private const string Family = """
        WITH RECURSIVE family(number) AS (
          SELECT ?2 UNION SELECT m.lead FROM lead_merges m JOIN family f ON m.workspace = ?1 AND m.into_lead = f.number)
        """;

    private readonly Dictionary<string, SqliteStatement> _prepared = [];

    public void Suspect(LeadSuspected suspected, Instant at) =>
        Bound(
                """
                INSERT OR REPLACE INTO suspicions(workspace, lead, of_lead, at, score, evidence, state)
                VALUES (?1, ?2, ?3, ?4, ?5, ?6, 'open')
                """
            )
            .Bind(suspected.Lead)
            .Bind(suspected.Of)
            .Bind(Times.ToMicros(at))
            .Bind(suspected.Score.ToString(CultureInfo.InvariantCulture))
            .BindText(EvidenceJson.Write(suspected.Evidence))
            .Run();

    public void Dismiss(long lead) =>
        Bound("UPDATE suspicions SET state = 'dismissed' WHERE workspace = ?1 AND lead = ?2").Bind(lead).Run();

    /// <param name="isNew">The duplicate came in the same record: nobody can suspect it, and nothing was merged into it.</param>
    public void Merge(LeadMerged merged, bool isNew)
    {
        string[] filled = [.. merged.Fields.Items.Select(f => f.Key), .. merged.Personal.Items.Select(f => f.Key)];
        Bound("INSERT OR REPLACE INTO lead_merges(workspace, lead, into_lead, filled) VALUES (?1, ?2, ?3, ?4)")
            .Bind(merged.Lead)
            .Bind(merged.Into)
            .BindText(JsonSerializer.SerializeToUtf8Bytes(filled))
            .Run();
        if (isNew)
        {
            return;
        }

        Bound("UPDATE suspicions SET state = 'merged' WHERE workspace = ?1 AND lead = ?2").Bind(merged.Lead).Run();
        Bound(
                """
                UPDATE suspicions SET state = CASE WHEN lead = ?3 THEN 'merged' ELSE state END,
                  of_lead = CASE WHEN lead = ?3 THEN of_lead ELSE ?3 END
                WHERE workspace = ?1 AND of_lead = ?2 AND state = 'open'
                """
            )
            .Bind(merged.Lead)
            .Bind(merged.Into)
            .Run();
        Bound("UPDATE OR IGNORE lead_aliases SET number = ?3 WHERE workspace = ?1 AND number = ?2")
            .Bind(merged.Lead)
            .Bind(merged.Into)
            .Run();
        Bound("DELETE FROM lead_aliases WHERE workspace = ?1 AND number = ?2").Bind(merged.Lead).Run();
    }

    /// <summary>The duplicate stands for itself again, and those merged into it lead to it.</summary>
    public void Unmerge(LeadUnmerged unmerged, Instant at)
    {
        var (lead, first) = (unmerged.Lead, RootOf(unmerged.Of));
        Bound("DELETE FROM lead_merges WHERE workspace = ?1 AND lead = ?2").Bind(lead).Run();
        Bound(
                """
                INSERT INTO suspicions(workspace, lead, of_lead, at, score, evidence, state)
                VALUES (?1, ?2, ?3, ?4, '0', '[]', 'dismissed')
                ON CONFLICT DO UPDATE SET of_lead = ?3, state = 'dismissed'
                """
            )
            .Bind(lead)
            .Bind(unmerged.Of)
            .Bind(Times.ToMicros(at))
            .Run();
        Bound("DELETE FROM lead_aliases WHERE workspace = ?1 AND number = ?2").Bind(first).Run();
        Alias(first);
        Alias(lead);
        Bound(
                $"""
                {Family} UPDATE lead_blocks SET number = ?2
                WHERE workspace = ?1 AND source IN (SELECT number FROM family)
                """
            )
            .Bind(lead)
            .Run();
    }

    public SuspectedPair? SuspicionOf(long lead)
    {
        var found = Bound(
                """
                SELECT s.of_lead, s.state, s.score, s.evidence, l.status FROM suspicions s
                JOIN leads l ON l.number = s.of_lead
                WHERE s.workspace = ?1 AND s.lead = ?2
                """
            )
            .Bind(lead);
        var pair = found.Read()
            ? new SuspectedPair(
                lead,
                found.Long(0),
                found.Text(1),
                decimal.Parse(found.Text(2), CultureInfo.InvariantCulture),
                EvidenceJson.Read(found.Text(3))
            )
            {
                OfStatus = found.Text(4),
            }
            : null;
        found.Reset();
        return pair;
    }

    public KnownMerge? MergeOf(long lead)
    {
        var found = Bound("SELECT into_lead, filled FROM lead_merges WHERE workspace = ?1 AND lead = ?2").Bind(lead);
        var merge = found.Read()
            ? new KnownMerge(found.Long(0), [.. JsonSerializer.Deserialize<string[]>(found.Text(1))!])
            : null;
        found.Reset();
        return merge;
    }

    public void Dispose()
    {
        foreach (var statement in _prepared.Values)
        {
            statement.Dispose();
        }
    }

    private long RootOf(long lead) => MergeOf(lead) is { } merge ? RootOf(merge.Into) : lead;

    // The keys of everybody who was merged into the lead lead to it.
    private void Alias(long lead) =>
        Bound(
                $"""
                INSERT OR IGNORE INTO lead_aliases(workspace, key, number)
                {Family}
                SELECT ?1, l.email, ?2 FROM family f JOIN leads l ON l.number = f.number
                WHERE l.number <> ?2 AND l.email IS NOT NULL
                UNION
                SELECT ?1, l.phone, ?2 FROM family f JOIN leads l ON l.number = f.number
                WHERE l.number <> ?2 AND l.phone IS NOT NULL
                """
            )
            .Bind(lead)
            .Run();

    // The workspace is the first parameter of each.
    private SqliteStatement Bound(string sql)
    {
        if (!_prepared.TryGetValue(sql, out var statement))
        {
            _prepared[sql] = statement = new SqliteStatement(connection, sql);
        }

        return statement.Bind(workspace);
    }
}
