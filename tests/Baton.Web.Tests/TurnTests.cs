using System.Collections.Concurrent;
using Microsoft.Playwright;
using static Baton.Web.Tests.Screen;

namespace Baton.Web.Tests;

/// <summary>
/// What a rep does daily, on a phone, from the screen that she lands on:
/// answer an offer (accept: 1 tap; decline with its reason: 2), say that she got in touch with the most urgent lead (1 tap),
/// go out for half an hour knowing what it does (2 taps) and come back (1 tap).
/// </summary>
public sealed class TurnTests(Chromium chromium) : IClassFixture<Chromium>
{
    private const int Phone = 390;

    private const string Workspace = """
        workspace: t
        reps:
          - { id: ana, name: Ana Sparrow, email: ana@team.test, caps: { day: 10 }, capacity: 12 }
          - { id: bob, name: Bob Juniper, email: bob@team.test }
          - { id: mia, name: Mia Heron, email: mia@team.test }
        teams:
          all: { members: [ana, bob], manager: mia }
        policy:
          score: { rules: [{ name: known, when: lead.source == "dark", points: 90 }], grades: { A: 80 } }
          pools:
            all: { team: all, method: round_robin }
            asked: { team: all, method: round_robin, offer: { timeout: 30m, attempts: 2 } }
          queues:
            dark: { team: all, mode: blind, claims: { open: 5 } }
          rules:
            - { name: dark, when: lead.source == "dark", route: [{ queue: dark }] }
            - { name: big, when: lead.employees > 1000, route: [{ pool: asked }] }
            - name: all
              guidance: Mention the pilot.
              route: [{ pool: all }]
              sla: { respond: { within: 2h, clock: wall, breach: escalate } }
        """;

    [Fact]
    public async Task An_offer_is_accepted_with_one_tap()
    {
        await using var site = await Site.Start(Workspace);
        await using var screen = await Ana(site);

        await site.Lead("""{ "id": "L-1", "name": "Pat Moss", "employees": 5000 }""");
        await See(screen.Page.GetByRole(AriaRole.Timer)).ToHaveAttributeAsync("aria-label", Left());
        await screen.Button("Accept").ClickAsync();

        await See(Part(screen, "Get in touch first").GetByText("Pat Moss")).ToBeVisibleAsync();
        await See(screen.Button("Accept")).ToHaveCountAsync(0);
        await Eventually(() => site.Store.Leads.Get("L-1")!.Owner == "ana");
    }

    [Fact]
    public async Task An_offer_is_declined_with_two_taps_and_goes_to_the_next()
    {
        await using var site = await Site.Start(Workspace);
        await using var screen = await Ana(site);
        await site.Lead("""{ "id": "L-1", "name": "Pat Moss", "employees": 5000 }""");

        await screen.Button("Decline…").ClickAsync();
        await screen.Page.GetByRole(AriaRole.Button, new() { Name = "Wrong territory" }).ClickAsync();

        await See(screen.Page.GetByText("Pat Moss")).ToHaveCountAsync(0);
        await Eventually(() => site.Store.Leads.Get("L-1")!.OfferedTo.SequenceEqual(["bob"]));
        await See(screen.Page.GetByText("was not declined")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task The_most_urgent_lead_says_what_to_do_and_is_done_with_one_tap()
    {
        await using var site = await Site.Start(Workspace);
        await site.Lead("""{ "id": "L-1", "name": "Kim Larsen" }""");
        await using var screen = await Ana(site);

        await See(Part(screen, "Get in touch first").GetByText("Then your manager is told.")).ToBeVisibleAsync();
        await See(screen.Page.GetByText("Mention the pilot.")).ToBeVisibleAsync();
        await screen.Button("I got in touch").ClickAsync();

        await See(Part(screen, "In work").GetByText("Kim Larsen")).ToBeVisibleAsync();
        site.Store.Leads.Get("L-1")!.Status.ShouldBe("working");
    }

    [Fact]
    public async Task A_deadline_that_passed_stays_to_be_seen()
    {
        var clock = new LaterClock();
        await using var site = await Site.Start(Workspace, o => o with { Clock = clock });
        await site.Lead("""{ "id": "L-1", "name": "Kim Larsen" }""");
        await using var screen = await Ana(site);

        clock.Add(TimeSpan.FromHours(3.5));
        await site.Lead("""{ "id": "L-2", "source": "dark" }""");

        await See(screen.Page.GetByText("Overdue by 1 h")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Who_goes_out_sees_first_who_is_next_and_then_what_went_past_her()
    {
        await using var site = await Site.Start(Workspace);
        await using var screen = await Ana(site);
        await See(Part(screen, "My turns").GetByText("Your turn is next")).ToHaveCountAsync(2);

        await screen.Button("I'm out…").ClickAsync();
        await See(screen.Page.GetByText("all: it is your turn now. Bob Juniper is next instead.")).ToBeVisibleAsync();
        site.Store.Journal.Read(0).Last().Events.ShouldNotContain(e => e is Engine.Events.RepChanged);
        await screen.Button("Go out").ClickAsync();
        await See(screen.Page.GetByText("You are out", new() { Exact = true })).ToBeVisibleAsync();
        await site.Lead("""{ "id": "L-1", "name": "Kim Larsen" }""");

        await See(Part(screen, "Passed over today").GetByText("you are out")).ToBeVisibleAsync();
        await See(screen.Page.GetByText("Kim Larsen")).ToHaveCountAsync(0);
        await screen.Button("I'm back").ClickAsync();
        await See(screen.Page.GetByText("You are in: leads come to you")).ToBeVisibleAsync();
        await site.Lead("""{ "id": "L-2", "name": "Lee Finch" }""");
        await See(screen.Link("Lee Finch")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Colleagues_are_called_by_their_names_where_she_reads_of_them()
    {
        await using var site = await Site.Start(Workspace);
        await using var screen = await Ana(site);
        await site.Send(HttpMethod.Post, "/v1/reps/bob/status", """{ "status": "away" }""");
        await site.Lead("""{ "id": "L-1", "name": "Kim Larsen" }""");

        await screen.Link("Kim Larsen").ClickAsync();

        await See(screen.Page.GetByText("Assigned to Ana Sparrow")).ToBeVisibleAsync();
        await See(screen.Page.GetByText("Bob Juniper was passed over: away")).ToBeVisibleAsync();
        await See(screen.Heading("Why Ana Sparrow?")).ToBeVisibleAsync();
        await See(screen.Page.GetByRole(AriaRole.Cell, new() { Name = "Bob Juniper" })).ToBeVisibleAsync();
    }

    [Fact]
    public async Task An_offer_that_lapsed_under_her_finger_comes_back_with_the_servers_words()
    {
        var clock = new LaterClock();
        await using var site = await Site.Start(Workspace, o => o with { Clock = clock });
        await site.Lead("""{ "id": "L-1", "name": "Pat Moss", "employees": 5000 }""");
        await using var screen = await Ana(site, isLive: false);
        await See(screen.Button("Accept")).ToBeVisibleAsync();

        clock.Add(TimeSpan.FromMinutes(31));
        await site.Lead("""{ "id": "L-2", "source": "dark" }""");
        await Eventually(() => site.Store.Leads.Get("L-1")!.OfferedTo.SequenceEqual(["bob"]));
        await screen.Button("Accept").ClickAsync();

        var alert = screen.Page.GetByRole(AriaRole.Alert);
        await See(alert).ToContainTextAsync("Pat Moss was not accepted");
        await See(alert).ToContainTextAsync("the offer to ana is not open any more");
        await See(screen.Button("Accept")).ToHaveCountAsync(0);
        await See(Part(screen, "Get in touch first")).ToHaveCountAsync(0);
        await screen.Button("I have read it").ClickAsync();
        await See(alert).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task A_blind_queue_reveals_nothing_before_the_claim()
    {
        await using var site = await Site.Start(Workspace);
        await site.Lead(
            """{ "id": "hush-1", "name": "Hushabel Mumwell", "email": "hush@quiet.test", "city": "Hushville", "source": "dark" }"""
        );
        var heard = new ConcurrentQueue<string>();
        await using var screen = await Ana(site, heard: heard);

        var queue = Part(screen, "Queues");
        await See(queue.GetByText("has the grade A")).ToBeVisibleAsync();
        heard.ShouldContain(t => t.Contains("\"blind\":[{\"age\":", StringComparison.Ordinal));
        var shown = string.Join('\n', heard) + await screen.Page.ContentAsync();
        foreach (
            var secret in (string[])["hushabel", "mumwell", "hushville", "quiet", "hush-1", Storage.PublicId.Of(1)]
        )
        {
            shown.ShouldNotContain(secret);
        }

        await screen.Button("Claim the next of dark").ClickAsync();
        await See(queue.GetByText("It is yours")).ToBeVisibleAsync();
        await See(screen.Link("Hushabel Mumwell").First).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Who_claims_second_is_told_so()
    {
        await using var site = await Site.Start(Workspace);
        await site.Lead("""{ "id": "D-1", "source": "dark" }""");
        await using var screen = await Ana(site, isLive: false);
        await See(screen.Button("Claim the next of dark")).ToBeEnabledAsync();

        await site.Send(HttpMethod.Post, "/v1/queues/dark/claim", """{ "rep": "bob" }""");
        await screen.Button("Claim the next of dark").ClickAsync();

        await See(screen.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("the queue 'dark' is empty");
        await See(screen.Page.GetByText("Nothing lies in it.")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Who_wants_notices_hears_of_an_offer_on_another_page()
    {
        await using var site = await Site.Start(Workspace);
        await using var screen = await Ana(
            site,
            before: """
            window.told = [];
            window.isHidden = false;
            Object.defineProperty(document, 'hidden', { get: () => window.isHidden });
            window.Notification = class { static permission = 'default'; constructor(title, more) { window.told.push([title, more.body].join('|')); } };
            window.Notification.requestPermission = async () => (window.Notification.permission = 'granted');
            """
        );

        await screen.Page.GetByRole(AriaRole.Switch, new() { Name = "Tell me of offers" }).CheckAsync();
        await screen.Page.EvaluateAsync(
            "() => { window.isHidden = true; document.dispatchEvent(new Event('visibilitychange')); }"
        );
        await site.Lead("""{ "id": "L-1", "name": "Pat Moss", "employees": 5000 }""");

        await screen.Page.WaitForFunctionAsync("() => window.told.length === 1");
        var told = await screen.Page.EvaluateAsync<string[]>("window.told");
        told.ShouldBe(["A lead is offered to you|Open Baton to see it"]);
        await screen.Page.WaitForFunctionAsync("() => document.title === 'A lead is offered to you'");
        await screen.Page.EvaluateAsync(
            "() => { window.isHidden = false; document.dispatchEvent(new Event('visibilitychange')); }"
        );
        await screen.Page.WaitForFunctionAsync("() => document.title === 'My turn · Baton'");
    }

    [Fact]
    public async Task A_manager_who_is_a_rep_has_a_turn_of_her_own()
    {
        await using var site = await Site.Start(Workspace);
        await site.User("mia@team.test", "manager", "mia");
        await using var screen = await chromium.Open(site.Url);
        await screen.Go("/");
        await screen.SignIn("mia@team.test");

        await screen.Page.GetByRole(AriaRole.Link, new() { Name = "My turn", Exact = true }).ClickAsync();

        await See(screen.Page.GetByText("You are in no pool")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Who_is_no_rep_is_told_who_can_make_her_one()
    {
        await using var site = await Site.Start(Workspace);
        await site.User("new@team.test", "rep");
        await using var screen = await chromium.Open(site.Url, width: Phone);
        await screen.Go("/");
        await screen.SignIn("new@team.test");

        await See(screen.Heading("You are no rep here")).ToBeVisibleAsync();
        await See(screen.Page.GetByText("an administrator links it to one")).ToBeVisibleAsync();
    }

    // Not live = nothing tells the page that the world has moved on.
    private async Task<Screen> Ana(
        Site site,
        bool isLive = true,
        ConcurrentQueue<string>? heard = null,
        string? before = null
    )
    {
        await site.User("ana@team.test", "rep", "ana");
        var screen = await chromium.Open(site.Url, width: Phone);
        if (before is not null)
        {
            await screen.Page.AddInitScriptAsync(before);
        }

        if (!isLive)
        {
            await screen.Page.RouteAsync("**/v1/events*", route => route.AbortAsync());
        }

        if (heard is not null)
        {
            screen.Page.Response += async (_, answer) =>
            {
                if (
                    answer.Url.Contains("/v1/", StringComparison.Ordinal)
                    && !answer.Url.Contains("events", StringComparison.Ordinal)
                )
                {
                    heard.Enqueue(await answer.TextAsync());
                }
            };
        }

        await screen.Go("/");
        await screen.SignIn("ana@team.test");
        await See(screen.Heading("My turns")).ToBeVisibleAsync();
        if (isLive)
        {
            await See(screen.Page.GetByText("Live", new() { Exact = true })).ToBeAttachedAsync();
        }

        return screen;
    }

    private static ILocator Part(Screen screen, string name) =>
        screen.Page.GetByRole(AriaRole.Region, new() { Name = name, Exact = true });

    private static System.Text.RegularExpressions.Regex Left() => new("left to answer$");

    private static async Task Eventually(Func<bool> holds)
    {
        for (var tries = 0; !holds() && tries < 400; tries++)
        {
            await Task.Delay(50);
        }

        holds().ShouldBeTrue();
    }

    private sealed class LaterClock : TimeProvider
    {
        private long _later;

        public override DateTimeOffset GetUtcNow() => System.GetUtcNow().AddTicks(Interlocked.Read(ref _later));

        public void Add(TimeSpan time) => Interlocked.Add(ref _later, time.Ticks);
    }
}
