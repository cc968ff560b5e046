namespace Baton.Server.Tests;

public sealed class LedgerTests
{
    [Fact]
    public async Task A_manager_adjusts_a_ledger_with_a_note_and_it_stays_zero_in_sum()
    {
        await using var server = await RunningServer.Start(Workspaces.TwoReps);

        var adjusted = await server.Send(
            "/v1/pools/p/ledger",
            """{ "adjust": { "ana": 1.5, "bob": -1.5 }, "note": "ana lost a lead to a bug" }"""
        );

        adjusted.Status.ShouldBe(200, adjusted.Text);
        (await server.Get("/v1/pools/p/ledger"))
            .Json.GetProperty("balances")
            .ToString()
            .ShouldBe("""{"ana":1.5,"bob":-1.5}""");
        (await server.Send("/v1/leads", "{}"))["lead.owner"].ShouldBe("ana");
        (await server.Send("/v1/leads", "{}"))["lead.owner"].ShouldBe("ana");
        (await server.Get("/v1/events")).Text.ShouldContain(
            "\"reason\":\"adjusted\",\"balances\":[{\"member\":\"ana\",\"nano\":1.5},{\"member\":\"bob\",\"nano\":-1.5}]"
        );
    }

    [Fact]
    public async Task Every_movement_is_a_line_with_its_reason_newest_first()
    {
        await using var server = await RunningServer.Start(Workspaces.TwoReps);
        await server.Send("/v1/leads", """{ "id": "L1" }""");
        await server.Send("/v1/leads", """{ "id": "L2" }""");
        await server.Send("/v1/leads/L1/reject", "{}");
        await server.Send("/v1/pools/p/ledger", """{ "adjust": { "ana": 1, "bob": -1 }, "note": "fair" }""");

        var lines = (await server.Get("/v1/pools/p/ledger")).Json.GetProperty("lines").EnumerateArray().ToArray();

        lines.Select(l => l.GetProperty("reason").GetString()).ShouldBe(["adjusted", "refund", "pick", "pick"]);
        lines[0].GetProperty("note").GetString().ShouldBe("fair");
        (lines[1].GetProperty("winner").GetString(), lines[1].GetProperty("cost").GetDecimal()).ShouldBe(("ana", -1m));
        lines[1].GetProperty("earned").ToString().ShouldBe("""{"ana":-0.5,"bob":-0.5}""");
        lines[1].GetProperty("moves").ToString().ShouldBe("""{"ana":0.5,"bob":-0.5}""");
        lines[2].GetProperty("winner").GetString().ShouldBe("bob");
        lines[2].GetProperty("earned").ToString().ShouldBe("""{"ana":0.5,"bob":0.5}""");
        lines[2].GetProperty("moves").ToString().ShouldBe("""{"ana":0.5,"bob":-0.5}""");
        var first = lines[2].GetProperty("seq").GetInt64();
        (await server.Get($"/v1/pools/p/ledger?cursor={first}")).Json.GetProperty("lines").GetArrayLength().ShouldBe(1);
        (await server.Get("/v1/pools/p/ledger?cursor=x")).Status.ShouldBe(422);
    }

    [Fact]
    public async Task The_lines_sum_to_the_balances_also_when_people_have_left_and_the_ledger_began_anew()
    {
        await using var server = await RunningServer.Start(Workspaces.TwoReps);
        await server.Send("/v1/leads", """{ "id": "L1" }""");
        using var published = await server.Publish(
            Workspaces.TwoReps.Replace("p: {", "p: { fairness: { unit: effort },")
        );
        published.IsSuccessStatusCode.ShouldBeTrue(await published.Content.ReadAsStringAsync());
        await server.Send("/v1/leads", """{ "id": "L2" }""");
        await server.Send("/v1/leads", """{ "id": "L3" }""");
        await server.Send("/v1/leads/L1/reject", "{}");
        await server.Send("/v1/leads/L2/reject", "{}");

        var ledger = (await server.Get("/v1/pools/p/ledger")).Json;

        var lines = ledger.GetProperty("lines").EnumerateArray().ToArray();
        lines.Select(l => l.GetProperty("reason").GetString()).ShouldBe(["refund", "pick", "pick", "reset", "pick"]);
        lines
            .SelectMany(l => l.GetProperty("moves").EnumerateObject())
            .GroupBy(m => m.Name)
            .ToDictionary(g => g.Key, g => g.Sum(m => m.Value.GetDecimal()))
            .ShouldBe(
                ledger.GetProperty("balances").EnumerateObject().ToDictionary(b => b.Name, b => b.Value.GetDecimal()),
                ignoreOrder: true
            );
    }

    [Fact]
    public async Task A_rep_reads_the_lines_of_leads_that_he_sees_alone()
    {
        await using var server = await RunningServer.Start(Workspaces.TwoReps);
        await server.Send("/v1/leads", """{ "id": "L1" }""");
        await server.Send("/v1/leads", """{ "id": "L2" }""");
        using var bob = server.As(Baton.Storage.Role.Rep, "bob");

        var lines = (await RunningServer.Sent(bob, "GET", "/v1/pools/p/ledger")).Json.GetProperty("lines");

        lines.EnumerateArray().ShouldHaveSingleItem().GetProperty("winner").GetString().ShouldBe("bob");
    }

    [Theory]
    [InlineData(
        """{ "adjust": { "ana": 1 }, "note": "x" }""",
        "the adjustments sum to 1, not to 0: what one is given another gives"
    )]
    [InlineData("""{ "adjust": { "ana": 1, "bob": -1 } }""", "'note' is missing")]
    [InlineData(
        """{ "adjust": { "ana": 1, "bo": -1 }, "note": "x" }""",
        "'bo' is no member of the pool 'p'; did you mean 'bob'?"
    )]
    [InlineData("""{ "adjust": { "ana": "much", "bob": -1 }, "note": "x" }""", "an adjustment is a number")]
    [InlineData("""{ "adjust": {}, "note": "x" }""", "name who is given what, and from whom it is taken")]
    public async Task An_adjustment_that_is_none_is_refused(string body, string words)
    {
        await using var server = await RunningServer.Start(Workspaces.TwoReps);

        (await server.Send("/v1/pools/p/ledger", body))["detail"].ShouldBe(words);
    }
}
