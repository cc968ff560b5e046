using System.Text.Json;
using Baton.Storage;
using static Baton.Server.Tests.RunningServer;

namespace Baton.Server.Tests;

/// <summary>What a rep asks about himself, and what he says of his presence.</summary>
public sealed class MyTurnTests : IAsyncLifetime
{
    private const string Workspace = """
        workspace: test
        timezone: Europe/Lisbon
        reps:
          - { id: ana, name: Ana, user: ana@team.test, caps: { day: 3 }, capacity: 5 }
          - { id: bob, user: bob@team.test }
          - { id: cy, user: cy@team.test }
        policy:
          pools:
            p: { members: [ana, bob] }
            asked: { members: [ana, bob], offer: { timeout: 30m } }
            nobody: { members: [ana], weights: { ana: 0 } }
            cys: { members: [cy] }
          queues:
            dark: { members: [ana, cy], mode: blind }
          rules:
            - { name: cys, when: 'lead.source == "cy"', route: [{ pool: cys }] }
            - { name: asked, when: 'lead.source == "ask"', guidance: Call first., route: [{ pool: asked }] }
            - { name: dark, when: 'lead.source == "dark"', route: [{ pool: nobody }, { queue: dark }] }
            - { name: all, route: [{ pool: p }], sla: { respond: { within: 1h, clock: wall } } }
        """;

    private readonly ShiftedClock _clock = new();
    private RunningServer _server = null!;
    private HttpClient _ana = null!;

    public async Task InitializeAsync()
    {
        _server = await RunningServer.Start(Workspace, o => o with { Clock = _clock });
        _ana = _server.As(Role.Rep, "ana@team.test");
    }

    public async Task DisposeAsync() => await _server.DisposeAsync();

    [Fact]
    public async Task A_rep_reads_his_room_his_turns_and_what_is_to_do()
    {
        await _server.Send("/v1/leads", """{ "id": "L1", "name": "Kim" }""");
        await _server.Send("/v1/leads", """{ "id": "L2", "source": "ask" }""");

        var turns = await Turns(_ana);

        (turns["rep"], turns["name"], turns["status"], turns["timezone"]).ShouldBe(
            ("ana", "Ana", "available", "Europe/Lisbon")
        );
        (turns["capacity.used"], turns["capacity.limit"]).ShouldBe(("2", "5"));
        var cap = turns.Json.GetProperty("caps")[0];
        (cap.GetProperty("window").GetString(), cap.GetProperty("used").GetInt32()).ShouldBe(("day", 2));
        var pool = turns.Json.GetProperty("pools")[0];
        (pool.GetProperty("pool").GetString(), pool.GetProperty("leads_before").GetInt32()).ShouldBe(("p", 1));
        (pool.GetProperty("balance").GetDecimal(), pool.GetProperty("eligible").GetBoolean()).ShouldBe((-0.5m, true));
        var (offer, lead) = (turns.Json.GetProperty("work")[0], turns.Json.GetProperty("work")[1]);
        Text(offer, "next", "guidance").ShouldBe(["answer", "Call first."]);
        Text(lead, "next", "sla", "on_breach").ShouldBe(["first_contact", "respond", "notify"]);
        lead.GetProperty("lead").GetProperty("fields").GetProperty("name").GetString().ShouldBe("Kim");
        turns["work_count"].ShouldBe("2");
    }

    [Theory]
    [InlineData(Role.Rep, "zoe@team.test")]
    [InlineData(Role.Admin, null)]
    [InlineData(Role.Viewer, "vi@team.test")]
    public async Task Whoever_is_no_rep_is_told_that_he_is_none(Role role, string? user)
    {
        var turns = await Turns(_server.As(role, user));

        (turns.Status, turns["code"]).ShouldBe((404, "no_rep"));
        turns["detail"]!.ShouldContain("an administrator links it");
        if (role != Role.Viewer)
        {
            var set = await Sent(_server.As(role, user), "POST", "/v1/me/status", """{ "status": "away" }""");
            (set.Status, set["code"]).ShouldBe((404, "no_rep"));
        }
    }

    [Fact]
    public async Task A_manager_who_is_a_rep_reads_his_own_turns_and_a_viewer_changes_nothing()
    {
        var manager = await Turns(_server.As(Role.Manager, "bob@team.test"));
        var viewer = await Sent(
            _server.As(Role.Viewer, "bob@team.test"),
            "POST",
            "/v1/me/status",
            """{ "status": "away" }"""
        );

        manager["rep"].ShouldBe("bob");
        viewer.Status.ShouldBe(403);
    }

    [Fact]
    public async Task A_trial_names_who_would_be_next_and_changes_nothing()
    {
        await _server.Send("/v1/leads", """{ "id": "L1" }""");
        await _server.Send("/v1/leads", """{ "id": "L2" }""");
        await _server.Send("/v1/leads", """{ "id": "L3", "source": "ask" }""");
        var before = (_server.Store.Journal.LastSeq, (await Turns(_ana))["pools"]);

        var tried = await Set(_ana, """{ "status": "away", "reason": "break", "dry_run": true }""");
        var asked = await Set(_ana, """{ "status": "offline" }""", "?dry_run=true");

        (tried["dry_run"], tried["reason"], asked["dry_run"]).ShouldBe(("True", "break", "True"));
        var pool = tried.Json.GetProperty("effect").GetProperty("pools")[0];
        pool.GetProperty("next_before")[0].GetString().ShouldBe("ana");
        pool.GetProperty("next_after").EnumerateArray().Select(n => n.GetString()).ShouldBe(["bob", "bob", "bob"]);
        pool.GetProperty("barred_after").GetProperty("code").GetString().ShouldBe("away");
        var offer = tried.Json.GetProperty("effect").GetProperty("offers")[0];
        Text(offer, "lead", "on_expiry").ShouldBe(["L3", "charge"]);
        (_server.Store.Journal.LastSeq, (await Turns(_ana))["pools"]).ShouldBe(before);
        (await Turns(_ana))["status"].ShouldBe("available");
    }

    [Fact]
    public async Task Who_is_out_until_an_instant_is_back_by_himself()
    {
        var until = _clock.GetUtcNow().AddMinutes(30).ToString("O");

        var set = await Set(_ana, $$"""{ "status": "away", "until": "{{until}}", "reason": "meeting" }""");
        var away = await Turns(_ana);
        var seen = await _server.Get("/v1/reps/ana");
        _clock.Advance(TimeSpan.FromMinutes(31));
        await _server.Send("/v1/leads", "{}");

        (set.Status, set["status"], set["dry_run"]).ShouldBe((200, "away", "False"));
        (away["status"], away["status_reason"]).ShouldBe(("away", "meeting"));
        DateTimeOffset.Parse(away["status_until"]!, null).ShouldBe(DateTimeOffset.Parse(until, null));
        (seen["status_until"], seen["status_reason"]).ShouldBe((away["status_until"], "meeting"));
        var back = await Turns(_ana);
        (back["status"], back["status_until"], back["status_reason"]).ShouldBe(("available", null, null));
    }

    [Fact]
    public async Task Everything_that_is_wrong_is_said_at_once()
    {
        var set = await Set(
            _ana,
            """{ "status": "awya", "until": "2020-01-01T00:00:00Z", "reason": "tired", "rep": "bob" }"""
        );
        var contradiction = await Set(_ana, """{ "status": "available", "until": "2999-01-01T00:00:00Z" }""");

        set.Status.ShouldBe(422);
        Codes(set).ShouldBe(["status unknown_word", "reason unknown_word", "until range", "rep unknown_key"]);
        Codes(await Set(_ana, """{ "status": "away" }""", "?dry_run=1")).ShouldBe(["dry_run wrong_type"]);
        Codes(contradiction).ShouldBe(["until contradiction"]);
        set["detail"].ShouldNotBeNull();
    }

    [Fact]
    public async Task Who_was_passed_over_reads_why_but_not_whose_lead_it_became()
    {
        await Set(_ana, """{ "status": "away" }""");
        await _server.Send("/v1/leads", """{ "id": "L1" }""");
        await _server.Send("/v1/leads", """{ "id": "C1", "source": "cy" }""");
        await Set(_ana, """{ "status": "available" }""");
        await _server.Send("/v1/leads/L1/assign", """{ "rep": "ana" }""");
        await Set(_ana, """{ "status": "away" }""");
        await _server.Send("/v1/leads", """{ "id": "L2" }""");

        var skips = await Skips(_ana);

        skips
            .Select(s => Text(s, "lead", "pool", "code"))
            .ShouldBe([
                [null, "p", "away"],
                ["L1", "p", "away"],
            ]);
        (await Skips(_server.As(Role.Rep, "bob@team.test"))).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_lead_that_lies_hidden_in_a_queue_is_no_skip_before_it_is_claimed()
    {
        await _server.Send("/v1/leads", """{ "id": "D1", "source": "dark", "company": "Hush" }""");
        var hidden = await Turns(_ana);
        await Sent(_server.As(Role.Rep, "cy@team.test"), "POST", "/v1/queues/dark/claim", "{}");
        var claimed = await Turns(_ana);

        hidden["skips.count"].ShouldBe("0");
        hidden.Text.ShouldNotContain("Hush");
        hidden.Text.ShouldNotContain("D1");
        var queue = hidden.Json.GetProperty("queues")[0];
        (queue.GetProperty("waiting").GetInt32(), queue.GetProperty("blind")[0].GetRawText()).ShouldBe(
            (1, """{"age":0,"grade":null}""")
        );
        var skip = claimed.Json.GetProperty("skips").GetProperty("items")[0];
        Text(skip, "lead", "pool", "code").ShouldBe([null, "nobody", "weight_zero"]);
    }

    [Fact]
    public async Task Skips_are_of_today_and_outlast_a_restart()
    {
        await Set(_ana, """{ "status": "away" }""");
        await _server.Send("/v1/leads", "{}");
        _clock.Advance(TimeSpan.FromHours(26));
        await _server.Send("/v1/leads", "{}");

        (await Skips(_ana)).Length.ShouldBe(1);
        await using var again = await Again();
        (await Skips(again.As(Role.Rep, "ana@team.test"))).Length.ShouldBe(1);
    }

    [Fact]
    public async Task A_live_stream_says_that_turns_moved_by_what_is_hidden_and_nothing_of_other_pools()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/v1/events?after=" + _server.Store.Journal.LastSeq);
        request.Headers.Accept.ParseAdd("text/event-stream");
        using var answer = await _server
            .As(Role.Rep, "bob@team.test")
            .SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        using var lines = new StreamReader(await answer.Content.ReadAsStreamAsync());
        (await lines.ReadLineAsync()).ShouldBe(": baton");

        await _server.Send("/v1/leads", """{ "id": "C1", "source": "cy" }""");
        await _server.Send("/v1/leads", """{ "id": "L1" }""");
        await _server.Send("/v1/leads", """{ "id": "L2" }""");

        var seen = new List<string>();
        while (!seen.Exists(l => l.StartsWith("event: lead_assigned", StringComparison.Ordinal)))
        {
            seen.Add((await lines.ReadLineAsync())!);
        }

        seen.Count(l => l == ": turns").ShouldBe(1);
    }

    // A second server over a copy: the first still owns its folder.
    private async Task<RunningServer> Again()
    {
        var copy = Directory.CreateTempSubdirectory("baton-").FullName;
        await _server.App.StopAsync();
        await _server.App.DisposeAsync();
        foreach (var file in Directory.GetFiles(_server.Folder))
        {
            File.Copy(file, Path.Combine(copy, Path.GetFileName(file)));
        }

        return await RunningServer.Start(with: o => o with { Clock = _clock }, folder: copy);
    }

    private static Task<Answer> Turns(HttpClient client) => Sent(client, "GET", "/v1/me/turns");

    private static Task<Answer> Set(HttpClient client, string body, string query = "") =>
        Sent(client, "POST", "/v1/me/status" + query, body);

    private static async Task<JsonElement[]> Skips(HttpClient client) =>
        [.. (await Turns(client)).Json.GetProperty("skips").GetProperty("items").EnumerateArray()];

    private static string?[] Text(JsonElement element, params string[] keys) =>
        [.. keys.Select(k => element.GetProperty(k).GetString())];

    private static IEnumerable<string> Codes(Answer answer) =>
        answer
            .Json.GetProperty("errors")
            .EnumerateArray()
            .Select(e => $"{e.GetProperty("path").GetString()} {e.GetProperty("code").GetString()}");
}
