using Microsoft.Playwright;
using static Baton.Web.Tests.Screen;

namespace Baton.Web.Tests;

// What a manager wants to know of leads that nobody has, and what it takes:
// 1. How many there are and why, those in queues too: nothing, it is on the first page.
// 2. The leads behind a number, with what helps: 1 click.
// 3. Who is asked about a lead, or where it lies: nothing, the list says it.

/// <summary>Leads without an owner, as the first page and the list show them, in both themes, on a desk and on a phone.</summary>
public sealed class NobodyTests(Chromium chromium) : IClassFixture<Chromium>
{
    private const string Workspace = """
        workspace: t
        reps:
          - { id: ana, name: Ana Sparrow, email: ana@team.test }
          - { id: bob, name: Bob Juniper, email: bob@team.test }
          - { id: zoe, name: Zoe Elm }
          - { id: mia, name: Mia Heron, email: mia@team.test }
        teams:
          all: { members: [ana, bob], manager: mia }
        policy:
          pools:
            asked: { team: all, offer: { timeout: 30m } }
            none: { team: all, require: ['lead.country == "NEVER"'] }
            zoe: { members: [zoe] }
          queues:
            desk: { manager: mia@team.test, mode: manual }
            pick: { team: all, mode: cherry_pick }
            rush: { team: all, mode: shotgun }
          rules:
            - { name: desk, when: lead.source == "desk", route: [{ queue: desk }] }
            - { name: pick, when: lead.source == "pick", route: [{ queue: pick }] }
            - { name: rush, when: lead.source == "rush", route: [{ queue: rush }] }
            - { name: asked, when: lead.source == "asked", route: [{ pool: asked }] }
            - { name: zoe, when: lead.source == "zoe", route: [{ pool: zoe }] }
            - { name: nobody, when: lead.source == "partner", route: [{ pool: none }] }
        """;

    private static readonly (string Name, string Source)[] Captured =
    [
        ("Zach", "zoe"),
        ("Dan Desk", "desk"),
        ("Dora Desk", "desk"),
        ("Kit Pick", "pick"),
        ("Rob Rush", "rush"),
        ("Sue Asked", "asked"),
        ("Pat Partner", "partner"),
        ("Nina None", "none"),
    ];

    public static TheoryData<ColorScheme, int> Looks => ScreenTests.Looks;

    [Fact]
    public async Task The_first_page_counts_those_in_queues_and_opens_those_that_are_stuck()
    {
        await using var site = await Filled();
        await using var screen = await chromium.Open(site.Url);
        await screen.Go("/");
        await screen.SignIn("mia@team.test");
        var nobody = screen.Page.GetByRole(AriaRole.Region, new() { Name = "Nobody has them" });

        await See(nobody.GetByRole(AriaRole.Link))
            .ToHaveTextAsync([
                "1: no eligible rep",
                "1: no rule",
                "2: stuck in the queue “desk”",
                "1: with Zoe Elm, who has left",
                "3: in queues altogether",
            ]);
        await nobody.GetByText("2: stuck in the queue").ClickAsync();

        await See(screen.Button("Give to… Dan Desk")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Where_every_lead_has_somebody_the_first_page_says_so()
    {
        await using var site = await Site.Start(Workspace);
        await site.User("mia@team.test", "manager");
        await site.Lead("""{ "id": "Z-1", "source": "zoe" }""");
        await using var screen = await chromium.Open(site.Url);
        await screen.Go("/");
        await screen.SignIn("mia@team.test");

        await See(screen.Page.GetByText("Nothing is stuck.")).ToBeVisibleAsync();
        await site.Lead("""{ "id": "K-1", "source": "pick" }""");

        await See(screen.Link("1: in queues")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task What_cannot_be_read_is_not_said_to_be_nothing()
    {
        await using var site = await Filled();
        await using var screen = await chromium.Open(site.Url);
        await screen.Page.RouteAsync(
            "**/v1/exceptions",
            route => route.FulfillAsync(new() { Status = 403, Json = new { detail = "no" } })
        );
        await screen.Go("/");
        await screen.SignIn("mia@team.test");

        await See(screen.Page.GetByText("This could not be read")).ToBeVisibleAsync();
        await screen.Page.UnrouteAllAsync();
        await screen.Button("Try again").ClickAsync();

        await See(screen.Link("2: stuck in the queue “desk”")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task The_list_says_who_is_asked_or_where_a_lead_lies()
    {
        await using var site = await Filled();
        await using var screen = await chromium.Open(site.Url);
        await screen.Go("/leads");
        await screen.SignIn("mia@team.test");

        await See(HolderOf(screen, "Sue Asked")).ToHaveTextAsync("to Ana Sparrow");
        await See(HolderOf(screen, "Rob Rush")).ToHaveTextAsync("to 2 reps");
        await See(HolderOf(screen, "Dan Desk")).ToHaveTextAsync("in desk");
        await See(HolderOf(screen, "Zach")).ToHaveTextAsync("Zoe Elm");
        var nowhere = HolderOf(screen, "Pat Partner").Locator("[title]");
        await See(nowhere).ToHaveAttributeAsync("title", "Nobody has it: no eligible rep");
        await See(nowhere).ToContainTextAsync("–");
    }

    [Theory]
    [MemberData(nameof(Looks))]
    public async Task Both_are_accessible(ColorScheme theme, int width)
    {
        await using var site = await Filled();
        await using var screen = await chromium.Open(site.Url, theme, width);
        await screen.Go("/");
        await screen.SignIn("mia@team.test");
        await See(screen.Link("3: in queues altogether")).ToBeVisibleAsync();
        await screen.IsAccessible(ScreenTests.Named("home-nobody", theme, width));
        await screen.Go("/leads");
        await See(screen.Link("Dan Desk")).ToBeVisibleAsync();
        await screen.IsAccessible(ScreenTests.Named("leads-nobody", theme, width));
    }

    private static ILocator HolderOf(Screen screen, string name) =>
        screen.Page.GetByRole(AriaRole.Row, new() { Name = name }).GetByRole(AriaRole.Cell).Nth(3);

    private static async Task<Site> Filled()
    {
        var site = await Site.Start(Workspace);
        await site.User("mia@team.test", "manager");
        foreach (var (name, source) in Captured)
        {
            await site.Lead($$"""{ "name": "{{name}}", "source": "{{source}}" }""");
        }

        await site.Send(HttpMethod.Patch, "/v1/reps/zoe", """{ "active": false }""");
        return site;
    }
}
