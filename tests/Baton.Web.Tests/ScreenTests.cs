using System.Text.Json;
using Microsoft.Playwright;
using static Baton.Web.Tests.Screen;

namespace Baton.Web.Tests;

/// <summary>Every screen in both themes, on a desk and on a phone: nobody is shut out by how it is made.</summary>
public sealed class ScreenTests(Chromium chromium) : IClassFixture<Chromium>
{
    private const int FirstScreen = 350_000;
    private const int Desk = 1280;
    private const int Phone = 390;

    private const string Workspace = """
        workspace: t
        reps:
          - { id: ana, name: Ana Sparrow, email: ana@team.test }
          - { id: bob, name: Bob Juniper, email: bob@team.test, caps: { day: 1 } }
          - { id: mia, name: Mia Heron, email: mia@team.test }
        teams:
          all: { members: [ana, bob], manager: mia }
        policy:
          pools:
            all: { team: all, method: round_robin }
            asked: { team: all, method: round_robin, offer: { timeout: 30m, attempts: 2 } }
            none: { team: all, method: round_robin, require: ['lead.country == "NEVER"'] }
          rules:
            - { name: nobody, when: lead.source == "partner", route: [{ pool: none }] }
            - { name: big, when: lead.employees > 1000, route: [{ pool: asked }] }
            - { name: all, route: [{ pool: all }] }
        """;

    public static TheoryData<ColorScheme, int> Looks =>
        new()
        {
            { ColorScheme.Light, Desk },
            { ColorScheme.Dark, Desk },
            { ColorScheme.Light, Phone },
            { ColorScheme.Dark, Phone },
        };

    [Theory]
    [MemberData(nameof(Looks))]
    public async Task Doors_are_accessible(ColorScheme theme, int width)
    {
        await using var site = await Site.Start();
        await using var screen = await chromium.Open(site.Url, theme, width);

        await screen.Go("/");
        await See(screen.Heading("Set this server up")).ToBeVisibleAsync();
        await screen.IsAccessible(Named("setup", theme, width));
        await site.User("olga@team.test", "admin");
        await screen.Go("/sign-in");
        await See(screen.Button("Sign in")).ToBeVisibleAsync();
        await screen.SignIn("olga@team.test", "wrong");
        await See(screen.Page.GetByRole(AriaRole.Alert)).ToBeVisibleAsync();
        await screen.IsAccessible(Named("sign-in", theme, width));
        await screen.Go("/sign-in?failed=sign_in_failed");
        await See(screen.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("Ask an administrator");
        await screen.IsAccessible(Named("sign-in-refused", theme, width));
        await screen.Go("/leeds");
        await See(screen.Heading("There is no such page")).ToBeVisibleAsync();
        await screen.IsAccessible(Named("not-found", theme, width));
        await screen.Go("/sign-in");
        await screen.SignIn("olga@team.test");
        await See(screen.Link("Start from a template")).ToBeVisibleAsync();
        await screen.IsAccessible(Named("home-empty", theme, width));
        await screen.Go("/start");
        await See(screen.Button("Publish it")).ToBeEnabledAsync();
        await screen.IsAccessible(Named("start", theme, width));
        await screen.Go("/password");
        await See(screen.Button("Change it")).ToBeVisibleAsync();
        await screen.IsAccessible(Named("password", theme, width));
    }

    [Theory]
    [MemberData(nameof(Looks))]
    public async Task A_managers_screens_are_accessible(ColorScheme theme, int width)
    {
        await using var site = await Filled();
        await site.User("mia@team.test", "manager");
        await using var screen = await chromium.Open(site.Url, theme, width);

        await screen.Go("/");
        await screen.SignIn("mia@team.test");
        await See(screen.Page.GetByText("no eligible rep")).ToBeVisibleAsync();
        await screen.IsAccessible(Named("home-manager", theme, width));
        await screen.Go("/leads");
        await See(screen.Link("Kim Larsen").First).ToBeVisibleAsync();
        await screen.IsAccessible(Named("leads", theme, width));
        await screen.Page.GetByLabel("Choose L-40", new() { Exact = true }).CheckAsync();
        await screen.Button("Reassign…").ClickAsync();
        await See(screen.Button("Show what would happen")).ToBeVisibleAsync();
        await screen.IsAccessible(Named("reassign", theme, width));
        await screen.Go("/leads?search=nobody-is-called-so");
        await See(screen.Heading("No lead is like that")).ToBeVisibleAsync();
        await screen.IsAccessible(Named("leads-none", theme, width));
        await screen.Go("/leads/L-1");
        await See(screen.Page.GetByText("ana gets the lead")).ToBeVisibleAsync();
        await See(screen.Page.GetByText("Captured")).ToBeVisibleAsync();
        await screen.IsAccessible(Named("lead", theme, width));
        await screen.Button("Close…").ClickAsync();
        await See(screen.Field("What it brought")).ToBeVisibleAsync();
        await screen.IsAccessible(Named("lead-close", theme, width));
    }

    [Theory]
    [MemberData(nameof(Looks))]
    public async Task A_reps_screens_are_accessible(ColorScheme theme, int width)
    {
        await using var site = await Filled();
        await site.User("ana@team.test", "rep", "ana");
        await using var screen = await chromium.Open(site.Url, theme, width);

        await screen.Go("/");
        await screen.SignIn("ana@team.test");
        await See(screen.Button("Accept").First).ToBeVisibleAsync();
        await screen.IsAccessible(Named("home-rep", theme, width));
        await screen.Button("Decline…").First.ClickAsync();
        await See(screen.Page.GetByText("Wrong territory")).ToBeVisibleAsync();
        await screen.IsAccessible(Named("decline", theme, width));
        await screen.Page.Keyboard.PressAsync("?");
        await See(screen.Page.GetByRole(AriaRole.Dialog)).ToBeVisibleAsync();
        await screen.IsAccessible(Named("keys", theme, width));
    }

    [Fact]
    public async Task The_first_screen_is_at_most_350_kB_on_the_wire()
    {
        await using var site = await Site.Start(Workspace);
        await site.User("ana@team.test", "rep", "ana");
        await using var screen = await chromium.Open(site.Url);

        await screen.Go("/sign-in");
        await See(screen.Button("Sign in")).ToBeVisibleAsync();
        var door = await Bytes(screen);
        await screen.SignIn("ana@team.test");
        await See(screen.Heading("My turns")).ToBeVisibleAsync();
        var home = await Bytes(screen);

        door.ShouldBeInRange(50_000, FirstScreen);
        home.ShouldBeInRange(door, FirstScreen);
    }

    private static async Task<int> Bytes(Screen screen)
    {
        var loaded = await screen.Page.EvaluateAsync<JsonElement>(
            "performance.getEntriesByType('resource').filter(r => r.name.includes('/assets/')).map(r => r.encodedBodySize)"
        );
        return loaded.EnumerateArray().Sum(size => size.GetInt32());
    }

    private static async Task<Site> Filled()
    {
        var site = await Site.Start(Workspace);
        for (var i = 1; i <= 40; i++)
        {
            await site.Lead(
                $$"""{ "id": "L-{{i}}", "name": "Kim Larsen", "company": "Shop {{i}}", "source": "web", "employees": {{i * 10}} }"""
            );
        }

        await site.Lead("""{ "id": "P-1", "name": "Pat Moss", "source": "partner" }""");
        await site.Lead("""{ "id": "B-1", "name": "Bea Oak", "company": "Oak & Sons", "employees": 5000 }""");
        return site;
    }

    internal static string Named(string screen, ColorScheme theme, int width) =>
        $"{screen}-{theme}-{(width == Phone ? "phone" : "desk")}".ToLowerInvariant();
}
