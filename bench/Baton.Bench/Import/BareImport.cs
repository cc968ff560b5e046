using System.Buffers;
using System.Collections.Concurrent;
using System.Text.Json;
using Baton.Engine;
using Baton.Engine.Capture;
using Baton.Engine.Conditions;
using CsvHelper;
using Microsoft.Data.Sqlite;

namespace Baton.Bench.Import;

/// <summary>
/// The bare limit of a bulk import: what the work itself costs on this machine with nobody's product around it. A typed row
/// of each line, a lower-cased address looked up in a dictionary, the first of a thousand rules by bitmaps, the least
/// loaded of a hundred from a heap, one event and one lead as JSON, both written by a thread of its own, a transaction a
/// thousand. As durable as the product: write-ahead log, synchronous=FULL.
/// </summary>
internal sealed class BareImport(string csv, string database)
{
    private const int Batch = 1024;
    private readonly RuleIndex _rules = Compile();

    public void Run()
    {
        using var batches = new BlockingCollection<List<Written>>(8);
        var writer = new Thread(() => Write(batches));
        writer.Start();
        Decide(batches);
        batches.CompleteAdding();
        writer.Join();
    }

    private void Decide(BlockingCollection<List<Written>> batches)
    {
        var known = new Dictionary<string, int>(SampleFile.Rows, StringComparer.Ordinal);
        var pools = Enumerable.Range(0, SampleRules.Rules).Select(_ => new BarePool()).ToArray();
        using var json = new BareJson();
        var batch = new List<Written>(Batch);
        var fields = new Value[LeadSchema.Standard.Count + 1];
        using var reader = CsvReader.FromFile(csv);
        foreach (var row in reader.GetRecords<BareRow>())
        {
            var email = row.Email.Trim().ToLowerInvariant();
            var again = known.TryGetValue(email, out var lead);
            if (!again)
            {
                known[email] = lead = known.Count;
            }

            var rule = _rules.FirstMatch(new ConditionInput { Lead = Fields(row, fields) });
            var (rep, load) = pools[rule].Take();
            batch.Add(
                new Written(email, json.Event(row, again, lead, rule, rep, load), json.Lead(row, email, rule, rep))
            );
            if (batch.Count == Batch)
            {
                batches.Add(batch);
                batch = new List<Written>(Batch);
            }
        }

        batches.Add(batch);
    }

    private static Value[] Fields(BareRow row, Value[] fields)
    {
        fields[^1] = Value.Of(row.Market);
        fields[LeadSlots.Industry] = Value.Of(row.Industry);
        fields[LeadSlots.Employees] = Value.Of((long)row.Employees);
        fields[LeadSlots.Source] = Value.Of(row.Source);
        return fields;
    }

    private void Write(BlockingCollection<List<Written>> batches)
    {
        using var connection = Connect(database);
        using var append = Prepare(connection, "INSERT INTO events(body) VALUES($body)", "$body");
        using var upsert = Prepare(
            connection,
            "INSERT INTO leads(email, body) VALUES($email, $body) ON CONFLICT(email) DO UPDATE SET body = excluded.body",
            "$email",
            "$body"
        );
        foreach (var batch in batches.GetConsumingEnumerable())
        {
            Execute(connection, "BEGIN IMMEDIATE");
            foreach (var (email, happened, lead) in batch)
            {
                append.Parameters[0].Value = happened;
                append.ExecuteNonQuery();
                upsert.Parameters[0].Value = email;
                upsert.Parameters[1].Value = lead;
                upsert.ExecuteNonQuery();
            }

            Execute(connection, "COMMIT");
        }
    }

    public static SqliteConnection Connect(string path)
    {
        var connection = new SqliteConnection($"Data Source={path};Pooling=False");
        connection.Open();
        Execute(connection, "PRAGMA journal_mode=WAL");
        Execute(connection, "PRAGMA synchronous=FULL");
        Execute(connection, "PRAGMA cache_size=-65536");
        Execute(connection, "CREATE TABLE events(id INTEGER PRIMARY KEY, body BLOB NOT NULL)");
        Execute(
            connection,
            "CREATE TABLE leads(id INTEGER PRIMARY KEY, email TEXT NOT NULL UNIQUE, body BLOB NOT NULL)"
        );
        return connection;
    }

    public static SqliteCommand Prepare(SqliteConnection connection, string sql, params IEnumerable<string> parameters)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        foreach (var name in parameters)
        {
            command.Parameters.AddWithValue(name, "");
        }

        command.Prepare();
        return command;
    }

    public static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private static RuleIndex Compile()
    {
        var market = new LeadField("market", FieldKind.String, Personal: false, Custom: true);
        var fields = LeadSchema.Standard.With([market]).Fields.Select(f => new RecordField(f.Name, f.Kind));
        var scope = new ConditionScope { Lead = new RecordType("lead", fields) };
        return RuleIndex.Build([.. SampleRules.Conditions().Select(c => Condition.CompileBool(c, scope, [])), null]);
    }

    private readonly record struct Written(string Email, byte[] Event, byte[] Lead);
}

/// <summary>A hundred reps by the leads they hold.</summary>
internal sealed class BarePool
{
    private readonly PriorityQueue<int, (int Load, int Rep)> _reps = new();

    public BarePool()
    {
        for (var rep = 0; rep < SampleRules.Members; rep++)
        {
            _reps.Enqueue(rep, (0, rep));
        }
    }

    public (int Rep, int Load) Take()
    {
        _reps.TryDequeue(out var rep, out var order);
        _reps.Enqueue(rep, (order.Load + 1, rep));
        return (rep, order.Load + 1);
    }
}

/// <summary>The event and the lead as JSON.</summary>
internal sealed class BareJson : IDisposable
{
    private readonly ArrayBufferWriter<byte> _buffer = new(1024);
    private readonly Utf8JsonWriter _json;

    public BareJson() => _json = new Utf8JsonWriter(_buffer);

    public byte[] Event(BareRow row, bool again, int lead, int rule, int rep, int load)
    {
        Begin();
        _json.WriteString("type", again ? "lead.merged" : "lead.assigned");
        _json.WriteNumber("lead", lead);
        _json.WriteNumber("rule", rule);
        _json.WriteNumber("rep", rep);
        _json.WriteString("at", "2026-11-22T03:00:00.0000000Z");
        _json.WriteString("source", row.Source);
        _json.WriteString(
            "explain",
            $"rule {rule} matched market, industry, employees; least loaded of 100 with load {load}; runners-up 1,2,3; "
                + "capacity ok; schedule ok; no owner"
        );
        return End();
    }

    public byte[] Lead(BareRow row, string email, int rule, int rep)
    {
        Begin();
        _json.WriteString("email", email);
        _json.WriteString("first", row.First);
        _json.WriteString("last", row.Last);
        _json.WriteString("company", row.Company);
        _json.WriteString("market", row.Market);
        _json.WriteString("industry", row.Industry);
        _json.WriteNumber("employees", row.Employees);
        _json.WriteString("source", row.Source);
        _json.WriteString("message", row.Message);
        _json.WriteNumber("v0", row.V0);
        _json.WriteNumber("v1", row.V1);
        _json.WriteNumber("rep", rep);
        _json.WriteNumber("rule", rule);
        _json.WriteString("id", row.Id);
        return End();
    }

    public void Dispose() => _json.Dispose();

    private void Begin()
    {
        _buffer.ResetWrittenCount();
        _json.Reset(_buffer);
        _json.WriteStartObject();
    }

    private byte[] End()
    {
        _json.WriteEndObject();
        _json.Flush();
        return _buffer.WrittenSpan.ToArray();
    }
}

/// <summary>The columns of the sample file that matter.</summary>
[CsvRecord]
public sealed partial class BareRow
{
    public string Id { get; set; } = "";
    public string Email { get; set; } = "";
    public string First { get; set; } = "";
    public string Last { get; set; } = "";
    public string Company { get; set; } = "";
    public string Market { get; set; } = "";
    public string Industry { get; set; } = "";
    public int Employees { get; set; }
    public string Source { get; set; } = "";
    public string Message { get; set; } = "";
    public double V0 { get; set; }
    public double V1 { get; set; }
}
