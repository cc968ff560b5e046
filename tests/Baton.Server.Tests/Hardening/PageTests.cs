using Microsoft.Playwright;
using static Baton.Server.Tests.RunningServer;

namespace Baton.Server.Tests.Hardening;

/// <summary>The server's pages in a real browser, Chromium, while leads come in whose texts would like to be markup.</summary>
public sealed class PageTests : IAsyncLifetime
{
    private const string Markup = "<img src=x onerror=document.title='taken'><b>";

    private const string Workspace = $$"""
        workspace: test
        reps: [{ id: ana }, { id: bob }]
        policy:
          pools: { p: { members: [ana, bob] } }
          rules: [{ name: "{{Markup}}", route: [{ pool: p }] }]
        """;

    private readonly List<string> _complaints = [];
    private RunningServer _server = null!;
    private IPlaywright _playwright = null!;
    private IBrowser _browser = null!;
    private IPage _page = null!;

    public async Task InitializeAsync()
    {
        _server = await RunningServer.Start(Workspace);
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(
            new() { ExecutablePath = Chromium(), Args = ["--no-sandbox", "--disable-gpu"] }
        );
        _page = await _browser.NewPageAsync();
        _page.SetDefaultTimeout(60_000);
        _page.PageError += (_, error) => _complaints.Add(error);
        _page.Console += (_, message) =>
        {
            if (message.Text.Contains("Content Security Policy", StringComparison.Ordinal))
            {
                _complaints.Add(message.Text);
            }
        };
    }

    public async Task DisposeAsync()
    {
        await _browser.DisposeAsync();
        _playwright.Dispose();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task What_came_from_elsewhere_is_shown_and_never_run()
    {
        (await _server.Send("/v1/leads", $$"""{ "id": "{{Markup}}", "source": "{{Markup}}" }""")).Status.ShouldBe(201);

        await Connect();

        await _page.GetByRole(AriaRole.Cell, new() { Name = Markup, Exact = true }).First.WaitForAsync();
        (await _page.Locator("main img, main b, main script").CountAsync()).ShouldBe(0);
        (await _page.TitleAsync()).ShouldBe("Baton: live");
        _complaints.ShouldBeEmpty();
    }

    [Fact]
    public async Task The_pages_need_nothing_that_the_policy_of_the_server_forbids()
    {
        foreach (var path in new[] { "/", "/live", "/docs" })
        {
            await Open(path);
            (await _page.Locator("h1").First.TextContentAsync()).ShouldNotBeNullOrEmpty();
        }

        _complaints.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_script_that_got_into_a_page_would_not_run()
    {
        await Open("/live");

        await _page.EvaluateAsync(
            """
            () => {
              const script = document.createElement("script");
              script.textContent = "document.title = 'taken'";
              document.body.append(script);
              document.body.insertAdjacentHTML("beforeend", "<img src=x onerror=\"document.title='taken'\">");
            }
            """
        );

        await _page.WaitForTimeoutAsync(500);
        (await _page.TitleAsync()).ShouldBe("Baton: live");
        _complaints.Count.ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task Without_its_key_the_page_shows_nothing_any_more()
    {
        (await _server.Send("/v1/leads", """{ "id": "L-77" }""")).Status.ShouldBe(201);
        await Connect();
        await Shown.First.WaitForAsync();
        await _page.Locator(".pool").First.WaitForAsync();

        _server.Store.Keys.Revoke(_server.Store.Keys.List().Single(k => k.RevokedAt is null).Id).ShouldBeTrue();

        await ShouldHaveForgotten("This key is not known, or it was revoked.");
    }

    [Fact]
    public async Task Who_disconnects_leaves_nothing_behind_also_when_the_server_is_gone()
    {
        (await _server.Send("/v1/leads", """{ "id": "L-77" }""")).Status.ShouldBe(201);
        await Connect();
        await Shown.First.WaitForAsync();
        await _server.App.StopAsync();

        await _page.GetByRole(AriaRole.Button, new() { Name = "Disconnect" }).ClickAsync();

        await ShouldHaveForgotten("");
    }

    [Fact]
    public async Task The_key_is_masked_and_may_be_pasted_and_kept_by_a_password_manager()
    {
        await Open("/live");
        var field = _page.GetByLabel("API key");

        await field.FocusAsync();
        await _page.Keyboard.InsertTextAsync("bk_pasted");

        (await field.InputValueAsync()).ShouldBe("bk_pasted");
        (await field.GetAttributeAsync("type")).ShouldBe("password");
        (await field.GetAttributeAsync("autocomplete")).ShouldBe("current-password");
        (await field.GetAttributeAsync("onpaste")).ShouldBeNull();
        (
            await field.EvaluateAsync<bool>(
                "e => e.dispatchEvent(new ClipboardEvent('paste', { bubbles: true, cancelable: true }))"
            )
        ).ShouldBeTrue("the page prevents pasting");
    }

    private ILocator Shown => _page.Locator("#latest tr:not(.empty)");

    private async Task ShouldHaveForgotten(string message)
    {
        await _page.GetByLabel("API key").WaitForAsync();
        (await _page.Locator("#refused").TextContentAsync()).ShouldBe(message);
        (await Shown.CountAsync()).ShouldBe(0);
        (await _page.Locator(".pool, #counts div").CountAsync()).ShouldBe(0);
        (await _page.EvaluateAsync<int>("() => sessionStorage.length + localStorage.length")).ShouldBe(0);
    }

    private async Task Connect()
    {
        await Open("/live");
        await _page.GetByLabel("API key").FillAsync(_server.Key);
        await _page.GetByRole(AriaRole.Button, new() { Name = "Connect", Exact = true }).ClickAsync();
    }

    private Task<IResponse?> Open(string path) =>
        _page.GotoAsync(new Uri(_server.Client.BaseAddress!, path).ToString());

    private static string Chromium()
    {
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator);
        return new[] { "chromium", "chromium-browser", "google-chrome" }
                .SelectMany(name => folders.Select(folder => Path.Combine(folder, name)))
                .FirstOrDefault(File.Exists)
            ?? throw new FileNotFoundException("this test drives Chromium: install the package chromium first");
    }
}
