using System.Net.Http.Headers;

namespace Baton.Server.Tests;

public sealed class WorkspaceTests
{
    private const string TenFaults = """
        workspace: test
        timezone: Mars/Olympus
        reps:
          - { id: ana, weight: -1 }
          - { id: ana }
          - { id: bob, statsu: away }
          - { name: nobody }
        teams:
          t: { members: [ana, zoe] }
        policy:
          pools:
            p: { team: tt, method: robin }
          rules:
            - { name: all, route: [{ pool: q }] }
            - { name: all, when: 5, route: [] }
        """;

    [Fact]
    public async Task A_file_reads_back_as_it_was_written()
    {
        await using var server = await RunningServer.Start(Workspaces.Offers);

        var yaml = await server.Client.GetStringAsync("/v1/workspace");
        var published = await Answer.Of(await server.Publish(yaml));
        var again = await server.Client.GetStringAsync("/v1/workspace");

        published["status"].ShouldBe("published");
        again.ShouldBe(yaml);
        yaml.ShouldContain("lead.source == \"queue\"");
    }

    [Fact]
    public async Task A_file_with_ten_faults_reports_them_all_and_changes_nothing()
    {
        await using var server = await RunningServer.Start(Workspaces.TwoReps);
        var before = await server.Client.GetStringAsync("/v1/workspace");
        var seq = server.Store.Journal.LastSeq;

        var answer = await Answer.Of(await server.Publish(TenFaults));

        answer.Status.ShouldBe(422);
        var errors = answer.Json.GetProperty("errors").EnumerateArray().ToArray();
        errors.Length.ShouldBeGreaterThanOrEqualTo(10, answer.Text);
        errors.ShouldAllBe(e => e.GetProperty("line").GetInt32() > 0 && e.GetProperty("column").GetInt32() > 0);
        var misspelt = errors.Single(e => e.GetProperty("message").GetString()!.Contains("'statsu'"));
        misspelt.GetProperty("message").GetString()!.ShouldContain("did you mean 'status'?");
        (misspelt.GetProperty("line").GetInt32(), misspelt.GetProperty("column").GetInt32()).ShouldBe((6, 16));
        server.Store.Journal.LastSeq.ShouldBe(seq);
        (await server.Client.GetStringAsync("/v1/workspace")).ShouldBe(before);
    }

    [Fact]
    public async Task Half_a_character_in_a_file_of_json_is_a_fault()
    {
        await using var server = await RunningServer.Start(Workspaces.TwoReps);

        var body = RunningServer.Text("""{ "workspace": "test", "timezone": "\ud800" }""", "application/json");
        var answer = await Answer.Of(await server.Client.PutAsync("/v1/workspace", body));

        answer.Status.ShouldBe(422, answer.Text);
        answer["detail"].ShouldBe("a text holds half of a character: \\ud800 to \\udfff stand in pairs");
    }

    [Fact]
    public async Task A_faulty_expression_is_found_at_its_place()
    {
        await using var server = await RunningServer.Start(Workspaces.TwoReps);

        var answer = await Answer.Of(
            await server.Publish(Workspaces.TwoReps.Replace("name: all,", "name: all, when: 'lead.contry == 5',"))
        );

        answer.Status.ShouldBe(422);
        var error = answer.Json.GetProperty("errors")[0];
        error.GetProperty("code").GetString().ShouldBe("expression");
        error.GetProperty("message").GetString()!.ShouldContain("did you mean");
        error.GetProperty("line").GetInt32().ShouldBe(7);
    }

    [Fact]
    public async Task Broken_text_is_a_fault_with_its_line()
    {
        await using var server = await RunningServer.Start();

        var yaml = await Answer.Of(await server.Publish("reps: [\n  { id: ana"));
        var json = await Answer.Of(
            await server.Client.PutAsync("/v1/workspace", RunningServer.Text("{ \"reps\": [ }", "application/json"))
        );

        yaml.Status.ShouldBe(422);
        yaml.Json.GetProperty("errors")[0].GetProperty("code").GetString().ShouldBe("syntax");
        json.Status.ShouldBe(422);
        json.Json.GetProperty("errors")[0].GetProperty("line").GetInt32().ShouldBe(1);
    }

    [Fact]
    public async Task A_file_may_be_JSON_and_faults_still_have_places()
    {
        await using var server = await RunningServer.Start();
        const string Good = """
            { "workspace": "test", "reps": [ { "id": "ana" } ],
              "teams": { "t": { "members": ["ana"] } } }
            """;

        var published = await PutJson(server, Good);
        var refused = await PutJson(server, Good.Replace("\"ana\"]", "\"zoe\"]"));
        var read = await ReadJson(server);

        published.Status.ShouldBe(200, published.Text);
        refused.Json.GetProperty("errors")[0].GetProperty("line").GetInt32().ShouldBe(2);
        read.Json.GetProperty("reps")[0].GetProperty("id").GetString().ShouldBe("ana");
    }

    [Theory]
    [InlineData("?dry_run=yes", "'dry_run' is true or false")]
    [InlineData("?dryrun=true", "unknown parameter 'dryrun'; did you mean 'dry_run'?")]
    [InlineData("?runtime=on", "'runtime' is true or false")]
    public async Task A_misspelt_trial_is_not_the_act(string query, string words)
    {
        await using var server = await RunningServer.Start(Workspaces.TwoReps);
        var before = server.Store.Journal.LastSeq;

        var answer = await Answer.Of(
            await server.Client.PutAsync(
                "/v1/workspace" + query,
                RunningServer.Text(Workspaces.OneFullRep, "application/yaml")
            )
        );

        (answer.Status, answer["detail"]).ShouldBe((422, words));
        server.Store.Journal.LastSeq.ShouldBe(before);
    }

    [Fact]
    public async Task A_dry_run_changes_nothing()
    {
        await using var server = await RunningServer.Start(Workspaces.TwoReps);
        var before = await server.Client.GetStringAsync("/v1/workspace");

        var answer = await Answer.Of(
            await server.Client.PutAsync(
                "/v1/workspace?dry_run=true",
                RunningServer.Text(Workspaces.OneFullRep, "application/yaml")
            )
        );

        answer["status"].ShouldBe("checked");
        (await server.Client.GetStringAsync("/v1/workspace")).ShouldBe(before);
    }

    [Fact]
    public async Task A_dry_run_tells_a_name_that_cannot_pass_on_as_publishing_would()
    {
        await using var server = await RunningServer.Start("{ workspace: test, reps: [{ id: ana }, { id: bob }] }");
        const string Merged = "{ workspace: test, reps: [{ id: bob, was: ana }], teams: { t: { membres: [bob] } } }";

        var (dry, published) = (await Put("?dry_run=true"), await Put(""));

        dry.Status.ShouldBe(422, dry.Text);
        dry.Json.GetProperty("errors")
            .EnumerateArray()
            .Select(e => e.GetProperty("path").GetString())
            .ShouldContain("reps.bob.was");
        dry.Json.GetProperty("errors").GetRawText().ShouldBe(published.Json.GetProperty("errors").GetRawText());

        async Task<Answer> Put(string query) =>
            await Answer.Of(
                await server.Client.PutAsync($"/v1/workspace{query}", RunningServer.Text(Merged, "application/yaml"))
            );
    }

    [Fact]
    public async Task A_table_is_not_read_from_the_servers_own_files()
    {
        await using var server = await RunningServer.Start();

        var answer = await Answer.Of(await server.Publish("workspace: test\nterritories: { table: /etc/hostname }"));

        answer.Status.ShouldBe(422, answer.Text);
    }

    [Fact]
    public async Task Tables_that_are_paths_are_faults_among_all_others()
    {
        await using var server = await RunningServer.Start();
        const string Text = """
            workspace: test
            reps: [{ id: ana, weight: -1 }]
            territories: { west: { table: west.csv } }
            accounts: { table: accounts.csv }
            policy: { segments: { big: 'lead.employees > "ten"' } }
            """;

        var refused = await Answer.Of(await server.Publish(Text));
        var broken = await Answer.Of(await server.Publish(Text + "\nreps: []"));

        Paths(refused).ShouldBe(["reps[0].weight", "policy.segments.big", "territories.west.table", "accounts.table"]);
        Paths(broken).ShouldBe(["", .. Paths(refused)]);
        var tables = refused.Json.GetProperty("errors").EnumerateArray().Skip(2).ToArray();
        tables.Select(e => e.GetProperty("line").GetInt32()).ShouldBe([3, 4]);
        const string Cure = "a table's file is not read from here; send its rows in the place of its path";
        tables.ShouldAllBe(e => e.GetProperty("message").GetString() == Cure);
    }

    private static IEnumerable<string?> Paths(Answer refused) =>
        refused.Json.GetProperty("errors").EnumerateArray().Select(e => e.GetProperty("path").GetString());

    [Fact]
    public async Task Another_type_or_a_larger_file_is_refused()
    {
        await using var server = await RunningServer.Start(with: o => o with { LargestWorkspace = 2_000 });

        var text = await server.Client.PutAsync("/v1/workspace", RunningServer.Text("workspace: x", "text/plain"));
        var large = await Answer.Of(await server.Publish("workspace: test # " + new string('x', 3_000)));

        ((int)text.StatusCode).ShouldBe(415);
        large.Status.ShouldBe(413, large.Text);
    }

    private static async Task<Answer> PutJson(RunningServer server, string json) =>
        await Answer.Of(await server.Client.PutAsync("/v1/workspace", RunningServer.Text(json, "application/json")));

    private static async Task<Answer> ReadJson(RunningServer server)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/v1/workspace");
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        return await Answer.Of(await server.Client.SendAsync(request));
    }
}
