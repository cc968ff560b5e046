namespace Baton.Server.Tests;

public sealed class DuplicateTests
{
    private const string Workspace = """
        workspace: test
        reps: [{ id: ana }, { id: bob }]
        policy:
          screen:
            reject: ['lead.source == "junk"']
            duplicates: { match: [email, { fuzzy: [name, company, phone, city], at: 0.95, review: 0.80 }], action: merge }
          pools: { p: { members: [ana, bob], weights: equal } }
          rules: [{ name: all, route: [{ pool: p }] }]
        """;

    [Fact]
    public async Task Suspicions_are_listed_with_what_speaks_for_them_and_decided_once()
    {
        await using var server = await RunningServer.Start(Workspace);
        foreach (var id in new[] { "L1", "L2", "L3" })
        {
            await server.Send("/v1/leads", $$"""{ "id": "{{id}}", "name": "Kim Larsen", "city": "Porto" }""");
        }

        var first = await server.Get("/v1/duplicates?limit=1");
        var second = await server.Get($"/v1/duplicates?limit=1&cursor={first["next_cursor"]}");

        var item = first.Json.GetProperty("items")[0];
        (item.GetProperty("id").GetString(), item.GetProperty("score").GetDecimal()).ShouldBe(
            ("L3", 0.9188m),
            first.Text
        );
        item.GetProperty("evidence")
            .EnumerateArray()
            .Select(e => e.GetProperty("field").GetString())
            .ShouldBe(["name", "city"]);
        item.GetProperty("lead").GetProperty("fields").GetProperty("name").GetString().ShouldBe("Kim Larsen");
        item.GetProperty("of").GetProperty("status").GetString().ShouldBe("assigned");
        second.Json.GetProperty("items")[0].GetProperty("id").GetString().ShouldBe("L2");
        second["next_cursor"].ShouldBeNull();

        var merged = await server.Send("/v1/duplicates/L3/merge", """{ "owner": "ana" }""");
        var late = await server.Send("/v1/duplicates/L3/dismiss", "");
        var dismissed = await server.Send("/v1/duplicates/L2/dismiss", "");
        var unknown = await server.Send("/v1/duplicates/L1/dismiss", "");

        merged["lead.status"].ShouldBe("duplicate", merged.Text);
        (late.Status, late["code"]).ShouldBe((409, "closed"));
        dismissed.Status.ShouldBe(200, dismissed.Text);
        (unknown.Status, unknown["detail"]).ShouldBe((404, "this lead is under no suspicion"));
        (await server.Get("/v1/duplicates")).Json.GetProperty("items").GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public async Task A_merge_is_undone_and_people_come_again_under_their_own_keys()
    {
        await using var server = await RunningServer.Start(Workspace);
        await server.Send("/v1/leads", """{ "id": "L1", "email": "info@acme.test", "phone": "+14155550101" }""");
        await server.Send("/v1/leads", """{ "id": "L2", "email": "info@acme.test", "city": "Reno" }""");
        (await server.Get("/v1/leads/L1"))["fields.city"].ShouldBe("Reno");

        var undone = await server.Send("/v1/leads/L2/unmerge", "");

        undone.Status.ShouldBe(200, undone.Text);
        (undone["lead.status"], undone["lead.owner"], undone["lead.fields.city"]).ShouldBe(("assigned", "bob", "Reno"));
        (await server.Get("/v1/leads/L1"))["fields.city"].ShouldBeNull();
        (await server.Send("/v1/leads/L2/unmerge", ""))["detail"].ShouldBe("the lead is assigned, not duplicate");
        var again = await server.Send("/v1/leads", """{ "id": "L3", "email": "info@acme.test" }""");
        again["lead.status"].ShouldBe("duplicate");
        (await server.Get("/v1/leads/L2/timeline")).Text.ShouldContain("lead_merged");
    }

    [Fact]
    public async Task Junk_is_listed_and_restored()
    {
        await using var server = await RunningServer.Start(Workspace);
        await server.Send("/v1/leads", """{ "id": "L1", "source": "junk", "email": "ann@acme.test" }""");
        (await server.Get("/v1/leads?status=rejected")).Json.GetProperty("items").GetArrayLength().ShouldBe(1);

        var restored = await server.Send("/v1/leads/L1/restore", "");

        (restored["lead.owner"], restored["lead.fields.email"]).ShouldBe(("ana", "ann@acme.test"), restored.Text);
        (await server.Send("/v1/leads/L1/restore", "")).Status.ShouldBe(422);
    }

    [Fact]
    public async Task A_lead_with_a_malformed_address_is_kept_as_junk_and_restored()
    {
        await using var server = await RunningServer.Start(
            Workspace.Replace("screen:\n", "screen:\n    malformed: reject\n")
        );

        var kept = await server.Send("/v1/leads", """{ "id": "L1", "email": "ann at acme", "city": "Reno" }""");

        kept.Status.ShouldBe(201, kept.Text);
        (kept["decision.status"], kept["decision.reason"], kept["lead.fields.email"]).ShouldBe(
            ("rejected", "rejected", null)
        );
        var listed = (await server.Get("/v1/leads?status=rejected")).Json.GetProperty("items");
        listed.EnumerateArray().ShouldHaveSingleItem().GetProperty("id").GetString().ShouldBe("L1");
        (await server.Get("/v1/leads/L1/timeline")).Text.ShouldContain("\"reason\":\"malformed address\"");

        var restored = await server.Send("/v1/leads/L1/restore", "");

        (restored["lead.owner"], restored["lead.fields.city"]).ShouldBe(("ana", "Reno"), restored.Text);
        (await server.Get("/v1/leads?status=rejected")).Json.GetProperty("items").GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public async Task Without_the_word_for_it_a_malformed_address_is_refused_and_nothing_is_kept()
    {
        await using var server = await RunningServer.Start(Workspace);

        var refused = await server.Send("/v1/leads", """{ "id": "L1", "email": "ann at acme" }""");

        (refused.Status, refused.Json.GetProperty("errors")[0].GetProperty("path").GetString()).ShouldBe(
            (422, "email")
        );
        (await server.Get("/v1/leads/L1")).Status.ShouldBe(404);
    }
}
