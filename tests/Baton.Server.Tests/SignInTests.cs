using Baton.Server.Hosting;
using Baton.Server.Users;
using Baton.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Baton.Server.Tests;

/// <summary>People sign in with a password, and stay signed in for a while.</summary>
public sealed class SignInTests : IAsyncLifetime
{
    internal const string Password = "correct horse battery";
    private readonly ShiftedClock _clock = new();
    private RunningServer _server = null!;

    public async Task InitializeAsync() => _server = await RunningServer.Start(with: o => o with { Clock = _clock });

    public async Task DisposeAsync() => await _server.DisposeAsync();

    [Fact]
    public async Task The_first_administrator_is_made_once_by_whoever_reads_what_the_server_prints()
    {
        string? token = null;
        await using var server = await RunningServer.Start(with: o => o with { SetupMade = t => token = t });
        using var browser = new Browser(server);
        string Body(string t) =>
            $$"""{ "token": "{{t}}", "email": "Ann@Team.test", "name": "Ann", "password": "{{Password}}" }""";

        var wrong = await browser.Ask("POST", "/v1/setup", Body("wrong"));
        var first = await browser.Ask("POST", "/v1/setup", Body(token!));
        var second = await browser.Ask("POST", "/v1/setup", Body(token!).Replace("Ann@", "bob@"));

        (wrong.Status, wrong["detail"]).ShouldBe((403, "wrong token; the server prints it at its start"));
        (first.Status, first["email"], first["role"]).ShouldBe((201, "ann@team.test", "admin"));
        (second.Status, second["code"]).ShouldBe((409, "already_set_up"));
        (await browser.SignIn("ANN@team.test ", Password)).Status.ShouldBe(200);
        (await browser.Ask("GET", "/v1/users")).Status.ShouldBe(200);
    }

    [Fact]
    public async Task A_server_with_users_prints_no_token()
    {
        var folder = Directory.CreateTempSubdirectory("baton-").FullName;
        var printed = new List<string>();
        for (var start = 0; start < 3; start++)
        {
            await using var server = await RunningServer.Start(
                with: o => o with { SetupMade = printed.Add },
                folder: folder
            );
            if (start == 1)
            {
                Make(server.Store, "ann@team.test");
            }
        }

        printed.Distinct().Count().ShouldBe(2);
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task Setup_names_every_fault_at_once()
    {
        using var browser = new Browser(_server);

        var answer = await browser.Ask("POST", "/v1/setup", """{ "email": "ann", "password": "short", "nme": "x" }""");

        answer
            .Json.GetProperty("errors")
            .EnumerateArray()
            .Select(e => e.GetProperty("message").GetString())
            .ShouldBe(
                [
                    "'token' is missing",
                    "'ann' is no e-mail address",
                    "a password has 12 to 128 characters",
                    "unknown key 'nme'; did you mean 'name'?",
                ],
                ignoreOrder: true
            );
    }

    [Fact]
    public async Task A_session_is_a_cookie_that_scripts_cannot_read_and_ends_with_signing_out()
    {
        Make(_server.Store, "ann@team.test");
        using var browser = new Browser(_server);

        var signedIn = await browser.SignIn("ann@team.test", Password);

        var cookie = signedIn.Message.Headers.GetValues("Set-Cookie").Single();
        cookie.ShouldMatch("^baton=bs_[A-Za-z0-9_-]{43}; max-age=604800; path=/; samesite=lax; httponly$");
        var me = await browser.Ask("GET", "/v1/me");
        (me["kind"], me["user"], me["role"], me["workspace"]).ShouldBe(
            ("session", "ann@team.test", "admin", "default")
        );
        me["csrf"].ShouldBe(signedIn["csrf"]);
        var signedOut = await browser.Ask("DELETE", "/v1/session");
        signedOut.Status.ShouldBe(204);
        signedOut.Message.Headers.GetValues("Clear-Site-Data").ShouldBe(["\"cache\", \"storage\""]);
        browser.Take(cookie.Split(';')[0]);
        (await browser.Ask("GET", "/v1/me")).Status.ShouldBe(401);
    }

    [Theory]
    [InlineData(true, "__Host-baton=")]
    [InlineData(false, "baton=")]
    public async Task The_cookie_is_for_https_alone_where_a_known_proxy_says_so(bool isKnown, string begins)
    {
        await using var server = await RunningServer.Start(with: o =>
            o with
            {
                Proxies = isKnown ? ["127.0.0.1"] : [],
            }
        );
        Make(server.Store, "ann@team.test");
        using var browser = new Browser(server);
        browser.Client.DefaultRequestHeaders.Add("X-Forwarded-Proto", "https");
        browser.Client.DefaultRequestHeaders.Add("X-Forwarded-For", "203.0.113.9");

        var cookie = (await browser.SignIn("ann@team.test", Password)).Message.Headers.GetValues("Set-Cookie").Single();

        cookie.ShouldStartWith(begins);
        cookie.Contains("; secure;").ShouldBe(isKnown);
        var health = await browser.Ask("GET", "/healthz");
        health.Message.Headers.Contains("Strict-Transport-Security").ShouldBe(isKnown);
        server.Store.Audit.Read(1)[0].Address.ShouldBe(isKnown ? "203.0.113.9" : "127.0.0.1");
    }

    [Fact]
    public async Task Nobody_learns_whether_there_is_such_a_user()
    {
        var off = Make(_server.Store, "off@team.test", Role.Viewer);
        _server
            .Store.Users.Change(off with { DisabledAt = off.CreatedAt }, ActBy.CommandLine)
            .ShouldBe(UserChange.Done);
        Make(_server.Store, "ann@team.test");
        _server.Store.Users.Add(new NewUser("none@team.test", Role.Viewer), ActBy.CommandLine);
        using var browser = new Browser(_server);

        var answers = new List<Answer>
        {
            await browser.SignIn("ann@team.test", "wrong"),
            await browser.SignIn("nobody@team.test", Password),
            await browser.SignIn("off@team.test", Password),
            await browser.SignIn("none@team.test", Password),
            await browser.SignIn("ann@team.test", Password, "nowhere"),
        };

        answers.Select(a => a.Text).Distinct().Count().ShouldBe(1);
        answers.ShouldAllBe(a => a.Status == 401 && a["code"] == "sign_in_failed");
        browser.Cookies.Count.ShouldBe(0);
    }

    [Fact]
    public async Task Ten_wrong_passwords_lock_for_a_quarter_of_an_hour_and_ten_more_for_half_an_hour()
    {
        Make(_server.Store, "ann@team.test");
        using var browser = new Browser(_server);
        await Fail(browser, 9);
        (await browser.SignIn("ann@team.test", Password)).Status.ShouldBe(200);

        await Fail(browser, 10);
        (await browser.SignIn("ann@team.test", Password)).Status.ShouldBe(401);
        _clock.Advance(TimeSpan.FromMinutes(14));
        (await browser.SignIn("ann@team.test", Password)).Status.ShouldBe(401);
        _clock.Advance(TimeSpan.FromMinutes(2));
        for (var i = 0; i < 10; i++)
        {
            _server.Store.Users.Attempt("ann@team.test", ActBy.CommandLine);
        }

        _clock.Advance(TimeSpan.FromMinutes(29));
        _server.Store.Users.Attempt("ann@team.test", ActBy.CommandLine).Password.ShouldBeNull();
        _clock.Advance(TimeSpan.FromMinutes(2));
        (await browser.SignIn("ann@team.test", Password)).Status.ShouldBe(200);
        _server.Store.Users.ByEmail("ann@team.test")!.LockedUntil.ShouldBeNull();
    }

    [Fact]
    public async Task Guesses_at_once_are_no_way_around_the_lock()
    {
        Make(_server.Store, "ann@team.test");

        var attempts = await Task.WhenAll(
            Enumerable
                .Range(0, 40)
                .Select(_ => Task.Run(() => _server.Store.Users.Attempt("ann@team.test", ActBy.CommandLine)))
        );

        attempts.Count(a => a.Password is not null).ShouldBe(UserStore.MostFailures);
    }

    [Fact]
    public async Task One_address_may_try_so_often_in_a_minute()
    {
        await using var server = await RunningServer.Start(with: o => o with { SignInsPerMinute = 3 });
        using var browser = new Browser(server);
        for (var i = 0; i < 3; i++)
        {
            (await browser.SignIn($"x{i}@team.test", "wrong")).Status.ShouldBe(401);
        }

        var fourth = await browser.SignIn("y@team.test", "wrong");

        (fourth.Status, fourth["code"]).ShouldBe((429, "too_many_attempts"));
        fourth.Message.Headers.RetryAfter!.Delta.ShouldBe(TimeSpan.FromMinutes(1));
    }

    private const string Pausing = """{ "kind": "workspace" }""";

    [Fact]
    public async Task Another_sites_page_can_do_nothing_with_the_cookie()
    {
        Make(_server.Store, "ann@team.test");
        using var browser = new Browser(_server);
        browser.Origin = "https://evil.test";
        (await browser.SignIn("ann@team.test", Password)).Status.ShouldBe(403);
        browser.Origin = null;
        await browser.SignIn("ann@team.test", Password);
        var token = browser.Csrf;
        foreach (
            var (csrf, origin) in new[] { (null, null), ("wrong", null), (token, "https://evil.test"), (token, "null") }
        )
        {
            (browser.Csrf, browser.Origin) = (csrf, origin);
            var refused = await browser.Ask("POST", "/v1/pause", Pausing);
            (refused.Status, refused["code"]).ShouldBe((403, "csrf"), $"{csrf} {origin}");
        }

        (browser.Csrf, browser.Origin) = (token, _server.Client.BaseAddress!.GetLeftPart(UriPartial.Authority));
        (await browser.Ask("POST", "/v1/pause", Pausing)).Status.ShouldBe(200);
    }

    [Fact]
    public async Task A_session_ends_after_eight_idle_hours()
    {
        Make(_server.Store, "ann@team.test");
        using var browser = new Browser(_server);
        await browser.SignIn("ann@team.test", Password);

        await Later(browser, TimeSpan.FromHours(7.9), 200);
        await Later(browser, TimeSpan.FromHours(7.9), 200);
        await Later(browser, TimeSpan.FromHours(8.1), 401);
    }

    [Fact]
    public async Task A_session_ends_after_seven_days_however_busy()
    {
        Make(_server.Store, "ann@team.test");
        using var browser = new Browser(_server);
        await browser.SignIn("ann@team.test", Password);
        for (var i = 0; i < 23; i++)
        {
            await Later(browser, TimeSpan.FromHours(7), 200);
        }

        await Later(browser, TimeSpan.FromHours(7.1), 401);
    }

    [Fact]
    public async Task A_one_time_password_opens_nothing_but_its_change()
    {
        var (email, once) = await Invited("viewer");
        using var browser = new Browser(_server);

        (await browser.SignIn(email, once))["must_change_password"].ShouldBe("True");
        var refused = await browser.Ask("GET", "/v1/leads");
        var same = await browser.Ask("POST", "/v1/me/password", $$"""{ "current": "{{once}}", "new": "{{once}}" }""");
        var changed = await browser.Ask(
            "POST",
            "/v1/me/password",
            $$"""{ "current": "{{once}}", "new": "{{Password}}" }"""
        );

        (refused.Status, refused["code"]).ShouldBe((403, "password_change_required"));
        same.Json.GetProperty("errors")[0].GetProperty("code").GetString().ShouldBe("same_password");
        (changed.Status, changed["must_change_password"]).ShouldBe((200, "False"));
        (await browser.Ask("GET", "/v1/leads")).Status.ShouldBe(200);
        using var other = new Browser(_server);
        (await other.SignIn(email, once)).Status.ShouldBe(401);
        (await other.SignIn(email, Password)).Status.ShouldBe(200);
    }

    [Fact]
    public async Task A_one_time_password_is_over_after_three_days()
    {
        var (email, once) = await Invited("viewer");
        using var browser = new Browser(_server);
        _clock.Advance(TimeSpan.FromDays(3));

        (await browser.SignIn(email, once)).Status.ShouldBe(401);
    }

    [Fact]
    public async Task Signing_in_again_ends_the_session_before_it()
    {
        Make(_server.Store, "ann@team.test");
        using var browser = new Browser(_server);
        var first = (await browser.SignIn("ann@team.test", Password)).Message.Headers.GetValues("Set-Cookie").Single();

        (await browser.SignIn("ann@team.test", Password)).Status.ShouldBe(200);

        (await browser.Ask("GET", "/v1/me")).Status.ShouldBe(200);
        browser.Take(first.Split(';')[0]);
        (await browser.Ask("GET", "/v1/me")).Status.ShouldBe(401);
    }

    [Theory]
    [InlineData(" correct horse battery")]
    [InlineData("correct horse battery ")]
    [InlineData("Correct horse battery")]
    [InlineData("correct horse batter")]
    public async Task A_password_is_taken_exactly_as_it_was_chosen(string nearly)
    {
        Make(_server.Store, "ann@team.test");
        using var browser = new Browser(_server);

        (await browser.SignIn("ann@team.test", nearly)).Status.ShouldBe(401);
        (await browser.SignIn("ann@team.test", Password)).Status.ShouldBe(200);
    }

    [Fact]
    public async Task A_new_password_ends_all_other_sessions()
    {
        Make(_server.Store, "ann@team.test");
        using var here = new Browser(_server);
        using var there = new Browser(_server);
        await here.SignIn("ann@team.test", Password);
        await there.SignIn("ann@team.test", Password);

        var wrong = await here.Ask("POST", "/v1/me/password", """{ "current": "no", "new": "a very new one" }""");
        var body = $$"""{ "current": "{{Password}}", "new": "a very new one" }""";
        (await here.Ask("POST", "/v1/me/password", body)).Status.ShouldBe(200);

        (wrong.Status, wrong["code"]).ShouldBe((401, "sign_in_failed"));
        (await here.Ask("GET", "/v1/me")).Status.ShouldBe(200);
        (await there.Ask("GET", "/v1/me")).Status.ShouldBe(401);
    }

    [Fact]
    public async Task A_user_is_of_one_workspace_and_his_cookie_too()
    {
        using var north = _server.With(await SeparationTests.Make(_server.Folder, "north"));
        var made = await RunningServer.Sent(
            north,
            "POST",
            "/v1/users",
            """{ "email": "n@team.test", "role": "admin" }"""
        );
        using var browser = new Browser(_server);

        (await browser.SignIn("n@team.test", made["one_time_password"]!)).Status.ShouldBe(401);
        var signedIn = await browser.SignIn("n@team.test", made["one_time_password"]!, "north");
        signedIn["workspace"].ShouldBe("north");
        browser.Take(browser.Cookies["baton"]!.ToString().Replace("bs_north.", "bs_"));
        (await browser.Ask("GET", "/v1/me")).Status.ShouldBe(401);
    }

    internal static User Make(BatonStore store, string email, Role role = Role.Admin, string? rep = null) =>
        store.Users.Add(
            new NewUser(email, role) { Password = Passwords.Hash(Password), Rep = rep },
            ActBy.CommandLine
        )!;

    private async Task<(string Email, string Password)> Invited(string role)
    {
        var made = await _server.Send("/v1/users", $$"""{ "email": "new@team.test", "role": "{{role}}" }""");
        made.Status.ShouldBe(201, made.Text);
        return ("new@team.test", made["one_time_password"]!);
    }

    private static async Task Fail(Browser browser, int times)
    {
        for (var i = 0; i < times; i++)
        {
            (await browser.SignIn("ann@team.test", "wrong")).Status.ShouldBe(401);
        }
    }

    // What was used is written down once a minute; here at once.
    private async Task Later(Browser browser, TimeSpan after, int status)
    {
        _clock.Advance(after);
        (await browser.Ask("GET", "/v1/me")).Status.ShouldBe(status);
        _server.App.Services.GetRequiredService<UseWriter>().Write();
    }
}
