using Baton.Storage;
using static Baton.Server.Tests.RunningServer;

namespace Baton.Server.Tests;

/// <summary>Who did what about access and administration, and from where.</summary>
public sealed class AuditTests : IAsyncLifetime
{
    private const string Password = "correct horse battery";
    private const string Workspace = """
        workspace: test
        reps: [{ id: ana }, { id: bob }]
        policy: { pools: { p: { members: [ana, bob] } }, rules: [{ name: all, route: [{ pool: p }] }] }
        """;

    private RunningServer _server = null!;

    public async Task InitializeAsync() => _server = await RunningServer.Start();

    public async Task DisposeAsync() => await _server.DisposeAsync();

    [Fact]
    public async Task Every_administrative_act_is_there_with_actor_address_and_subject()
    {
        var made = await _server.Send("/v1/users", """{ "email": "ann@team.test", "role": "admin" }""");
        var once = made["one_time_password"]!;
        using var ann = new Browser(_server);
        await ann.SignIn("nobody@team.test", "what I meant for another box");
        await ann.SignIn("ann@team.test", "wrong");
        await ann.SignIn("ann@team.test", once);
        var body = $$"""{ "current": "{{once}}", "new": "{{Password}}" }""";
        ann.Csrf = (await ann.Ask("POST", "/v1/me/password", body))["csrf"];
        var key = await ann.Ask("POST", "/v1/keys", """{ "name": "crm", "role": "manager", "scopes": ["events"] }""");
        await ann.Ask("DELETE", $"/v1/keys/{key["id"]}");
        await ann.Ask("POST", "/v1/users", """{ "email": "bob@team.test", "role": "viewer" }""");
        await ann.Ask("PATCH", "/v1/users/2", """{ "role": "rep", "rep": null, "disabled": true }""");
        await ann.Ask("POST", "/v1/users/2/reset", "{}");
        await ann.Ask("DELETE", "/v1/users/2");
        (await _server.Publish(Workspace)).IsSuccessStatusCode.ShouldBeTrue();
        await ann.Ask("POST", "/v1/pause", """{ "kind": "pool", "id": "p", "reason": "a holiday" }""");
        await ann.Ask("POST", "/v1/resume", """{ "kind": "pool", "id": "p" }""");
        var adjust = """{ "adjust": { "ana": 1, "bob": -1 }, "note": "made good" }""";
        (await ann.Ask("POST", "/v1/pools/p/ledger", adjust)).Status.ShouldBe(200);
        (await ann.Ask("DELETE", "/v1/session")).Status.ShouldBe(204);

        var items = (await _server.Get("/v1/audit?limit=100")).Json.GetProperty("items").EnumerateArray().Reverse();
        items
            .Skip(1)
            .Select(i =>
                $"{i.GetProperty("actor")} {i.GetProperty("act")}: {i.GetProperty("subject")}; {i.GetProperty("detail")}"
            )
            .ShouldBe([
                "admin user_created: ann@team.test; role admin",
                "nobody sign_in_failed: ; ",
                "nobody sign_in_failed: ann@team.test; ",
                "ann@team.test signed_in: ; ",
                "ann@team.test password_changed: ann@team.test; ",
                "ann@team.test key_created: 2 crm; role manager, scopes events",
                "ann@team.test key_revoked: 2 crm; ",
                "ann@team.test user_created: bob@team.test; role viewer",
                "ann@team.test user_changed: bob@team.test; role viewer to rep, disabled",
                "ann@team.test password_reset: bob@team.test; ",
                "ann@team.test user_deleted: bob@team.test; ",
                "admin policy_published: ; version 2",
                "ann@team.test paused: pool p; a holiday",
                "ann@team.test resumed: pool p; ",
                "ann@team.test ledger_adjusted: p; made good",
                "ann@team.test signed_out: ; ",
            ]);
        items.Skip(1).ShouldAllBe(i => i.GetProperty("address").GetString() == "127.0.0.1");
        var text = (await _server.Get("/v1/audit?limit=100")).Text;
        foreach (var secret in new[] { once, Password, key["key"]!, ann.Csrf!, "another box", "nobody@" })
        {
            text.ShouldNotContain(secret);
        }
    }

    [Fact]
    public async Task What_was_refused_only_checked_or_repeated_is_no_act()
    {
        var count = _server.Store.Audit.Read(100).Count;

        await _server.Publish("workspace: [");
        await _server.Client.PutAsync("/v1/workspace?dry_run=true", Text(Workspace, "application/yaml"));
        await _server.Send("/v1/pools/none/ledger", """{ "adjust": { "x": 0 }, "note": "n" }""");
        _server.Store.Audit.Read(100).Count.ShouldBe(count);

        await _server.Send("/v1/pause", """{ "kind": "workspace" }""", "once");
        await _server.Send("/v1/pause", """{ "kind": "workspace" }""", "once");
        _server.Store.Audit.Read(100).Count.ShouldBe(count + 1);
    }

    [Fact]
    public async Task A_lock_out_is_recorded_with_its_end()
    {
        SignInTests.Make(_server.Store, "ann@team.test");
        using var browser = new Browser(_server);
        for (var i = 0; i < UserStore.MostFailures; i++)
        {
            await browser.SignIn("ann@team.test", "wrong");
        }

        var entry = _server.Store.Audit.Read(100).Single(e => e.Act == Acts.LockedOut);

        (entry.Actor, entry.Subject, entry.Address).ShouldBe(("nobody", "ann@team.test", "127.0.0.1"));
        entry.Detail!.ShouldStartWith("until 20");
    }

    [Fact]
    public async Task Pages_follow_one_another_without_gap_or_repeat()
    {
        for (var i = 0; i < 7; i++)
        {
            _server.Store.Audit.Add(ActBy.CommandLine, Acts.KeyCreated, $"{i}");
        }

        var (seen, cursor) = (new List<string>(), "");
        do
        {
            var page = await _server.Get($"/v1/audit?limit=3&cursor={cursor}");
            seen.AddRange(
                page.Json.GetProperty("items").EnumerateArray().Select(i => i.GetProperty("id").GetRawText())
            );
            cursor = page["next_cursor"];
        } while (cursor is not null);

        seen.ShouldBe(["8", "7", "6", "5", "4", "3", "2", "1"]);
        var faulty = await _server.Get("/v1/audit?limit=0&cursor=x");
        faulty.Json.GetProperty("errors").GetArrayLength().ShouldBe(2);
    }
}
