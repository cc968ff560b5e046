using Baton.Storage;
using static Baton.Server.Tests.RunningServer;

namespace Baton.Server.Tests;

/// <summary>Administrators keep the users of their workspace.</summary>
public sealed class UserTests : IAsyncLifetime
{
    private const string Password = "correct horse battery";
    private const string Workspace = """
        workspace: test
        reps: [{ id: ana, email: ana@team.test }, { id: bob, email: bob@team.test }]
        policy:
          pools: { a: { members: [ana] }, b: { members: [bob] } }
          rules: [{ name: bobs, when: 'lead.source == "bob"', route: [{ pool: b }] }, { name: all, route: [{ pool: a }] }]
        """;

    private RunningServer _server = null!;

    public async Task InitializeAsync() => _server = await RunningServer.Start(Workspace);

    public async Task DisposeAsync() => await _server.DisposeAsync();

    [Fact]
    public async Task A_user_is_added_with_a_one_time_password_that_is_shown_once()
    {
        var made = await _server.Send(
            "/v1/users",
            """{ "email": " Mo@Team.test", "name": "Mo", "role": "manager", "rep": "bob" }"""
        );

        made.Status.ShouldBe(201, made.Text);
        made["one_time_password"]!.ShouldMatch("^[a-z2-9]{5}(-[a-z2-9]{5}){3}$");
        var read = await _server.Get($"/v1/users/{made["id"]}");
        (read["email"], read["name"], read["role"], read["rep"]).ShouldBe(("mo@team.test", "Mo", "manager", "bob"));
        read.Text.ShouldNotContain("one_time");
        (await _server.Get("/v1/users")).Text.ShouldNotContain(made["one_time_password"]!);
        var again = await _server.Send("/v1/users", """{ "email": "mo@team.test", "role": "viewer" }""");
        (again.Status, again["code"]).ShouldBe((409, "email_taken"));
    }

    [Fact]
    public async Task Every_fault_of_a_user_is_named_at_once()
    {
        var answer = await _server.Send(
            "/v1/users",
            """{ "email": "a@", "role": "bos", "rep": "zoe", "pasword": "x" }"""
        );

        answer.Status.ShouldBe(422);
        answer
            .Json.GetProperty("errors")
            .EnumerateArray()
            .Select(e => e.GetProperty("code").GetString())
            .ShouldBe(["invalid", "unknown_word", "dangling", "unknown_key"]);
    }

    [Fact]
    public async Task A_signed_in_rep_sees_and_does_what_is_his()
    {
        await _server.Send("/v1/leads", """{ "id": "anas" }""");
        await _server.Send("/v1/leads", """{ "id": "bobs", "source": "bob" }""");
        SignInTests.Make(_server.Store, "ana@team.test", Role.Rep);
        SignInTests.Make(_server.Store, "robert@home.test", Role.Rep, rep: "bob");
        using var ana = new Browser(_server);
        using var bob = new Browser(_server);
        (await ana.SignIn("ana@team.test", Password))["rep"].ShouldBe("ana");
        (await bob.SignIn("robert@home.test", Password))["rep"].ShouldBe("bob");

        (await ana.Ask("GET", "/v1/leads")).Text.ShouldNotContain("bobs");
        (await ana.Ask("GET", "/v1/leads/bobs")).Status.ShouldBe(404);
        (await bob.Ask("GET", "/v1/leads/bobs"))["owner"].ShouldBe("bob");
        (await bob.Ask("POST", "/v1/leads/bobs/contact", "{}")).Status.ShouldBe(200);
        (await bob.Ask("GET", "/v1/users"))["code"].ShouldBe("forbidden");
        (await bob.Ask("GET", "/v1/leads/bobs/timeline")).Text.ShouldContain(
            """
            "actor":"bob"
            """
        );
    }

    [Theory]
    [InlineData("""{ "disabled": true }""", 401)]
    [InlineData("""{ "role": "viewer" }""", 401)]
    [InlineData("""{ "name": "Bo" }""", 200)]
    public async Task Who_is_disabled_or_given_another_role_is_signed_out_at_once(string change, int status)
    {
        var user = SignInTests.Make(_server.Store, "bob@team.test", Role.Manager);
        using var browser = new Browser(_server);
        await browser.SignIn("bob@team.test", Password);
        (await browser.Ask("GET", "/v1/me")).Status.ShouldBe(200);

        (await Sent(_server.Client, "PATCH", $"/v1/users/{user.Id}", change)).Status.ShouldBe(200);

        (await browser.Ask("GET", "/v1/me")).Status.ShouldBe(status);
    }

    [Fact]
    public async Task Who_is_deleted_is_signed_out_at_once()
    {
        var user = SignInTests.Make(_server.Store, "bob@team.test", Role.Manager);
        using var browser = new Browser(_server);
        await browser.SignIn("bob@team.test", Password);
        (await browser.Ask("GET", "/v1/me")).Status.ShouldBe(200);

        (await Sent(_server.Client, "DELETE", $"/v1/users/{user.Id}")).Status.ShouldBe(204);

        (await browser.Ask("GET", "/v1/me")).Status.ShouldBe(401);
    }

    [Fact]
    public async Task A_change_leaves_what_it_does_not_name_and_null_clears()
    {
        var user = SignInTests.Make(_server.Store, "bob@team.test", Role.Manager, rep: "bob");

        await Sent(_server.Client, "PATCH", $"/v1/users/{user.Id}", """{ "name": "Bo" }""");
        (await _server.Get($"/v1/users/{user.Id}"))["rep"].ShouldBe("bob");
        await Sent(_server.Client, "PATCH", $"/v1/users/{user.Id}", """{ "rep": null }""");

        var read = await _server.Get($"/v1/users/{user.Id}");
        (read["name"], read["rep"], read["role"]).ShouldBe(("Bo", null, "manager"));
    }

    [Fact]
    public async Task The_last_administrator_stays_one()
    {
        var only = SignInTests.Make(_server.Store, "ann@team.test");
        foreach (var change in new[] { """{ "role": "manager" }""", """{ "disabled": true }""" })
        {
            var refused = await Sent(_server.Client, "PATCH", $"/v1/users/{only.Id}", change);
            (refused.Status, refused["code"]).ShouldBe((409, "last_admin"));
        }

        (await Sent(_server.Client, "DELETE", $"/v1/users/{only.Id}")).Status.ShouldBe(409);
        SignInTests.Make(_server.Store, "bea@team.test");
        (await Sent(_server.Client, "DELETE", $"/v1/users/{only.Id}")).Status.ShouldBe(204);
        (await _server.Get($"/v1/users/{only.Id}"))["code"].ShouldBe("unknown_user");
    }

    [Fact]
    public async Task A_reset_ends_the_lock_and_the_sessions()
    {
        var user = SignInTests.Make(_server.Store, "bob@team.test", Role.Manager);
        using var browser = new Browser(_server);
        await browser.SignIn("bob@team.test", Password);
        for (var i = 0; i < UserStore.MostFailures; i++)
        {
            _server.Store.Users.Attempt("bob@team.test", ActBy.CommandLine);
        }

        var reset = await _server.Send($"/v1/users/{user.Id}/reset", "{}");

        (await browser.Ask("GET", "/v1/me")).Status.ShouldBe(401);
        (await browser.SignIn("bob@team.test", Password)).Status.ShouldBe(401);
        (await browser.SignIn("bob@team.test", reset["one_time_password"]!)).Status.ShouldBe(200);
    }

    [Fact]
    public async Task A_key_has_no_session_and_no_password()
    {
        (await Sent(_server.Client, "DELETE", "/v1/session"))["code"].ShouldBe("no_session");
        (await _server.Send("/v1/me/password", """{ "current": "a", "new": "b" }"""))["code"].ShouldBe("no_session");
        (await _server.Get("/v1/me"))["kind"].ShouldBe("key");
    }
}
