using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Baton.Web.Tests.Screen;

namespace Baton.Web.Tests;

// What people do every day on these screens, and what it takes:
// Home, a manager: 1. See how many leads nobody has, and why: nothing, it is there. 2. See the leads behind a number: 1 click.
//   3. Go to the list or the board from anywhere: 2 keys.
// Leads: 1. Find somebody: 1 key, the name, 1 key. 2. Narrow the list: 1 click, the condition, 1 key. 3. Hand a lead over: 6
//   clicks, of which one shows first what it does; each further lead 1 more.
// A lead: 1. See why it went where it went: nothing. 2. See why not to somebody: 2 clicks. 3. Say that one got in touch: 1 click.
// The door: 1. Sign in: two fields, 1 key. 2. Change a one-time password: two fields, 1 click. 3. Sign out: 2 clicks.

/// <summary>The jobs that people come for, done in a real browser.</summary>
public sealed partial class ConsoleTests(Chromium chromium) : IClassFixture<Chromium>
{
    private const string Workspace = """
        workspace: t
        reps:
          - { id: ana, name: Ana Sparrow, email: ana@team.test }
          - { id: bob, name: Bob Juniper, email: bob@team.test, caps: { day: 1 } }
          - { id: mia, name: Mia Heron, email: mia@team.test }
        teams:
          all: { members: [ana, bob], manager: mia }
        policy:
          pools:
            all: { team: all, method: round_robin }
            asked: { team: all, method: round_robin, offer: { timeout: 30m, attempts: 2 } }
          rules:
            - { name: big, when: lead.employees > 1000, route: [{ pool: asked }] }
            - { name: all, route: [{ pool: all }] }
        """;

    // A Monday morning in New York, where the template's people work.
    private static readonly DateTimeOffset Monday = new(2026, 3, 2, 15, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task A_new_server_is_set_up_and_hands_out_its_first_lead()
    {
        await using var site = await Site.Start(with: o => o with { Clock = new StandingClock(Monday) });
        await using var screen = await chromium.Open(site.Url);

        await screen.Go("/");
        await screen.Field("Setup token").FillAsync("wrong");
        await screen.Field("Your e-mail").FillAsync("olga@team.test");
        await screen.Field("A password").FillAsync(Site.Password);
        await screen.Button("Make me the administrator").ClickAsync();
        await See(screen.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("wrong token");
        await screen.Field("Setup token").FillAsync(site.SetupToken);
        await screen.Button("Make me the administrator").ClickAsync();

        await screen.Page.GetByText("Round robin", new() { Exact = true }).ClickAsync();
        await screen.Button("Publish it").ClickAsync();
        await screen.Button("Send it").ClickAsync();
        await See(screen.Page.GetByText("ana has it")).ToBeVisibleAsync();
        await screen.Link("See why").ClickAsync();
        await See(screen.Heading("Why Ana Sparrow?")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Whoever_signs_in_comes_back_to_where_he_was_going()
    {
        await using var site = await Site.Start(Workspace);
        await site.User("mia@team.test", "manager");
        await using var screen = await chromium.Open(site.Url);

        await screen.Go("/leads?status=waiting");
        await screen.SignIn("mia@team.test");

        await See(screen.Heading("Leads")).ToBeVisibleAsync();
        await Assertions.Expect(screen.Page).ToHaveURLAsync(Waiting());
        await screen.Button("mia@team.test").ClickAsync();
        await screen.Page.GetByText("Sign out").ClickAsync();
        await See(screen.Heading("Sign in")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_page_that_is_open_asks_to_sign_in_again_when_its_session_is_ended()
    {
        await using var site = await Site.Start(Workspace);
        await site.User("mia@team.test", "manager");
        var mia = site.Store.Users.List().Single(u => u.Email == "mia@team.test");
        await using var screen = await chromium.Open(site.Url);
        await screen.Go("/leads");
        await screen.SignIn("mia@team.test");
        await See(screen.Page.GetByText("Live", new() { Exact = true })).ToBeVisibleAsync();

        await site.Send(HttpMethod.Post, $"/v1/users/{mia.Id}/reset", "{}");

        await See(screen.Heading("Sign in")).ToBeVisibleAsync(new() { Timeout = 20_000 });
    }

    [Fact]
    public async Task Ten_wrong_passwords_lock_the_right_one_out_and_the_page_says_what_to_do()
    {
        await using var site = await Site.Start(Workspace);
        await site.User("mia@team.test", "manager");
        await using var screen = await chromium.Open(site.Url);

        await screen.Go("/sign-in");
        for (var i = 0; i < 10; i++)
        {
            var answered = screen.Page.WaitForResponseAsync("**/v1/session");
            await screen.SignIn("mia@team.test", $"wrong {i.ToString(CultureInfo.InvariantCulture)}");
            await answered;
        }

        await screen.SignIn("mia@team.test");

        await See(screen.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("locked for a while");
    }

    [Fact]
    public async Task A_one_time_password_is_changed_before_anything_else()
    {
        await using var site = await Site.Start(Workspace);
        var made = await site.Send(HttpMethod.Post, "/v1/users", """{ "email": "new@team.test", "role": "viewer" }""");
        var once = System.Text.Json.JsonDocument.Parse(made).RootElement.GetProperty("one_time_password").GetString()!;
        await using var screen = await chromium.Open(site.Url);

        await screen.Go("/sign-in");
        await screen.SignIn("new@team.test", once);
        await screen.Field("The password you were given").FillAsync(once);
        await screen.Field("A new password").FillAsync(Site.Password);
        await screen.Button("Change it").ClickAsync();

        await See(screen.Heading("The team now")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_session_that_ended_leads_to_the_door_and_back()
    {
        await using var site = await Site.Start(Workspace);
        await site.User("mia@team.test", "manager");
        await site.Lead("""{ "id": "L-1", "email": "kim@shop.test" }""");
        await using var screen = await chromium.Open(site.Url);
        await screen.Go("/leads");
        await screen.SignIn("mia@team.test");
        await See(screen.Link("kim@shop.test")).ToBeVisibleAsync();

        await screen.Page.Context.ClearCookiesAsync();
        await screen.Link("kim@shop.test").ClickAsync();
        await See(screen.Page.GetByText("Your session has ended")).ToBeVisibleAsync();
        await screen.SignIn("mia@team.test");

        await See(screen.Heading("kim@shop.test")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task The_address_holds_what_the_list_is_asked_for()
    {
        await using var site = await Site.Start(Workspace);
        await site.User("mia@team.test", "manager");
        await site.Lead("""{ "id": "L-1", "name": "Kim Larsen", "source": "web" }""");
        await site.Lead("""{ "id": "L-2", "name": "Pat Moss", "source": "fair", "employees": 5000 }""");
        await using var screen = await chromium.Open(site.Url);
        await screen.Go("/sign-in");
        await screen.SignIn("mia@team.test");
        await See(screen.Heading("The team now")).ToBeVisibleAsync();

        await screen.Page.Keyboard.PressAsync("g");
        await screen.Page.Keyboard.PressAsync("l");
        await screen.Field("Condition").FillAsync("lead.employees > 1000");
        await screen.Field("Condition").PressAsync("Enter");
        await See(screen.Link("Kim Larsen")).ToHaveCountAsync(0);
        await See(screen.Link("Pat Moss")).ToBeVisibleAsync();
        await screen.Page.ReloadAsync();
        await See(screen.Link("Pat Moss")).ToBeVisibleAsync();
        await See(screen.Link("Kim Larsen")).ToHaveCountAsync(0);

        await screen.Field("Condition").FillAsync("lead.emploies > 1000");
        await screen.Field("Condition").PressAsync("Enter");
        await See(screen.Page.GetByText("did you mean")).ToBeVisibleAsync();
        await screen.Button("Clear").ClickAsync();
        await screen.Page.Keyboard.PressAsync("Escape");
        await See(screen.Link("Kim Larsen")).ToBeVisibleAsync();
        await screen.Field("Search leads").FillAsync("larsen");
        await screen.Field("Search leads").PressAsync("Enter");
        await See(screen.Link("Pat Moss")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task A_lead_says_why_it_went_to_one_and_not_to_another()
    {
        await using var site = await Site.Start(Workspace);
        await site.User("mia@team.test", "manager");
        foreach (var id in (string[])["L-1", "L-2", "L-3", "L-4"])
        {
            await site.Lead($$"""{ "id": "{{id}}" }""");
        }

        await using var screen = await chromium.Open(site.Url);
        await screen.Go("/leads/L-4");
        await screen.SignIn("mia@team.test");
        await See(screen.Heading("Why Ana Sparrow?")).ToBeVisibleAsync();
        await screen.Choose("Why not …?", "Bob Juniper");

        await See(screen.Page.GetByText("It would have been otherwise")).ToBeVisibleAsync();
        await See(screen.Page.GetByText("Rule “all” matched")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_number_opens_the_leads_behind_it_and_a_lead_is_touched_with_one_click()
    {
        await using var site = await Site.Start(Workspace);
        await site.User("mia@team.test", "manager");
        await site.Lead("""{ "id": "L-1", "name": "Kim Larsen" }""");
        await using var screen = await chromium.Open(site.Url);
        await screen.Go("/");
        await screen.SignIn("mia@team.test");

        await See(screen.Link("1 came today")).ToBeVisibleAsync();
        await See(screen.Page.GetByText("No deadline is missed")).ToBeVisibleAsync();
        await screen.Link("Assigned 1").ClickAsync();
        await Assertions.Expect(screen.Page).ToHaveURLAsync(Assigned());
        await screen.Link("Kim Larsen").ClickAsync();
        await screen.Button("I got in touch").ClickAsync();

        await See(screen.Page.GetByText("Working", new() { Exact = true })).ToBeVisibleAsync();
        site.Store.Leads.Get("L-1")!.Status.ShouldBe("working");
    }

    [Fact]
    public async Task A_rep_hears_of_an_offer_and_accepts_it()
    {
        await using var site = await Site.Start(Workspace);
        await site.User("ana@team.test", "rep", "ana");
        await using var screen = await chromium.Open(site.Url);
        await screen.Go("/");
        await screen.SignIn("ana@team.test");
        await See(screen.Page.GetByText("You have no open lead")).ToBeVisibleAsync();
        await See(screen.Page.GetByText("Live", new() { Exact = true })).ToBeVisibleAsync();

        await site.Lead("""{ "id": "L-1", "name": "Pat Moss", "employees": 5000 }""");
        await See(screen.Page.GetByText("A lead is offered to you")).ToBeVisibleAsync();
        await See(screen.Page.GetByRole(AriaRole.Timer)).ToBeVisibleAsync();
        await screen.Button("Accept").ClickAsync();

        await See(screen.Button("I got in touch")).ToBeVisibleAsync();
        site.Store.Leads.Get("L-1")!.Owner.ShouldBe("ana");
    }

    [Fact]
    public async Task A_manager_moves_leads_as_the_preview_showed()
    {
        await using var site = await Site.Start(Workspace);
        await site.User("mia@team.test", "manager");
        await site.Lead("""{ "id": "L-1", "name": "Kim Larsen" }""");
        await using var screen = await chromium.Open(site.Url);
        await screen.Go("/leads");
        await screen.SignIn("mia@team.test");
        await screen.Page.GetByLabel("Choose L-1").CheckAsync();
        await screen.Button("Reassign…").ClickAsync();
        await screen.Choose("To", "Bob Juniper");
        await screen.Button("Show what would happen").ClickAsync();
        await screen.Button("Move 1 as shown").ClickAsync();

        await See(screen.Page.GetByRole(AriaRole.Cell, new() { Name = "Bob Juniper" })).ToBeVisibleAsync();
        site.Store.Leads.Get("L-1")!.Owner.ShouldBe("bob");
    }

    [GeneratedRegex("/leads\\?status=assigned$", RegexOptions.None, 1000)]
    private static partial Regex Assigned();

    [GeneratedRegex("/leads\\?status=waiting$", RegexOptions.None, 1000)]
    private static partial Regex Waiting();

    private sealed class StandingClock(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }
}
