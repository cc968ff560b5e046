using System.Diagnostics;
using System.Text;
using Microsoft.Playwright;
using Xunit.Abstractions;
using static Baton.Web.Tests.Screen;

namespace Baton.Web.Tests;

/// <summary>A file of 10,000 rows, with <c>BATON_LONG=1</c> of 100,000: the page can be used meanwhile, and holds little of it.</summary>
public sealed class LongFileTests(Chromium chromium, ITestOutputHelper output) : IClassFixture<Chromium>
{
    private const string WatchBlocks = """
        window.blocked = 0;
        new PerformanceObserver(list => {
          for (const task of list.getEntries()) window.blocked = Math.max(window.blocked, task.duration);
        }).observe({ type: "longtask" });
        """;

    // Far above what is usual: that a page is never blocked by a whole file, not how fast it is.
    private const double MostBlocked = 3_000;
    private const double MostHeld = 10_000_000;

    private static readonly int _rows = Environment.GetEnvironmentVariable("BATON_LONG") == "1" ? 100_000 : 10_000;

    [Fact]
    public async Task A_long_file_neither_blocks_the_page_nor_stays_in_it()
    {
        await using var site = await Site.Start(ImportTests.Workspace);
        await site.User("mia@team.test", "manager");
        await using var screen = await chromium.Open(site.Url);
        await screen.Go("/import");
        await screen.SignIn("mia@team.test");
        await See(screen.Button("Choose a file")).ToBeVisibleAsync();
        var browser = await screen.Page.Context.NewCDPSessionAsync(screen.Page);
        var before = await Heap(browser);
        await screen.Page.EvaluateAsync(WatchBlocks);

        // Every tenth row is refused.
        var csv = ImportTests.Many(_rows).Replace("0@shop", "0shop", StringComparison.Ordinal);
        await ImportTests.Choose(screen, "long.csv", Encoding.UTF8.GetBytes(csv));
        await See(screen.Button("Import")).ToBeEnabledAsync();
        var watch = Stopwatch.StartNew();
        await screen.Button("Import").ClickAsync();
        await See(screen.Heading("Imported")).ToBeVisibleAsync(new() { Timeout = 180_000 });

        var seconds = watch.Elapsed.TotalSeconds;
        var blocked = await screen.Page.EvaluateAsync<double>("window.blocked");
        var held = await Heap(browser) - before;
        output.WriteLine(
            $"{_rows:N0} rows in {seconds:0.0} s; longest block {blocked:0} ms; held after it {held / 1000:0} kB"
        );
        await See(screen.Page.Locator("dl").Nth(3)).ToHaveTextAsync($"Refused{_rows / 10:N0}");
        site.Store.Leads.Count().ShouldBe(_rows - (_rows / 10));
        blocked.ShouldBeLessThan(MostBlocked);
        held.ShouldBeLessThan(MostHeld);
    }

    private static async Task<double> Heap(ICDPSession browser)
    {
        await browser.SendAsync("HeapProfiler.collectGarbage");
        return (await browser.SendAsync("Runtime.getHeapUsage"))!.Value.GetProperty("usedSize").GetDouble();
    }
}
