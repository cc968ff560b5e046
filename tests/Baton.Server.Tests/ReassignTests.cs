namespace Baton.Server.Tests;

public sealed class ReassignTests
{
    private const string Workspace = """
        workspace: test
        reps: [{ id: ana }, { id: bob, capacity: 1 }, { id: cy }]
        teams: { west: { manager: mo@acme.test, members: [bob, cy] } }
        policy:
          pools: { first: { members: [ana] }, west: { team: west } }
          rules: [{ name: all, route: [{ pool: first }, { pool: west }] }]
        """;

    [Fact]
    public async Task A_preview_is_done_as_it_was_shown()
    {
        await using var server = await WithLeads(3);

        var shown = await server.Send(
            "/v1/leads/reassign",
            """{ "rep": "ana", "to": { "pool": "west" }, "dry_run": true }"""
        );
        shown.Status.ShouldBe(200, shown.Text);
        (await Owners(server)).ShouldBe(["ana", "ana", "ana"]);
        var done = await server.Send(
            "/v1/leads/reassign",
            $$"""{ "rep": "ana", "to": { "pool": "west" }, "reason": "no_capacity", "note": "ana left", "token": "{{shown["token"]}}" }"""
        );

        done.Status.ShouldBe(200, done.Text);
        (shown["dry_run"], done["dry_run"], done["token"]).ShouldBe(("True", "False", null));
        foreach (var part in new[] { "moved", "remaining", "reps", "balances", "leads" })
        {
            done[part].ShouldBe(shown[part]);
        }

        done["moved"].ShouldBe("3");
        (await Owners(server)).ShouldBe(["bob", "cy", "cy"]);
        var record = (await server.Get("/v1/events?after=5")).Json.GetProperty("items");
        record
            .EnumerateArray()
            .Select(e => e.GetProperty("type").GetString())
            .ShouldBe(["lead_assigned", "lead_assigned", "lead_assigned", "leads_handed_over"]);
        record[3].GetProperty("data").GetProperty("note").GetString().ShouldBe("ana left");
        record[0].GetProperty("data").GetProperty("reason").GetString().ShouldBe("no_capacity");
    }

    [Fact]
    public async Task A_stale_preview_is_refused_with_what_changed()
    {
        await using var server = await WithLeads(2);
        var body = """{ "leads": ["L1", "L2"], "to": "team:west", "dry_run": true }""";
        var shown = await server.Send("/v1/leads/reassign", body);
        await server.Send("/v1/leads/L2/outcome", """{ "won": true }""");
        await server.Send("/v1/reps/cy/status", """{ "status": "away" }""");

        var refused = await server.Send(
            "/v1/leads/reassign",
            $$"""{ "leads": ["L1", "L2"], "to": "team:west", "token": "{{shown["token"]}}" }"""
        );

        (refused.Status, refused["code"]).ShouldBe((409, "stale_preview"), refused.Text);
        Messages(refused).ShouldBe(["L2: it was won", "cy was changed"]);
        (await Owners(server))[1].ShouldBe("ana");
    }

    [Fact]
    public async Task A_body_with_faults_names_them_all()
    {
        await using var server = await WithLeads(1);

        var answer = await server.Send(
            "/v1/leads/reassign",
            """{ "leads": ["L1", "none"], "to": { "pol": "west" }, "reason": "because", "token": "x", "now": true }"""
        );

        answer.Status.ShouldBe(422);
        Messages(answer)
            .ShouldBe([
                "there is no such lead",
                "unknown target 'pol'; did you mean 'pool'?",
                "'token' is not one of a preview",
                "unknown reason 'because'; known: misrouted, wrong_territory, no_capacity, bad_contact, duplicate, not_interested, other",
                "unknown key 'now'; known: leads, rep, to, token, reason, note, by, dry_run",
            ]);
    }

    [Theory]
    [InlineData("""{ "rep": "zoe", "to": "ana" }""", 404, "unknown_rep")]
    [InlineData("""{ "rep": "ana", "to": "pool:none" }""", 404, "unknown_pool")]
    [InlineData("""{ "to": "route" }""", 422, "invalid")]
    [InlineData("""{ "rep": "ana", "to": "route", "by": "bob" }""", 409, "manager_only")]
    public async Task What_cannot_be_is_refused_in_the_preview_too(string body, int status, string code)
    {
        await using var server = await WithLeads(1);

        var preview = await server.Send("/v1/leads/reassign", body[..^1] + """, "dry_run": true }""");
        var act = await server.Send("/v1/leads/reassign", body);

        (preview.Status, preview["code"]).ShouldBe((status, code), preview.Text);
        (act.Status, act["code"]).ShouldBe((status, code));
    }

    [Theory]
    [InlineData("decline")]
    [InlineData("release")]
    [InlineData("reject")]
    public async Task Reasons_are_coded_and_words_stand_beside_them(string action)
    {
        await using var server = await RunningServer.Start(Workspaces.Offers);
        await server.Send("/v1/leads", """{ "id": "L" }""");
        if (action != "decline")
        {
            await server.Send("/v1/leads/L/accept", """{ "rep": "ana" }""");
        }

        var rep = action == "decline" ? "\"rep\": \"ana\", " : "";
        var free = await server.Send($"/v1/leads/L/{action}", $$"""{ {{rep}}"reason": "no_capcity" }""");
        var coded = await server.Send(
            $"/v1/leads/L/{action}",
            $$"""{ {{rep}}"reason": "no_capacity", "note": "call Kim at home" }"""
        );

        free.Status.ShouldBe(422);
        free["detail"]
            .ShouldBe(
                "unknown reason 'no_capcity'; known: misrouted, wrong_territory, no_capacity, bad_contact, duplicate, not_interested, other"
            );
        coded.Status.ShouldBe(200, coded.Text);
        (await server.Get("/v1/leads/L/timeline")).Text.ShouldContain("\"note\":\"call Kim at home\"");
        (await server.Get("/v1/events")).Text.ShouldNotContain("Kim");
    }

    private static async Task<RunningServer> WithLeads(int count)
    {
        var server = await RunningServer.Start(Workspace);
        for (var i = 1; i <= count; i++)
        {
            await server.Send("/v1/leads", $$"""{ "id": "L{{i}}" }""");
        }

        return server;
    }

    private static async Task<string?[]> Owners(RunningServer server) =>
        [
            .. (await server.Get("/v1/leads"))
                .Json.GetProperty("items")
                .EnumerateArray()
                .Reverse()
                .Select(l => l.GetProperty("owner").GetString()),
        ];

    private static string?[] Messages(Answer answer) =>
        [.. answer.Json.GetProperty("errors").EnumerateArray().Select(e => e.GetProperty("message").GetString())];
}
