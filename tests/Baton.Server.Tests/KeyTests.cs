using Baton.Server.Hosting;
using Microsoft.Extensions.DependencyInjection;
using static Baton.Server.Tests.RunningServer;

namespace Baton.Server.Tests;

/// <summary>Keys over the API: for what, until when, and when they were last used.</summary>
public sealed class KeyTests : IAsyncLifetime
{
    private readonly ShiftedClock _clock = new();
    private RunningServer _server = null!;

    public async Task InitializeAsync() => _server = await RunningServer.Start(with: o => o with { Clock = _clock });

    public async Task DisposeAsync() => await _server.DisposeAsync();

    [Fact]
    public async Task A_key_is_shown_once_and_kept_as_a_hash()
    {
        var made = await _server.Send("/v1/keys", """{ "name": "crm" }""");

        (made.Status, made["role"]).ShouldBe((201, "admin"));
        (await _server.Get("/v1/keys")).Text.ShouldNotContain(made["key"]!);
        var secret = System.Text.Encoding.UTF8.GetBytes(made["key"]!);
        foreach (var file in Directory.EnumerateFiles(_server.Folder, "baton.db*"))
        {
            await using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            var bytes = new byte[stream.Length];
            await stream.ReadExactlyAsync(bytes);
            bytes.AsSpan().IndexOf(secret).ShouldBe(-1, file);
        }
    }

    [Fact]
    public async Task A_key_with_scopes_may_ask_for_what_they_name_alone()
    {
        using var writer = await Made("""{ "name": "form", "scopes": ["leads:write"] }""");

        var captured = await Sent(writer, "POST", "/v1/leads", "{}");
        var read = await Sent(writer, "GET", "/v1/leads");
        var admin = await Sent(writer, "GET", "/v1/keys");

        captured.Status.ShouldBe(201);
        (read.Status, read["code"], read["detail"]).ShouldBe(
            (403, "no_scope", "this key lacks the scope 'leads:read'")
        );
        (admin.Status, admin["code"]).ShouldBe((403, "no_scope"));
        (await Sent(writer, "GET", "/v1/me"))["scopes"].ShouldBe("""["leads:write"]""");
    }

    [Fact]
    public async Task A_scope_gives_no_more_than_the_role()
    {
        using var viewer = await Made(
            """{ "name": "wall", "role": "viewer", "scopes": ["leads:write", "leads:read"] }"""
        );

        (await Sent(viewer, "POST", "/v1/leads", "{}"))["code"].ShouldBe("forbidden");
        (await Sent(viewer, "GET", "/v1/leads")).Status.ShouldBe(200);
    }

    [Fact]
    public async Task A_key_makes_no_key_that_may_do_more()
    {
        using var admin = await Made("""{ "name": "ops", "scopes": ["admin", "events"] }""");

        (await Sent(admin, "POST", "/v1/keys", """{ "name": "x" }""")).Status.ShouldBe(403);
        (await Sent(admin, "POST", "/v1/keys", """{ "name": "x", "scopes": ["import"] }""")).Status.ShouldBe(403);
        (await Sent(admin, "POST", "/v1/keys", """{ "name": "x", "scopes": ["events"] }""")).Status.ShouldBe(201);
    }

    [Fact]
    public async Task A_key_ends_when_it_was_said_to()
    {
        var end = _clock.GetUtcNow().AddHours(1);
        using var guest = await Made($$"""{ "name": "guest", "expires_at": "{{end:O}}" }""");
        (await Sent(guest, "GET", "/v1/leads")).Status.ShouldBe(200);

        _clock.Advance(TimeSpan.FromHours(1.01));

        (await Sent(guest, "GET", "/v1/leads")).Status.ShouldBe(401);
    }

    [Fact]
    public async Task A_key_that_was_revoked_here_is_refused_at_once()
    {
        var made = await _server.Send("/v1/keys", """{ "name": "gone" }""");
        using var gone = _server.With(made["key"]!);
        (await Sent(gone, "GET", "/v1/leads")).Status.ShouldBe(200);

        (await Sent(_server.Client, "DELETE", $"/v1/keys/{made["id"]}")).Status.ShouldBe(204);

        (await Sent(gone, "GET", "/v1/leads")).Status.ShouldBe(401);
        (await Sent(_server.Client, "DELETE", $"/v1/keys/{made["id"]}"))["code"].ShouldBe("unknown_key");
    }

    [Fact]
    public async Task The_last_use_of_a_key_is_written_beside_the_requests()
    {
        var made = await _server.Send("/v1/keys", """{ "name": "used" }""");
        using var used = _server.With(made["key"]!);
        await Sent(used, "GET", "/v1/leads");
        _server.Store.Keys.List()[^1].LastUsedAt.ShouldBeNull();

        _server.App.Services.GetRequiredService<UseWriter>().Write();

        var listed = (await _server.Get("/v1/keys")).Json.GetProperty("items");
        listed[listed.GetArrayLength() - 1].GetProperty("last_used_at").GetString().ShouldNotBeNull();
    }

    [Fact]
    public async Task Every_fault_of_a_key_is_named_at_once()
    {
        var answer = await _server.Send(
            "/v1/keys",
            """{ "role": "rep", "scopes": ["leads:reed"], "expires_at": "2001-01-01T00:00:00Z" }"""
        );

        answer
            .Json.GetProperty("errors")
            .EnumerateArray()
            .Select(e => e.GetProperty("message").GetString())
            .ShouldBe([
                "'name' is missing",
                "a rep's key needs a 'user': the rep's e-mail or id",
                "unknown scope 'leads:reed'; did you mean 'leads:read'?",
                "'expires_at' is in the past",
            ]);
    }

    private async Task<HttpClient> Made(string json)
    {
        var made = await _server.Send("/v1/keys", json);
        made.Status.ShouldBe(201, made.Text);
        return _server.With(made["key"]!);
    }
}
