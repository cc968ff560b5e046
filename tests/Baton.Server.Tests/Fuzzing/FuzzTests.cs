using Microsoft.Data.Sqlite;

namespace Baton.Server.Tests.Fuzzing;

public sealed class FuzzTests
{
    private const string Workspace = """
        workspace: test
        reps: [{ id: ana, user: ana@team.test }, { id: bob }]
        teams: { vip: { members: [ana, bob] } }
        policy:
          fields: { tier: string, motto: { type: string, personal: true } }
          screen: { duplicates: { match: [email, phone], within: 30d, action: merge } }
          pools: { p: { members: [ana, bob] } }
          queues: { q: { team: vip, mode: cherry_pick }, dark: { team: vip, mode: blind } }
          rules:
            - { name: dark, when: 'lead.source == "dark"', route: [{ queue: dark }] }
            - { name: q, when: 'lead.source == "q"', route: [{ queue: q }] }
            - { name: rest, route: [{ pool: p }] }
        """;

    private static readonly bool _long = Environment.GetEnvironmentVariable("BATON_LONG") == "1";

    [Fact]
    public async Task Nothing_that_is_sent_breaks_the_server_or_makes_it_tell_how_it_is_made()
    {
        var folder = Directory.CreateTempSubdirectory("baton-").FullName;
        try
        {
            var seed = Environment.TickCount;
            await using (var server = await RunningServer.Start(Workspace, folder: folder))
            {
                await Some(server);
                var fuzzer = new Fuzzer(server, seed);
                var before = GC.GetTotalMemory(forceFullCollection: true);

                var faults = await fuzzer.Run(_long ? TimeSpan.FromMinutes(5) : TimeSpan.FromSeconds(20), callers: 4);

                faults.Count.ShouldBe(
                    0,
                    $"seed {seed}, {fuzzer.Asked} asked; the first:\n{string.Join('\n', faults.Take(5))}"
                );
                fuzzer.Asked.ShouldBeGreaterThan(500);
                (await server.Client.GetAsync("/healthz")).IsSuccessStatusCode.ShouldBeTrue();
                (GC.GetTotalMemory(forceFullCollection: true) - before).ShouldBeLessThan(128 * 1024 * 1024);
            }

            // All that was taken in can be read again, record by record.
            await using var again = await RunningServer.Start(folder: folder);
            (await again.Client.GetAsync("/readyz")).IsSuccessStatusCode.ShouldBeTrue();
            Check(Path.Combine(folder, "baton.db")).ShouldBe("ok");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task Some(RunningServer server)
    {
        foreach (var source in new[] { "web", "q", "dark", "web" })
        {
            (
                await server.Send(
                    "/v1/leads",
                    $$"""{ "email": "a{{Guid.NewGuid():N}}@acme.test", "source": "{{source}}" }"""
                )
            ).Status.ShouldBe(201);
        }

        (await server.Send("/v1/leads", """{ "id": "known-1", "phone": "+14155550123" }""")).Status.ShouldBe(201);
    }

    private static string Check(string path)
    {
        using var file = new SqliteConnection($"Data Source={path};Mode=ReadOnly;Pooling=false");
        file.Open();
        using var check = file.CreateCommand();
        check.CommandText = "PRAGMA integrity_check";
        return (string)check.ExecuteScalar()!;
    }
}
