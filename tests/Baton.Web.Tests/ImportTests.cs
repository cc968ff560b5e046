using System.Text;
using System.Text.Json;
using Microsoft.Playwright;
using static Baton.Web.Tests.Screen;

namespace Baton.Web.Tests;

/// <summary>Leads brought in from files, by mouse and by keyboard.</summary>
/// <remarks>
/// What a person comes for each day, and what it takes:
/// 1. Import the usual export: 3 clicks (Import…, Choose a file, Import).
/// 2. Get the refused rows, to put them right: 1 click in the summary.
/// 3. Import a file whose columns bear odd names: 2 clicks more for each of them.
/// </remarks>
public sealed class ImportTests(Chromium chromium) : IClassFixture<Chromium>
{
    internal const string Workspace = """
        workspace: t
        reps:
          - { id: ana, name: Ana Sparrow, email: ana@team.test }
          - { id: bob, name: Bob Juniper, email: bob@team.test }
          - { id: mia, name: Mia Heron, email: mia@team.test }
        teams:
          all: { members: [ana, bob], manager: mia }
        policy:
          fields:
            seats: number
          pools:
            all: { team: all, method: round_robin }
            none: { team: all, method: round_robin, require: ['lead.country == "NEVER"'] }
          rules:
            - { name: nobody, when: lead.source == "partner", route: [{ pool: none }] }
            - { name: all, route: [{ pool: all }] }
        """;

    internal const string Messy =
        "\uFEFFLead ID;E-MAIL ;\"Vor-\r\nname\";Nachname;firma;Odd/Column;Zip;Land;seats\r\n"
        + "A-1;kim@shop.test;Kim;Larsen;\"Shop; \"\"Nord\"\"\r\nGmbH\";x;02139;us;9\r\n"
        + "\r\n"
        + "A-2;nonsense;Pat;Moss;Moss;x;;;\r\n"
        + "A-3;jo@kaese.test;Jörg;Müßig;Käse & Söhne;;;de;\r\n"
        + "A-4;few@shop.test\r\n"
        + "A-5;many@shop.test;a;b;c;d;;de;1;too;many\r\n"
        + "A-1;kim@shop.test;Kim;Other;Shop;;;us;\r\n"
        + "\"A-6\"x;six@shop.test;;;;;;;\r\n"
        + "\r\n"
        + "A-7;worse;=1+1;+49 30 12;@firma;;;de;\r\n"
        + "A-8;last@shop.test;Last;One;;;;;3";

    [Fact]
    public async Task Every_row_of_a_messy_file_is_accounted_for_and_the_same_file_adds_nothing()
    {
        await using var site = await Filled();
        await using var screen = await chromium.Open(site.Url);
        await Enter(screen, "/leads");

        await screen.Page.GetByRole(AriaRole.Link, new() { Name = "Import…" }).ClickAsync();
        await Choose(screen, "messy.csv", Messy);
        await See(FieldOf(screen, "E-MAIL")).ToHaveValueAsync("Email");
        await See(screen.Page.GetByText("1 of 9 columns will not be imported")).ToBeVisibleAsync();
        await See(screen.Page.GetByText("Refused: ").First).ToBeVisibleAsync();
        await screen.Button("Import").ClickAsync();

        await See(screen.Heading("Imported")).ToBeVisibleAsync();
        await Figures(screen, rows: 9, taken: 4, same: 0, refused: 5);
        site.Store.Leads.Count().ShouldBe(4);
        var lead = JsonDocument.Parse(await site.Send(HttpMethod.Get, "/v1/leads/A-1", "")).RootElement;
        lead.GetProperty("fields").GetProperty("company").GetString().ShouldBe("Shop; \"Nord\"\r\nGmbH");
        lead.GetProperty("fields").GetProperty("first_name").GetString().ShouldBe("Kim");
        (await Refused(screen, 5)).ShouldBe(
            "\uFEFFline;reasons;Lead ID;E-MAIL ;\"Vor-\r\nname\";Nachname;firma;Odd/Column;Zip;Land;seats\r\n"
        );

        await screen.Button("Import another file").ClickAsync();
        await Choose(screen, "messy.csv", Messy);
        await screen.Button("Import").ClickAsync();
        await See(screen.Heading("Imported")).ToBeVisibleAsync();
        await Figures(screen, rows: 9, taken: 0, same: 4, refused: 5);
        site.Store.Leads.Count().ShouldBe(4);
    }

    private async Task<Site> Filled()
    {
        var site = await Site.Start(Workspace);
        await site.User("mia@team.test", "manager");
        return site;
    }

    private static async Task Enter(Screen screen, string path)
    {
        await screen.Go(path);
        await screen.SignIn("mia@team.test");
    }

    private static Task Choose(Screen screen, string name, string text) =>
        Choose(screen, name, Encoding.UTF8.GetBytes(text));

    private static Task Choose(Screen screen, string name, byte[] bytes) =>
        screen
            .Page.Locator("input[type=file]")
            .SetInputFilesAsync(
                new FilePayload
                {
                    Name = name,
                    MimeType = "text/csv",
                    Buffer = bytes,
                }
            );

    private static ILocator FieldOf(Screen screen, string column) =>
        screen.Page.GetByRole(AriaRole.Combobox, new() { Name = $"Field of {column}" });

    private static async Task Figures(Screen screen, int rows, int taken, int same, int refused)
    {
        var shown = screen.Page.Locator("dl");
        await See(shown).ToHaveTextAsync([$"Rows{rows}", $"Taken{taken}", $"The same as before{same}", $"Refused{refused}"]);
    }

    private static async Task<string> Refused(Screen screen, int rows)
    {
        var saved = await screen.Page.RunAndWaitForDownloadAsync(() =>
            screen.Button($"Download the {rows} refused rows").ClickAsync()
        );
        await using var stream = await saved.CreateReadStreamAsync();
        using var reader = new StreamReader(stream, new UTF8Encoding(false), detectEncodingFromByteOrderMarks: false);
        return await reader.ReadToEndAsync();
    }
}
