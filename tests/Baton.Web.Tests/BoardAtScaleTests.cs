using System.Diagnostics;
using System.Globalization;
using Microsoft.Playwright;
using Xunit.Abstractions;
using static Baton.Web.Tests.Screen;

namespace Baton.Web.Tests;

/// <summary>A board of 200 reps with 20 leads each.</summary>
public sealed class BoardAtScaleTests(Chromium chromium, ITestOutputHelper output) : IClassFixture<Chromium>
{
    private const int Reps = 200;
    private const int Each = 20;
    private const int Width = 1280;

    // All of them at once were some 63,000.
    private const int MostElements = 8_000;

    // Far above what is usual, so that only a board that draws everything fails: how fast it is, is printed.
    private const double MostSeconds = 10;

    private static readonly string _workspace = string.Create(
        CultureInfo.InvariantCulture,
        $$"""
        workspace: t
        reps:
          - { id: mia, name: Mia Heron, email: mia@team.test, weight: 0 }
        {{string.Concat(Numbers.Select(i => $"  - {{ id: r{i:000}, name: Rep {i:000} }}\n"))}}
        teams:
          all: { members: [{{string.Join(", ", Numbers.Select(i => $"r{i:000}"))}}], manager: mia }
        policy:
          pools: { all: { team: all } }
          rules: [{ name: all, route: [{ pool: all }], sla: { respond: { within: 3h, breach: notify } } }]
        """
    );

    private static IEnumerable<int> Numbers => Enumerable.Range(1, Reps);

    [Fact]
    public async Task A_board_of_hundreds_of_reps_stays_small_and_quick()
    {
        await using var site = await Filled();
        await using var screen = await SignedIn(site);

        var watch = Stopwatch.StartNew();
        await screen.Go("/board");
        await See(Grip(screen, "Lead 1")).ToBeVisibleAsync(Patient);
        var shown = watch.Elapsed.TotalSeconds;
        await screen.Button("Give Lead 1 to…").ClickAsync(new() { Timeout = Patient.Timeout });
        await See(screen.Page.GetByRole(AriaRole.Dialog)).ToBeVisibleAsync(Patient);
        var answered = watch.Elapsed.TotalSeconds;
        var elements = await Elements(screen);

        output.WriteLine($"shown after {shown:0.0} s, answers after {answered:0.0} s, {elements} elements");
        elements.ShouldBeLessThan(MostElements);
        answered.ShouldBeLessThan(MostSeconds);
    }

    [Fact]
    public async Task A_rep_far_away_is_found_by_name_and_given_a_lead_by_the_keyboard()
    {
        await using var site = await Filled();
        await using var screen = await SignedIn(site);
        await screen.Go("/board");
        await See(Grip(screen, "Lead 1")).ToBeVisibleAsync(Patient);
        var said = screen.Page.Locator("[id^=DndLiveRegion]");

        await screen.Page.Keyboard.PressAsync("f");
        await See(screen.Page.GetByRole(AriaRole.Combobox, new() { Name = "Find a rep" })).ToBeFocusedAsync();
        await screen.Page.Keyboard.TypeAsync("Rep 150");
        await screen.Page.Keyboard.PressAsync("ArrowDown");
        await screen.Page.Keyboard.PressAsync("Enter");
        await See(Region(screen, "Rep 150")).ToBeInViewportAsync();
        await See(Region(screen, "Rep 150").GetByRole(AriaRole.Heading)).ToBeFocusedAsync();
        screen.Page.Url.ShouldEndWith("rep=r150");
        (await Elements(screen)).ShouldBeLessThan(MostElements);

        await Grip(screen, "Lead 150").FocusAsync();
        await screen.Page.Keyboard.PressAsync("Space");
        await See(said).ToContainTextAsync("Lead 150 is");
        for (var step = 151; step <= 158; step++)
        {
            await screen.Page.Keyboard.PressAsync("ArrowRight");
            await See(said).ToHaveTextAsync($"Lead 150 is over Rep {step}.");
        }

        await screen.Page.Keyboard.PressAsync("Space");
        await See(screen.Page.GetByText("Lead 150 is with Rep 158")).ToBeVisibleAsync();
        site.Store.Leads.Get("L-150")!.Owner.ShouldBe("r158");
    }

    [Fact]
    public async Task A_lead_is_carried_by_the_mouse_to_a_column_that_was_not_there_yet()
    {
        await using var site = await Filled();
        await using var screen = await SignedIn(site);
        await screen.Go("/board");
        await See(Grip(screen, "Lead 1")).ToBeVisibleAsync(Patient);
        await See(Region(screen, "Rep 020")).ToHaveCountAsync(0);
        var (mouse, from) = (screen.Page.Mouse, (await screen.Link("Lead 1").First.BoundingBoxAsync())!);

        await mouse.MoveAsync(from.X + 10, from.Y + 5);
        await mouse.DownAsync();
        await mouse.MoveAsync(from.X + 40, from.Y + 20, new() { Steps = 4 });
        var watch = Stopwatch.StartNew();
        await mouse.MoveAsync(Width - 6, from.Y + 20, new() { Steps = 8 });
        await See(Region(screen, "Rep 020")).ToBeInViewportAsync(new() { Timeout = Patient.Timeout });
        output.WriteLine($"carried past 16 columns in {watch.Elapsed.TotalSeconds:0.0} s");
        await mouse.MoveAsync(Width / 2, from.Y + 40, new() { Steps = 4 });
        var over = screen.Page.Locator("[data-rep][data-over=true]");
        await See(over).ToHaveCountAsync(1);
        var rep = (await over.GetAttributeAsync("data-rep"))!;
        await mouse.UpAsync();

        await See(screen.Page.GetByText($"Lead 1 is with Rep {rep[1..]}")).ToBeVisibleAsync();
        int.Parse(rep[1..], CultureInfo.InvariantCulture).ShouldBeGreaterThan(10);
        site.Store.Leads.Get("L-1")!.Owner.ShouldBe(rep);
    }

    [Theory]
    [MemberData(nameof(ScreenTests.Looks), MemberType = typeof(ScreenTests))]
    public async Task A_long_board_is_accessible_in_its_middle(ColorScheme theme, int width)
    {
        await using var site = await Filled();
        await site.User("mia@team.test", "manager");
        await using var screen = await chromium.Open(site.Url, theme, width);

        await screen.Go("/board?rep=r100");
        await screen.SignIn("mia@team.test");
        await See(Region(screen, "Rep 100").GetByRole(AriaRole.Heading)).ToBeFocusedAsync();
        await See(Region(screen, "Rep 100")).ToBeInViewportAsync();
        await screen.IsAccessible(ScreenTests.Named("board-long", theme, width));
        await See(Region(screen, "Rep 100")).ToBeInViewportAsync();
    }

    private static LocatorAssertionsToBeVisibleOptions Patient => new() { Timeout = 60_000 };

    private static async Task<Site> Filled()
    {
        var site = await Site.Start(_workspace);
        var rows = Enumerable.Range(1, Reps * Each).Select(i => $"L-{i},Lead {i},Shop {i}\n");
        await site.Send(HttpMethod.Post, "/v1/leads/import", $"id,name,company\n{string.Concat(rows)}", "text/csv");
        return site;
    }

    private async Task<Screen> SignedIn(Site site)
    {
        await site.User("mia@team.test", "manager");
        var screen = await chromium.Open(site.Url, width: Width);
        await screen.Go("/sign-in");
        await screen.SignIn("mia@team.test");
        await See(screen.Heading("The team now")).ToBeVisibleAsync();
        return screen;
    }

    private static Task<int> Elements(Screen screen) =>
        screen.Page.EvaluateAsync<int>("document.querySelectorAll('*').length");

    private static ILocator Region(Screen screen, string name) =>
        screen.Page.GetByRole(AriaRole.Region, new() { Name = name, Exact = true });

    private static ILocator Grip(Screen screen, string lead) => screen.Button($"Move {lead}");
}
