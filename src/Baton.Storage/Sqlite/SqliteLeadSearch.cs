using System.Collections.Immutable;
using System.Text.Encodings.Web;
using System.Text.Json;
using Baton.Engine.Policies.Config;
using Baton.Storage.Listing;
using Dapper;
using Microsoft.Data.Sqlite;

namespace Baton.Storage.Sqlite;

/// <summary>
/// Finds leads by filter, condition and search, sorted, page by page. Finding reads what the test needs of each row;
/// whole rows are read of the page alone.
/// </summary>
internal sealed class SqliteLeadSearch(SqliteDatabase database)
{
    // A reader that stays long keeps the write-ahead log from being cut, and a processor from others.
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(5);

    private const int LeastDigits = 4;

    public (ImmutableArray<LeadRecord> Items, LeadCursor? Next) Page(LeadQuery query)
    {
        var limit = Math.Clamp(query.Limit, 1, 1000);
        var sql = new Statement(query, database.Fresh);
        using var connection = database.OpenReader();

        // One view of the leads for both readings.
        using var transaction = connection.BeginTransaction(deferred: true);
        var found = SqliteTimeLimit.Within(Longest, connection, c => Found(c, sql, limit));
        var numbers = found.Take(limit).Select(f => f.Number).ToArray();
        var rows = SqliteLeadReads.Get(connection, numbers).ToDictionary(r => r.Number);
        return ([.. numbers.Select(n => rows[n])], found.Count > limit ? found[limit - 1] : null);
    }

    /// <summary>How many there are, counted up to <paramref name="most"/>.</summary>
    public int Count(LeadQuery query, int most)
    {
        var sql = new Statement(query with { After = null }, database.Fresh);
        sql.Values.Add("most", most);
        var count = $"SELECT count(*) FROM (SELECT 1 FROM leads WHERE {sql.Where} LIMIT @most)";
        using var connection = database.OpenReader();
        return SqliteTimeLimit.Within(Longest, connection, c => c.ExecuteScalar<int>(count, sql.Values));
    }

    /// <summary>How the database goes about a page: for tests.</summary>
    internal string Plan(LeadQuery query)
    {
        var sql = new Statement(query, database.Fresh);
        sql.Values.Add("limit", 51);
        using var connection = database.OpenReader();
        var lines = connection.Query<(long, long, long, string Detail)>("EXPLAIN QUERY PLAN " + sql.Select, sql.Values);
        return string.Join('\n', lines.Select(l => l.Detail));
    }

    private static List<LeadCursor> Found(SqliteConnection connection, Statement sql, int limit)
    {
        sql.Values.Add("limit", limit + 1);
        using var reader = connection.ExecuteReader(sql.Select, sql.Values);
        var found = new List<LeadCursor>(limit + 1);
        while (reader.Read())
        {
            found.Add(new LeadCursor(reader.GetInt64(0), reader.IsDBNull(1) ? null : reader.GetValue(1)));
        }

        return found;
    }

    // The parts of the statement, whose parameters are collected while it is made.
    private sealed class Statement
    {
        private readonly LeadQuery _query;
        private readonly string _key;
        private readonly bool _mayBeNull;

        public Statement(LeadQuery query, FreshKeys fresh)
        {
            _query = query;
            var where = $"true{SqliteLeadReads.Where(query.Filter, Values)}";
            var blind = query.Sight.Manages ? null : Queued(QueueMode.Blind);
            where += query.Sight.Manages ? "" : $" AND {Seen(blind!)}";
            where += query.Condition is { } condition
                ? " AND " + new SqliteRowTests(condition.Columns, fresh, Values).Write(condition.Test)
                : "";
            where += query.Search is { } search ? " AND " + Search(search) : "";

            // Where a blind lead stands in an order must say nothing of what is hidden in it.
            var isHidden =
                blind is not null && query.AsksGradeAlone && query.Sort is { IsByNumber: false, Column: not "grade" };
            _key = isHidden ? $"CASE WHEN {blind} THEN NULL ELSE {query.Sort.Column} END" : query.Sort.Column;
            _mayBeNull = isHidden || query.Sort.MayBeNull;
            Where = query.After is { } after ? $"{where} AND {Behind(after)}" : where;
        }

        public DynamicParameters Values { get; } = new();

        public string Where { get; }

        public string Select => $"SELECT number, {_key} FROM leads WHERE {Where} ORDER BY {Order} LIMIT @limit";

        private string Direction => _query.Sort.IsDescending ? "DESC" : "ASC";

        private string Order =>
            _query.Sort.IsByNumber ? $"number {Direction}"
            : _mayBeNull ? $"({_key}) IS NULL, {_key} {Direction}, number {Direction}"
            : $"{_key} {Direction}, number {Direction}";

        // The rule is the engine's Sight, said in SQL.
        private string Seen(string blind)
        {
            Values.Add("rep", _query.Sight.Rep ?? "");
            var open = $"""
                ((status <> 'queued' AND {SqliteLeadOwners.Found("owner = @rep")}) OR {Queued(
                    QueueMode.CherryPick,
                    QueueMode.Shotgun
                )}
                  OR (status = 'offered' AND EXISTS (SELECT 1 FROM json_each(offered_to) WHERE value = @rep)))
                """;
            return _query.Sight.Rep is null ? "0"
                : _query.AsksGradeAlone ? $"({open} OR {blind})"
                : open;
        }

        private string Queued(params ReadOnlySpan<QueueMode> modes)
        {
            var queues = new List<string>();
            foreach (var (queue, mode) in _query.Sight.Queues)
            {
                if (modes.Contains(mode))
                {
                    queues.Add(queue);
                }
            }

            return $"(status = 'queued' AND queue IN {SqliteRowTests.Parameter(Values, queues.ToArray())})";
        }

        private string Behind(LeadCursor after)
        {
            var (than, number) = (_query.Sort.IsDescending ? "<" : ">", SqliteRowTests.Parameter(Values, after.Number));
            if (_query.Sort.IsByNumber)
            {
                return $"number {than} {number}";
            }

            if (after.Key is null)
            {
                return $"(({_key}) IS NULL AND number {than} {number})";
            }

            var key = SqliteRowTests.Parameter(Values, after.Key);
            var later = $"({_key}) {than} {key} OR (({_key}) = {key} AND number {than} {number})";
            return _mayBeNull ? $"({later} OR ({_key}) IS NULL)" : $"({later})";
        }

        // Most rows are put aside by their JSON as a whole, which costs a tenth of reading it.
        private string Search(string search)
        {
            const string Fields = "CAST(fields AS TEXT)";
            const string Personal = "CAST(personal AS TEXT)";
            var part = SqliteRowTests.Parameter(Values, (object)Pattern(search));
            var written = JsonEncodedText.Encode(search, JavaScriptEncoder.UnsafeRelaxedJsonEscaping).ToString();
            var raw = SqliteRowTests.Parameter(Values, (object)Pattern(written));
            string Like(string text, string pattern) => $"{text} LIKE {pattern} ESCAPE '\\'";
            string Field(string document, string name) => $"json_extract({document}, '$.{name}')";
            var name = $"{Field(Personal, "first_name")} || ' ' || {Field(Personal, "last_name")}";
            var digits = string.Concat(search.Where(char.IsAsciiDigit)).TrimStart('0');
            string[] ways =
            [
                Like("client_id", part),
                Like("email", part),
                .. PublicId.NumberOf(search) is { } number
                    ? (string[])[$"number = {SqliteRowTests.Parameter(Values, (object)number)}"]
                    : [],
                .. digits.Length >= LeastDigits
                    ? (string[])[Like("phone", SqliteRowTests.Parameter(Values, (object)$"%{digits}%"))]
                    : [],
                $"({Like(Fields, raw)} AND {Like(Field(Fields, "company"), part)})",
                $"({Like(Personal, raw)} AND {Like(Field(Personal, "name"), part)})",
                $"({Like(name, part)})",
            ];
            return $"({string.Join(" OR ", ways)})";
        }

        private static string Pattern(string text) =>
            "%" + text.Replace("\\", "\\\\").Replace("%", "\\%").Replace("_", "\\_") + "%";
    }
}
