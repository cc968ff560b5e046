using Baton.Storage;
using static Baton.Server.Tests.RunningServer;

namespace Baton.Server.Tests;

/// <summary>Webhooks over the API: who may make them, where they may lead, and what is kept of it.</summary>
public sealed class WebhookTests : IAsyncLifetime
{
    private RunningServer _server = null!;

    public async Task InitializeAsync() => _server = await RunningServer.Start(Workspaces.TwoReps);

    public async Task DisposeAsync() => await _server.DisposeAsync();

    [Fact]
    public async Task A_secret_is_shown_once_and_another_by_its_rotation()
    {
        var made = await Made("""{ "url": "https://8.8.8.8/hook", "events": ["lead_assigned", "lead_won"] }""");

        made["secret"].ShouldNotBeNull().ShouldStartWith("whsec_");
        Convert.FromBase64String(made["secret"]!["whsec_".Length..]).Length.ShouldBe(32);
        (made["enabled"], made["ordered"], made["contact"], made["events"]).ShouldBe(
            ("True", "True", "False", """["lead_assigned","lead_won"]""")
        );
        var path = "/v1/webhooks/" + made["id"];
        (await _server.Get(path)).Text.ShouldNotContain("whsec_");
        (await _server.Get("/v1/webhooks")).Text.ShouldNotContain("whsec_");
        var rotated = await _server.Send(path + "/rotate", "{}");
        rotated["secret"].ShouldNotBe(made["secret"]);
        rotated["old_secret_until"].ShouldNotBeNull();
    }

    [Fact]
    public async Task Every_fault_is_named_at_once()
    {
        var answer = await _server.Send(
            "/v1/webhooks",
            """{ "url": "ftp://x", "events": ["lead_asigned"], "ordered": "yes", "after": -1, "speed": 3 }"""
        );

        answer.Status.ShouldBe(422);
        answer
            .Json.GetProperty("errors")
            .EnumerateArray()
            .Select(e => e.GetProperty("message").GetString())
            .ShouldBe([
                "unknown type of event 'lead_asigned'; did you mean 'lead_assigned'?",
                "'ordered' must be true or false",
                "'url' is no URL such as https://example.com/hooks, without a user and a fragment",
                $"'after' is the 'seq' of a record, or 0: at most {_server.Store.Journal.LastSeq}",
                "unknown key 'speed'; known: url, events, description, enabled, ordered, contact, after",
            ]);
        (await _server.Send("/v1/webhooks", """{ "url": "https://8.8.8.8", "events": [] }""")).Status.ShouldBe(422);
    }

    [Theory]
    [InlineData("http://8.8.8.8/", "https_required")]
    [InlineData("https://user:pass@8.8.8.8/", "invalid")]
    [InlineData("https://8.8.8.8/#part", "invalid")]
    [InlineData("file:///etc/passwd", "invalid")]
    [InlineData("https://localhost/", "private_address")]
    [InlineData("https://127.0.0.1/", "private_address")]
    [InlineData("https://127.1/", "private_address")]
    [InlineData("https://2130706433/", "private_address")]
    [InlineData("https://0x7f.0.0.1/", "private_address")]
    [InlineData("https://017700000001/", "private_address")]
    [InlineData("https://0.0.0.0/", "private_address")]
    [InlineData("https://10.0.0.1/", "private_address")]
    [InlineData("https://100.64.0.1/", "private_address")]
    [InlineData("https://169.254.169.254/latest/meta-data", "private_address")]
    [InlineData("https://172.16.0.1/", "private_address")]
    [InlineData("https://192.168.1.1/", "private_address")]
    [InlineData("https://198.18.0.1/", "private_address")]
    [InlineData("https://224.0.0.1/", "private_address")]
    [InlineData("https://255.255.255.255/", "private_address")]
    [InlineData("https://[::1]/", "private_address")]
    [InlineData("https://[::]/", "private_address")]
    [InlineData("https://[::ffff:10.0.0.1]/", "private_address")]
    [InlineData("https://[::127.0.0.1]/", "private_address")]
    [InlineData("https://[64:ff9b::7f00:1]/", "private_address")]
    [InlineData("https://[2002:7f00:1::]/", "private_address")]
    [InlineData("https://[fc00::1]/", "private_address")]
    [InlineData("https://[fe80::1]/", "private_address")]
    [InlineData("https://[fec0::1]/", "private_address")]
    [InlineData("https://[ff02::1]/", "private_address")]
    public async Task A_URL_that_leads_inside_is_refused(string url, string code)
    {
        var answer = await _server.Send("/v1/webhooks", $$"""{ "url": "{{url}}" }""");
        var made = await Made("""{ "url": "https://8.8.8.8/hook" }""");
        var moved = await Patched(made, $$"""{ "url": "{{url}}" }""");

        foreach (var refused in new[] { answer, moved })
        {
            refused.Status.ShouldBe(422, refused.Text);
            refused.Json.GetProperty("errors")[0].GetProperty("code").GetString().ShouldBe(code);
        }
    }

    [Fact]
    public async Task Some_of_it_may_be_changed_and_the_rest_stays()
    {
        var made = await Made("""{ "url": "https://8.8.8.8/hook", "events": ["lead_won"], "description": "crm" }""");

        var changed = await Patched(made, """{ "contact": true, "description": null, "enabled": false }""");

        (changed["url"], changed["events"], changed["contact"], changed["description"], changed["enabled"]).ShouldBe(
            ("https://8.8.8.8/hook", """["lead_won"]""", "True", null, "False")
        );
        changed["secret"].ShouldBeNull();
        (await _server.Send($"/v1/webhooks/{made["id"]}/test", "{}"))["code"].ShouldBe("disabled");
    }

    [Fact]
    public async Task A_deleted_one_is_not_there()
    {
        var path = "/v1/webhooks/" + (await Made("""{ "url": "https://8.8.8.8/" }"""))["id"];

        (await Sent(_server.Client, "DELETE", path)).Status.ShouldBe(204);

        (await Sent(_server.Client, "DELETE", path))["code"].ShouldBe("unknown_webhook");
        (await _server.Get(path)).Status.ShouldBe(404);
        (await _server.Get(path + "/deliveries")).Status.ShouldBe(404);
        (await _server.Send(path + "/redeliver", "{}")).Status.ShouldBe(404);
        (await _server.Get("/v1/webhooks")).Json.GetProperty("items").GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public async Task A_workspace_has_twenty_at_most()
    {
        for (var i = 0; i < 20; i++)
        {
            await Made("""{ "url": "https://8.8.8.8/" }""");
        }

        (await _server.Send("/v1/webhooks", """{ "url": "https://8.8.8.8/" }"""))["code"].ShouldBe("too_many");
    }

    [Theory]
    [InlineData(Role.Manager)]
    [InlineData(Role.Rep)]
    [InlineData(Role.Viewer)]
    public async Task Only_an_administrator_has_anything_to_do_with_them(Role role)
    {
        var id = (await Made("""{ "url": "https://8.8.8.8/" }"""))["id"];
        using var other = _server.As(role, "ana");
        foreach (var (method, path, _) in Routes.Of(_server).Where(r => r.Path.Contains("/webhooks")))
        {
            var answer = await Sent(other, method, path.Replace("{id}", id).Replace("{delivery}", "1.0"), "{}");

            (answer.Status, answer["code"]).ShouldBe((403, "forbidden"), $"{method} {path}");
        }
    }

    [Fact]
    public async Task A_key_that_is_restricted_needs_the_scope()
    {
        var made = await _server.Send("/v1/keys", """{ "name": "a", "scopes": ["webhooks"] }""");
        using var able = _server.With(made["key"]!);
        made = await _server.Send("/v1/keys", """{ "name": "b", "scopes": ["admin", "events"] }""");
        using var unable = _server.With(made["key"]!);

        (await Sent(able, "GET", "/v1/webhooks")).Status.ShouldBe(200);
        (await Sent(unable, "GET", "/v1/webhooks"))["code"].ShouldBe("no_scope");
    }

    [Fact]
    public async Task Every_act_is_audited_without_what_may_be_a_secret()
    {
        var made = await Made("""{ "url": "https://8.8.8.8/token-in-the-path", "contact": true }""");
        var path = "/v1/webhooks/" + made["id"];
        await Patched(made, """{ "events": ["lead_won"] }""");
        await _server.Send(path + "/rotate", "{}");
        await _server.Send(path + "/redeliver", "{}");
        await Sent(_server.Client, "DELETE", path);

        var entries = _server.Store.Audit.Read(5);

        entries
            .Select(e => e.Act)
            .ShouldBe([
                "webhook_deleted",
                "webhook_redelivered",
                "webhook_secret_rotated",
                "webhook_changed",
                "webhook_created",
            ]);
        entries.ShouldAllBe(e => e.Subject == made["id"] && e.Actor == "admin" && e.Address != null);
        entries[^1].Detail.ShouldBe("to 8.8.8.8, events *, with contact data");
    }

    [Theory]
    [InlineData("?limit=0")]
    [InlineData("?state=lost")]
    [InlineData("?cursor=x")]
    public async Task A_wrong_question_about_deliveries_is_a_fault(string query)
    {
        var made = await Made("""{ "url": "https://8.8.8.8/" }""");

        (await _server.Get($"/v1/webhooks/{made["id"]}/deliveries{query}")).Status.ShouldBe(422);
    }

    private async Task<Answer> Made(string json)
    {
        var made = await _server.Send("/v1/webhooks", json);
        made.Status.ShouldBe(201, made.Text);
        return made;
    }

    private Task<Answer> Patched(Answer hook, string json) =>
        Sent(_server.Client, "PATCH", "/v1/webhooks/" + hook["id"], json);
}
