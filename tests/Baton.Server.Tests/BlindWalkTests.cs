using System.Globalization;
using System.Text.Json;
using Baton.Server.Leads;
using Baton.Storage;
using static Baton.Server.Tests.RunningServer;

namespace Baton.Server.Tests;

/// <summary>
/// A member of a blind queue asks for everything that can be asked for, with right guesses and with wrong ones, and
/// learns an age and a grade. So does he of a lead at a manual desk and of another rep's, and learns nothing.
/// </summary>
public sealed partial class BlindWalkTests : IAsyncLifetime
{
    private const string Workspace = """
        workspace: test
        reps:
          - { id: ana, user: ana@team.test, capacity: 1 }
          - { id: bob, user: bob@team.test }
          - { id: cy, email: cy@team.test }
          - { id: mo, user: mo@team.test }
        teams: { smb: { manager: mo, members: [ana, bob, cy] } }
        territories: { hush-valley: { when: 'lead.city == "Hushville"' } }
        accounts: [{ name: Quietco Ltd, domain: quietco.test, owner: bob }]
        policy:
          fields: { colour: string, motto: { type: string, personal: true }, wheels: number }
          screen: { duplicates: { match: [phone], within: 30d, action: link } }
          score: { rules: [{ name: hush, when: 'lead.source == "hush-hour"', points: 73.25 }], grades: { A: 60, B: 10 } }
          pools:
            p: { team: smb, require: ['rep.id == "bob"'], offer: { timeout: 1h, attempts: 1 }, fairness: { unit: value, value: lead.budget } }
            own: { members: [ana] }
            bobs: { members: [bob] }
          queues: { dark: { team: smb, mode: blind }, desk: { manager: mo, mode: manual } }
          rules:
            - { name: hush-rule, when: 'lead.source == "hush-hour"', effort: 47, priority: 6161, route: [{ pool: p }, { queue: dark }] }
            - { name: desk-rule, when: 'lead.source == "desk-hour"', route: [{ queue: desk }] }
            - { name: bob-rule, when: 'lead.source == "bob-hour"', route: [{ pool: bobs }] }
            - { name: rest, route: [{ pool: own }] }
        """;

    internal const string BlindId = "hush-5501";
    private const string DeskId = "desk-6601";
    private const string BobsId = "bobs-8801";
    private const string Nobody = "none-7701";
    private const string UsedKey = "hush-key-1";
    private const string FreeKey = "hush-key-2";

    internal const string Blind = """
        { "id": "hush-5501", "email": "hush@quietco.test", "phone": "+6421555018", "first_name": "Hushabel", "last_name": "Mumwell",
          "title": "Chief Whisperer", "company": "Quietco Ltd", "website": "https://quietco.test", "employees": 771234,
          "revenue": 88345671, "industry": "Silencers", "country": "NZ", "region": "WKO", "city": "Hushville", "postal_code": "9931",
          "language": "mi", "source": "hush-hour", "campaign": "shhh-spring", "medium": "murmur", "landing_page": "https://hush.test/in",
          "message": "speak to no one", "product": "Earplug9", "budget": 66123.5, "value": 55432.5, "interests": ["muffling"],
          "colour": "beige-hush", "motto": "silentium", "wheels": 31337 }
        """;

    // What every reader may say of any lead, and ana of her own.
    private static readonly string[] _harmless =
    [
        "queued",
        "new",
        "A",
        "p",
        "dark",
        "desk",
        "Desk Deskson",
        "assigned",
        "bob",
        "+6421555018",
    ];

    private RunningServer _server = null!;
    private HttpClient _ana = null!;
    private HttpClient _bob = null!;
    private HttpClient _cy = null!;
    private string _blind = null!;
    private string _desk = null!;
    private string _bobs = null!;
    private JsonElement _hidden;
    private string[] _secrets = [];

    public async Task InitializeAsync()
    {
        _server = await RunningServer.Start(Workspace);
        _ana = _server.As(Role.Rep, "ana@team.test");
        _bob = _server.As(Role.Rep, "bob@team.test");
        _cy = _server.As(Role.Rep, "cy");
        (await _server.Send("/v1/leads", """{ "id": "mine", "phone": "+6421555018" }"""))["lead.owner"].ShouldBe("ana");
        (await _server.Send("/v1/leads", Blind)).Status.ShouldBe(201);
        var desk = """{ "id": "desk-6601", "name": "Desk Deskson", "source": "desk-hour" }""";
        (await _server.Send("/v1/leads", desk))["lead.queue"].ShouldBe("desk");
        var bobs =
            """{ "id": "bobs-8801", "email": "otto@ofbob.test", "name": "Otto Ofbob", "city": "Bobsville", "source": "bob-hour" }""";
        (await _server.Send("/v1/leads", bobs))["lead.owner"].ShouldBe("bob");
        var declined = await Sent(_bob, "POST", $"/v1/leads/{BlindId}/decline", "{}", UsedKey);
        declined.Status.ShouldBe(200, declined.Text);
        var (blind, hidden) = (_server.Store.Leads.Get(BlindId)!, _server.Store.Leads.Get(DeskId)!);
        blind.Queue.ShouldBe("dark");
        (_blind, _desk) = (PublicId.Of(blind.Number), PublicId.Of(hidden.Number));
        _bobs = PublicId.Of(_server.Store.Leads.Get(BobsId)!.Number);
        _hidden = (await _server.Get("/v1/leads/" + BlindId)).Json;
        var atDesk = (await _server.Get("/v1/leads/" + DeskId)).Json;
        var ofBob = (await _server.Get("/v1/leads/" + BobsId)).Json;
        _secrets =
        [
            .. WordsOf(_harmless, _hidden, atDesk, ofBob),
            .. new[] { "6161", "47 of", "48 of", "\"NZ\"", "\"mi\"", _desk, _bobs },
        ];
        _secrets.Length.ShouldBeGreaterThan(35);
    }

    public async Task DisposeAsync() => await _server.DisposeAsync();

    [Fact]
    public async Task A_member_asks_everything_and_learns_an_age_and_a_grade()
    {
        var walk = Walk();
        Routes.Of(_server).Select(r => $"{r.Method} {r.Path}").Except(walk.Keys).ShouldBeEmpty("cover it here");

        (await Faults(walk)).ShouldBeEmpty();
    }

    [Fact]
    public async Task The_walk_sees_it_where_the_member_sees_what_a_manager_sees()
    {
        await _server.Publish(
            Workspace.Replace("manager: mo, members", "manager: ana, members", StringComparison.Ordinal)
        );

        var faults = await Faults(Walk().Where(w => w.Key.StartsWith("GET /v1/", StringComparison.Ordinal)));

        faults
            .Select(f => f.Split(": ")[0])
            .Distinct()
            .ShouldBe(
                [
                    "GET /v1/leads",
                    "GET /v1/leads/{id}",
                    "GET /v1/leads/{id}/timeline",
                    "GET /v1/leads/{id}/explain",
                    "GET /v1/leads/{id}/score",
                    "GET /v1/reps/{id}",
                    "GET /v1/pools",
                    "GET /v1/pools/{id}/ledger",
                    "GET /v1/events",
                    "GET /v1/me/turns",
                ],
                ignoreOrder: true
            );
    }

    [Fact]
    public async Task An_administrator_of_another_workspace_asks_everything_and_learns_and_changes_nothing()
    {
        using var stranger = _server.With(await SeparationTests.Make(_server.Folder, "other"));
        var keys = _server.Store.Keys.List();
        var (last, lead) = (_server.Store.Journal.LastSeq, (await _server.Get("/v1/leads/" + BlindId)).Text);
        var walk = Walk();
        Routes.Of(_server).Select(r => $"{r.Method} {r.Path}").Except(walk.Keys).ShouldBeEmpty("cover it here");

        // What he says himself he sees of course: reading comes first, and making leads, policies and an end last.
        foreach (
            var (route, asked) in walk.OrderBy(w =>
                (!w.Key.StartsWith("GET", StringComparison.Ordinal), Last.Contains(w.Key))
            )
        )
        {
            foreach (var question in asked.Where(q => !q.IsStream))
            {
                var guess = question.Right ?? "";
                var (path, body) = (question.With(guess), question.BodyWith(guess));
                var answer = await Sent(stranger, route.Split(' ')[0], path, body, question.InKey ? guess : null);
                if (!Last.Contains(route))
                {
                    ShouldHideAll(answer, question, [_blind, _desk, BlindId, DeskId]);
                }

                if (route.Contains("/v1/leads/{id}", StringComparison.Ordinal))
                {
                    (answer.Status is 404 or 422).ShouldBeTrue($"{route} {answer.Text}");
                }
            }
        }

        _server.Store.Journal.LastSeq.ShouldBe(last);
        _server.Store.Keys.List().ShouldBe(keys);
        (await _server.Get("/v1/leads/" + BlindId)).Text.ShouldBe(lead);
    }

    [Fact]
    public async Task Every_filter_of_the_list_answers_a_right_guess_as_a_wrong_one()
    {
        var guesses = new Dictionary<string, (string Right, string Wrong)>
        {
            ["status"] = ("queued", "waiting"),
            ["stage"] = ("new", "old"),
            ["owner"] = ("bob", "nob"),
            ["pool"] = ("p", "q"),
            ["queue"] = ("dark", "bark"),
            ["rule"] = ("hush-rule", "push-rule"),
            ["reason"] = ("queued", "paused"),
            ["source"] = ("hush-hour", "push-hour"),
            ["territory"] = ("hush-valley", "push-valley"),
            ["account"] = ("Quietco Ltd", "Unquiet Ltd"),
            ["from"] = (_hidden.GetProperty("created_at").GetString()!, "2999-01-01T00:00:00Z"),
            ["to"] = ("2999-01-01T00:00:00Z", "2998-01-01T00:00:00Z"),
            ["sort"] = ("-score", "score"),
            ["filter"] = ("lead.city == 'Hushville'", "lead.city == 'Pushville'"),
            ["search"] = ("Hushabel", "Pushabel"),
            ["count"] = ("true", "1"),
        };
        guesses.Keys.Concat(["limit", "cursor", "grade"]).ShouldBe(LeadListQuery.Known, ignoreOrder: true);

        // Ana's own lead passes some of these: it is told apart by what the blind one would add.
        foreach (var (name, (right, wrong)) in guesses)
        {
            var answers = new List<string>();
            foreach (var guess in new[] { right, wrong })
            {
                var answer = await Sent(_ana, "GET", $"/v1/leads?{name}={Uri.EscapeDataString(guess)}");
                if (name is not ("sort" or "count"))
                {
                    answer.Text.ShouldNotContain(_blind);
                }

                answers.Add(Without(answer, "mine"));
            }

            answers[0].ShouldBe(answers[1], name);
        }

        (await Sent(_ana, "GET", "/v1/leads?grade=A")).Text.ShouldContain(_blind);
        (await Sent(_ana, "GET", "/v1/leads?grade=B")).Text.ShouldNotContain(_blind);
    }

    [Fact]
    public async Task A_handle_has_an_id_an_age_and_a_grade_and_no_more()
    {
        var list = await Sent(_ana, "GET", "/v1/leads");
        var one = await Sent(_ana, "GET", "/v1/leads/" + _blind);

        var items = list.Json.GetProperty("items").EnumerateArray().ToArray();
        items.Length.ShouldBe(2);
        items[0].GetRawText().ShouldBe(one.Text);
        one.Json.EnumerateObject().Select(p => p.Name).ShouldBe(["id", "age", "grade"]);
        one["id"].ShouldBe(_blind);
        int.Parse(one["age"]!, CultureInfo.InvariantCulture).ShouldBeInRange(0, 2);
        one["grade"].ShouldBe("A");
    }

    [Fact]
    public async Task After_the_claim_the_owner_sees_all_and_the_second_is_told_that_it_is_gone()
    {
        var claimed = await Sent(_cy, "POST", $"/v1/leads/{_blind}/claim", "{}");
        var late = await Sent(_ana, "POST", $"/v1/leads/{_blind}/claim", "{}");
        var guessed = await Sent(_ana, "POST", $"/v1/leads/{BlindId}/claim", "{}");

        claimed["lead.owner"].ShouldBe("cy");
        claimed["lead.fields.employees"].ShouldBe("771234");
        (await Sent(_cy, "GET", "/v1/leads/" + BlindId))["fields.motto"].ShouldBe("silentium");
        (await Sent(_cy, "GET", $"/v1/leads/{_blind}/timeline")).Text.ShouldContain("lead_captured");
        (late.Status, late["code"], late["detail"]).ShouldBe((409, "already_owned", "somebody has this lead already"));
        (guessed.Status, guessed["code"]).ShouldBe((404, "unknown_lead"));
        (await Sent(_ana, "GET", "/v1/leads/" + _blind)).Status.ShouldBe(404);
    }

    [Fact]
    public async Task Who_gives_a_lead_back_to_a_blind_queue_sees_its_handle_again()
    {
        await Sent(_cy, "POST", $"/v1/leads/{_blind}/claim", "{}");

        // Its route begins at the pool, where nobody is in.
        await _server.Send("/v1/reps/bob/status", """{ "status": "away" }""");
        var released = await Sent(_cy, "POST", $"/v1/leads/{_blind}/release", """{ "reason": "other" }""");

        released.Status.ShouldBe(200, released.Text);
        released.Json.GetProperty("lead").EnumerateObject().Select(p => p.Name).ShouldBe(["id", "age", "grade"]);
        released["decision"].ShouldBeNull();
    }
}
