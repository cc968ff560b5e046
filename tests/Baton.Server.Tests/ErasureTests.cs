using Baton.Storage;
using Baton.Storage.Retaining;
using NodaTime;
using static Baton.Server.Tests.RunningServer;

namespace Baton.Server.Tests;

public sealed class ErasureTests
{
    private const string Ann =
        """{ "id": "ann-1", "email": "Ann@acme.test", "name": "Ann Lee", "hobby": "chess", "country": "US" }""";

    [Fact]
    public async Task A_lead_is_erased_once_and_says_so()
    {
        await using var server = await Started();
        var opaque = PublicId.Of(1);

        var erased = await Sent(server.Client, "DELETE", "/v1/leads/ann-1");
        var again = await Sent(server.Client, "DELETE", $"/v1/leads/{opaque}");

        erased.Status.ShouldBe(200, erased.Text);
        erased.Json.GetProperty("leads").EnumerateArray().Select(l => l.GetString()).ShouldBe([opaque]);
        (again.Status, again["id"]).ShouldBe((200, null));
        (await Sent(server.Client, "DELETE", "/v1/leads/ann-1")).Status.ShouldBe(404, "nobody bears that id any more");
        var lead = await server.Get($"/v1/leads/{opaque}");
        (lead["status"], lead["erased"], lead["owner"]).ShouldBe(("erased", "True", null));
        lead.Json.GetProperty("fields").ToString().ShouldBe("""{"country":"US"}""");
        (await server.Get("/v1/reps/ana"))["open"].ShouldBe("0");
        var explained = await server.Get($"/v1/leads/{opaque}/explain");
        (explained.Status, explained["code"]).ShouldBe((410, "erased"));
        var timeline = await server.Get($"/v1/leads/{opaque}/timeline");
        timeline["erased"].ShouldBe("True");
        timeline.Text.ShouldContain("personal_data_erased");
        (await server.Send($"/v1/leads/{opaque}/contact", "{}"))["detail"].ShouldBe("the lead is erased");
        (await server.Get("/v1/events")).Text.ShouldContain("personal_data_erased");
        (await server.Send("/v1/leads", Ann))["lead.status"].ShouldBe("assigned", "she is somebody new");
    }

    [Fact]
    public async Task A_person_is_shown_before_she_is_erased_and_the_act_is_audited_without_her_name()
    {
        await using var server = await Started();
        await server.Send("/v1/leads", """{ "email": "ann@acme.test", "country": "NZ" }""");
        await server.Send("/v1/leads", """{ "email": "bea@acme.test" }""");

        var dry = await server.Send("/v1/erasures", """{ "email": "ANN@acme.test", "dry_run": true }""");
        var done = await server.Send("/v1/erasures", """{ "email": "ANN@acme.test" }""");

        (dry["id"], dry.Json.GetProperty("leads").GetArrayLength()).ShouldBe((null, 2));
        done.Json.GetProperty("leads").GetArrayLength().ShouldBe(2);
        var receipts = await server.Get("/v1/erasures?limit=1");
        receipts.Json.GetProperty("items")[0].GetProperty("id").ToString().ShouldBe(done["id"]);
        var audit = (await server.Get("/v1/audit")).Json.GetProperty("items")[0];
        (
            audit.GetProperty("act").GetString(),
            audit.GetProperty("subject").GetString(),
            audit.GetProperty("detail").GetString()
        ).ShouldBe(("person_erased", $"erasure {done["id"]}", "2 leads"));
        (await server.Get("/v1/audit")).Text.ShouldNotContain("ann@", Case.Insensitive);
        (await server.Get($"/v1/leads/{PublicId.Of(3)}"))["fields.email"].ShouldBe("bea@acme.test");
    }

    [Theory]
    [InlineData("{}", "email: say who: 'email', 'phone' or 'lead'")]
    [InlineData("""{ "email": "nobody" }""", "email: 'email' is no e-mail address")]
    [InlineData(
        """{ "emial": "a@b.test", "phone": "12" }""",
        "phone: 'phone' is no telephone number; write it with + and its calling code; emial: unknown key 'emial'; did you mean 'email'?"
    )]
    public async Task Every_fault_of_a_request_is_named(string body, string faults)
    {
        await using var server = await RunningServer.Start(Workspaces.TwoReps);

        foreach (var path in new[] { "/v1/erasures", "/v1/exports" })
        {
            var answer = await server.Send(path, body);
            answer.Status.ShouldBe(422);
            string.Join(
                    "; ",
                    answer
                        .Json.GetProperty("errors")
                        .EnumerateArray()
                        .Select(e => $"{e.GetProperty("path")}: {e.GetProperty("message")}")
                )
                .ShouldBe(faults);
        }

        (await server.Send("/v1/erasures", """{ "lead": "none" }""")).Status.ShouldBe(404);
        (await server.Get("/v1/erasures/77")).Status.ShouldBe(404);
    }

    [Fact]
    public async Task An_export_is_everything_about_the_person_and_nothing_about_others()
    {
        await using var server = await Started();
        await server.Send("/v1/leads/ann-1/release", """{ "note": "prefers mail" }""", "key-7");
        await server.Send("/v1/leads/ann-1/activities", """{ "type": "call", "value": "about chess" }""");
        await server.Send("/v1/leads", """{ "email": "bea@acme.test" }""");

        var all = await server.Send("/v1/exports", """{ "email": "ann@acme.test" }""");

        all.Status.ShouldBe(200, all.Text);
        foreach (
            var known in new[] { "ann-1", "Ann@acme.test", "Ann Lee", "chess", "prefers mail", "about chess", "key-7" }
        )
        {
            all.Text.ShouldContain(known);
        }

        all.Text.ShouldNotContain("bea@acme.test");
        var lead = all.Json.GetProperty("leads")[0];
        lead.GetProperty("assignments").GetArrayLength().ShouldBe(2);
        lead.GetProperty("timeline").GetArrayLength().ShouldBeGreaterThan(4);
        (await server.Get("/v1/audit")).Text.ShouldContain("person_exported");
        (await server.Send("/v1/exports", """{ "email": "none@acme.test" }"""))
            .Json.GetProperty("leads")
            .GetArrayLength()
            .ShouldBe(0);
    }

    [Fact]
    public async Task What_was_let_go_is_answered_with_410_and_where_the_journal_begins()
    {
        var clock = new ShiftedClock();
        await using var server = await RunningServer.Start(Workspaces.TwoReps, o => o with { Clock = clock });
        await server.Send("/v1/leads", Ann);
        clock.Advance(TimeSpan.FromDays(10));
        await server.Send("/v1/leads", """{ "id": "new" }""");
        var limits = new RetentionLimits { Journal = Duration.FromDays(5) };

        var first = (await server.Store.Retain(limits)).FirstSeq;

        first.ShouldBeGreaterThan(1);
        foreach (var path in new[] { "/v1/events?after=0", "/v1/leads/ann-1/explain", "/v1/pools/p/ledger?cursor=1" })
        {
            var answer = await server.Get(path);
            (answer.Status, answer["code"], answer["first_seq"]).ShouldBe((410, "history_cut", $"{first}"), path);
        }

        (await server.Get("/v1/leads/ann-1"))["fields.name"].ShouldBe("Ann Lee");
        (await server.Get("/v1/leads/ann-1/timeline"))["first_seq"].ShouldBe($"{first}");
        (await server.Get("/v1/leads/new/explain")).Status.ShouldBe(200);
        (await server.Get("/v1/pools/p/ledger")).Status.ShouldBe(200);
        (await server.Get("/v1/events")).Json.GetProperty("items")[0].GetProperty("seq").GetInt64().ShouldBe(first);
        (await server.Get($"/v1/events?after={first - 1}")).Status.ShouldBe(200);
    }

    [Fact]
    public async Task A_server_with_limits_lets_go_when_it_starts()
    {
        var folder = Directory.CreateTempSubdirectory("baton-").FullName;
        var clock = new ShiftedClock();
        await using (var server = await RunningServer.Start(Workspaces.TwoReps, o => o with { Clock = clock }, folder))
        {
            await server.Send("/v1/leads", Ann);
            await server.Send("/v1/leads/ann-1/outcome", """{ "won": true }""");
        }

        clock.Advance(TimeSpan.FromDays(40));
        var limits = new RetentionLimits { ClosedLeads = Duration.FromDays(30), Journal = Duration.FromDays(35) };
        await using (
            var server = await RunningServer.Start(null, o => o with { Clock = clock, Retention = limits }, folder)
        )
        {
            for (var i = 0; i < 100 && server.Store.Audit.Read(1)[0].Act != Acts.HistoryCut; i++)
            {
                await Task.Delay(50);
            }

            var entry = server.Store.Audit.Read(1)[0];
            (entry.Act, entry.Actor).ShouldBe((Acts.HistoryCut, "retention"));
            server.Store.Leads.Get(1)!.Erased.ShouldBeTrue();
            server.Store.Journal.FirstSeq.ShouldBeGreaterThan(1);
        }

        Directory.Delete(folder, recursive: true);
    }

    private static async Task<RunningServer> Started()
    {
        var server = await RunningServer.Start(Workspaces.TwoReps);
        (await server.Send("/v1/leads", Ann))["lead.owner"].ShouldBe("ana");
        return server;
    }
}
