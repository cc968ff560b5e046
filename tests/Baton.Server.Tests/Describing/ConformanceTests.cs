using Baton.Storage;

namespace Baton.Server.Tests.Describing;

/// <summary>
/// A walk over the whole API with real data, in which each answer must be as it is described, and each success that is
/// described must be seen. A body that is not given is the description's own example.
/// </summary>
public sealed partial class ConformanceTests : IAsyncLifetime
{
    private const string Workspace = """
        workspace: test
        reps:
          - { id: ana, name: Ana Silva, user: ana@team.test, capacity: 50 }
          - { id: bob, name: Bob Otieno }
        teams: { t: { manager: mo@team.test, members: [ana, bob] } }
        accounts: [{ name: Acme Ltd, domain: acme.test }]
        policy:
          fields: { seats: number }
          segments: { big: 'lead.employees > 1000' }
          screen:
            reject: ['lead.source == "junk"']
            duplicates: { match: [phone, { fuzzy: [name, company, phone, city], at: 0.95, review: 0.80 }], action: merge }
          score:
            rules:
              - { name: meetings, activity: meeting, points: 20, half_life: 14d }
              - { name: large, when: 'lead.employees > 1000', points: 10 }
            grades: { A: 25, B: 5 }
          qualify: { when: 'lead.source != "cold"', questions: { need: What is needed? }, nurture: { track: newsletter } }
          pools: { p: { team: t }, asked: { members: [ana], offer: { timeout: 10m } } }
          queues: { pick: { team: t, mode: cherry_pick }, dark: { team: t, mode: blind } }
          rules:
            - { name: asked, when: 'lead.source == "offer"', route: [{ pool: asked }] }
            - { name: picked, when: 'lead.source == "pick"', route: [{ queue: pick }] }
            - { name: dark, when: 'lead.source == "dark"', route: [{ queue: dark }] }
            - { name: all, route: [{ pool: p }] }
        """;

    // An identity provider is a test of its own: OidcTests.
    private static readonly string[] SeenElsewhere = ["GET /v1/session/oidc 302"];

    private readonly Conversation _talk = new();
    private RunningServer _server = null!;
    private string _setup = "";

    private HttpClient Admin => _server.Client;

    public async Task InitializeAsync() =>
        _server = await RunningServer.Start(
            Workspace,
            o => o with { SetupMade = token => _setup = token, Webhooks = WebhookTest.Here }
        );

    public async Task DisposeAsync() => await _server.DisposeAsync();

    [Fact]
    public async Task Every_answer_is_as_described()
    {
        await Capture();
        await Act();
        await Decide();
        await Reassign();
        await Suspect();
        await Read();
        await LookAtPeople();
        await Follow();
        await SignIn();
        await Administer();
        await View();
        await ChangeEntries();
        await KnowTags();
        await Hook();
        await Forget();
        await Stop();

        Conversation.Described().Except(_talk.Answered).ShouldBe(SeenElsewhere, ignoreOrder: true);
        _talk.Events.Count.ShouldBeGreaterThan(20);
    }

    [Fact]
    public async Task Every_problem_is_as_described()
    {
        using var viewer = _server.As(Role.Viewer, null);
        using var stranger = new HttpClient { BaseAddress = Admin.BaseAddress };
        await Ask(201, "POST /v1/leads");

        await Ask(400, "POST /v1/leads", body: "{ broken");
        await Ask(400, "POST /v1/leads", headers: ("Idempotency-Key", "a b"));
        await _talk.Ask(stranger, 401, "GET /v1/leads");
        await _talk.Ask(viewer, 403, "POST /v1/leads");
        await Ask(404, "GET /v1/leads/{id}", "nobody");
        await Ask(409, "POST /v1/leads", body: """{ "id": "L-1042", "email": "other@acme.test" }""");
        await Ask(409, "POST /v1/leads/{id}/accept", "L-1042", """{ "rep": "ana" }""");
        await Ask(413, "POST /v1/leads", body: $$"""{ "message": "{{new string('x', 300_000)}}" }""");
        await Ask(415, "POST /v1/leads", body: "<lead/>", type: "application/xml");
        await Ask(422, "POST /v1/leads", body: """{ "emial": "ann@acme.test" }""");
        await Ask(422, "GET /v1/leads", query: "?limit=0&sort=up&colour=red");
        await Ask(422, "PUT /v1/workspace", body: "reps: [{ id: ana }, { id: ana }]", type: "application/yaml");
    }

    [Fact]
    public async Task Too_many_attempts_are_answered_as_described()
    {
        // One a minute: none is given back while the test runs.
        await using var server = await RunningServer.Start(with: o => o with { SignInsPerMinute = 1 });
        using var stranger = new HttpClient { BaseAddress = server.Client.BaseAddress };
        await _talk.Ask(stranger, 401, "POST /v1/session");

        var limited = await _talk.Ask(stranger, 429, "POST /v1/session");

        limited.Message.Headers.RetryAfter!.Delta!.Value.TotalSeconds.ShouldBe(60);
    }

    private Task<Answer> Ask(
        int status,
        string route,
        string id = "",
        string? body = null,
        string query = "",
        string type = "application/json",
        params (string, string)[] headers
    ) => _talk.Ask(Admin, status, route, id, body, query, type, headers);

    private async Task Lead(string id, string more) =>
        await Ask(201, "POST /v1/leads", body: $$"""{ "id": "{{id}}", {{more}} }""");
}
