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
        (second["lead.status"], second["lead.owner"], second["lead.grade"]).ShouldBe(("assigned", "ana", "A"));
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
}
