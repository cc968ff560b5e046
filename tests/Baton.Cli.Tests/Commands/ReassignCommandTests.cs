using Baton.Engine.Commands;
using Baton.Engine.Conditions;
using Baton.Storage;

namespace Baton.Cli.Tests.Commands;

public sealed class ReassignCommandTests : IAsyncLifetime
{
    private const string Workspace = """
        reps: [{ id: ana }, { id: bob, capacity: 1 }, { id: cy }]
        teams: { west: { members: [bob, cy] } }
        policy:
          pools: { first: { members: [ana] }, west: { team: west } }
          rules: [{ name: all, route: [{ pool: first }] }]
        """;

    private readonly TemporaryFolder _folder = new();

    public async Task InitializeAsync()
    {
        Cli.Do("apply", _folder.Write("workspace.yaml", Workspace), "--data", _folder["data"]);
        await using var store = BatonStore.Open(new StoreOptions { Directory = _folder["data"] });
        var policy = store.CurrentPolicy!;
        for (var i = 0; i < 3; i++)
        {
            await store.Submit(
                new Submission(new CaptureLead(new Value[policy.Schema.Count], ContentHash: i, policy.Version))
            );
        }
    }

    public Task DisposeAsync()
    {
        _folder.Dispose();
        return Task.CompletedTask;
    }

    [Fact]
    public void A_dry_run_shows_who_would_get_what_and_its_token_does_exactly_that()
    {
        string[] same = ["reassign", "--rep", "ana", "--to", "pool:west", "--data", _folder["data"]];

        var shown = Cli.Do([.. same, "--dry-run", "--json"]).Json;
        var table = Cli.Do([.. same, "--dry-run"]).Output;
        var done = Cli.Do([.. same, "--reason", "no_capacity", "--token", $"{shown["token"]}", "--json"]).Json;

        table.ShouldContain($"3 leads would go; nothing was changed. To do exactly this: --token {shown["token"]}");
        done["leads"]!.ToJsonString().ShouldBe(shown["leads"]!.ToJsonString());
        done["leads"]!.AsArray().Select(l => $"{l!["to"]}").ShouldBe(["bob", "cy", "cy"]);
        Cli.Do(same).Output.ShouldContain("0 leads were given to others");
    }

    [Theory]
    [InlineData("unknown_pool: there is no pool 'wst'; did you mean 'west'?", 1, "--rep", "ana", "--to", "pool:wst")]
    [InlineData("leads.0: there is no such lead", 2, "--lead", "none", "--to", "bob")]
    [InlineData("name either a rep with --rep, or leads with --lead ID", 2, "--to", "route")]
    [InlineData(
        "name either a rep with --rep, or leads with --lead ID",
        2,
        "--to",
        "bob",
        "--rep",
        "ana",
        "--lead",
        "L"
    )]
    public void What_cannot_be_says_why(string words, int code, params string[] args)
    {
        var ran = Cli.Run(["reassign", .. args, "--data", _folder["data"]]);

        (ran.Code, ran.Error).ShouldBe((code, $"baton: {words}\n"));
    }
}
