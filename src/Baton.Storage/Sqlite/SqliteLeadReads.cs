using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Baton.Engine.Events;
using Baton.Engine.Screening;
using Baton.Engine.Screening.Fuzzy;
using Baton.Storage.Json;
using Dapper;
using Microsoft.Data.Sqlite;
using NodaTime;

namespace Baton.Storage.Sqlite;

/// <summary>Reads rows of leads on pooled connections.</summary>
internal sealed class SqliteLeadReads(SqliteDatabase database)
{
    // Of one statement: far below what SQLite takes as parameters.
    private const int MostNumbers = 500;

    private const string Columns = """
        number, client_id AS ClientId, status, stage, owner, offered_to AS OfferedTo, rule, pool, queue, reason, score, grade,
        territory, account, account_match AS AccountMatch, version, priority, effort, created_at AS CreatedAt, assigned_at AS AssignedAt,
        content_hash AS ContentHash, last_arrival AS LastArrival, erased, fields, personal
        """;

    private static readonly string Concerning = $"""
         AND ({SqliteLeadOwners.Found("owner = @rep")}
           OR (status = 'queued' AND queue IN @queues)
           OR (status = 'offered' AND EXISTS (SELECT 1 FROM json_each(offered_to) WHERE value = @rep)))
        """;

    public LeadRecord? Get(long number)
    {
        using var connection = database.OpenReader();
        return Get(connection, number);
    }

    public static LeadRecord? Get(SqliteConnection connection, long number)
    {
        var row = connection.QuerySingleOrDefault<Row>(
            $"SELECT {Columns} FROM leads WHERE number = @number",
            new { number }
        );
        return row is null ? null : Record(row);
    }

    /// <summary>Those of these leads that there are, in any order.</summary>
    public static IEnumerable<LeadRecord> Get(SqliteConnection connection, long[] numbers) =>
        connection.Query<Row>($"SELECT {Columns} FROM leads WHERE number IN @numbers", new { numbers }).Select(Record);

    public Dictionary<long, LeadRecord> Get(IEnumerable<long> numbers)
    {
        using var connection = database.OpenReader();
        return numbers
            .Distinct()
            .Chunk(MostNumbers)
            .SelectMany(some => Get(connection, some))
            .ToDictionary(l => l.Number);
    }

    /// <summary>How many suspicions <see cref="Suspicions"/> has in all, and when the oldest arose.</summary>
    public (int Count, Instant? Oldest) CountSuspicions()
    {
        using var connection = database.OpenReader();
        var (count, oldest) = connection.QuerySingle<(long Count, long? Oldest)>(
            """
            SELECT count(*), min(s.at) FROM suspicions s
            JOIN leads l ON l.number = s.lead AND l.status <> 'duplicate'
            WHERE s.workspace = @Workspace AND s.state = 'open'
            """,
            new { database.Workspace }
        );
        return ((int)count, Times.FromMicros(oldest));
    }

    /// <summary>Open suspicions about leads that are no duplicates otherwise, newest first.</summary>
    public List<(Instant At, long Lead, long Of, decimal Score, ImmutableArray<FieldEvidence> Evidence)> Suspicions(
        long before,
        int limit
    )
    {
        using var connection = database.OpenReader();
        var rows = connection.Query<(long At, long Lead, long Of, string Score, string Evidence)>(
            """
            SELECT s.at, s.lead, s.of_lead, s.score, CAST(s.evidence AS TEXT) FROM suspicions s
            JOIN leads l ON l.number = s.lead AND l.status <> 'duplicate'
            WHERE s.workspace = @Workspace AND s.state = 'open' AND s.lead < @before
            ORDER BY s.lead DESC LIMIT @limit
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
            .. rows.Select(r =>
                (
                    Times.FromMicros(r.At),
                    r.Lead,
                    r.Of,
                    decimal.Parse(r.Score, CultureInfo.InvariantCulture),
                    EvidenceJson.Read(r.Evidence)
                )
            ),
        ];
    }

    public bool IsErased(long number)
    {
        using var connection = database.OpenReader();
        return connection.ExecuteScalar<bool>(
            "SELECT EXISTS(SELECT 1 FROM leads WHERE number = @number AND erased = 1)",
            new { number }
        );
    }

    public bool Exists(long number)
    {
        using var connection = database.OpenReader();
        return connection.ExecuteScalar<bool>(
            "SELECT EXISTS(SELECT 1 FROM leads WHERE number = @number)",
            new { number }
        );
    }

    public long? NumberOf(string clientId)
    {
        var key = SqliteLeadKeys.Of(clientId, LeadKeyOf.ClientId)!.Value;
        var fresh = JsonSerializer.Serialize(database.Fresh.Numbers(key));
        using var connection = database.OpenReader();
        return connection.ExecuteScalar<long?>(
            $"SELECT number FROM leads WHERE number IN ({SqliteLeadKeys.Numbers("(@key)", "@fresh")}) AND client_id = @text",
            new
            {
                key,
                fresh,
                text = clientId,
            }
        );
    }

    public long Count()
    {
        using var connection = database.OpenReader();
        return connection.ExecuteScalar<long>("SELECT count(*) FROM leads");
    }

    public Dictionary<string, long> CountByStatus()
    {
        using var connection = database.OpenReader();
        return connection
            .Query<(string Status, long Count)>("SELECT status, count(*) FROM leads GROUP BY status ORDER BY status")
            .ToDictionary(r => r.Status, r => r.Count, StringComparer.Ordinal);
    }

    /// <summary>Up to <paramref name="limit"/> leads below a number that pass the filter's columns, newest first.</summary>
    public List<LeadRecord> Page(LeadFilter filter, long before, int limit)
    {
        var values = new DynamicParameters();
        var where = Where(filter, values);
        values.Add("before", before);
        values.Add("limit", limit);
        using var connection = database.OpenReader();
        var rows = connection.Query<Row>(
            $"SELECT {Columns} FROM leads WHERE number < @before{where} ORDER BY number DESC LIMIT @limit",
            values
        );
        return [.. rows.Select(Record)];
    }

    /// <summary>The filter's columns as conditions after others, with their parameters.</summary>
    public static string Where(LeadFilter filter, DynamicParameters values)
    {
        var sql = new StringBuilder();
        void Equal(string column, string? value)
        {
            if (value is not null)
            {
                var test = $"{column} = @{column}";
                sql.Append($" AND {(column == "owner" ? SqliteLeadOwners.Found(test) : test)}");
                values.Add(column, value);
            }
        }

        Equal("stage", filter.Stage);
        Equal("owner", filter.Owner);
        Equal("pool", filter.Pool);
        Equal("queue", filter.Queue);
        Equal("rule", filter.Rule);
        Equal("reason", filter.Reason);
        Equal("grade", filter.Grade);
        Equal("source", filter.Source);
        Equal("territory", filter.Territory);
        Equal("account", filter.Account);
        if (!filter.Statuses.IsDefaultOrEmpty)
        {
            sql.Append(" AND status IN @statuses");
            values.Add("statuses", filter.Statuses.ToArray());
        }

        if (filter.CreatedFrom is { } from)
        {
            sql.Append(" AND created_at >= @from");
            values.Add("from", Times.ToMicros(from));
        }

        if (filter.CreatedBefore is { } end)
        {
            sql.Append(" AND created_at < @end");
            values.Add("end", Times.ToMicros(end));
        }

        if (filter.Concerning is { } concern)
        {
            sql.Append(Concerning);
            values.Add("rep", concern.Rep);
            values.Add("queues", concern.Queues.ToArray());
        }

        return sql.ToString();
    }

    private static LeadRecord Record(Row row) =>
        new()
        {
            Number = row.Number,
            PublicId = row.ClientId ?? PublicId.Of(row.Number),
            Status = row.Status,
            Stage = row.Stage,
            Owner = row.Owner,
            OfferedTo = row.OfferedTo is null ? [] : [.. JsonSerializer.Deserialize<string[]>(row.OfferedTo)!],
            Rule = row.Rule,
            Pool = row.Pool,
            Queue = row.Queue,
            Reason = row.Reason,
            Score = row.Score / 100m,
            Grade = row.Grade,
            Territory = row.Territory,
            AccountMatch =
                row.Account is not { } account ? null
                : row.AccountMatch is { } match ? AccountMatchJson.Read(account, match)
                : new AccountMatch(account),
            Version = (int)row.Version,
            Priority = (int)row.Priority,
            Effort = (int)row.Effort,
            CreatedAt = Times.FromMicros(row.CreatedAt),
            AssignedAt = Times.FromMicros(row.AssignedAt),
            LastArrival = Times.FromMicros(row.LastArrival),
            ContentHash = row.ContentHash,
            Fields = Fields(row.Fields),
            Personal = Fields(row.Personal),
            Erased = row.Erased != 0,
        };

    private static FieldSet Fields(byte[]? json)
    {
        if (json is null or [])
        {
            return FieldSet.Empty;
        }

        using var document = JsonDocument.Parse(json);
        return ValueJson.ReadFields(document.RootElement);
    }

    private sealed class Row
    {
        public long Number { get; init; }
        public string? ClientId { get; init; }
        public string Status { get; init; } = "";
        public string Stage { get; init; } = "";
        public string? Owner { get; init; }
        public string? OfferedTo { get; init; }
        public string? Rule { get; init; }
        public string? Pool { get; init; }
        public string? Queue { get; init; }
        public string? Reason { get; init; }
        public long? Score { get; init; }
        public string? Grade { get; init; }
        public string? Territory { get; init; }
        public string? Account { get; init; }
        public byte[]? AccountMatch { get; init; }
        public long Version { get; init; }
        public long Priority { get; init; }
        public long Effort { get; init; }
        public long CreatedAt { get; init; }
        public long? AssignedAt { get; init; }
        public long ContentHash { get; init; }
        public long LastArrival { get; init; }
        public long Erased { get; init; }
        public byte[] Fields { get; init; } = [];
        public byte[]? Personal { get; init; }
    }
}
