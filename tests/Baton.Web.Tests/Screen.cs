using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.Playwright;

namespace Baton.Web.Tests;

/// <summary>A page of the console and the person before it.</summary>
public sealed class Screen : IAsyncDisposable
{
    private static readonly string Axe = File.ReadAllText(
        Path.Combine(Repository.Root, "web", "node_modules", "axe-core", "axe.min.js")
    );

    private readonly IBrowserContext _context;
    private readonly ConcurrentQueue<string> _complaints = new();

    internal Screen(IBrowserContext context, IPage page)
    {
        (_context, Page) = (context, page);
        page.PageError += (_, error) => _complaints.Enqueue(error);
        page.Console += (_, message) =>
        {
            if (
                message.Type == "error"
                && !message.Text.StartsWith("Failed to load resource", StringComparison.Ordinal)
            )
            {
                _complaints.Enqueue(message.Text);
            }
        };
    }

    public IPage Page { get; }

    public Task Go(string path) => Page.GotoAsync(path);

    public ILocator Button(string name) => Page.GetByRole(AriaRole.Button, new() { Name = name, Exact = true });

    public ILocator Link(string name) => Page.GetByRole(AriaRole.Link, new() { Name = name });

    public ILocator Heading(string name) => Page.GetByRole(AriaRole.Heading, new() { Name = name });

    public ILocator Field(string label) => Page.GetByLabel(label, new() { Exact = true });

    /// <summary>Opens the list again where it closed before anything was chosen: what arrives meanwhile may draw it anew.</summary>
    public async Task Choose(string label, string option)
    {
        for (var tries = 1; ; tries++)
        {
            await Page.GetByRole(AriaRole.Combobox, new() { Name = label, Exact = true }).ClickAsync();
            try
            {
                await Page.GetByRole(AriaRole.Option, new() { Name = option }).ClickAsync(new() { Timeout = 5_000 });
                return;
            }
            catch (TimeoutException) when (tries < 4)
            {
                await Page.Keyboard.PressAsync("Escape");
            }
        }
    }

    public async Task SignIn(string email, string password = Site.Password)
    {
        await Field("E-mail").FillAsync(email);
        await Field("Password").FillAsync(password);
        await Button("Sign in").ClickAsync();
    }

    public static ILocatorAssertions See(ILocator what) => Assertions.Expect(what);

    /// <summary>
    /// Nothing that WCAG 2.2 AA forbids is on the screen, in the theme that the page has; the picture stays as an artefact of the build.
    /// </summary>
    public async Task IsAccessible(string name)
    {
        await Page.ScreenshotAsync(new() { Path = Path.Combine(Repository.Pictures, name + ".png"), FullPage = true });
        await Page.EvaluateAsync(Axe);
        var found = await Page.EvaluateAsync<JsonElement>(
            "async () => (await axe.run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] }))"
                + ".violations.flatMap(v => v.nodes.map(n => v.id + ' ' + n.html + ' ' + n.failureSummary))"
        );
        found.EnumerateArray().Select(v => v.GetString()).ShouldBeEmpty(name);
        _complaints.ShouldBeEmpty(name);
    }

    public async ValueTask DisposeAsync() => await _context.DisposeAsync();
}
