using Microsoft.Playwright;
using static Baton.Web.Tests.Screen;

namespace Baton.Web.Tests;

/// <summary>The board in all its states, in both themes, on a desk and on a phone.</summary>
public sealed class BoardScreenTests(Chromium chromium) : IClassFixture<Chromium>
{
    private const string Workspace = """
        workspace: t
        calendars: { closed: { hours: {} } }
        reps:
          - { id: ana, name: Ana Sparrow, capacity: 60 }
          - { id: bob, name: Bob Juniper, capacity: 4, caps: { day: 4 } }
          - { id: cy, name: Cy Elm, status: away }
          - { id: di, name: Di Featherstonehaugh-Cholmondeley, calendar: closed }
          - { id: ed, name: Ed Marsh, absences: [{ from: 2020-01-01, to: 2099-12-31 }] }
          - { id: flo, name: Flo Reed, weight: 0 }
          - { id: mia, name: Mia Heron, email: mia@team.test }
        teams:
          west: { manager: mia, members: [ana, bob, cy, di, ed, flo] }
          east: { members: [cy, di] }
          small: { members: [bob] }
        policy:
          score: { rules: [{ name: large, when: lead.employees > 100, points: 50 }], grades: { A: 40, C: 0 } }
          screen:
            reject: ['lead.source == "junk"']
            duplicates: { match: [{ fuzzy: [name, city], at: 0.99, review: 0.80 }], action: merge }
          pools:
            west: { team: west }
            east: { team: east }
            small: { team: small }
            asked: { members: [ana, flo], offer: { timeout: 30m } }
            none: { members: [ana], require: ['lead.country == "NEVER"'] }
          queues:
            desk: { manager: mia, mode: manual }
            pick: { members: [ana, bob], mode: cherry_pick, expires: 4h }
          rules:
            - { name: east, when: lead.source == "east", route: [{ pool: east }] }
            - { name: small, when: lead.source == "small", route: [{ pool: small }] }
            - { name: partners, when: lead.source == "partner", route: [{ pool: none }] }
            - { name: held, when: lead.source == "held", route: [{ pool: west }] }
            - { name: desk, when: lead.source == "desk", route: [{ queue: desk }] }
            - { name: pick, when: lead.source == "pick", route: [{ queue: pick }] }
            - { name: asked, when: lead.source == "asked", route: [{ pool: asked }] }
            - { name: soon, when: lead.source == "soon", route: [{ pool: west }], sla: { respond: { within: 5m, breach: notify } } }
            - { name: late, when: lead.source == "late", route: [{ pool: west }], sla: { respond: { within: 1s, breach: notify } } }
            - { name: west, when: lead.source == "west", route: [{ pool: west }], sla: { respond: { within: 3h, breach: notify } } }
        """;

    [Theory]
    [MemberData(nameof(ScreenTests.Looks), MemberType = typeof(ScreenTests))]
    public async Task The_board_is_accessible(ColorScheme theme, int width)
    {
        await using var site = await Filled();
        await site.User("mia@team.test", "manager");
        await using var screen = await chromium.Open(site.Url, theme, width);

        await screen.Go("/board");
        await screen.SignIn("mia@team.test");
        await See(screen.Page.GetByText("overdue").First).ToBeVisibleAsync();
        await screen.IsAccessible(ScreenTests.Named("board", theme, width));
        await screen.Button("Give Una Last to…").ClickAsync();
        await See(screen.Page.GetByText("By hand a manager may")).ToBeVisibleAsync();
        await screen.IsAccessible(ScreenTests.Named("board-give", theme, width));
        await screen.Page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Cy Elm" }).ClickAsync();
        await See(screen.Button("Undo")).ToBeVisibleAsync();
        await screen.IsAccessible(ScreenTests.Named("board-given", theme, width));
        await screen.Button("Move Una Last").FocusAsync();
        await screen.Page.Keyboard.PressAsync("Space");
        await screen.Page.Keyboard.PressAsync("ArrowLeft");
        await See(screen.Page.Locator("[data-over=true]")).ToBeVisibleAsync();
        await screen.IsAccessible(ScreenTests.Named("board-moving", theme, width));
        await screen.Page.Keyboard.PressAsync("Escape");
        await screen.Go("/board?team=wst");
        await See(screen.Page.GetByText("did you mean")).ToBeVisibleAsync();
        await screen.IsAccessible(ScreenTests.Named("board-unknown-team", theme, width));
    }

    [Theory]
    [MemberData(nameof(ScreenTests.Looks), MemberType = typeof(ScreenTests))]
    public async Task What_is_stuck_is_accessible(ColorScheme theme, int width)
    {
        await using var site = await Filled();
        await site.User("mia@team.test", "manager");
        await using var screen = await chromium.Open(site.Url, theme, width);

        await screen.Go("/board?view=stuck");
        await screen.SignIn("mia@team.test");
        await See(screen.Page.GetByText("Not responded to in time")).ToBeVisibleAsync();
        await screen.IsAccessible(ScreenTests.Named("stuck", theme, width));
        await screen.Button("Decide…").ClickAsync();
        await See(screen.Button("Same person")).ToBeVisibleAsync();
        await screen.IsAccessible(ScreenTests.Named("stuck-duplicates", theme, width));
        await screen.Button("Look through…").ClickAsync();
        await See(screen.Button("No junk")).ToBeVisibleAsync();
        await screen.Go("/board?view=stuck&reason=no_rule::");
        await See(screen.Button("Give all 2 to…")).ToBeVisibleAsync();
        await screen.IsAccessible(ScreenTests.Named("stuck-open", theme, width));
        await screen.Button("Hand over all that Flo Reed has…").ClickAsync();
        await See(screen.Button("Show what would happen")).ToBeVisibleAsync();
        await screen.IsAccessible(ScreenTests.Named("stuck-leaver", theme, width));
    }

    [Theory]
    [MemberData(nameof(ScreenTests.Looks), MemberType = typeof(ScreenTests))]
    public async Task With_nothing_on_it_the_board_says_what_comes(ColorScheme theme, int width)
    {
        await using var site = await Site.Start();
        await site.User("olga@team.test", "admin");
        await using var screen = await chromium.Open(site.Url, theme, width);

        await screen.Go("/board");
        await screen.SignIn("olga@team.test");
        await See(screen.Heading("There are no reps yet")).ToBeVisibleAsync();
        await screen.IsAccessible(ScreenTests.Named("board-empty", theme, width));
        await screen.Link("Stuck").ClickAsync();
        await See(screen.Heading("Nothing is stuck")).ToBeVisibleAsync();
        await screen.IsAccessible(ScreenTests.Named("stuck-empty", theme, width));
    }

    private static async Task<Site> Filled()
    {
        var site = await Site.Start(Workspace);
        await Leads(site, "late", "Una Last", 1);
        await Leads(site, "west", "Kim Larsen", 36);
        await Leads(site, "soon", "Sue Hurry", 2);
        await Leads(site, "small", "Sam Small", 2);
        await Leads(site, "east", "Eve Dawn", 3);
        await Leads(site, "partner", "Pat Moss", 1);
        await Leads(site, "desk", "Ken Large", 2);
        await Leads(site, "pick", "Val Open", 2);
        await Leads(site, "asked", "Ola Ask", 1);
        await Leads(site, "other", "Noa Rule", 2);
        await Leads(site, "junk", "Spam Spamson", 1);
        await site.Send(HttpMethod.Post, "/v1/pause", """{ "kind": "rule", "id": "held" }""");
        await Leads(site, "held", "Hal Stop", 1);
        await site.Lead("""{ "name": "Liv Berg", "city": "Oslo", "source": "west" }""");
        await site.Lead("""{ "name": "Liv Berg", "city": "Oslo", "source": "west" }""");
        await site.Lead("""{ "id": "F-1", "name": "Fay Old", "company": "Old & Sons", "source": "other" }""");
        await site.Send(HttpMethod.Post, "/v1/leads/F-1/assign", """{ "rep": "flo" }""");
        await site.Send(HttpMethod.Patch, "/v1/reps/flo", """{ "active": false }""");
        return site;
    }

    private static async Task Leads(Site site, string source, string name, int count)
    {
        for (var i = 1; i <= count; i++)
        {
            await site.Lead(
                $$"""{ "id": "{{source}}-{{i}}", "name": "{{name}}", "company": "Shop {{i}}", "source": "{{source}}", "employees": {{i * 10}} }"""
            );
        }
    }
}
