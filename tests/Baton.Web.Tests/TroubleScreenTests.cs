using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Baton.Web.Tests.Screen;

namespace Baton.Web.Tests;

/// <summary>Every screen that reads something, while it waits for the server and when that cannot be reached.</summary>
public sealed partial class TroubleScreenTests(Chromium chromium) : IClassFixture<Chromium>
{
    private const string Workspace = """
        workspace: t
        reps: [{ id: ana, name: Ana Sparrow }, { id: mia, name: Mia Heron, email: mia@team.test }]
        teams: { all: { members: [ana], manager: mia } }
        policy: { pools: { all: { team: all } }, rules: [{ name: all, route: [{ pool: all }] }] }
        """;

    [Theory]
    [MemberData(nameof(ScreenTests.Looks), MemberType = typeof(ScreenTests))]
    public async Task Waiting_and_failing_are_accessible(ColorScheme theme, int width)
    {
        await using var site = await Site.Start(Workspace);
        await site.User("mia@team.test", "manager");
        await site.Lead("""{ "id": "L-1", "name": "Kim Larsen" }""");
        await using var screen = await chromium.Open(site.Url, theme, width);
        await screen.Go("/");
        await screen.SignIn("mia@team.test");
        await See(screen.Heading("The team now")).ToBeVisibleAsync();

        foreach (
            var (name, path) in new[]
            {
                ("home", "/"),
                ("leads", "/leads"),
                ("lead", "/leads/L-1"),
                ("board", "/board"),
                ("stuck", "/board?view=stuck"),
            }
        )
        {
            await screen.Page.RouteAsync(Data(), _ => Task.CompletedTask);
            await screen.Go(path);
            await See(screen.Page.GetByLabel("Reading").First).ToBeVisibleAsync();
            await screen.IsAccessible(ScreenTests.Named($"{name}-loading", theme, width));
            await screen.Page.UnrouteAllAsync(new() { Behavior = UnrouteBehavior.IgnoreErrors });
            await screen.Page.RouteAsync(Data(), route => route.AbortAsync());
            await screen.Go(path);
            await See(screen.Page.GetByText("The server cannot be reached").First).ToBeVisibleAsync();
            await screen.IsAccessible(ScreenTests.Named($"{name}-error", theme, width));
            await screen.Page.UnrouteAllAsync(new() { Behavior = UnrouteBehavior.IgnoreErrors });
        }
    }

    [GeneratedRegex("/v1/(?:leads|board|exceptions|reports)", RegexOptions.None, 1000)]
    private static partial Regex Data();
}
