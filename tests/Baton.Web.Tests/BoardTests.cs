using Microsoft.Playwright;
using static Baton.Web.Tests.Screen;

namespace Baton.Web.Tests;

// What a manager does here every day, and what it takes:
// 1. Free what is stuck: "Stuck" and the button of the reason, 2 clicks.
// 2. Even out the load: 1 drag; or 2 clicks, the lead's button and the rep; undo 1 key.
// 3. Somebody is out or back: 2 clicks at the head of the column.

/// <summary>A manager's board in a real browser: who has what, and what is stuck.</summary>
public sealed class BoardTests(Chromium chromium) : IClassFixture<Chromium>
{
    private const string Workspace = """
        workspace: t
        reps:
          - { id: ana, name: Ana Sparrow, email: ana@team.test }
          - { id: bob, name: Bob Juniper, email: bob@team.test, capacity: 1, weight: 0 }
          - { id: cy, name: Cy Elm, status: away }
          - { id: mia, name: Mia Heron, email: mia@team.test }
        teams:
          west: { manager: mia, members: [ana, bob] }
          east: { members: [cy] }
        policy:
          pools: { west: { team: west }, east: { team: east } }
          queues: { pick: { members: [ana, bob], mode: cherry_pick } }
          rules:
            - { name: east, when: lead.source == "east", route: [{ pool: east }] }
            - { name: pick, when: lead.source == "pick", route: [{ queue: pick }] }
            - { name: west, when: lead.source == "west", route: [{ pool: west }], sla: { respond: { within: 1h, breach: notify } } }
        """;

    [Fact]
    public async Task What_is_stuck_is_freed_by_the_button_of_its_reason()
    {
        await using var site = await Site.Start(Workspace);
        await site.Lead("""{ "id": "E-1", "name": "Kim Larsen", "source": "east" }""");
        await using var screen = await Opened(site, "/board");

        await screen.Link("Stuck (1)").ClickAsync();
        await See(Region(screen, "Nobody can take them: rule “east”")).ToContainTextAsync("Cy Elm: away");
        await screen.Button("Bring Cy Elm back").ClickAsync();

        await See(screen.Heading("Nothing is stuck")).ToBeVisibleAsync();
        site.Store.Leads.Get("E-1")!.Owner.ShouldBe("cy");
    }

    [Fact]
    public async Task A_stuck_lead_is_given_to_somebody_and_taken_back()
    {
        await using var site = await Site.Start(Workspace);
        await site.Lead("""{ "id": "N-1", "name": "Kim Larsen" }""");
        await using var screen = await Opened(site, "/board?view=stuck");

        await screen.Button("Give it to…").ClickAsync();
        await screen
            .Page.GetByRole(AriaRole.Dialog)
            .GetByRole(AriaRole.Button, new() { Name = "Ana Sparrow" })
            .ClickAsync();
        await See(screen.Heading("Nothing is stuck")).ToBeVisibleAsync();
        site.Store.Leads.Get("N-1")!.Owner.ShouldBe("ana");
        await screen.Button("Undo").ClickAsync();

        await See(screen.Page.GetByText("It is on its way again: waiting")).ToBeVisibleAsync();
        await See(Region(screen, "No rule matched")).ToContainTextAsync("1 lead");
        site.Store.Leads.Get("N-1")!.Owner.ShouldBeNull();
    }

    [Fact]
    public async Task A_lead_is_dragged_to_somebody_else_and_back_by_one_key()
    {
        await using var site = await Site.Start(Workspace);
        await site.Lead("""{ "id": "W-1", "name": "Kim Larsen", "source": "west" }""");
        await using var screen = await Opened(site, "/board");
        await See(Region(screen, "Ana Sparrow")).ToContainTextAsync("respond in 59:");

        await Drag(screen, "Kim Larsen", "Bob Juniper");
        await See(Region(screen, "Bob Juniper")).ToContainTextAsync("Kim Larsen");
        await See(screen.Page.GetByText("Kim Larsen is with Bob Juniper")).ToBeVisibleAsync();
        site.Store.Leads.Get("W-1")!.Owner.ShouldBe("bob");
        await screen.Page.Keyboard.PressAsync("u");

        await See(screen.Page.GetByText("Ana Sparrow has it again.")).ToBeVisibleAsync();
        await See(Region(screen, "Ana Sparrow")).ToContainTextAsync("Kim Larsen");
        site.Store.Leads.Get("W-1")!.Owner.ShouldBe("ana");
    }

    [Fact]
    public async Task The_keyboard_alone_gives_a_lead_away_and_says_so()
    {
        await using var site = await Site.Start(Workspace);
        await site.Lead("""{ "id": "W-1", "name": "Kim Larsen", "source": "west" }""");
        await using var screen = await Opened(site, "/board");
        var said = screen.Page.Locator("[id^=DndLiveRegion]");

        await screen.Button("Move Kim Larsen").FocusAsync();
        await screen.Page.Keyboard.PressAsync("Space");
        await See(said).ToContainTextAsync("Kim Larsen is");
        await screen.Page.Keyboard.PressAsync("ArrowRight");
        await See(said).ToHaveTextAsync("Kim Larsen is over Bob Juniper.");
        await screen.Page.Keyboard.PressAsync("Space");

        await See(said).ToHaveTextAsync("Kim Larsen is let go at Bob Juniper.");
        await See(screen.Page.GetByText("Kim Larsen is with Bob Juniper")).ToBeVisibleAsync();
        site.Store.Leads.Get("W-1")!.Owner.ShouldBe("bob");
    }

    [Fact]
    public async Task Over_a_limit_a_manager_may_go_and_is_told()
    {
        await using var site = await Site.Start(Workspace);
        await site.Lead("""{ "id": "W-1", "name": "Kim Larsen", "source": "west" }""");
        await site.Lead("""{ "id": "W-2", "name": "Pat Moss", "source": "west" }""");
        await site.Send(HttpMethod.Post, "/v1/leads/W-2/assign", """{ "rep": "bob" }""");
        await using var screen = await Opened(site, "/board");

        await Drag(screen, "Kim Larsen", "Bob Juniper");

        await See(screen.Page.GetByText("Given all the same: full: load 1 of 1")).ToBeVisibleAsync();
        await See(Region(screen, "Bob Juniper")).ToContainTextAsync("2 leads, load 2 of 1");
    }

    [Fact]
    public async Task A_refused_lead_goes_back_with_the_servers_words()
    {
        await using var site = await Site.Start(Workspace);
        await site.Lead("""{ "id": "W-1", "name": "Kim Larsen", "source": "west" }""");
        await using var screen = await Opened(site, "/board", isDeaf: true);
        await See(screen.Link("Kim Larsen")).ToBeVisibleAsync();

        await site.Send(HttpMethod.Post, "/v1/leads/W-1/assign", """{ "rep": "cy" }""");
        await Drag(screen, "Kim Larsen", "Bob Juniper");

        var alert = screen.Page.GetByRole(AriaRole.Alert);
        await See(alert).ToContainTextAsync("Kim Larsen was not given to Bob Juniper");
        await See(alert).ToContainTextAsync("cy has this lead by now");
        await See(Region(screen, "Bob Juniper")).Not.ToContainTextAsync("Kim Larsen");
        site.Store.Leads.Get("W-1")!.Owner.ShouldBe("cy");
    }

    [Fact]
    public async Task An_undo_that_comes_too_late_says_who_has_it_and_takes_nothing()
    {
        await using var site = await Site.Start(Workspace);
        await site.Lead("""{ "id": "N-1", "name": "Kim Larsen" }""");
        await using var screen = await Opened(site, "/board");
        await Drag(screen, "Kim Larsen", "Ana Sparrow");
        await See(screen.Button("Undo")).ToBeVisibleAsync();

        await site.Send(HttpMethod.Post, "/v1/leads/N-1/assign", """{ "rep": "cy" }""");
        await screen.Button("Undo").ClickAsync();

        var alert = screen.Page.GetByRole(AriaRole.Alert);
        await See(alert).ToContainTextAsync("Kim Larsen could not be taken back from Ana Sparrow");
        await See(alert).ToContainTextAsync("Cy Elm has it by now.");
        site.Store.Leads.Get("N-1")!.Owner.ShouldBe("cy");
    }

    [Fact]
    public async Task Of_two_who_claim_one_lead_one_has_it_and_the_other_hears_that_it_is_gone()
    {
        await using var site = await Site.Start(Workspace);
        await site.User("ana@team.test", "rep");
        await site.User("bob@team.test", "rep");
        await site.Lead("""{ "id": "Q-1", "name": "Kim Larsen", "source": "pick" }""");
        await using var ana = await chromium.Open(site.Url);
        await using var bob = await chromium.Open(site.Url);
        foreach (var (screen, email) in new[] { (ana, "ana@team.test"), (bob, "bob@team.test") })
        {
            await Deafen(screen);
            await screen.Go("/leads/Q-1");
            await screen.SignIn(email);
            await See(screen.Button("Claim it")).ToBeVisibleAsync();
        }

        await Task.WhenAll(ana.Button("Claim it").ClickAsync(), bob.Button("Claim it").ClickAsync());

        var (winner, loser) = await Eventually(site, "Q-1") == "ana" ? (ana, bob) : (bob, ana);
        await See(winner.Button("I got in touch")).ToBeVisibleAsync();
        await See(loser.Page.GetByText("It may be somebody else's by now")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_lead_that_arrives_and_a_rep_who_goes_show_without_a_reload()
    {
        await using var site = await Site.Start(Workspace);
        await using var screen = await Opened(site, "/board");
        await See(screen.Page.GetByText("Live", new() { Exact = true })).ToBeVisibleAsync();

        await site.Lead("""{ "id": "W-1", "name": "Kim Larsen", "source": "west" }""");
        await See(Region(screen, "Ana Sparrow")).ToContainTextAsync("Kim Larsen");
        await screen.Button("Available. Change the presence of Ana Sparrow").ClickAsync();
        await screen.Page.GetByRole(AriaRole.Menuitem, new() { Name = "Out for a while: away" }).ClickAsync();

        await See(screen.Button("Away. Change the presence of Ana Sparrow")).ToBeVisibleAsync();
        (await site.Store.Read(w => w.HoldingOf("ana")))!.Value.Status.ShouldBe("away");
    }

    [Fact]
    public async Task A_manager_begins_with_his_own_teams_and_the_address_keeps_others()
    {
        await using var site = await Site.Start(Workspace);
        await using var screen = await Opened(site, "/board");
        await See(Region(screen, "Ana Sparrow")).ToBeVisibleAsync();
        await See(Region(screen, "Cy Elm")).ToHaveCountAsync(0);

        // Its chosen teams lie over the field.
        await screen.Page.GetByRole(AriaRole.Combobox, new() { Name = "Teams" }).ClickAsync(new() { Force = true });
        await screen.Page.GetByRole(AriaRole.Option, new() { Name = "east" }).ClickAsync();
        await See(Region(screen, "Cy Elm")).ToBeVisibleAsync();
        await screen.Page.ReloadAsync();

        await See(Region(screen, "Cy Elm")).ToBeVisibleAsync();
        await See(Region(screen, "Ana Sparrow")).ToBeVisibleAsync();
        await See(Region(screen, "Mia Heron")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task A_crowded_column_shows_what_presses_and_leads_to_the_rest()
    {
        await using var site = await Site.Start(Workspace);
        for (var i = 1; i <= 120; i++)
        {
            await site.Lead($$"""{ "name": "Kim {{i}}", "source": "west" }""");
        }

        await using var screen = await Opened(site, "/board");
        var cards = Region(screen, "Ana Sparrow").GetByRole(AriaRole.Button, new() { Name = "Move Kim" });
        await See(cards).ToHaveCountAsync(30);
        await See(Region(screen, "Ana Sparrow").GetByRole(AriaRole.Link, new() { Name = "Kim" }).First)
            .ToHaveTextAsync("Kim 1");
        await screen.Link("90 more").ClickAsync();

        await See(screen.Heading("Leads")).ToBeVisibleAsync();
        await See(screen.Page.GetByText("120", new() { Exact = true })).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_viewer_looks_and_moves_nothing()
    {
        await using var site = await Site.Start(Workspace);
        await site.Lead("""{ "id": "W-1", "name": "Kim Larsen", "source": "west" }""");
        await site.Lead("""{ "id": "N-1", "name": "Pat Moss" }""");
        await using var screen = await Opened(site, "/board", role: "viewer");

        await See(Region(screen, "Ana Sparrow")).ToContainTextAsync("Kim Larsen");
        await See(screen.Button("Move Kim Larsen")).ToHaveCountAsync(0);
        await See(screen.Button("Give Kim Larsen to…")).ToHaveCountAsync(0);
        await screen.Link("Stuck (1)").ClickAsync();
        await screen.Link("1 lead").ClickAsync();
        await See(screen.Link("Pat Moss")).ToBeVisibleAsync();
        await See(screen.Button("Give to… Pat Moss")).ToHaveCountAsync(0);
    }

    // Deaf = it hears nothing of what happens meanwhile, as where the line is slow.
    private async Task<Screen> Opened(Site site, string path, string role = "manager", bool isDeaf = false)
    {
        await site.User("mia@team.test", role);
        var screen = await chromium.Open(site.Url);
        if (isDeaf)
        {
            await Deafen(screen);
        }

        await screen.Go(path);
        await screen.SignIn("mia@team.test");
        await See(screen.Heading("Board")).ToBeVisibleAsync();
        return screen;
    }

    private static Task Deafen(Screen screen) =>
        screen.Page.RouteAsync(
            url => url.Contains("/v1/events", StringComparison.Ordinal),
            route => route.AbortAsync()
        );

    private static ILocator Region(Screen screen, string name) =>
        screen.Page.GetByRole(AriaRole.Region, new() { Name = name, Exact = true });

    private static async Task Drag(Screen screen, string lead, string rep)
    {
        var mouse = screen.Page.Mouse;
        var from = (await screen.Link(lead).BoundingBoxAsync())!;
        var to = (await Region(screen, rep).BoundingBoxAsync())!;
        await mouse.MoveAsync(from.X + 10, from.Y + 5);
        await mouse.DownAsync();
        await mouse.MoveAsync(from.X + 30, from.Y + 15, new() { Steps = 4 });
        await mouse.MoveAsync(to.X + (to.Width / 2), to.Y + 150, new() { Steps = 8 });
        await See(Region(screen, rep)).ToHaveAttributeAsync("data-over", "true");
        await mouse.UpAsync();
    }

    private static async Task<string> Eventually(Site site, string lead)
    {
        for (var tries = 0; ; tries++)
        {
            if (site.Store.Leads.Get(lead)!.Owner is { } owner)
            {
                return owner;
            }

            tries.ShouldBeLessThan(1000, "nobody got it");
            await Task.Delay(20);
        }
    }
}
