namespace Baton.Server.Tests;

public sealed class ActivityTests
{
    private const string Nurturing = """
        workspace: test
        reps: [{ id: ana }]
        policy:
          score:
            rules:
              - { name: opened an e-mail, activity: email_opened, points: 10, half_life: 7d }
              - { name: base, when: 'true', points: 5 }
            grades: { A: 20 }
          qualify:
            when: 'lead.score >= 20'
            nurture: { track: newsletter, revisit: 30d }
          segments: { warm: 'lead.score >= 10' }
          pools: { p: { members: [ana] } }
          rules: [{ name: all, route: [{ pool: p }] }]
        """;

    [Fact]
    public async Task What_a_person_does_is_scored_and_brings_the_lead_back()
    {
        await using var server = await RunningServer.Start(Nurturing);
        await server.Send("/v1/leads", """{ "id": "L" }""");

        var first = await server.Send(
            "/v1/leads/L/activities",
            """{ "type": "email_opened", "value": "spring offer for ann@acme.test" }"""
        );
        var second = await server.Send("/v1/leads/L/activities", """{ "type": "email_opened" }""", "k");
        var again = await server.Send("/v1/leads/L/activities", """{ "type": "email_opened" }""", "k");

        first.Status.ShouldBe(200, first.Text);
        (first["lead.status"], first["lead.score"], first["lead.fields.activities.email_opened"]).ShouldBe(
            ("nurture", "15", "1")
        );
        (second["lead.status"], second["lead.stage"], second["lead.owner"], second["lead.grade"]).ShouldBe(
            ("assigned", "mql", "ana", "A")
        );
        again.Text.ShouldBe(second.Text);
        (await server.Get("/v1/leads/L"))["fields.activities.email_opened"].ShouldBe("2");
        var events = await server.Get("/v1/events");
        events.Text.ShouldContain("\"activity\":\"email_opened\"");
        events.Text.ShouldNotContain("ann@acme.test");
    }

    [Fact]
    public async Task An_activity_that_is_wrong_says_all_that_is_wrong_and_changes_nothing()
    {
        await using var server = await RunningServer.Start(Nurturing);
        await server.Send("/v1/leads", """{ "id": "L" }""");

        var faults = await server.Send(
            "/v1/leads/L/activities",
            """{ "at": "yesterday", "value": [1], "kind": "email_opened" }"""
        );
        var future = await server.Send(
            "/v1/leads/L/activities",
            """{ "type": "email_opened", "at": "2999-01-01T00:00:00Z" }"""
        );
        var nameless = await server.Send("/v1/leads/L/activities", $$"""{ "type": "{{new string('x', 101)}}" }""");
        var unknown = await server.Send("/v1/leads/nobody/activities", """{ "type": "email_opened" }""");
        await server.Send("/v1/leads/L/reject", """{ "reason": "duplicate" }""");
        var closed = await server.Send("/v1/leads/L/activities", """{ "type": "email_opened" }""");

        faults
            .Json.GetProperty("errors")
            .EnumerateArray()
            .Select(e => e.GetProperty("message").GetString())
            .ShouldBe([
                "'type' is missing",
                "'at' must be a time such as 2026-01-31T09:30:00Z",
                "'value' must be a text of 1 to 1000 characters, a number, true or false",
                "unknown key 'kind'; known: type, at, value",
            ]);
        (future.Status, future["code"]).ShouldBe((422, "invalid"), future.Text);
        nameless.Status.ShouldBe(422, nameless.Text);
        unknown.Status.ShouldBe(404);
        (closed.Status, closed["code"]).ShouldBe((409, "closed"));
        (await server.Get("/v1/leads/L/timeline")).Text.ShouldNotContain("lead_activity");
    }

    [Fact]
    public async Task A_score_can_be_read_part_by_part_before_and_after_routing()
    {
        await using var server = await RunningServer.Start(Nurturing);
        await server.Send("/v1/leads", """{ "id": "L" }""");
        await server.Send("/v1/leads/L/activities", """{ "type": "email_opened" }""");

        var score = await server.Get("/v1/leads/L/score");
        var explained = await server.Get("/v1/leads/L/explain");
        var not = await server.Get("/v1/leads/L/explain?rep=ana");
        await server.Send("/v1/leads/L/qualify", """{ "disqualify": "student" }""");
        var closed = await server.Get("/v1/leads/L/score");

        score.Status.ShouldBe(200, score.Text);
        (score["score.score"], score["qualification.qualifies"]).ShouldBe(("15", "False"));
        score
            .Json.GetProperty("score")
            .GetProperty("parts")
            .EnumerateArray()
            .Select(p =>
                (
                    p.GetProperty("rule").GetString(),
                    p.GetProperty("worth").GetDecimal(),
                    p.GetProperty("half_life").GetString()
                )
            )
            .ShouldBe([("opened an e-mail", 10m, "7d"), ("base", 5m, null)]);
        (explained["event"], explained["reason"], explained["score.score"]).ShouldBe(("lead_nurtured", "nurture", "5"));
        (not["won"], not["code"]).ShouldBe(("False", "nurture"));
        (closed.Status, closed["code"]).ShouldBe((404, "no_score"));
        (await server.Get("/v1/leads/L/timeline")).Text.ShouldContain("\"reason\":\"student\"");
    }

    [Fact]
    public async Task A_campaign_reads_its_segment_and_its_track_as_JSON_or_CSV()
    {
        await using var server = await RunningServer.Start(Nurturing);
        await server.Send("/v1/leads", """{ "id": "A", "company": "=cmd()", "interests": ["ski", "sea"] }""");
        await server.Send("/v1/leads", """{ "id": "B" }""");
        await server.Send("/v1/leads", """{ "id": "C" }""");
        await server.Send("/v1/leads/A/activities", """{ "type": "email_opened" }""");
        await server.Send("/v1/leads/C/activities", """{ "type": "email_opened" }""");
        await server.Send("/v1/leads/C/reject", """{ "reason": "bad_contact" }""");

        var warm = await server.Get("/v1/segments/warm/leads");
        var first = await server.Get("/v1/nurture/newsletter?limit=1");
        var second = await server.Get($"/v1/nurture/newsletter?limit=1&cursor={first["next_cursor"]}");
        var csv = await server.Get("/v1/segments/warm/leads?format=csv");

        Ids(warm).ShouldBe(["A"]);
        Ids(first).ShouldBe(["B"]);
        Ids(second).ShouldBe(["A"]);
        csv.Message.Content.Headers.ContentType!.ToString().ShouldBe("text/csv; charset=utf-8");
        var lines = csv.Text.Split("\r\n");
        lines[0].ShouldStartWith("lead,status,stage,owner,score,grade,created_at,id,external_id,email,phone,");
        lines[1].ShouldStartWith("A,nurture,nurture,,15,,");
        lines[1].ShouldContain(",'=cmd(),");
        lines[1].ShouldContain(",ski; sea,");
        lines[2].ShouldBe("");
    }

    [Fact]
    public async Task A_segment_or_track_that_is_not_there_names_the_nearest()
    {
        await using var server = await RunningServer.Start(Nurturing);

        var segment = await server.Get("/v1/segments/wram/leads");
        var track = await server.Get("/v1/nurture/newsleter");
        var query = await server.Get("/v1/nurture/newsletter?format=xml&limit=0&page=2");

        (segment.Status, segment["detail"]).ShouldBe(
            (404, "there is no segment 'wram'; did you mean 'warm'?"),
            segment.Text
        );
        (track.Status, track["detail"]).ShouldBe(
            (404, "there is no nurture track 'newsleter'; did you mean 'newsletter'?"),
            track.Text
        );
        query
            .Json.GetProperty("errors")
            .EnumerateArray()
            .Select(e => e.GetProperty("path").GetString())
            .ShouldBe(["page", "format", "limit"]);
    }

    private static IEnumerable<string?> Ids(Answer answer) =>
        answer.Json.GetProperty("items").EnumerateArray().Select(l => l.GetProperty("id").GetString());
}
