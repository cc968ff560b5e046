using System.Text.Json;
using Baton.Storage;
using static Baton.Server.Tests.RunningServer;

namespace Baton.Server.Tests;

public sealed class OversightTests : IAsyncLifetime
{
    private const string Workspace = """
        workspace: t
        reps: [{ id: ana, name: Ana Silva, capacity: 1 }, { id: bob }, { id: mo, user: mo@team.test }]
        teams: { west: { manager: mo, members: [ana] }, east: { members: [bob] } }
        policy:
          screen:
            reject: ['lead.source == "junk"']
            duplicates: { match: [{ fuzzy: [name, city], at: 0.99, review: 0.80 }], action: merge }
          pools: { west: { team: west } }
          queues: { desk: { manager: mo, mode: manual } }
          rules:
            - { name: desk, when: lead.source == "desk", route: [{ queue: desk }] }
            - { name: west, when: lead.source == "west", route: [{ pool: west }], sla: { respond: { within: 1h, breach: notify } } }
        """;

    private readonly ShiftedClock _clock = new();
    private RunningServer _server = null!;
    private HttpClient _pat = null!;

    public async Task InitializeAsync()
    {
        _server = await RunningServer.Start(Workspace, o => o with { Clock = _clock });
        _pat = _server.As(Role.Manager, "pat@team.test");
    }

    public async Task DisposeAsync() => await _server.DisposeAsync();

    [Fact]
    public async Task The_board_says_who_has_what_and_what_nobody_has()
    {
        await Lead("W1", """ "source": "west", "name": "Kim Larsen", "company": "Shop" """);
        await Lead("D1", """ "source": "desk", "email": "kim@shop.test" """);
        await Lead("N1", """ "source": "none", "first_name": "Pat", "last_name": "Moss" """);

        var board = (await Sent(_pat, "GET", "/v1/board")).Json;

        var ana = board.GetProperty("reps")[0];
        ana.GetProperty("full").ToString().ShouldContain("\"capacity_full\"");
        var card = ana.GetProperty("leads")[0];
        (Text(card, "id"), Text(card, "name"), Text(card, "company")).ShouldBe(("W1", "Kim Larsen", "Shop"));
        Text(card.GetProperty("due"), "clock").ShouldBe("respond");
        Places(board).ShouldBe(["waiting  1 Pat Moss", "queued desk 1 kim@shop.test", "offered  0 "]);
    }

    [Fact]
    public async Task A_manager_sees_his_teams_first_and_others_by_name()
    {
        var mo = _server.As(Role.Manager, "mo@team.test");

        Reps(await Sent(mo, "GET", "/v1/board")).ShouldBe(["ana"]);
        Reps(await Sent(_pat, "GET", "/v1/board")).ShouldBe(["ana", "bob", "mo"]);
        Reps(await Sent(mo, "GET", "/v1/board?team=*")).ShouldBe(["ana", "bob", "mo"]);
        Reps(await Sent(mo, "GET", "/v1/board?team=east,west")).ShouldBe(["ana", "bob"]);
        (await Sent(mo, "GET", "/v1/board?team=wst"))["detail"]
            .ShouldBe("there is no team 'wst'; did you mean 'west'?");
        (await Sent(mo, "GET", "/v1/board?limit=0&tem=west")).Json.GetProperty("errors").GetArrayLength().ShouldBe(2);
    }

    [Fact]
    public async Task What_is_stuck_is_counted_by_reason_with_the_leads_behind_each_number()
    {
        await Lead("W1", """ "source": "west" """);
        await Lead("W2", """ "source": "west" """);
        await Lead("N1", """ "source": "none", "name": "Liv Berg", "city": "Oslo" """);
        await Lead("N2", """ "source": "none", "name": "Liv Berg", "city": "Oslo" """);
        await Lead("J1", """ "source": "junk" """);
        _clock.Advance(TimeSpan.FromHours(2));

        var answer = await Sent(_pat, "GET", "/v1/exceptions");

        Stuck(answer)
            .ShouldBe([
                "no_rule   2",
                "no_eligible_rep rule west 1",
                "sla_breached sla respond 1",
                "duplicate   1",
                "rejected   1",
            ]);
        var full = answer.Json.GetProperty("items")[1];
        Text(full, "oldest").ShouldBe("W2");
        full.GetProperty("passed_over")
            .ToString()
            .ShouldBe("""[{"rep":"ana","code":"capacity_full","actual":2,"needed":1,"pool":"west"}]""");
        var behind = await Sent(_pat, "GET", "/v1/exceptions/sla_breached?kind=sla&id=respond");
        (behind["count"], Text(behind.Json.GetProperty("items")[0], "id")).ShouldBe(("1", "W1"));
        (await Sent(_pat, "GET", "/v1/exceptions/no_ruel"))["detail"]
            .ShouldBe("leads are not stuck for the reason 'no_ruel'; did you mean 'no_rule'?");
    }

    [Fact]
    public async Task A_fix_takes_its_lead_out_of_the_list_at_once()
    {
        await Lead("N1", """ "source": "none" """);
        Stuck(await Sent(_pat, "GET", "/v1/exceptions")).ShouldBe(["no_rule   1"]);
        _clock.Advance(TimeSpan.FromSeconds(30));

        var given = await Sent(_pat, "POST", "/v1/leads/N1/assign", """{ "rep": "bob", "from": null }""");

        given["lead.owner"].ShouldBe("bob", given.Text);
        Stuck(await Sent(_pat, "GET", "/v1/exceptions")).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_user_with_the_role_manages_though_the_policy_names_him_nowhere()
    {
        await Lead("W1", """ "source": "west" """);
        await Lead("D1", """ "source": "desk" """);

        var assigned = await Sent(_pat, "POST", "/v1/leads/D1/assign", """{ "rep": "bob" }""");
        var handed = await Sent(_pat, "POST", "/v1/leads/reassign", """{ "rep": "ana", "to": "bob" }""");

        (assigned.Status, assigned["lead.owner"]).ShouldBe((200, "bob"), assigned.Text);
        (handed.Status, handed["moved"]).ShouldBe((200, "1"), handed.Text);
        (await _server.Get("/v1/leads/D1/timeline")).Text.ShouldContain("\"by\":\"pat@team.test\"");
    }

    [Fact]
    public async Task A_rep_whom_the_policy_does_not_name_still_assigns_nothing()
    {
        await Lead("W1", """ "source": "west" """);
        var ana = _server.As(Role.Rep, "ana");

        var refused = await Sent(ana, "POST", "/v1/leads/W1/assign", """{ "rep": "bob" }""");

        (refused.Status, refused["code"]).ShouldBe((409, "manager_only"), refused.Text);
    }

    [Fact]
    public async Task Of_two_managers_who_see_the_same_lead_one_gives_it_away()
    {
        await Lead("N1", """ "source": "none" """);

        var both = await Task.WhenAll(
            new[] { "ana", "bob" }.Select(rep =>
                Sent(_pat, "POST", "/v1/leads/N1/assign", $$"""{ "rep": "{{rep}}", "from": null }""")
            )
        );

        both.Select(b => b.Status).Order().ShouldBe([200, 409]);
        var owner = both.Single(b => b.Status == 200)["lead.owner"];
        both.Single(b => b.Status == 409)["detail"].ShouldBe($"{owner} has this lead by now");
    }

    private async Task Lead(string id, string more)
    {
        var lead = await _server.Send("/v1/leads", $$"""{ "id": "{{id}}", {{more}} }""");
        lead.Status.ShouldBe(201, lead.Text);
    }

    private static string[] Reps(Answer board) =>
        [.. board.Json.GetProperty("reps").EnumerateArray().Select(r => Text(r, "id"))];

    private static string[] Places(JsonElement board) =>
        [
            .. board
                .GetProperty("unowned")
                .EnumerateArray()
                .Select(p =>
                    $"{Text(p, "status")} {Text(p, "queue")} {p.GetProperty("count")} "
                    + string.Join(',', p.GetProperty("leads").EnumerateArray().Select(l => Text(l, "name")))
                ),
        ];

    private static string[] Stuck(Answer list) =>
        [
            .. list
                .Json.GetProperty("items")
                .EnumerateArray()
                .Select(g => $"{Text(g, "code")} {Text(g, "kind")} {Text(g, "id")} {g.GetProperty("count")}"),
        ];

    private static string Text(JsonElement json, string name) => json.GetProperty(name).ToString();
}
