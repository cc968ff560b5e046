using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Baton.Storage.Json;
using Baton.Storage.Sqlite;
using Dapper;
using Microsoft.Data.Sqlite;
using NodaTime;

namespace Baton.Storage.Tests;

// Rows of every kind of value, and conditions over them, at random.
public sealed partial class ListingTests
{
    private static readonly string[] Names = ["ana", "bob", "Zoë", "", "a%b", "x'y", "𝔘p", "ana "];

    // As leads are written.
    private static readonly JsonSerializerOptions Relaxed = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private string Expression(int depth)
    {
        if (depth == 0 || _random.Next(4) == 0)
        {
            return Comparison();
        }

        return _random.Next(3) switch
        {
            0 => $"!({Expression(depth - 1)})",
            1 => $"({Expression(depth - 1)} && {Expression(depth - 1)})",
            _ => $"({Expression(depth - 1)} || {Expression(depth - 1)})",
        };
    }

    private string Comparison()
    {
        string[] orders = ["==", "!=", "<", "<=", ">", ">="];
        string[] equal = ["==", "!="];
        var name = $"\"{One(Names)}\"";
        var number = One(["0", "1", "2.5", "-3", "10", "12.34"]);
        return _random.Next(12) switch
        {
            0 => $"lead.tier {One(orders)} {name}",
            1 => $"lead.{One(["owner", "queue", "grade", "source", "status"])} {One(orders)} {name}",
            2 => $"lead.{One(["seats", "score", "priority"])} {One(orders)} {number}",
            3 => $"{number} {One(orders)} lead.seats",
            4 => "lead.vip",
            5 => $"lead.{One(["tier", "seats", "vip", "owner", "score", "tags"])} {One(equal)} null",
            6 => $"lead.{One(["tier", "seats", "owner"])} in [{name}, {number}, true]",
            7 => $"{One([name, number, "true", "null"])} in lead.tags",
            8 => $"lead.{One(["tier", "owner"])}.{One(["startsWith", "endsWith", "contains"])}({name})",
            9 => $"has(lead.{One(["tier", "tags", "owner", "answers.need"])})",
            10 =>
                $"lead.{One(["renewal", "created_at", "assigned_at"])} {One(orders)} now - duration('{_random.Next(-3, 4)}h')",
            _ => $"lead.answers.need {One(equal)} {One([name, number, "true", "null"])}",
        };
    }

    private T One<T>(IReadOnlyList<T> items) => items[_random.Next(items.Count)];

    // Rows as several policies may have left them, written past the engine.
    private void Fill()
    {
        using var connection = new SqliteConnection($"Data Source={_folder.Database};Pooling=False");
        connection.Open();
        using var transaction = connection.BeginTransaction();
        for (var number = 1; number <= Rows; number++)
        {
            connection.Execute(
                """
                INSERT INTO leads(workspace, number, client_id, email, phone, status, stage, owner, queue, account, score, grade, source,
                  version, priority, effort, created_at, assigned_at, content_hash, last_arrival, fields, personal)
                VALUES ((SELECT id FROM workspaces), @number, @id, @email, @phone, @status, 'new', @owner, @queue, @account, @score,
                  @grade, @source, 1, @priority, 1, @created, @assigned, 0, @created, @fields, @personal)
                """,
                Row(number)
            );
            // As if they had come a few at a time: some keys are in the tree, some are fresh.
            if (number % 3 == 0)
            {
                continue;
            }

            connection.Execute(
                "INSERT INTO lead_keys(key, number) VALUES (@id, @number), (@email, @number), (@phone, @number)",
                new
                {
                    number,
                    id = SqliteLeadKeys.Of($"L{number}", LeadKeyOf.ClientId),
                    email = SqliteLeadKeys.Of($"l{number}@acme.test", LeadKeyOf.Email),
                    phone = SqliteLeadKeys.Of($"+1555{number:D7}", LeadKeyOf.Phone),
                }
            );
        }

        transaction.Commit();
    }

    private object Row(int number)
    {
        string? Maybe() => _random.Next(4) == 0 ? null : One(Names);
        var source = Maybe();
        return new
        {
            number,
            id = $"L{number}",
            email = $"l{number}@acme.test",
            phone = $"+1555{number:D7}",
            status = One(["queued", "assigned", "ana"]),
            owner = Maybe(),
            queue = Maybe(),
            account = Maybe(),
            grade = Maybe(),
            source,
            score = One<long?>([null, 0, 1234, 9999, 250]),
            priority = _random.Next(10),
            created = Times.ToMicros(Moment()),
            assigned = One<long?>([null, Times.ToMicros(Moment())]),
            fields = Encoding.UTF8.GetBytes(Fields(number, source)),
            personal = Encoding.UTF8.GetBytes(
                $$"""{"id":"L{{number}}","email":"l{{number}}@acme.test","phone":"+1555{{number:D7}}","name":"Person {{number}}","first_name":"Pe"}"""
            ),
        };
    }

    private string Fields(int number, string? source)
    {
        var fields = new List<string> { $"\"company\":{JsonSerializer.Serialize($"Quote \"{number}\" Co", Relaxed)}" };
        if (source is not null)
        {
            fields.Add($"\"source\":{JsonSerializer.Serialize(source)}");
        }

        foreach (var field in new[] { "tier", "seats", "vip", "renewal", "tags" })
        {
            // Mostly of its own kind.
            var kind = _random.Next(4) == 0 ? One(["tier", "seats", "vip", "renewal", "tags", "null", ""]) : field;
            if (kind.Length > 0)
            {
                fields.Add($"\"{field}\":{Json(kind)}");
            }
        }

        fields.Add(
            $"\"answers\":{One(["null", "{}", $$"""{"need":{{Json("tier")}}}""", $$"""{"need":{{Json("seats")}},"size":2}""", """{"need":null}"""])}"
        );
        return "{" + string.Join(',', fields) + "}";
    }

    private string Json(string kind) =>
        kind switch
        {
            "tier" => JsonSerializer.Serialize(One(Names)),
            "seats" => One(["0", "1", "2.5", "-3.0", "10", "11", "1E+16"]),
            "vip" => One(["true", "false"]),
            "renewal" => $$"""{"$time":"{{Text(Moment())}}"}""",
            "tags" =>
                $"[{string.Join(',', Enumerable.Range(0, _random.Next(4)).Select(_ => Json(One(["tier", "seats", "vip", "null"]))))}]",
            _ => "null",
        };

    private Instant Moment() =>
        Now + Duration.FromMinutes(_random.Next(-300, 300)) + Duration.FromMilliseconds(One([0, 500, 250]));

    private static string Text(Instant at) => InstantText.Format(at);
}
