using Baton.Engine;
using Baton.Storage;
using Dapper;
using Microsoft.Data.Sqlite;

namespace Baton.Trust.Tests.Checking;

/// <summary>The read model against what the journal implies.</summary>
internal static class RowChecks
{
    private static readonly HashSet<string> _unowned = new(StringComparer.Ordinal)
    {
        "waiting",
        "queued",
        "offered",
        "nurture",
        "disqualified",
        "rejected",
        "duplicate",
        "won",
        "lost",
    };

    public static void Leads(LeadQueries leads, NaiveWorkspace naive, Workspace engine, Action<string> complain)
    {
        var rows = new SortedDictionary<long, LeadRecord>();
        string? cursor = null;
        do
        {
            var page = leads.List(LeadFilter.All, 1000, cursor);
            foreach (var row in page.Items)
            {
                rows[row.Number] = row;
            }

            cursor = page.NextCursor;
        } while (cursor is not null);

        foreach (var lead in naive.Leads.Values.Where(l => l.Owner is null && !_unowned.Contains(l.Status)))
        {
            complain($"lead {lead.Number} has neither an owner nor a named state: it is {lead.Status}");
        }

        foreach (var number in rows.Keys.Union(naive.Leads.Keys))
        {
            Lead(number, rows.GetValueOrDefault(number), naive.Leads.GetValueOrDefault(number), complain);
            Decision(number, rows.GetValueOrDefault(number), engine, complain);
        }

        foreach (var twice in rows.Values.GroupBy(r => r.PublicId, StringComparer.Ordinal).Where(g => g.Count() > 1))
        {
            complain($"{twice.Count()} rows bear the id {twice.Key}");
        }
    }

    public static void Assignments(string directory, NaiveWorkspace naive, Action<string> complain)
    {
        using var connection = new SqliteConnection($"Data Source={DataFolder.DatabaseIn(directory)};Pooling=False");
        var stored = connection
            .Query<AssignmentRow>(
                "SELECT lead, n, rep, how, pool, queue, at, ended_at AS EndedAt, end_reason AS EndReason FROM assignments ORDER BY lead, n"
            )
            .ToList();
        foreach (var owners in stored.Where(r => r.EndedAt is null).GroupBy(r => r.Lead).Where(g => g.Count() > 1))
        {
            complain(
                $"lead {owners.Key} has {owners.Count()} owners at once: {string.Join(", ", owners.Select(o => o.Rep))}"
            );
        }

        Same(stored.Select(r => r.Text), naive.Assignments.Select(a => a.Row), complain);
    }

    private static void Lead(long number, LeadRecord? row, NaiveLead? lead, Action<string> complain)
    {
        var actual = row is null
            ? "missing"
            : Text(row.Status, row.Owner, row.OfferedTo, row.Rule, row.Pool, row.Queue);
        var expected = lead is null
            ? "missing"
            : Text(lead.Status, lead.ShownOwner, lead.Offers, lead.Rule?.Name, lead.Pool, lead.Queue);
        if (actual != expected)
        {
            complain($"the row of lead {number} is {actual}; its events say {expected}");
        }
    }

    // What the naive reading does not know of is compared with the state that the journal makes.
    private static void Decision(long number, LeadRecord? row, Workspace engine, Action<string> complain)
    {
        if (row is null || engine.Lead(number) is not { } view)
        {
            return;
        }

        var actual = (
            row.Stage,
            row.Reason,
            row.Score,
            row.Grade,
            row.Territory,
            row.AccountMatch,
            row.Version
        ).ToString();
        var expected = (
            view.Stage,
            view.Reason,
            view.Score,
            view.Grade,
            view.Territory,
            view.AccountMatch,
            view.Version
        ).ToString();
        actual += (row.Priority, row.Effort, row.AssignedAt, row.CreatedAt);
        expected += (view.Priority, view.Effort, view.AssignedAt, view.CreatedAt);
        if (actual != expected)
        {
            complain($"the row of lead {number} is {actual}; its state is {expected}");
        }
    }

    private static void Same(IEnumerable<string> stored, IEnumerable<string> implied, Action<string> complain)
    {
        var (rows, events) = (stored.ToHashSet(StringComparer.Ordinal), implied.ToHashSet(StringComparer.Ordinal));
        foreach (var row in rows.Except(events))
        {
            complain($"an assignment stands in the table that no event implies: {row}");
        }

        foreach (var row in events.Except(rows))
        {
            complain($"an assignment is missing from the table: {row}");
        }
    }

    private static string Text(
        string status,
        string? owner,
        IReadOnlyList<string> offers,
        string? rule,
        string? pool,
        string? queue
    ) =>
        $"{status} of {owner ?? "nobody"}, offered to [{string.Join(", ", offers)}], rule {rule ?? "-"}, pool {pool ?? "-"}, queue {queue ?? "-"}";

    private sealed class AssignmentRow
    {
        public long Lead { get; init; }
        public long N { get; init; }
        public string Rep { get; init; } = "";
        public string How { get; init; } = "";
        public string? Pool { get; init; }
        public string? Queue { get; init; }
        public long At { get; init; }
        public long? EndedAt { get; init; }
        public string? EndReason { get; init; }

        public string Text =>
            new NaiveAssignment(Lead, (int)N, Rep, How, Pool, Queue, Times(At))
            {
                EndedAt = EndedAt is { } end ? Times(end) : null,
                EndReason = EndReason,
            }.Row;

        private static NodaTime.Instant Times(long micros) =>
            NodaTime.NodaConstants.UnixEpoch + NodaTime.Duration.FromNanoseconds(micros * 1000L);
    }
}
