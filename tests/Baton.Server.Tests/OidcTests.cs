using System.Diagnostics;
using System.Text.RegularExpressions;
using Baton.Server.Users;
using Baton.Storage;

namespace Baton.Server.Tests;

/// <summary>People sign in through a real OpenID Connect provider (oidc-provider, run by node), without a browser.</summary>
public sealed class OidcTests : IAsyncLifetime
{
    private Process _provider = null!;
    private string _authority = null!;
    private RunningServer _server = null!;

    public async Task InitializeAsync()
    {
        var folder = Path.Combine(AppContext.BaseDirectory, "../../../oidc");
        Directory.Exists(Path.Combine(folder, "node_modules")).ShouldBeTrue($"run 'npm ci' in {folder} first");
        var start = new ProcessStartInfo("node", "provider.mjs")
        {
            WorkingDirectory = folder,
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardInput = true,
            RedirectStandardError = true,
        };
        _provider = Process.Start(start)!;
        _provider.BeginErrorReadLine();
        _authority = (await _provider.StandardOutput.ReadLineAsync())!;
        _server = await Start(creates: false);
    }

    public async Task DisposeAsync()
    {
        await _server.DisposeAsync();
        _provider.Kill();
        _provider.Dispose();
    }

    [Fact]
    public async Task A_known_user_with_a_verified_address_is_signed_in()
    {
        _server.Store.Users.Add(new NewUser("ann@team.test", Role.Manager), ActBy.CommandLine);
        using var browser = new Browser(_server);

        var back = await AtProvider(browser, await Challenge(browser));
        var answer = await browser.Ask("GET", back);

        (answer.Status, answer.Message.Headers.Location!.ToString()).ShouldBe((302, "/"));
        var me = await browser.Ask("GET", "/v1/me");
        (me["user"], me["role"], me["kind"]).ShouldBe(("ann@team.test", "manager", "session"));
        _server.Store.Audit.Read(1)[0].Act.ShouldBe(Acts.SignedIn);
    }

    [Fact]
    public async Task The_request_bears_state_nonce_and_a_code_challenge_and_each_is_new()
    {
        using var browser = new Browser(_server);

        var (one, two) = (await Challenge(browser), await Challenge(browser));

        one.ShouldContain("code_challenge_method=S256");
        foreach (var name in new[] { "state", "nonce", "code_challenge" })
        {
            Value(one, name).Length.ShouldBeGreaterThan(40);
            Value(one, name).ShouldNotBe(Value(two, name));
        }
    }

    [Theory]
    [InlineData("nonce")]
    [InlineData("code_challenge")]
    public async Task What_was_changed_on_the_way_to_the_provider_is_refused(string name)
    {
        _server.Store.Users.Add(new NewUser("ann@team.test", Role.Manager), ActBy.CommandLine);
        using var browser = new Browser(_server);
        var challenge = await Challenge(browser);
        var other = await Challenge(browser);

        var back = await AtProvider(browser, challenge.Replace(Value(challenge, name), Value(other, name)));

        await ShouldFail(browser, back);
    }

    [Fact]
    public async Task An_answer_counts_once_and_for_the_browser_that_asked()
    {
        _server.Store.Users.Add(new NewUser("ann@team.test", Role.Manager), ActBy.CommandLine);
        using var browser = new Browser(_server);
        using var thief = new Browser(_server);
        var back = await AtProvider(browser, await Challenge(browser));
        var kept = browser
            .CookiesFor(back)
            .Where(c => c.Name.Contains("Correlation"))
            .Select(c => c.ToString())
            .Single();

        await ShouldFail(thief, back);
        await ShouldFail(thief, Regex.Replace(back, "state=[^&]*", "state=made-up"));
        (await browser.Ask("GET", back)).Status.ShouldBe(302);
        thief.Take(kept + "; path=/");
        await ShouldFail(thief, back);
    }

    [Theory]
    [InlineData("loose")]
    [InlineData("new")]
    public async Task An_address_that_is_not_verified_or_not_known_signs_nobody_in(string account)
    {
        _server.Store.Users.Add(new NewUser("loose@team.test", Role.Manager), ActBy.CommandLine);
        using var browser = new Browser(_server);

        await ShouldFail(browser, await AtProvider(browser, await Challenge(browser), account));

        _server.Store.Users.List().Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_browser_is_led_back_to_the_page_that_says_why()
    {
        using var browser = new Browser(_server);
        browser.Client.DefaultRequestHeaders.Accept.ParseAdd("text/html");

        var answer = await browser.Ask("GET", await AtProvider(browser, await Challenge(browser), "new"));

        var place = answer.Message.Headers.Location?.ToString();
        (answer.Status, place).ShouldBe((302, "/sign-in?failed=sign_in_failed"));
        (await browser.Ask("GET", "/v1/me")).Status.ShouldBe(401);
    }

    [Fact]
    public async Task An_unknown_address_becomes_a_viewer_where_the_settings_say_so()
    {
        await _server.DisposeAsync();
        _server = await Start(creates: true);
        using var browser = new Browser(_server);

        (await browser.Ask("GET", await AtProvider(browser, await Challenge(browser), "new"))).Status.ShouldBe(302);

        var user = _server.Store.Users.List().Single();
        (user.Email, user.Role, user.HasPassword).ShouldBe(("new@team.test", Role.Viewer, false));
    }

    [Fact]
    public async Task An_address_that_went_to_another_person_opens_nothing()
    {
        _server.Store.Users.Add(new NewUser("ann@team.test", Role.Manager), ActBy.CommandLine);
        using var ann = new Browser(_server);
        using var other = new Browser(_server);
        (await ann.Ask("GET", await AtProvider(ann, await Challenge(ann)))).Status.ShouldBe(302);

        await ShouldFail(other, await AtProvider(other, await Challenge(other), "double"));
    }

    [Fact]
    public async Task Without_a_provider_there_is_no_such_way_in()
    {
        await using var plain = await RunningServer.Start();
        using var browser = new Browser(plain);

        (await browser.Ask("GET", "/v1/session/oidc"))["code"].ShouldBe("no_identity_provider");
    }

    private async Task<RunningServer> Start(bool creates)
    {
        var settings = new OidcSettings(_authority, "baton", "a-secret-that-both-of-them-know", "test", creates);
        var server = await RunningServer.Start(with: o => o with { Oidc = settings });
        var callback = new Uri(server.Client.BaseAddress!, "/v1/session/oidc/callback");
        using var http = new HttpClient();
        await http.GetStringAsync($"{_authority}/begin?redirect_uri={Uri.EscapeDataString(callback.ToString())}");
        return server;
    }

    private static async Task<string> Challenge(Browser browser)
    {
        var answer = await browser.Ask("GET", "/v1/session/oidc");
        answer.Status.ShouldBe(302, answer.Text);
        return answer.Message.Headers.Location!.ToString();
    }

    // Goes where the provider sends it, until it sends it back.
    private async Task<string> AtProvider(Browser browser, string url, string account = "ann")
    {
        using var http = new HttpClient();
        await http.GetStringAsync($"{_authority}/as?account={account}");
        for (var i = 0; i < 10 && url.StartsWith(_authority, StringComparison.Ordinal); i++)
        {
            var answer = await browser.Ask("GET", url);
            (answer.Status is 302 or 303).ShouldBeTrue(answer.Text);
            url = new Uri(new Uri(_authority), answer.Message.Headers.Location!).ToString();
        }

        url.ShouldContain("/v1/session/oidc/callback?code=");
        return url;
    }

    private static async Task ShouldFail(Browser browser, string back)
    {
        var answer = await browser.Ask("GET", back);
        (answer.Status, answer["code"]).ShouldBe((401, "sign_in_failed"), answer.Text);
        (await browser.Ask("GET", "/v1/me")).Status.ShouldBe(401);
    }

    private static string Value(string url, string name) => Regex.Match(url, $"[?&]{name}=([^&]+)").Groups[1].Value;
}
