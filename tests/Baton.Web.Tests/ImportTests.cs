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

    // Nothing in it is run by a spreadsheet, and a phone number stays what it is.
    private const string MessyRefused =
        "\uFEFFline;reasons;Lead ID;\"E-MAIL \";\"Vor-\r\nname\";Nachname;firma;Odd/Column;Zip;Land;seats\r\n"
        + "6;'email' is not an e-mail address: it has no '@';A-2;nonsense;Pat;Moss;Moss;x;;;\r\n"
        + "9;the row has 11 cells, the header 9;A-5;many@shop.test;a;b;c;d;;de;1;too;many\r\n"
        + "10;a lead with this id was captured before with other content;A-1;kim@shop.test;Kim;Other;Shop;;;us;\r\n"
        + "11;text stands after a closing quote;A-6x;six@shop.test;;;;;;;\r\n"
        + "13;'email' is not an e-mail address: it has no '@';A-7;worse;'=1+1;+49 30 12;'@firma;;;de;\r\n";

    [Fact]
    public async Task Every_row_of_a_messy_file_is_accounted_for_and_the_same_file_adds_nothing()
    {
        await using var site = await Filled();
        await using var screen = await chromium.Open(site.Url);
        await Enter(screen, "/leads");

        await screen.Page.GetByRole(AriaRole.Link, new() { Name = "Import…" }).ClickAsync();
        await Choose(screen, "messy.csv", Messy);
        await See(FieldOf(screen, "E-MAIL")).ToHaveValueAsync("Email");
        await See(screen.Page.GetByText("2 of 9 columns will not be imported")).ToBeVisibleAsync();
        await screen.Choose("Field of Land", "Country");
        await See(screen.Page.GetByText("1 of 9 columns will not be imported")).ToBeVisibleAsync();
        await See(screen.Page.GetByText("Refused: ").First).ToBeVisibleAsync();
        await screen.Button("Import").ClickAsync();

        await See(screen.Heading("Imported")).ToBeVisibleAsync();
        await Figures(screen, rows: 9, taken: 4, same: 0, refused: 5);
        site.Store.Leads.Count().ShouldBe(4);
        var lead = JsonDocument.Parse(await site.Send(HttpMethod.Get, "/v1/leads/A-1", "")).RootElement;
        lead.GetProperty("fields").GetProperty("company").GetString().ShouldBe("Shop; \"Nord\" GmbH");
        lead.GetProperty("fields").GetProperty("first_name").GetString().ShouldBe("Kim");
        (await Refused(screen, 5)).ShouldBe(MessyRefused);

        await screen.Button("Import another file").ClickAsync();
        await Choose(screen, "messy.csv", Messy);
        await screen.Choose("Field of Land", "Country");
        await screen.Button("Import").ClickAsync();
        await See(screen.Heading("Imported")).ToBeVisibleAsync();
        await Figures(screen, rows: 9, taken: 0, same: 4, refused: 5);
        site.Store.Leads.Count().ShouldBe(4);
    }

    [Fact]
    public async Task What_was_left_empty_of_rows_is_counted_and_said_with_their_lines()
    {
        await using var site = await Filled();
        await using var screen = await chromium.Open(site.Url);
        await Enter(screen, "/import");

        await Choose(screen, "odd.csv", "id,country,phone\nA-1,Narnia,call me\nA-2,DE,\nA-3,Oz,\n");
        var preview = screen.Page.GetByRole(AriaRole.Region, new() { Name = "Preview", Exact = true });
        await See(preview.GetByText("In 2 rows something could not be understood.")).ToBeVisibleAsync();
        await See(preview.GetByRole(AriaRole.Row))
            .ToContainTextAsync([
                "LineLeft emptyId",
                "2'country' is not a country that Baton knows; use its ISO 3166 code; 'phone' is not a telephone number",
                "3A-2DE",
                "4'country' is not a country",
            ]);
        await screen.Button("Import").ClickAsync();

        await See(screen.Heading("What was left empty")).ToBeVisibleAsync();
        await Figures(screen, rows: 3, taken: 3, same: 0, refused: 0);
        await See(screen.Page.GetByText("In 2 rows something could not be understood.")).ToBeVisibleAsync();
        await See(screen.Page.GetByRole(AriaRole.Row))
            .ToContainTextAsync([
                "Rows",
                "2Country'country' is not a country",
                "1Phone'phone' is not a telephone number",
            ]);
        await See(screen.Page.GetByRole(AriaRole.Cell, new() { Name = "2, 4", Exact = true })).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_file_is_dropped_anywhere_on_the_page()
    {
        await using var site = await Filled();
        await using var screen = await chromium.Open(site.Url);
        await Enter(screen, "/import");
        await See(screen.Page.GetByText("Drop a CSV file here")).ToBeVisibleAsync();
        var path = Path.Combine(Directory.CreateTempSubdirectory("baton-drop-").FullName, "fair.csv");
        await File.WriteAllTextAsync(path, "Work Email\tWhat They Said\nkim@shop.test\tcall me\n");

        await Drop(screen, path, "dragEnter", "dragOver");
        await See(screen.Page.GetByText("Let go to take it")).ToBeVisibleAsync();
        await Drop(screen, path, "drop");
        await See(FieldOf(screen, "Work Email")).ToHaveValueAsync("Email");
        await See(FieldOf(screen, "What They Said")).ToHaveValueAsync("Not imported");
        await screen.Choose("Field of What They Said", "Email");
        await See(screen.Page.GetByText("Two columns fill this field").First).ToBeVisibleAsync();
        await See(screen.Button("Import")).ToBeDisabledAsync();
        await screen.Choose("Field of What They Said", "Message");
        await See(screen.Page.GetByRole(AriaRole.Cell, new() { Name = "call me", Exact = true })).ToHaveCountAsync(2);
        await screen.Button("Import").ClickAsync();
        await screen.Link("Show what was captured while it ran").ClickAsync();

        await See(screen.Link("kim@shop.test")).ToBeVisibleAsync();
        var list = JsonDocument
            .Parse(await site.Send(HttpMethod.Get, "/v1/leads", ""))
            .RootElement.GetProperty("items");
        list[0].GetProperty("fields").GetProperty("message").GetString().ShouldBe("call me");
    }

    [Fact]
    public async Task What_is_no_table_is_refused_kindly()
    {
        await using var site = await Filled();
        await using var screen = await chromium.Open(site.Url);
        await Enter(screen, "/import");
        var refusal = screen.Page.GetByRole(AriaRole.Alert);

        await Choose(screen, "photo.png", [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13]);
        await See(refusal).ToContainTextAsync("photo.png: This is no text.");
        await Choose(screen, "leads.xlsx", [0x50, 0x4B, 3, 4, 20, 0]);
        await See(refusal).ToContainTextAsync("Save the sheet as CSV");
        await Choose(screen, "nothing.csv", []);
        await See(refusal).ToContainTextAsync("nothing.csv: The file is empty.");
        await Choose(screen, "header.csv", "email;city\n");
        await See(refusal).ToHaveCountAsync(0);
        await See(screen.Heading("No row to show")).ToBeVisibleAsync();
        await screen.Button("Import").ClickAsync();
        await Figures(screen, rows: 0, taken: 0, same: 0, refused: 0);
    }

    [Theory]
    [InlineData("windows-1252", "Windows-1252 (Western Europe)")]
    [InlineData("utf-16", "UTF-16, little end first")]
    public async Task Old_encodings_are_told_and_read(string name, string shown)
    {
        await using var site = await Filled();
        await using var screen = await chromium.Open(site.Url);
        await Enter(screen, "/import");
        var encoding = CodePagesEncodingProvider.Instance.GetEncoding(name) ?? Encoding.GetEncoding(name);

        // Its first 64 kB are plain ASCII, so that only the whole file shows what it is.
        var rows = string.Concat(Enumerable.Range(1, 3000).Select(i => $"X-{i},Kim {i},Porto rain\n"));
        await Choose(screen, "old.csv", encoding.GetBytes($"id,name,city\n{rows}L-1,Müßig €,Köln\n"));
        await See(screen.Page.GetByRole(AriaRole.Combobox, new() { Name = "Encoding" })).ToHaveValueAsync(shown);
        await screen.Button("Import").ClickAsync();

        await See(screen.Heading("Imported")).ToBeVisibleAsync();
        await Figures(screen, rows: 3001, taken: 3001, same: 0, refused: 0);
        var lead = JsonDocument.Parse(await site.Send(HttpMethod.Get, "/v1/leads/L-1", "")).RootElement;
        lead.GetProperty("fields").GetProperty("name").GetString().ShouldBe("Müßig €");
    }

    [Fact]
    public async Task An_import_that_is_stopped_says_what_was_taken_and_goes_on_later()
    {
        await using var site = await Filled();
        await using var screen = await chromium.Open(site.Url);
        await Enter(screen, "/import");
        var held = new TaskCompletionSource();
        var parts = 0;
        await screen.Page.RouteAsync(
            "**/v1/leads/import?*",
            async route =>
            {
                if (Interlocked.Increment(ref parts) == 2)
                {
                    await held.Task;
                }

                await route.ContinueAsync();
            }
        );
        await Choose(screen, "many.csv", Many(12_000));
        await screen.Button("Import").ClickAsync();

        await See(screen.Page.GetByText("rows done:")).Not.ToContainTextAsync("done: 0 taken");
        await screen.Link("Home").ClickAsync();
        await See(screen.Heading("Leave while it is running?")).ToBeVisibleAsync();
        await screen.Button("Stay").ClickAsync();
        await screen.Button("Stop").ClickAsync();
        await See(screen.Heading("Stopping after the rows on their way")).ToBeVisibleAsync();
        held.SetResult();
        await See(screen.Heading("Stopped")).ToBeVisibleAsync();

        // Two parts were sent: no more, and none of them is passed over in silence.
        var taken = (int)site.Store.Leads.Count();
        taken.ShouldBeInRange(1000, 11_000);
        await Figures(screen, taken, taken, same: 0, refused: 0);
        await screen.Button("Import the same file again").ClickAsync();
        await See(screen.Heading("Imported")).ToBeVisibleAsync();
        await Figures(screen, 12_000, 12_000 - taken, taken, refused: 0);
        site.Store.Leads.Count().ShouldBe(12_000);
    }

    [Fact]
    public async Task What_did_not_arrive_or_was_not_answered_is_sent_again_and_never_doubled()
    {
        await using var site = await Filled();
        await using var screen = await chromium.Open(site.Url);
        await Enter(screen, "/import");
        var asked = 0;
        await screen.Page.RouteAsync(
            "**/v1/leads/import?*",
            async route =>
            {
                switch (Interlocked.Increment(ref asked))
                {
                    case 1:
                        await route.AbortAsync();
                        break;
                    case 2:
                        await route.FetchAsync();
                        await route.AbortAsync();
                        break;
                    default:
                        await route.ContinueAsync();
                        break;
                }
            }
        );

        // Rows without an id, some of them equal: known by their place in the file alone.
        await Choose(screen, "equal.csv", "city\nUlm\nUlm\nBonn\n");
        await screen.Button("Import").ClickAsync();
        await See(screen.Page.GetByText("sent again")).ToBeVisibleAsync();

        await See(screen.Heading("Imported")).ToBeVisibleAsync();
        await Figures(screen, rows: 3, taken: 0, same: 3, refused: 0);
        site.Store.Leads.Count().ShouldBe(3);
    }

    [Fact]
    public async Task A_rep_is_told_that_managers_import()
    {
        await using var site = await Site.Start(Workspace);
        await site.User("ana@team.test", "rep", "ana");
        await using var screen = await chromium.Open(site.Url);
        await screen.Go("/leads");
        await screen.SignIn("ana@team.test");
        await See(screen.Heading("No lead yet")).ToBeVisibleAsync();
        await See(screen.Page.GetByText("Import…")).ToHaveCountAsync(0);

        await screen.Go("/import");
        await See(screen.Heading("Only managers import")).ToBeVisibleAsync();
    }

    internal static string Many(int rows) =>
        "id,email,company,country\n"
        + string.Concat(Enumerable.Range(1, rows).Select(i => $"M-{i},p{i}@shop{i % 500}.test,Shop {i % 500},US\n"));

    private static async Task Drop(Screen screen, string path, params string[] steps)
    {
        var browser = await screen.Page.Context.NewCDPSessionAsync(screen.Page);
        foreach (var step in steps)
        {
            await browser.SendAsync(
                "Input.dispatchDragEvent",
                new Dictionary<string, object>
                {
                    ["type"] = step,
                    ["x"] = 640,
                    ["y"] = 400,
                    ["data"] = new
                    {
                        items = Array.Empty<object>(),
                        files = new[] { path },
                        dragOperationsMask = 1,
                    },
                }
            );
        }
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

    internal static Task Choose(Screen screen, string name, string text) =>
        Choose(screen, name, Encoding.UTF8.GetBytes(text));

    internal static Task Choose(Screen screen, string name, byte[] bytes) =>
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
        await See(shown)
            .ToHaveTextAsync([
                $"Rows{rows:N0}",
                $"Taken{taken:N0}",
                $"The same as before{same:N0}",
                $"Refused{refused:N0}",
            ]);
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
