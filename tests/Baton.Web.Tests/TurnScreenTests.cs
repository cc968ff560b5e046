using Microsoft.Playwright;
using static Baton.Web.Tests.Screen;

namespace Baton.Web.Tests;

/// <summary>The rep's screen in all its states, in both themes, on a desk and on a phone.</summary>
public sealed class TurnScreenTests(Chromium chromium) : IClassFixture<Chromium>
{
    private const int Phone = 390;

    private const string Workspace = """
        workspace: t
        reps:
          - { id: ana, name: Ana Sparrow, email: ana@team.test, caps: { hour: 40, day: 60 }, capacity: 30 }
          - { id: bob, name: Bob Juniper, email: bob@team.test }
          - { id: mia, name: Mia Heron, email: mia@team.test }
        teams:
          all: { members: [ana, bob], manager: mia }
        policy:
          score: { rules: [{ name: known, when: lead.source == "dark", points: 90 }], grades: { A: 80 } }
          pools:
            all: { team: all, method: round_robin, member_caps: { day: 15 } }
            asked: { team: all, method: round_robin, offer: { timeout: 30m, attempts: 2 } }
            experts: { team: all, method: round_robin, require: ['rep.skills.payments >= 3'] }
          queues:
            dark: { team: all, mode: blind, claims: { open: 5, hour: 10 } }
            pick: { team: all, mode: cherry_pick }
          rules:
            - { name: dark, when: lead.source == "dark", route: [{ queue: dark }] }
            - { name: pick, when: lead.source == "pick", route: [{ queue: pick }] }
            - { name: experts, when: lead.source == "hard", route: [{ pool: experts }, { pool: all }] }
            - name: big
              when: lead.employees > 1000
              guidance: Call first, and mention the pilot with the harbour authority.
              route: [{ pool: asked }]
            - { name: all, route: [{ pool: all }], sla: { respond: { within: 2h, clock: wall, breach: reassign }, follow_up: { every: 2d, until: 3 } } }
        """;

    public static TheoryData<ColorScheme, int> Looks => ScreenTests.Looks;

    [Theory]
    [MemberData(nameof(Looks))]
    public async Task The_reps_screen_is_accessible_in_every_state(ColorScheme theme, int width)
    {
        await using var site = await Site.Start(Workspace);
        await site.User("ana@team.test", "rep", "ana");
        await using var screen = await chromium.Open(site.Url, theme, width);

        await screen.Page.RouteAsync("**/v1/me/turns", _ => Task.CompletedTask);
        await screen.Go("/");
        await screen.SignIn("ana@team.test");
        await See(screen.Page.GetByRole(AriaRole.Status, new() { Name = "Reading" })).ToBeVisibleAsync();
        await Picture("loading");
        await screen.Page.UnrouteAllAsync();
        await screen.Go("/");
        await See(screen.Page.GetByText("You have no open lead")).ToBeVisibleAsync();
        await Picture("empty");
        await Fill(site);
        await screen.Page.ReloadAsync();
        await See(screen.Button("Accept").First).ToBeVisibleAsync();
        await Picture("full");
        await screen.Button("Decline…").First.ClickAsync();
        await See(screen.Page.GetByText("Wrong territory")).ToBeVisibleAsync();
        await Picture("decline");
        await screen.Button("Keep it").ClickAsync();
        await screen.Button("I'm out…").ClickAsync();
        await screen.Page.GetByText("A time").ClickAsync();
        await See(screen.Page.GetByText("Say when you are back")).ToBeVisibleAsync();
        await screen.Field("Back at").FillAsync("23:59");
        await See(screen.Page.GetByText("When you are back", new() { Exact = true })).ToBeVisibleAsync();
        await Picture("out");
        await screen.Button("Go out").ClickAsync();
        await See(screen.Button("I'm back")).ToBeVisibleAsync();
        await Picture("away");

        Task Picture(string state)
        {
            var name = $"turn-{state}-{theme}-{(width == Phone ? "phone" : "desk")}".ToLowerInvariant();
            return screen.IsAccessible(name);
        }
    }

    [Theory]
    [MemberData(nameof(Looks))]
    public async Task Who_is_in_no_pool_is_told_once_why_no_lead_comes(ColorScheme theme, int width)
    {
        await using var site = await Site.Start(Workspace);
        await site.User("mia@team.test", "rep", "mia");
        await using var screen = await chromium.Open(site.Url, theme, width);
        await screen.Go("/");
        await screen.SignIn("mia@team.test");

        await See(screen.Page.GetByText("You are in no pool")).ToHaveCountAsync(1);
        await See(screen.Page.GetByText("A manager can put you into one.")).ToBeVisibleAsync();
        await See(screen.Page.GetByText("You are in", new() { Exact = true })).ToBeVisibleAsync();
        await See(screen.Page.GetByText("when it is your turn")).ToHaveCountAsync(0);
        await screen.IsAccessible(ScreenTests.Named("turn-no-pool", theme, width));
        await site.Send(HttpMethod.Post, "/v1/leads", """{ "id": "L-1", "name": "Kim Larsen" }""");
        await site.Send(HttpMethod.Post, "/v1/leads/L-1/assign", """{ "rep": "mia" }""");

        await See(screen.Button("I got in touch")).ToBeVisibleAsync();
        await See(screen.Page.GetByText("You are in no pool, so no lead comes to you by itself.")).ToBeVisibleAsync();
    }

    [Theory]
    [MemberData(nameof(Looks))]
    public async Task Whom_every_pool_bars_is_told_why_and_what_will_change_it(ColorScheme theme, int width)
    {
        await using var site = await Site.Start(Workspace);
        await site.User("ana@team.test", "rep", "ana");
        await using var screen = await chromium.Open(site.Url, theme, width);
        await screen.Go("/");
        await screen.SignIn("ana@team.test");
        await See(screen.Page.GetByText("You are in: leads come to you")).ToBeVisibleAsync();
        await See(screen.Page.GetByText("Live", new() { Exact = true })).ToBeAttachedAsync();

        await site.Send(HttpMethod.Patch, "/v1/reps/ana", """{ "weight": 0 }""");
        await See(screen.Page.GetByText("No lead comes to you now: your weight is 0")).ToBeVisibleAsync();
        await See(screen.Page.GetByText("A manager sets it.")).ToBeVisibleAsync();
        await See(screen.Page.GetByText("leads come to you")).ToHaveCountAsync(0);
        await See(screen.Page.GetByText("None comes by itself now")).ToBeVisibleAsync();
        await screen.IsAccessible(ScreenTests.Named("turn-barred", theme, width));
        await site.Lead("""{ "id": "L-1", "name": "Kim Larsen" }""");
        await site.Send(HttpMethod.Post, "/v1/leads/L-1/assign", """{ "rep": "ana" }""");
        await site.Send(HttpMethod.Patch, "/v1/reps/ana", """{ "weight": 1, "caps": { "day": 1 } }""");
        await See(screen.Page.GetByText("all, asked: your cap for the day is full: 1 of 1. Not before"))
            .ToBeVisibleAsync();
        await See(screen.Page.GetByText("experts: the pool requires what you do not meet.")).ToBeVisibleAsync();
        await screen.IsAccessible(ScreenTests.Named("turn-barred-variously", theme, width));
        await site.Send(HttpMethod.Patch, "/v1/reps/ana", """{ "caps": { "day": 9 } }""");

        await See(screen.Page.GetByText("You are in: leads come to you")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Nothing_is_wider_than_a_phone_and_a_failure_says_so()
    {
        await using var site = await Site.Start(Workspace);
        await site.User("ana@team.test", "rep", "ana");
        await Fill(site);
        await using var screen = await chromium.Open(site.Url, width: Phone);
        await screen.Go("/");
        await screen.SignIn("ana@team.test");
        await See(screen.Button("Accept").First).ToBeVisibleAsync();
        (await screen.Page.EvaluateAsync<int>("document.documentElement.scrollWidth")).ShouldBe(Phone);

        await screen.Page.RouteAsync("**/v1/me/turns", route => route.AbortAsync());
        await screen.Page.ReloadAsync();
        await See(screen.Page.GetByText("The server cannot be reached")).ToBeVisibleAsync();
        await screen.IsAccessible("turn-error-light-phone");
        await screen.Page.UnrouteAllAsync();
        await screen.Button("Try again").ClickAsync();

        await See(screen.Button("Accept").First).ToBeVisibleAsync();
    }

    private static async Task Fill(Site site)
    {
        for (var i = 1; i <= 24; i++)
        {
            await site.Lead($$"""{ "id": "L-{{i}}", "name": "Kim Larsen", "company": "Shop {{i}}" }""");
        }

        await site.Lead(
            """{ "id": "W-1", "name": "Wilhelmina Featherstonehaugh-Cholmondeley of the Upper Harbour", "company": "The Incorporated Company of Very Long Names and Their Keepers, Ltd" }"""
        );
        await site.Lead("""{ "id": "H-1", "name": "Hal Stone", "source": "hard" }""");
        await site.Send(HttpMethod.Post, "/v1/leads/L-1/contact", "{}");
        await site.Lead(
            """{ "id": "P-1", "name": "Pat Moss", "company": "Moss & Fern", "city": "Porto", "employees": 5000 }"""
        );
        await site.Lead("""{ "id": "P-2", "name": "Bea Oak", "company": "Oak & Sons", "employees": 5000 }""");
        await site.Lead("""{ "id": "P-3", "name": "Sam Reed", "company": "Reed", "employees": 5000 }""");
        await site.Lead("""{ "id": "D-1", "name": "Hush", "source": "dark" }""");
        await site.Lead("""{ "id": "K-1", "name": "Kit Lake", "source": "pick" }""");
    }
}
