using Microsoft.Playwright;
using static Baton.Web.Tests.Screen;

namespace Baton.Web.Tests;

/// <summary>The import in each of its states, in both themes, on a desk and on a phone.</summary>
public sealed class ImportScreenTests(Chromium chromium) : IClassFixture<Chromium>
{
    public static TheoryData<ColorScheme, int> Looks => ScreenTests.Looks;

    [Theory]
    [MemberData(nameof(Looks))]
    public async Task The_import_is_accessible_from_the_first_look_to_the_summary(ColorScheme theme, int width)
    {
        await using var site = await Site.Start(ImportTests.Workspace);
        await site.User("mia@team.test", "manager");
        await using var screen = await chromium.Open(site.Url, theme, width);
        string Named(string state) => $"import-{state}-{theme}-{(width < 500 ? "phone" : "desk")}".ToLowerInvariant();

        await screen.Go("/import");
        await screen.SignIn("mia@team.test");
        await See(screen.Button("Choose a file")).ToBeVisibleAsync();
        await screen.IsAccessible(Named("empty"));
        await ImportTests.Choose(screen, "photo.png", [0x89, 0x50, 0x4E, 0x47, 0, 0, 0, 13]);
        await See(screen.Page.GetByRole(AriaRole.Alert)).ToBeVisibleAsync();
        await screen.IsAccessible(Named("no-table"));
        await ImportTests.Choose(screen, "messy.csv", ImportTests.Messy);
        await See(screen.Page.GetByText("Refused: ").First).ToBeVisibleAsync();
        await screen.Choose("Field of Odd/Column", "Email");
        await See(screen.Page.GetByText("Two columns fill this field").First).ToBeVisibleAsync();
        await screen.IsAccessible(Named("mapping"));
        await screen.Choose("Field of Odd/Column", "Not imported");

        var held = new TaskCompletionSource();
        await screen.Page.RouteAsync(
            "**/v1/leads/import?*",
            async route =>
            {
                await held.Task;
                await route.ContinueAsync();
            }
        );
        await screen.Button("Import").ClickAsync();
        await See(screen.Button("Stop")).ToBeVisibleAsync();
        await screen.IsAccessible(Named("running"));
        held.SetResult();
        await See(screen.Heading("Imported")).ToBeVisibleAsync();
        await See(screen.Link("Show what was captured while it ran")).ToBeVisibleAsync();
        await screen.IsAccessible(Named("done"));
        await screen.Link("Show what was captured while it ran").ClickAsync();
        await See(screen.Link("Jörg Müßig")).ToBeVisibleAsync();
        await screen.IsAccessible(Named("leads"));
    }

    [Theory]
    [MemberData(nameof(Looks))]
    public async Task What_was_left_empty_is_accessible(ColorScheme theme, int width)
    {
        await using var site = await Site.Start(ImportTests.Workspace);
        await site.User("mia@team.test", "manager");
        await using var screen = await chromium.Open(site.Url, theme, width);
        var odd = string.Concat(Enumerable.Range(1, 30).Select(i => $"A-{i},a{i}@shop.test,Narnia,\n"));

        await screen.Go("/import");
        await screen.SignIn("mia@team.test");
        await ImportTests.Choose(screen, "odd.csv", $"id,email,country,phone\nX-1,bad,,\n{odd}Y-1,,DE,call me\n");
        await See(screen.Page.GetByText("In 9 rows something could not be understood.")).ToBeVisibleAsync();
        await screen.IsAccessible(ScreenTests.Named("import-would-be-empty", theme, width));
        await screen.Button("Import").ClickAsync();
        await See(screen.Heading("What was left empty")).ToBeVisibleAsync();
        await See(screen.Link("Show what was captured while it ran")).ToBeVisibleAsync();
        await screen.IsAccessible(ScreenTests.Named("import-left-empty", theme, width));
    }

    [Theory]
    [MemberData(nameof(Looks))]
    public async Task What_goes_wrong_is_accessible_too(ColorScheme theme, int width)
    {
        await using var site = await Site.Start(ImportTests.Workspace);
        await site.User("olga@team.test", "admin");
        await using var screen = await chromium.Open(site.Url, theme, width);
        string Named(string state) => $"import-{state}-{theme}-{(width < 500 ? "phone" : "desk")}".ToLowerInvariant();
        await screen.Go("/import");
        await screen.SignIn("olga@team.test");
        await See(screen.Button("Choose a file")).ToBeVisibleAsync();
        await screen.Page.RouteAsync("**/v1/leads/import/preview*", route => route.AbortAsync(), new() { Times = 1 });
        await ImportTests.Choose(screen, "fair.csv", "A,B\nx,y\n");
        await See(screen.Page.GetByRole(AriaRole.Alert)).ToBeVisibleAsync();
        await screen.IsAccessible(Named("unreachable"));
        await screen.Button("Try again").ClickAsync();
        await See(screen.Page.GetByText("2 of 2 columns will not be imported")).ToBeVisibleAsync();
        await screen.IsAccessible(Named("nothing-mapped"));
        await ImportTests.Choose(screen, "open.csv", "city\nUlm\n\"Bonn\nKoeln\n");
        await See(screen.Page.GetByText("is never closed").First).ToBeVisibleAsync();
        await screen.Button("Import").ClickAsync();
        await See(screen.Heading("It ended early")).ToBeVisibleAsync();
        await See(screen.Page.GetByText("import only what is left")).ToBeVisibleAsync();
        await screen.IsAccessible(Named("early"));
    }
}
