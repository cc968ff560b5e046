using Microsoft.Playwright;

namespace Baton.Web.Tests;

/// <summary>The system's Chromium, one for all tests, driven without a window. Each test has pages of its own.</summary>
public sealed class Chromium : IAsyncLifetime
{
    private static readonly string[] Places =
    [
        "/usr/bin/chromium",
        "/usr/bin/chromium-browser",
        "/usr/bin/google-chrome",
        "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
        @"C:\Program Files\Google\Chrome\Application\chrome.exe",
    ];

    private IPlaywright? _playwright;
    private IBrowser? _browser;

    public async Task InitializeAsync()
    {
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(
            new BrowserTypeLaunchOptions
            {
                ExecutablePath =
                    Environment.GetEnvironmentVariable("BATON_CHROMIUM") ?? Places.FirstOrDefault(File.Exists),

                // As root, which a build container is, Chromium has no sandbox.
                Args = ["--no-sandbox", "--disable-dev-shm-usage"],
            }
        );
    }

    /// <summary>A page with no cookies. Whatever its policy or its scripts complain of fails the test that made it.</summary>
    public async Task<Screen> Open(
        string url,
        ColorScheme theme = ColorScheme.Light,
        int width = 1280,
        bool hasTouch = false
    )
    {
        var context = await _browser!.NewContextAsync(
            new BrowserNewContextOptions
            {
                BaseURL = url,
                ColorScheme = theme,
                ViewportSize = new ViewportSize { Width = width, Height = 800 },
                ReducedMotion = ReducedMotion.Reduce,
                HasTouch = hasTouch,
                IsMobile = hasTouch,
            }
        );
        context.SetDefaultTimeout(20_000);
        return new Screen(context, await context.NewPageAsync());
    }

    public async Task DisposeAsync()
    {
        await _browser!.DisposeAsync();
        _playwright!.Dispose();
    }
}
