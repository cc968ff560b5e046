namespace Baton.Server.Tests;

public sealed class ActionTests
{
    [Fact]
    public async Task An_offer_is_accepted_once()
    {
        await using var server = await RunningServer.Start(Workspaces.Offers);
        var lead = await server.Send("/v1/leads", """{ "id": "L", "email": "ann@acme.test" }""");
        lead["decision.status"].ShouldBe("offered");
        lead.Json.GetProperty("decision").GetProperty("offered_to")[0].GetString().ShouldBe("ana");

        var wrong = await server.Send("/v1/leads/L/accept", """{ "rep": "bob" }""");
        var accepted = await server.Send("/v1/leads/L/accept", """{ "rep": "ana" }""");
        var late = await server.Send("/v1/leads/L/accept", """{ "rep": "ana" }""");

        (wrong.Status, wrong["code"]).ShouldBe((409, "not_offered"));
        accepted.Status.ShouldBe(200, accepted.Text);
        accepted["lead.owner"].ShouldBe("ana");
        accepted["lead.fields.email"].ShouldBe("ann@acme.test");
        (late.Status, late["code"]).ShouldBe((409, "offer_closed"));
    }

    [Fact]
    public async Task A_lead_goes_its_whole_way()
    {
        await using var server = await RunningServer.Start(Workspaces.Offers);
        await server.Send("/v1/leads", """{ "id": "L", "email": "ann@acme.test" }""");

        (await server.Send("/v1/leads/L/decline", """{ "rep": "ana", "reason": "misrouted" }"""))["decision.status"]
            .ShouldBe("offered");
        (await server.Send("/v1/leads/L/accept", """{ "rep": "bob" }"""))["lead.owner"].ShouldBe("bob");
        (await server.Send("/v1/leads/L/contact", ""))["lead.status"].ShouldBe("working");
        (await server.Send("/v1/leads/L/qualify", """{ "answers": { "budget": 900 } }""")).Status.ShouldBe(200);
        (await server.Send("/v1/leads/L/assign", """{ "rep": "ana", "by": "mo@acme.test" }"""))["lead.owner"]
            .ShouldBe("ana");
        (await server.Send("/v1/leads/L/outcome", """{ "won": true, "value": 900 }"""))["lead.status"].ShouldBe("won");

        var closed = await server.Send("/v1/leads/L/contact", "");
        (closed.Status, closed["code"]).ShouldBe((409, "closed"));
        var types = (await server.Get("/v1/leads/L/timeline"))
            .Json.GetProperty("items")
            .EnumerateArray()
            .Select(e => e.GetProperty("type").GetString())
            .ToArray();
        types.ShouldBe([
            "lead_captured",
            "lead_routed",
            "lead_offered",
            "offer_declined",
            "lead_offered",
            "offer_accepted",
            "lead_assigned",
            "lead_contacted",
            "lead_qualified",
            "lead_assigned",
            "lead_won",
        ]);
    }

    [Fact]
    public async Task A_queue_gives_its_next_lead()
    {
        await using var server = await RunningServer.Start(Workspaces.Offers);
        await server.Send("/v1/leads", """{ "id": "L1", "source": "queue" }""");
        await server.Send("/v1/leads", """{ "id": "L2", "source": "queue" }""");

        var first = await server.Send("/v1/queues/q/claim", """{ "rep": "bob" }""", "c1");
        var again = await server.Send("/v1/queues/q/claim", """{ "rep": "bob" }""", "c1");
        var second = await server.Send("/v1/leads/L2/claim", """{ "rep": "ana" }""");
        var taken = await server.Send("/v1/leads/L2/claim", """{ "rep": "bob" }""");

        first["lead.id"].ShouldBe("L1", first.Text);
        first["lead.fields.source"].ShouldBe("queue");
        again.Text.ShouldBe(first.Text);
        second["lead.owner"].ShouldBe("ana");
        (taken.Status, taken["code"]).ShouldBe((409, "already_owned"));
        (await server.Send("/v1/queues/none/claim", """{ "rep": "bob" }""")).Status.ShouldBe(404);
    }

    [Fact]
    public async Task A_body_with_faults_names_them_all()
    {
        await using var server = await RunningServer.Start(Workspaces.Offers);

        var answer = await server.Send(
            "/v1/leads/nobody/outcome",
            """{ "won": "yes", "value": "much", "rason": "x" }"""
        );

        answer.Status.ShouldBe(422);
        answer
            .Json.GetProperty("errors")
            .EnumerateArray()
            .Select(e => e.GetProperty("message").GetString())
            .ShouldBe([
                "'won' must be true or false",
                "'value' must be a number",
                "unknown key 'rason'; did you mean 'reason'?",
            ]);
    }

    [Theory]
    [InlineData("outcome", "{}", "'won' is missing: true or false")]
    [InlineData("assign", """{ "rep": "ana", "fro": null }""", "unknown key 'fro'; did you mean 'from'?")]
    public async Task A_key_that_is_missing_or_misspelt_is_told_as_such(string action, string body, string words)
    {
        await using var server = await RunningServer.Start(Workspaces.Offers);

        var answer = await server.Send("/v1/leads/nobody/" + action, body);

        (answer.Status, answer["detail"]).ShouldBe((422, words));
    }

    [Theory]
    [InlineData("/v1/leads/nobody/accept", """{ "rep": "ana" }""", "unknown_lead")]
    [InlineData("/v1/leads/L/assign", """{ "rep": "zoe" }""", "unknown_rep")]
    [InlineData("/v1/queues/none/claim", """{ "rep": "ana" }""", "unknown_queue")]
    [InlineData("/v1/reps/zoe/status", """{ "status": "away" }""", "unknown_rep")]
    public async Task What_nobody_knows_is_404_with_its_code(string path, string body, string code)
    {
        await using var server = await RunningServer.Start(Workspaces.Offers);
        await server.Send("/v1/leads", """{ "id": "L" }""");

        var answer = await server.Send(path, body);

        (answer.Status, answer["code"]).ShouldBe((404, code));
    }

    [Fact]
    public async Task A_change_of_fields_is_normalised()
    {
        await using var server = await RunningServer.Start(Workspaces.TwoReps);
        await server.Send("/v1/leads", """{ "id": "L", "email": "ann@acme.test", "country": "DE", "city": "Ulm" }""");

        var changed = await Patch(server, """{ "phone": "0731 1234567", "city": null, "seats": "12" }""");
        var refused = await Patch(server, """{ "emial": "x", "grade": "A" }""");

        changed.Status.ShouldBe(200, changed.Text);
        var lead = await server.Get("/v1/leads/L");
        lead["fields.phone"].ShouldBe("+497311234567");
        lead["fields.seats"].ShouldBe("12");
        lead["fields.city"].ShouldBeNull();
        lead["fields.email"].ShouldBe("ann@acme.test");
        refused.Status.ShouldBe(422);
        refused.Json.GetProperty("errors").GetArrayLength().ShouldBe(2);
    }

    [Fact]
    public async Task A_rep_who_is_away_gets_nothing()
    {
        await using var server = await RunningServer.Start(Workspaces.TwoReps);

        var set = await server.Send("/v1/reps/ana/status", """{ "status": "away" }""");
        var lead = await server.Send("/v1/leads", """{ "email": "ann@acme.test" }""");
        var wrong = await server.Send("/v1/reps/ana/status", """{ "status": "awya" }""");

        set["status"].ShouldBe("away", set.Text);
        lead["lead.owner"].ShouldBe("bob");
        (wrong.Status, wrong["detail"]).ShouldBe((422, "unknown status 'awya'; did you mean 'away'?"));
        var reps = (await server.Get("/v1/reps")).Json.GetProperty("items");
        reps[0].GetProperty("status").GetString().ShouldBe("away");
        reps[1].GetProperty("open").GetInt32().ShouldBe(1);
        reps[1].GetProperty("received_today").GetInt32().ShouldBe(1);
    }

    private static async Task<Answer> Patch(RunningServer server, string json) =>
        await Answer.Of(await server.Client.PatchAsync("/v1/leads/L", RunningServer.Text(json, "application/json")));
}
