using Microsoft.Playwright;
using static Baton.Web.Tests.Screen;

namespace Baton.Web.Tests;

/// <summary>The board under a finger: one that rests on a lead takes it, one that moves at once scrolls.</summary>
public sealed class BoardTouchTests(Chromium chromium) : IClassFixture<Chromium>
{
    private const int Phone = 390;

    private const string Workspace = """
        workspace: t
        reps:
          - { id: ana, name: Ana Sparrow }
          - { id: bob, name: Bob Juniper, weight: 0 }
          - { id: mia, name: Mia Heron, email: mia@team.test, weight: 0 }
        teams:
          west: { manager: mia, members: [ana, bob] }
        policy:
          pools: { west: { team: west } }
          rules: [{ name: west, when: lead.source == "west", route: [{ pool: west }] }]
        """;

    [Fact]
    public async Task A_finger_that_rests_on_a_lead_takes_it_to_somebody_else()
    {
        await using var site = await Site.Start(Workspace);
        await site.Lead("""{ "id": "W-1", "name": "Kim Larsen", "source": "west" }""");
        await using var screen = await Opened(site, 1024);
        var finger = await Finger.On(screen);

        var (x, y) = await Middle(Card(screen, "Kim Larsen"));
        await finger.Down(x, y);
        await See(screen.Page.Locator("[data-dragging=true]")).ToBeVisibleAsync();
        var (toX, toY) = await Middle(Region(screen, "Bob Juniper"));
        await finger.Move((x + toX) / 2, toY);
        await finger.Move(toX, toY);
        await See(Region(screen, "Bob Juniper")).ToHaveAttributeAsync("data-over", "true");
        await finger.Up();

        await See(screen.Page.GetByText("Kim Larsen is with Bob Juniper")).ToBeVisibleAsync();
        await See(Region(screen, "Bob Juniper")).ToContainTextAsync("Kim Larsen");
        site.Store.Leads.Get("W-1")!.Owner.ShouldBe("bob");
    }

    [Fact]
    public async Task On_a_phone_a_finger_at_the_edge_brings_the_next_column()
    {
        await using var site = await Site.Start(Workspace);
        await site.Lead("""{ "id": "N-1", "name": "Pat Moss" }""");
        await using var screen = await Opened(site, Phone);
        var finger = await Finger.On(screen);

        var (x, y) = await Middle(Card(screen, "Pat Moss"));
        await finger.Down(x, y);
        await See(screen.Page.Locator("[data-dragging=true]")).ToBeVisibleAsync();
        await finger.Move(x + 60, y);
        await finger.Move(Phone - 10, y);
        await screen.Page.WaitForFunctionAsync(
            """() => document.querySelector("[data-rep=bob]").getBoundingClientRect().left < 300"""
        );
        await finger.Move(Phone - 60, y);
        await See(screen.Page.Locator("[data-rep][data-over=true]")).ToBeVisibleAsync();
        await finger.Up();

        await See(screen.Page.GetByText("Pat Moss is with")).ToBeVisibleAsync();
        site.Store.Leads.Get("N-1")!.Owner.ShouldNotBeNull();
    }

    [Fact]
    public async Task A_finger_that_moves_at_once_scrolls_and_takes_nothing()
    {
        await using var site = await Site.Start(Workspace);
        for (var i = 1; i <= 30; i++)
        {
            await site.Lead($$"""{ "id": "W-{{i}}", "name": "Kim {{i}}", "source": "west" }""");
        }

        await using var screen = await Opened(site, 1024);
        var finger = await Finger.On(screen);

        var (x, y) = await Middle(Card(screen, "Kim 4"));
        await finger.Down(x, y);
        for (var step = 1; step <= 10; step++)
        {
            await finger.Move(x, y - (step * 20));
        }

        await finger.Up();

        await screen.Page.WaitForFunctionAsync("""() => document.querySelector("[data-rep=ana] ul").scrollTop > 50""");
        await See(screen.Page.Locator("[data-dragging=true]")).ToHaveCountAsync(0);
        site.Store.Leads.Get("W-4")!.Owner.ShouldBe("ana");
    }

    private async Task<Screen> Opened(Site site, int width)
    {
        await site.User("mia@team.test", "manager");
        var screen = await chromium.Open(site.Url, width: width, hasTouch: true);
        await screen.Go("/board");
        await screen.SignIn("mia@team.test");
        await See(Region(screen, "Ana Sparrow")).ToBeAttachedAsync();
        return screen;
    }

    private static ILocator Region(Screen screen, string name) =>
        screen.Page.GetByRole(AriaRole.Region, new() { Name = name, Exact = true });

    private static ILocator Card(Screen screen, string name) =>
        screen.Page.GetByRole(AriaRole.Link, new() { Name = name, Exact = true });

    private static async Task<(float X, float Y)> Middle(ILocator what)
    {
        var box = (await what.BoundingBoxAsync())!;
        return (box.X + Math.Min(40, box.Width / 2), box.Y + Math.Min(200, box.Height / 2));
    }

    /// <summary>One finger, as the browser's own input: what it does with a touch it does here too.</summary>
    private sealed class Finger(ICDPSession session)
    {
        public static async Task<Finger> On(Screen screen) =>
            new(await screen.Page.Context.NewCDPSessionAsync(screen.Page));

        public Task Down(float x, float y) => Send("touchStart", new { x, y });

        public Task Move(float x, float y) => Send("touchMove", new { x, y });

        public Task Up() => Send("touchEnd");

        private Task Send(string type, params object[] touchPoints) =>
            session.SendAsync(
                "Input.dispatchTouchEvent",
                new Dictionary<string, object> { ["type"] = type, ["touchPoints"] = touchPoints }
            );
    }
}
