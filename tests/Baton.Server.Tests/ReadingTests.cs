using System.Text.Json;

namespace Baton.Server.Tests;

public sealed class ReadingTests
{
    [Fact]
    public async Task A_list_is_read_page_by_page_the_newest_first()
    {
        await using var server = await RunningServer.Start(Workspaces.TwoReps);
        foreach (var i in Enumerable.Range(1, 5))
        {
            await server.Send("/v1/leads", $$"""{ "id": "L{{i}}", "source": "{{(i % 2 == 0 ? "web" : "fair")}}" }""");
        }

        var first = await server.Get("/v1/leads?limit=3");
        var second = await server.Get("/v1/leads?limit=3&cursor=" + first["next_cursor"]);

        Ids(first).ShouldBe(["L5", "L4", "L3"]);
        Ids(second).ShouldBe(["L2", "L1"]);
        second["next_cursor"].ShouldBeNull();
        Ids(await server.Get("/v1/leads?owner=ana")).ShouldBe(["L5", "L3", "L1"]);
        Ids(await server.Get("/v1/leads?source=web&status=assigned,working")).ShouldBe(["L4", "L2"]);
        Ids(await server.Get("/v1/leads?rule=other")).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("/v1/events")]
    [InlineData("/v1/pools/p/next")]
    [InlineData("/v1/pools/p/ledger")]
    [InlineData("/v1/exceptions")]
    [InlineData("/v1/duplicates")]
    [InlineData("/v1/audit")]
    [InlineData("/v1/erasures")]
    public async Task No_list_passes_over_a_parameter_that_it_does_not_know(string path)
    {
        await using var server = await RunningServer.Start(Workspaces.TwoReps);

        var answer = await server.Get(path + "?owner=ana");

        answer.Status.ShouldBe(422, answer.Text);
        answer.Json.GetProperty("errors")[0].GetProperty("path").GetString().ShouldBe("owner");
    }

    [Theory]
    [InlineData("/healthz")]
    [InlineData("/readyz")]
    public async Task A_monitor_may_ask_for_the_head_alone(string path)
    {
        await using var server = await RunningServer.Start(Workspaces.TwoReps);
        using var client = new HttpClient { BaseAddress = server.Client.BaseAddress };
        using var request = new HttpRequestMessage(HttpMethod.Head, path);

        var answer = await Answer.Of(await client.SendAsync(request));

        (answer.Status, answer.Text).ShouldBe((200, ""));
    }

    [Theory]
    [InlineData("?ownr=ana", "unknown parameter 'ownr'; did you mean 'owner'?")]
    [InlineData("?limit=0", "'limit' is a whole number from 1 to 1000")]
    [InlineData("?cursor=x", "'cursor' is not one that this list gave")]
    [InlineData(
        "?sort=name",
        "leads are not sorted by 'name'; known, each also with a minus before it: number, created_at, assigned_at, last_arrival, score, priority, status, stage, grade, owner, pool, queue, rule, reason, territory, account, source"
    )]
    [InlineData("?status=asigned", "unknown status 'asigned'; did you mean 'assigned'?")]
    [InlineData("?from=yesterday", "'from' must be a time such as 2026-01-31T09:30:00Z")]
    public async Task A_parameter_that_is_not_known_is_refused_by_name(string query, string message)
    {
        await using var server = await RunningServer.Start(Workspaces.TwoReps);

        var answer = await server.Get("/v1/leads" + query);

        answer.Status.ShouldBe(422);
        answer["detail"].ShouldBe(message);
    }

    [Fact]
    public async Task A_pool_shows_turns_balances_and_lines()
    {
        await using var server = await RunningServer.Start(Workspaces.TwoReps);
        await server.Send("/v1/leads", "{}");

        var pool = await server.Get("/v1/pools/p");
        var next = await server.Get("/v1/pools/p/next?count=3");
        var ledger = await server.Get("/v1/pools/p/ledger");

        var ana = pool.Json.GetProperty("members")[0];
        ana.GetProperty("target_share").GetDecimal().ShouldBe(0.5m);
        ana.GetProperty("received").GetDecimal().ShouldBe(1);
        ana.GetProperty("share").GetDecimal().ShouldBe(1);
        next.Json.GetProperty("next").EnumerateArray().Select(n => n.GetString()).ShouldBe(["bob", "ana", "bob"]);
        ledger["balances.ana"].ShouldBe("-0.5");
        ledger["balances.bob"].ShouldBe("0.5");
        ledger.Json.GetProperty("lines")[0].GetProperty("winner").GetString().ShouldBe("ana");
        (await server.Get("/v1/pools/none/next"))["code"].ShouldBe("unknown_pool");
        (await server.Get("/v1/pools")).Json.GetProperty("items").GetArrayLength().ShouldBe(1);
    }

    [Fact]
    public async Task Leads_are_counted_by_status()
    {
        await using var server = await RunningServer.Start(Workspaces.OneFullRep);
        await server.Send("/v1/leads", "{}");
        await server.Send("/v1/leads", "{}");

        var counts = await server.Get("/v1/reports/status");

        counts["statuses.assigned"].ShouldBe("1");
        counts["statuses.waiting"].ShouldBe("1");
        counts["total"].ShouldBe("2");
    }

    [Fact]
    public async Task A_decision_is_explained_and_so_is_why_another_did_not_win()
    {
        await using var server = await RunningServer.Start(Workspaces.TwoReps);
        await server.Send("/v1/reps/bob/status", """{ "status": "away" }""");
        var lead = await server.Send("/v1/leads", """{ "id": "L" }""");

        var why = await server.Get(lead["decision.explain"]!);
        var whyNot = await server.Get("/v1/leads/L/explain?rep=bob");

        why["event"].ShouldBe("lead_assigned", why.Text);
        why["rule"].ShouldBe("all");
        why.Json.GetProperty("winners")[0].GetString().ShouldBe("ana");
        why.Json.GetProperty("sentences").GetArrayLength().ShouldBeGreaterThan(1);
        whyNot["code"].ShouldBe("away");
        whyNot["won"].ShouldBe("False");
        (await server.Get("/v1/leads/L/explain?rep=ana"))["won"].ShouldBe("True");
        (await server.Get("/v1/leads/L/explain?rep=zoe"))["code"].ShouldBe("unknown_rep");
    }

    [Fact]
    public async Task The_account_of_a_lead_is_shown_with_what_speaks_for_it_and_the_next_best()
    {
        await using var server = await RunningServer.Start(
            """
            reps: [{ id: ana }]
            accounts: [{ name: Orbit, domain: orbit.test, owner: ana }, { name: Müller GmbH }]
            policy: { rules: [{ name: all, route: [{ owner: account }] }] }
            """
        );
        await server.Send("/v1/leads", """{ "id": "L", "email": "kim@eu.orbit.test", "company": "Mueller" }""");
        await server.Send("/v1/leads", """{ "id": "M", "email": "joe@none.test" }""");

        const string Match = """
            {"id":"Orbit","matched_by":"email","score":0.95,"evidence":"email domain eu.orbit.test is under domain orbit.test of account 'Orbit'","runner_up":{"id":"Müller GmbH","score":0.75,"evidence":"company 'Mueller' = name of account 'Müller GmbH' by transliteration"}}
            """;
        var lead = await server.Get("/v1/leads/L");
        lead["account"].ShouldBe("Orbit");
        Same(lead.Json.GetProperty("account_match"), Match);
        var why = await server.Get("/v1/leads/L/explain");
        Same(why.Json.GetProperty("account"), Match);
        why.Json.GetProperty("sentences")[0]
            .GetString()!
            .ShouldStartWith("it belongs to account 'Orbit' (0.95): email");
        var captured = (await server.Get("/v1/leads/L/timeline")).Json.GetProperty("items")[0].GetProperty("data");
        captured.GetProperty("account").GetString().ShouldBe("Orbit");
        Same(captured.GetProperty("account_match"), Match);
        (await server.Get("/v1/leads/M")).Json.GetProperty("account_match").ValueKind.ShouldBe(JsonValueKind.Null);
        (await server.Get("/v1/leads/M/explain")).Json.GetProperty("account").ValueKind.ShouldBe(JsonValueKind.Null);
    }

    private static void Same(JsonElement actual, string expected)
    {
        using var document = JsonDocument.Parse(expected);
        JsonElement.DeepEquals(actual, document.RootElement).ShouldBeTrue(actual.GetRawText());
    }

    [Fact]
    public async Task A_paused_pool_gives_nothing_until_it_is_resumed()
    {
        await using var server = await RunningServer.Start(Workspaces.TwoReps);

        var paused = await server.Send("/v1/pause", """{ "kind": "pool", "id": "p", "reason": "holiday" }""");
        var lead = await server.Send("/v1/leads", """{ "id": "L" }""");
        await server.Send("/v1/resume", """{ "kind": "pool", "id": "p" }""");

        paused.Status.ShouldBe(200, paused.Text);
        lead["decision.reason"].ShouldBe("paused");
        (await server.Get("/v1/leads/L"))["owner"].ShouldBe("ana");
        (await server.Send("/v1/pause", """{ "kind": "pol", "id": "p" }""")).Status.ShouldBe(422);
    }

    private static IEnumerable<string?> Ids(Answer list) =>
        list.Json.GetProperty("items").EnumerateArray().Select(i => i.GetProperty("id").GetString());
}
