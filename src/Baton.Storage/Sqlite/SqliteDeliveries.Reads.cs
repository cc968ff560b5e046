using Baton.Storage.Webhooks;
using Dapper;
using NodaTime;

namespace Baton.Storage.Sqlite;

// What reads them, on pooled connections.
internal sealed partial class SqliteDeliveries
{
    private const string Columns = """
        d.webhook, d.seq, d.place, d.line, d.type, d.state, d.tries, d.spent, d.created_at AS CreatedAt, d.due_at AS DueAt,
        d.ended_at AS EndedAt
        """;

    private const string Last = """
        LEFT JOIN delivery_attempts a ON a.workspace = d.workspace AND a.webhook = d.webhook AND a.seq = d.seq
          AND a.place = d.place AND a.n = d.tries
        WHERE d.workspace = @Workspace AND d.webhook = @webhook
        """;

    // Left to itself, SQLite looks for the few that wait or are dead through all that the webhook was told in a month.
    private const string Waiters = "INDEXED BY deliveries_waiting";
    private const string Dead = "INDEXED BY deliveries_dead";

    private static string With(string index) => $"SELECT {Columns}, a.status, a.error FROM deliveries d {index} {Last}";

    public IReadOnlyList<Delivery> List(string webhook, DeliveryState? state, DeliveryId before, int limit)
    {
        using var connection = database.OpenReader();

        // The word stands in the text so that the index over these alone can be used.
        var only = state is { } some ? $"AND d.state = '{WordOf(some)}'" : "";
        var index =
            state == DeliveryState.Waiting ? Waiters
            : state == DeliveryState.Dead ? Dead
            : "";
        var rows = connection.Query<Row>(
            $"{With(index)} {only} AND (d.seq, d.place) < (@Seq, @Place) ORDER BY d.seq DESC, d.place DESC LIMIT @limit",
            new
            {
                database.Workspace,
                webhook,
                before.Seq,
                before.Place,
                limit,
            }
        );
        return [.. rows.Select(Read)];
    }

    public Delivery? Get(string webhook, DeliveryId id)
    {
        using var connection = database.OpenReader();
        var row = connection.QuerySingleOrDefault<Row>(
            $"{With("")} AND d.seq = @Seq AND d.place = @Place",
            new
            {
                database.Workspace,
                webhook,
                id.Seq,
                id.Place,
            }
        );
        return row is null ? null : Read(row);
    }

    public IReadOnlyList<Attempt> Attempts(string webhook, DeliveryId id)
    {
        using var connection = database.OpenReader();
        var rows = connection.Query<AttemptRow>(
            $"SELECT n, at, took, status, error, answer FROM delivery_attempts WHERE {One} ORDER BY n",
            new
            {
                database.Workspace,
                webhook,
                id.Seq,
                id.Place,
            }
        );
        return
        [
            .. rows.Select(r => new Attempt(
                Times.FromMicros(r.At),
                Duration.FromMilliseconds(r.Took),
                r.Status,
                r.Error,
                r.Answer
            )
            {
                N = r.N,
            }),
        ];
    }

    public IReadOnlyDictionary<string, int> Waiting()
    {
        using var connection = database.OpenReader();
        return connection
            .Query<(string Webhook, long Count)>(
                $"""
                SELECT webhook, count(*) FROM deliveries {Waiters}
                WHERE workspace = @Workspace AND state = 'waiting' GROUP BY webhook
                """,
                new { database.Workspace }
            )
            .ToDictionary(r => r.Webhook, r => (int)r.Count, StringComparer.Ordinal);
    }

    public IReadOnlyList<Delivery> Heads(string webhook, bool ordered, int limit)
    {
        using var connection = database.OpenReader();
        var first = $"""
            AND NOT EXISTS (
              SELECT 1 FROM deliveries e {Waiters}
              WHERE e.workspace = d.workspace AND e.webhook = d.webhook AND e.line = d.line AND e.state = 'waiting'
                AND (e.seq, e.place) < (d.seq, d.place))
            """;
        var rows = connection.Query<Row>(
            $"""
            SELECT {Columns} FROM deliveries d {Waiters}
            WHERE d.workspace = @Workspace AND d.webhook = @webhook AND d.state = 'waiting' {(ordered ? first : "")}
            ORDER BY d.due_at, d.seq, d.place LIMIT @limit
            """,
            new
            {
                database.Workspace,
                webhook,
                limit,
            }
        );
        return [.. rows.Select(Read)];
    }

    private static Delivery Read(Row row) =>
        new()
        {
            Webhook = row.Webhook,
            Id = new DeliveryId(row.Seq, row.Place),
            Line = row.Line,
            Type = row.Type,
            State = Enum.Parse<DeliveryState>(row.State, ignoreCase: true),
            Tries = row.Tries,
            Spent = row.Spent,
            CreatedAt = Times.FromMicros(row.CreatedAt),
            DueAt = Times.FromMicros(row.DueAt),
            EndedAt = Times.FromMicros(row.EndedAt),
            Status = row.Status,
            Error = row.Error,
        };

    private sealed class Row
    {
        public string Webhook { get; init; } = "";
        public long Seq { get; init; }
        public long Place { get; init; }
        public long Line { get; init; }
        public string Type { get; init; } = "";
        public string State { get; init; } = "";
        public int Tries { get; init; }
        public int Spent { get; init; }
        public long CreatedAt { get; init; }
        public long DueAt { get; init; }
        public long? EndedAt { get; init; }
        public int? Status { get; init; }
        public string? Error { get; init; }
    }

    private sealed class AttemptRow
    {
        public int N { get; init; }
        public long At { get; init; }
        public long Took { get; init; }
        public int? Status { get; init; }
        public string? Error { get; init; }
        public string? Answer { get; init; }
    }
}
