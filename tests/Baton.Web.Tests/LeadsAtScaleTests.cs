using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Microsoft.Playwright;
using Xunit.Abstractions;
using static Baton.Web.Tests.Screen;

namespace Baton.Web.Tests;

/// <summary>A list of 3,000 leads, with <c>BATON_LONG=1</c> of 100,000: what is in the page stays bounded, and answers come soon.</summary>
/// <remarks>
/// What a person comes for each day, and what it takes:
/// 1. Find a lead by a part of its company: `/`, the words, Enter.
/// 2. See those of one status or source: 2 clicks, or one condition and Enter.
/// 3. Read on through the list: the wheel; the next rows are there before they are reached. To its other end: End.
/// </remarks>
public sealed class LeadsAtScaleTests(Chromium chromium, ITestOutputHelper output) : IClassFixture<Chromium>
{
    private const int MostRowsInPage = 80;

    // Far above what is usual, so that only a list that reads everything fails: how fast it is, is printed.
    private const double MostSeconds = 10;

    // Scrolls on until the first row of a page, counted from 0, is there.
    private const string Reach = """
        page => {
          document.querySelector("section[aria-label=Leads]").scrollTop = page * 100 * 44;
          return document.querySelector(`tbody tr[aria-rowindex="${page * 100 + 2}"]`) !== null;
        }
        """;

    private static readonly bool _long = Environment.GetEnvironmentVariable("BATON_LONG") == "1";
    private static readonly int _leads = _long ? 100_000 : 3_000;

    [Fact]
    public async Task The_page_stays_small_and_quick_however_long_the_list_is()
    {
        await using var site = await Site.Start(ImportTests.Workspace);
        await site.User("mia@team.test", "manager");
        var filling = Stopwatch.StartNew();
        await site.Send(HttpMethod.Post, "/v1/leads/import", Csv(), "text/csv");
        output.WriteLine($"import of {_leads:N0} rows: {filling.Elapsed.TotalSeconds:0.0} s");
        await using var screen = await chromium.Open(site.Url);
        await screen.Go("/sign-in");
        await screen.SignIn("mia@team.test");
        await See(screen.Heading("The team now")).ToBeVisibleAsync();

        await Timed(screen, "list", () => screen.Page.GotoAsync("/leads"), Row($"p{_leads}@shop"));
        await ScrollFar(screen);
        await Timed(
            screen,
            "sort by score",
            () => screen.Button("Score").ClickAsync(),
            screen.Page.Locator("table:has(th[aria-sort=ascending]) tbody a").First
        );
        await Timed(screen, "search", () => Search(screen, "Shop 77 "), Row("@shop77.test"));
        await Timed(
            screen,
            "search without a hit",
            () => Search(screen, "nowhere"),
            screen.Heading("No lead is like that")
        );
        await screen.Button("Clear").ClickAsync();
        await Timed(
            screen,
            "condition",
            () => Condition(screen, "lead.employees == 42 && lead.source == \"fair\""),
            Row($"p{Enumerable.Range(1, _leads).Last(i => i % 100 == 42 && i % 3 == 0)}@shop")
        );
        await Timed(
            screen,
            "rare condition",
            () => Condition(screen, "lead.city == \"Nowhere\""),
            screen.Heading("No lead")
        );

        ILocator Row(string text) => screen.Page.Locator("tbody a", new() { HasText = text }).First;
    }

    [Fact]
    public async Task A_list_follows_at_its_top_and_holds_still_where_somebody_reads()
    {
        await using var site = await Site.Start(ImportTests.Workspace);
        await site.User("mia@team.test", "manager");
        await site.Send(HttpMethod.Post, "/v1/leads/import", ImportTests.Many(450), "text/csv");
        await using var screen = await chromium.Open(site.Url);
        await screen.Go("/leads");
        await screen.SignIn("mia@team.test");
        await See(screen.Link("p450@shop450.test")).ToBeVisibleAsync();
        await See(screen.Page.GetByText("Live", new() { Exact = true })).ToBeVisibleAsync(Patient);

        await site.Lead("""{ "name": "Kim Larsen" }""");
        await See(screen.Link("Kim Larsen")).ToBeVisibleAsync(Patient);
        foreach (var page in (int[])[1, 2, 3])
        {
            await screen.Page.WaitForFunctionAsync(Reach, page);
        }

        var read = screen.Page.Locator("tbody tr[aria-rowindex='302'] a");
        await See(read).ToHaveTextAsync("p151@shop151.test");
        await site.Lead("""{ "name": "Pat Moss" }""");
        await See(screen.Page.GetByText("Leads have come or changed since.")).ToBeVisibleAsync(Patient);
        await See(read).ToHaveTextAsync("p151@shop151.test");
        await screen.Button("Show them").ClickAsync();
        await See(screen.Page.Locator("tbody tr[aria-rowindex='2'] a")).ToHaveTextAsync("Pat Moss");
        await See(screen.Page.GetByText("Leads have come or changed since.")).ToHaveCountAsync(0);
        await screen.Page.WaitForFunctionAsync(Reach, 1);
        await See(screen.Page.Locator("tbody tr[aria-rowindex='102'] a")).ToHaveTextAsync("p352@shop352.test");
    }

    [Fact]
    public async Task The_end_of_a_long_list_is_one_key_away_and_so_is_its_beginning()
    {
        await using var site = await Site.Start(ImportTests.Workspace);
        await site.User("mia@team.test", "manager");
        await site.Send(HttpMethod.Post, "/v1/leads/import", ImportTests.Many(450), "text/csv");
        await using var screen = await chromium.Open(site.Url);
        await screen.Go("/leads");
        await screen.SignIn("mia@team.test");
        var first = screen.Page.Locator("tbody tr[aria-rowindex='2'] a");
        await See(first).ToHaveTextAsync("p450@shop450.test", new() { Timeout = Patient.Timeout });

        await screen.Page.Keyboard.PressAsync("End");
        await See(first).ToHaveTextAsync("p1@shop1.test");
        await See(screen.Page.GetByRole(AriaRole.Status).GetByText("450, the oldest first")).ToBeVisibleAsync();
        screen.Page.Url.ShouldEndWith("?sort=number");
        await screen.Button("Newest first").ClickAsync();
        await See(first).ToHaveTextAsync("p450@shop450.test");
        foreach (var page in (int[])[1, 2, 3, 4])
        {
            await screen.Page.WaitForFunctionAsync(Reach, page);
        }

        // All of it is known by now: the end is where one thinks it is.
        await screen.Page.Keyboard.PressAsync("End");
        await See(screen.Page.Locator("tbody tr[aria-rowindex='451'] a")).ToHaveTextAsync("p1@shop1.test");
        await screen.Page.Keyboard.PressAsync("Home");
        await See(first).ToHaveTextAsync("p450@shop450.test");
        screen.Page.Url.ShouldEndWith("/leads");
    }

    private static LocatorAssertionsToBeVisibleOptions Patient => new() { Timeout = 30_000 };

    private async Task ScrollFar(Screen screen)
    {
        var box = screen.Page.GetByRole(AriaRole.Region, new() { Name = "Leads" });
        var pages = _long ? 200 : _leads / 100;
        var (slowest, all) = (0.0, Stopwatch.StartNew());
        for (var page = 1; page < pages; page++)
        {
            var one = Stopwatch.StartNew();
            await screen.Page.WaitForFunctionAsync(Reach, page);
            (await RowsIn(screen)).ShouldBeLessThan(MostRowsInPage);
            slowest = Math.Max(slowest, one.Elapsed.TotalSeconds);
        }

        output.WriteLine($"{pages} pages scrolled in {all.Elapsed.TotalSeconds:0.0} s, the slowest {slowest:0.00} s");
        slowest.ShouldBeLessThan(MostSeconds);
        await box.EvaluateAsync("box => box.scrollTop = 0");
        await See(screen.Page.Locator("tbody tr[aria-rowindex='2']")).ToBeVisibleAsync();
        (await RowsIn(screen)).ShouldBeLessThan(MostRowsInPage);
    }

    private async Task Timed(Screen screen, string what, Func<Task> act, ILocator then)
    {
        var watch = Stopwatch.StartNew();
        await act();
        await See(then).ToBeVisibleAsync(new() { Timeout = 1000 * (float)MostSeconds });
        output.WriteLine($"{what}: {watch.Elapsed.TotalSeconds:0.00} s");
        (await RowsIn(screen)).ShouldBeLessThan(MostRowsInPage);
    }

    private static Task<int> RowsIn(Screen screen) => screen.Page.Locator("tbody tr").CountAsync();

    private static async Task Search(Screen screen, string words)
    {
        await screen.Field("Search leads").FillAsync(words);
        await screen.Field("Search leads").PressAsync("Enter");
    }

    private static async Task Condition(Screen screen, string condition)
    {
        await screen.Field("Condition").FillAsync(condition);
        await screen.Field("Condition").PressAsync("Enter");
    }

    private static string Csv() =>
        "id,email,company,country,source,employees\n"
        + string.Concat(
            Enumerable
                .Range(1, _leads)
                .Select(i =>
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"L-{i},p{i}@shop{i % 500}.test,Shop {i % 500} Ltd,US,{(i % 3 == 0 ? "fair" : "web")},{i % 100}\n"
                    )
                )
        );
}
