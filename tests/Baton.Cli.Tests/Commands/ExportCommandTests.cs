using Baton.Engine.Capture;
using Baton.Engine.Commands;
using Baton.Engine.Conditions;
using Baton.Storage;

namespace Baton.Cli.Tests.Commands;

public sealed class ExportCommandTests : IAsyncLifetime
{
    private const string Workspace = """
        reps: [{ id: ana }, { id: bob, capacity: 1 }]
        policy:
          pools: { all: { members: [ana, bob] } }
          rules:
            - { name: nobody, when: 'lead.source == "junk"', route: [{ owner: last }] }
            - { name: all, guidance: Call first., route: [{ pool: all }] }
        """;

    private readonly TemporaryFolder _folder = new();

    public async Task InitializeAsync()
    {
        Cli.Do("apply", _folder.Write("workspace.yaml", Workspace), "--data", _folder["data"]);
        await using var store = BatonStore.Open(new StoreOptions { Directory = _folder["data"] });
        await Capture(store, ("id", "L1"), ("email", "ann@x.test"), ("company", "=HYPERLINK(\"http://x.test\")"));
        await Capture(store, ("id", "L2"), ("email", "ben@x.test"), ("name", "Ben \"B\", Jr"));
        await Capture(store, ("id", "L3"), ("email", "cay@x.test"), ("source", "junk"));
        await Capture(store, ("id", "L4"), ("email", "dee@x.test"), ("name", "+1 (for Dee)"));
        await Capture(store, ("id", "L5"), ("email", "eli@x.test"));
    }

    public Task DisposeAsync()
    {
        _folder.Dispose();
        return Task.CompletedTask;
    }

    [Fact]
    public void Assignments_are_those_that_somebody_has_and_no_cell_is_a_formula()
    {
        var lines = Cli.Do("export", "assignments", "--data", _folder["data"]).Output.Split("\r\n");

        lines[0].ShouldStartWith("id,owner,status,stage,rule,pool");
        lines[1..].Select(l => l.Split(',')[0]).ShouldBe(["L5", "L4", "L2", "L1", ""]);
        lines[2].ShouldContain(",'+1 (for Dee),");
        lines[3].ShouldContain(",\"Ben \"\"B\"\", Jr\",");
        lines[4].ShouldContain(",\"'=HYPERLINK(\"\"http://x.test\"\")\",");
    }

    [Fact]
    public void Json_has_a_name_for_each_cell()
    {
        var json = Cli.Do("export", "assignments", "--data", _folder["data"], "--format", "json").Json;

        json.AsArray().Count.ShouldBe(4);
        (json[3]!["id"]!.GetValue<string>(), json[3]!["owner"]!.GetValue<string>()).ShouldBe(("L1", "ana"));
    }

    [Theory]
    [InlineData("assignments", "yaml")]
    [InlineData("workspace", "csv")]
    [InlineData("leads", "csv")]
    public void A_format_that_does_not_fit_is_two(string what, string format) =>
        Cli.Run("export", what, "--format", format, "--data", _folder["data"]).Code.ShouldBe(2);

    [Fact]
    public void Through_a_server_the_same_is_written()
    {
        string[] all = ["assignments", "workspace"];
        var beside = all.Select(w => Cli.Do("export", w, "--data", _folder["data"]).Output).ToArray();
        using var server = BatonProcess.Start("serve", "--data", _folder["data"], "--urls", "http://127.0.0.1:0");
        string[] through = ["--server", server.LineStarting("Console:"), "--key", Key()];

        all.Select(w => Cli.Do(["export", w, .. through]).Output).ShouldBe(beside);
        Cli.Do(["export", "assignments", "--json", .. through]).Json[3]!["id"]!.ToString().ShouldBe("L1");
        Cli.Run(["explain", "L1", "--rep", "cy", .. through]).ShouldBe(new Ran(1, "", "baton: there is no rep 'cy'\n"));
        Cli.Run(["explain", "L9", "--rep", "cy", .. through]).Error.ShouldBe("baton: there is no lead 'L9'\n");
    }

    private string Key() => Cli.Do("key", "create", "test", "--data", _folder["data"]).Output.Trim();

    [Fact]
    public void Explain_says_why_and_why_not()
    {
        var why = Cli.Do("explain", "L1", "--data", _folder["data"]).Output;
        why.ShouldContain("L1: lead_assigned at ");
        why.ShouldContain("rule 'all' of version 1 matches every lead");
        why.ShouldContain("guidance: Call first.");

        var full = Cli.Do("explain", "L5", "--rep", "bob", "--data", _folder["data"], "--json").Json;
        (full["code"]!.GetValue<string>(), full["needed"]!.GetValue<int>()).ShouldBe(("capacity_full", 1));
        full["flip"]!["what"]!.GetValue<string>().ShouldBe("capacity");

        Cli.Run("explain", "L1", "--rep", "cy", "--data", _folder["data"])
            .ShouldBe(new Ran(1, "", "baton: there is no rep 'cy'\n"));
        Cli.Run("explain", "L9", "--data", _folder["data"]).ShouldBe(new Ran(1, "", "baton: there is no lead 'L9'\n"));
    }

    private static async Task Capture(BatonStore store, params (string Name, string Text)[] fields)
    {
        var policy = store.CurrentPolicy!;
        var raw = new RawLead([.. fields.Select(f => KeyValuePair.Create(f.Name, Value.Of(f.Text)))]);
        var faults = new List<CaptureFault>();
        var lead = LeadNormaliser.Normalise(raw, policy.Schema, policy.Normaliser, faults);
        faults.ShouldBeEmpty();
        var reply = await store.Submit(
            new Submission(new CaptureLead(lead!.Fields, ContentHash.Of(raw), policy.Version))
        );
        reply.Status.ShouldBe(ReplyStatus.Done);
    }
}
