using Microsoft.Playwright;
using static Baton.Web.Tests.Screen;

namespace Baton.Web.Tests;

// What an operator wants to know of fairness each day, and what it takes:
// 1. Whether anybody is further from his share than the rotation allows: nothing, it is on the first page.
// 2. The leads behind it: 1 click.

/// <summary>The first page where somebody is far from his share, in both themes, on a desk and on a phone.</summary>
public sealed class FairnessTests(Chromium chromium) : IClassFixture<Chromium>
{
    private const string Workspace = """
        workspace: t
        reps:
          - { id: ana, name: Ana Sparrow }
          - { id: bob, name: Bob Juniper }
          - { id: cy, name: Cy Elm }
          - { id: mia, name: Mia Heron, email: mia@team.test }
        teams:
          all: { members: [ana, bob, cy], manager: mia }
        policy:
          pools: { west: { team: all }, east: { team: all } }
          rules:
            - { name: east, when: lead.source == "east", route: [{ pool: east }] }
            - { name: west, route: [{ pool: west }] }
        """;

    [Theory]
    [MemberData(nameof(ScreenTests.Looks), MemberType = typeof(ScreenTests))]
    public async Task Who_is_further_from_his_share_than_the_rotation_allows_is_named(ColorScheme theme, int width)
    {
        await using var site = await Site.Start(Workspace);
        await site.User("mia@team.test", "manager");
        for (var i = 1; i <= 4; i++)
        {
            await site.Lead($$"""{ "id": "W-{{i}}", "name": "Kim {{i}}", "source": "west" }""");
        }

        await using var screen = await chromium.Open(site.Url, theme, width);
        await screen.Go("/");
        await screen.SignIn("mia@team.test");
        var fairness = screen.Page.GetByRole(AriaRole.Region, new() { Name = "Fairness" });
        await See(screen.Heading("Nobody has them")).ToBeVisibleAsync();
        await See(fairness).ToHaveCountAsync(0);

        await site.Send(
            HttpMethod.Post,
            "/v1/pools/west/ledger",
            """{ "adjust": { "ana": -3, "bob": 1.5, "cy": 1.5 }, "note": "fair" }"""
        );
        await screen.Page.ReloadAsync();
        await See(fairness.GetByText("west: Ana Sparrow is 3.7 leads ahead, and 2 more are beyond one."))
            .ToBeVisibleAsync();
        await See(fairness).Not.ToContainTextAsync("east");
        await screen.IsAccessible(ScreenTests.Named("home-fairness", theme, width));
        await fairness.GetByRole(AriaRole.Link).ClickAsync();

        await See(screen.Heading("Leads")).ToBeVisibleAsync();
        await See(screen.Link("Kim 1")).ToBeVisibleAsync();
        await See(screen.Link("Kim 4")).ToBeVisibleAsync();
        await See(screen.Link("Kim 2")).ToHaveCountAsync(0);
    }
}
