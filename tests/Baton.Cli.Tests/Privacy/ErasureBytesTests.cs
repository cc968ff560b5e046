using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Data.Sqlite;

namespace Baton.Cli.Tests.Privacy;

/// <summary>After an erasure nothing of the person is in any file, also where the server was killed in the middle.</summary>
public sealed class ErasureBytesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Data => _folder["data"];
    private string Crashed => _folder["crashed"];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_person_who_came_through_every_door_is_in_no_file_any_more()
    {
        string key;
        using (var server = Serve())
        {
            key = server.LineStarting("API key:");
            using var doors = new Doors(server.LineStarting("Console:"), key);
            await doors.Publish();
            await doors.ComeIn();
            Found().ShouldBe(Doors.Secrets, "before the erasure the search must find each of them");

            var dry = await doors.Post(
                "v1/erasures",
                new
                {
                    email = Doors.Email,
                    phone = Doors.Phone,
                    dry_run = true,
                }
            );
            dry["leads"]!.AsArray().Count.ShouldBe(4);
            var erasure = await doors.Erase();

            erasure["leads"]!
                .AsArray()
                .Select(l => l!.ToString())
                .ShouldBe(dry["leads"]!.AsArray().Select(l => l!.ToString()));
            await doors.Cleaned(erasure);
            ByteSearch.In(_folder.Path, Doors.Secrets).ShouldBeEmpty();
            await Answers(doors);
            Cli.Do("backup", _folder["after.zip"], "--data", Data);
            Cli.Do("export", "assignments", "--output", _folder["after.csv"], "--data", Data);
            ByteSearch.In(_folder.Path, Doors.Secrets).ShouldBeEmpty();
            ByteSearch.In(_folder.Path, "bea@persona-mail.test").Length.ShouldBeGreaterThan(0);
            server.Terminate();
            server.Exit().ShouldBe(0);
            ByteSearch
                .In(Encoding.UTF8.GetBytes(server.Errors + string.Join('\n', server.Seen)), Doors.Secrets)
                .ShouldBeEmpty();
        }

        using var again = Serve();
        using var late = new Doors(again.LineStarting("Console:"), key);
        (await late.Post("v1/leads", new { id = "crm-zq-1", email = Doors.Email }))["lead"]!["status"]!
            .ToString()
            .ShouldBe("assigned");
    }

    [Fact]
    public async Task A_lead_is_found_by_an_address_that_was_corrected_since()
    {
        using var server = Serve();
        var key = server.LineStarting("API key:");
        using var doors = new Doors(server.LineStarting("Console:"), key);
        await doors.Publish();
        await doors.ComeIn();

        (await doors.EraseFormer())["leads"]!.AsArray().Count.ShouldBe(1);
        (await doors.EraseFormer())["id"].ShouldBeNull("there is nothing more to erase");
    }

    [Fact]
    public async Task Killed_between_the_commit_and_the_cleaning_it_is_cleaned_at_the_next_start()
    {
        string key;
        JsonNode erasure;
        using (var server = Serve())
        {
            key = server.LineStarting("API key:");
            using var doors = new Doors(server.LineStarting("Console:"), key);
            await doors.Publish();
            await doors.ComeIn();
            using var reader = new SqliteConnection(
                $"Data Source={Path.Combine(Data, "baton.db")};Mode=ReadOnly;Pooling=False"
            );
            reader.Open();
            using var reading = reader.BeginTransaction(deferred: true);
            Count(reader).ShouldBeGreaterThan(4);

            erasure = await doors.Erase();

            await Task.Delay(500);
            JsonNode
                .Parse(await doors.Get($"v1/erasures/{erasure["id"]}"))!["cleaned_at"]
                .ShouldBeNull("somebody reads");
            server.Kill();

            // As the crash left it: the reader that goes now would empty the log. Looking into the files before the kill
            // would give up this process's locks on them.
            Directory.CreateDirectory(Crashed);
            foreach (var file in new[] { "baton.db", "baton.db-wal" })
            {
                File.Copy(Path.Combine(Data, file), Path.Combine(Crashed, file));
            }
        }

        Directory.Delete(Data, recursive: true);
        ByteSearch.In(Crashed, Doors.Secrets).Length.ShouldBeGreaterThanOrEqualTo(Doors.Secrets.Length);
        using var again = BatonProcess.Start("serve", "--data", Crashed, "--urls", "http://127.0.0.1:0");
        using var late = new Doors(again.LineStarting("Console:"), key);

        await late.Cleaned(erasure);

        ByteSearch.In(_folder.Path, Doors.Secrets).ShouldBeEmpty();
    }

    private static async Task Answers(Doors doors)
    {
        var leads = JsonNode.Parse(await doors.Get("v1/leads"))!["items"]!.AsArray();
        var erased = leads.Where(l => l!["erased"] is not null).Select(l => l!["id"]!.ToString()).ToArray();
        erased.Length.ShouldBe(4);
        var texts = new StringBuilder(leads.ToJsonString());
        foreach (var id in erased)
        {
            (await doors.Get($"v1/leads/{id}/explain")).ShouldContain("\"code\":\"erased\"");
            var timeline = await doors.Get($"v1/leads/{id}/timeline");
            timeline.ShouldContain("personal_data_erased");
            timeline.ShouldContain("\"erased\":true");
            texts.Append(timeline);
        }

        foreach (var path in new[] { "v1/events?limit=1000", "v1/audit", "v1/erasures", "v1/duplicates", "v1/reps" })
        {
            texts.Append(await doors.Get(path));
        }

        ByteSearch.In(Encoding.UTF8.GetBytes(texts.ToString()), Doors.Secrets).ShouldBeEmpty();
        texts.ToString().ShouldContain("Bea Stays");
    }

    private string[] Found()
    {
        var found = ByteSearch.In(Data, Doors.Secrets);
        return [.. Doors.Secrets.Where(s => found.Any(f => f.EndsWith($": {s}", StringComparison.Ordinal)))];
    }

    private static long Count(SqliteConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT count(*) FROM leads";
        return (long)command.ExecuteScalar()!;
    }

    private BatonProcess Serve() => BatonProcess.Start("serve", "--data", Data, "--urls", "http://127.0.0.1:0");
}
