using Baton.Storage;
using static Baton.Server.Tests.RunningServer;

namespace Baton.Server.Tests;

/// <summary>Filtering, sorting, searching and counting leads, and the views that keep how.</summary>
public sealed class LeadListTests : IAsyncLifetime
{
    private const string Workspace = """
        workspace: test
        reps: [{ id: ana, user: ana@team.test }, { id: bob, user: bob@team.test }]
        teams: { t: { members: [ana, bob] } }
        policy:
          fields: { seats: number }
          conditions: { large: 'lead.seats >= 20' }
          score: { rules: [{ name: hot, when: 'lead.source == "fair"', points: 50 }], grades: { A: 40, B: 0 } }
          pools: { mine: { members: [ana] } }
          queues: { dark: { team: t, mode: blind } }
          rules:
            - { name: blind, when: 'lead.source == "fair"', route: [{ queue: dark }] }
            - { name: mine, route: [{ pool: mine }] }
        """;

    private RunningServer _server = null!;

    public async Task InitializeAsync()
    {
        _server = await RunningServer.Start(Workspace);
        foreach (
            var (id, source, seats) in new[] { ("a", "web", 10), ("b", "fair", 30), ("c", "web", 20), ("d", "fair", 5) }
        )
        {
            await _server.Send(
                "/v1/leads",
                $$"""{ "id": "{{id}}", "source": "{{source}}", "seats": {{seats}}, "name": "Lee {{id}}", "email": "{{id}}@acme.test" }"""
            );
        }
    }

    public async Task DisposeAsync() => await _server.DisposeAsync();

    [Theory]
    [InlineData("filter=lead.seats > 5 && lead.source == 'web'", "c a")]
    [InlineData("filter=large", "c b")]
    [InlineData("filter=lead.owner == 'ana'&sort=created_at", "a c")]
    [InlineData("filter=lead.email == 'd@acme.test'", "d")]
    [InlineData("filter=now - lead.created_at < duration('1h')", null)]
    [InlineData("filter=lead.created_at > now - duration('1h')&source=fair", "d b")]
    [InlineData("search=lee c", "c")]
    [InlineData("search=ACME&sort=-score", "d b c a")]
    [InlineData("sort=owner", "a c b d")]
    public async Task A_list_has_what_is_asked_for(string query, string? ids)
    {
        var answer = await _server.Get("/v1/leads?" + query.Replace("&&", "%26%26").Replace(" ", "%20"));

        if (ids is null)
        {
            (answer.Status, answer.Json.GetProperty("errors")[0].GetProperty("code").GetString()).ShouldBe(
                (422, "expression")
            );
        }
        else
        {
            Ids(answer).ShouldBe(ids.Split(' '));
        }
    }

    [Fact]
    public async Task A_fault_of_a_filter_has_its_column_beside_every_other_fault()
    {
        var answer = await _server.Get("/v1/leads?filter=lead.seets>3&sort=seats&search=" + new string('x', 201));

        var errors = answer.Json.GetProperty("errors").EnumerateArray().ToArray();
        errors.Select(e => e.GetProperty("path").GetString()).ShouldBe(["filter", "search", "sort"], ignoreOrder: true);
        var filter = errors.Single(e => e.GetProperty("path").GetString() == "filter");
        filter.GetProperty("message").GetString().ShouldBe("unknown field 'seets' of lead; did you mean 'seats'?");
        filter.GetProperty("column").GetInt32().ShouldBe(6);
    }

    [Fact]
    public async Task A_cursor_goes_on_in_its_own_list_alone()
    {
        var first = await _server.Get("/v1/leads?sort=-score&limit=3&count=true");
        var next = await _server.Get("/v1/leads?limit=3&sort=-score&cursor=" + first["next_cursor"]);
        var other = await _server.Get("/v1/leads?sort=score&cursor=" + first["next_cursor"]);

        (first["count"], first["count_is_capped"]).ShouldBe(("4", "False"));
        Ids(first).Concat(Ids(next)).ShouldBe(["d", "b", "c", "a"]);
        other.Json.GetProperty("errors")[0].GetProperty("path").GetString().ShouldBe("cursor");
    }

    [Fact]
    public async Task A_rep_learns_nothing_of_a_blind_lead_by_filter_order_search_or_count()
    {
        using var ana = _server.As(Role.Rep, "ana");
        async Task<Answer> List(string query) => await Sent(ana, "GET", "/v1/leads?" + query.Replace(" ", "%20"));
        var blind = Ids(await List("filter=lead.grade == 'A'"));

        // Both are graded A; what else they are does not tell them apart, wherever it is asked.
        blind.Length.ShouldBe(2);
        foreach (
            var hidden in new[]
            {
                "seats > 5",
                "seats <= 5",
                "source == 'fair'",
                "source != 'x'",
                "status == 'queued'",
                "queue == 'dark'",
                "email != null",
                "score > 1",
            }
        )
        {
            Ids(await List($"filter=lead.{hidden}")).Intersect(blind).ShouldBeEmpty(hidden);
            Ids(await List($"filter=!(lead.{hidden})")).Intersect(blind).ShouldBeEmpty(hidden);
            Ids(await List($"filter=lead.grade == 'A' %26%26 lead.{hidden}")).Intersect(blind).ShouldBeEmpty(hidden);
        }

        foreach (var sort in new[] { "score", "-score", "source", "-created_at", "assigned_at" })
        {
            Ids(await List($"sort={sort}"))[2..].ShouldBe(sort[0] == '-' ? blind : blind.Reverse(), sort);
        }

        // Her own have none either, and all stand as they came.
        Ids(await List("sort=queue")).ShouldBe(Ids(await List("sort=number")));
        Ids(await List("search=acme")).ShouldBe(["c", "a"]);
        (await List("count=true"))["count"].ShouldBe("4");
        (await List("count=true&filter=lead.seats > 0"))["count"].ShouldBe("2");
    }

    [Fact]
    public async Task A_view_is_kept_by_its_owner_and_shared_by_managers()
    {
        using var ana = _server.As(Role.Rep, "ana@team.test");
        using var bob = _server.As(Role.Rep, "bob@team.test");
        using var manager = _server.As(Role.Manager, "mo@team.test");
        const string Web =
            """{ "name": "web", "filter": "lead.source == 'web'", "sort": "-score", "columns": ["owner", "seats"] }""";

        var own = await Sent(ana, "POST", "/v1/views", Web);
        var refused = await Sent(ana, "POST", "/v1/views", """{ "name": "all", "shared": true }""");
        var shared = await Sent(manager, "POST", "/v1/views", """{ "name": "all", "shared": true }""");

        (own.Status, own["columns"], own["mine"]).ShouldBe((201, """["owner","seats"]""", "True"));
        refused.Status.ShouldBe(403);
        Ids(await Sent(ana, "GET", "/v1/views")).ShouldBe([shared["id"]!, own["id"]!]);
        Ids(await Sent(bob, "GET", "/v1/views")).ShouldBe([shared["id"]!]);
        (await Sent(bob, "GET", "/v1/views/" + own["id"])).Status.ShouldBe(404);
        (await Sent(bob, "DELETE", "/v1/views/" + own["id"])).Status.ShouldBe(404);
        (await Sent(bob, "PUT", "/v1/views/" + shared["id"], """{ "name": "mine" }""")).Status.ShouldBe(403);
        (await Sent(ana, "PUT", "/v1/views/" + own["id"], """{ "name": "b" }"""))["filter"].ShouldBeNull();
        (await Sent(_server.Client, "DELETE", "/v1/views/" + shared["id"])).Status.ShouldBe(204);
        (await Sent(ana, "DELETE", "/v1/views/" + own["id"])).Status.ShouldBe(204);
        Ids(await Sent(ana, "GET", "/v1/views")).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_view_that_is_no_list_or_names_a_person_is_refused_with_every_fault()
    {
        var answer = await _server.Send(
            "/v1/views",
            """{ "filter": "lead.email == 'ann@acme.test'", "sort": "email", "colums": [] }"""
        );

        answer.Status.ShouldBe(422);
        answer
            .Json.GetProperty("errors")
            .EnumerateArray()
            .Select(e => (e.GetProperty("path").GetString(), e.GetProperty("code").GetString()))
            .ShouldBe(
                [("name", "missing"), ("filter", "personal"), ("sort", "unknown_word"), ("colums", "unknown_key")],
                ignoreOrder: true
            );
    }

    [Fact]
    public async Task A_view_is_changed_upon_what_was_read()
    {
        var made = await _server.Send("/v1/views", """{ "name": "a" }""");
        var tag = made.Message.Headers.ETag!.ToString();
        async Task<int> Put(string name)
        {
            using var request = new HttpRequestMessage(HttpMethod.Put, "/v1/views/" + made["id"]);
            request.Content = Text($$"""{ "name": "{{name}}" }""", "application/json");
            request.Headers.TryAddWithoutValidation("If-Match", tag);
            return (int)(await _server.Client.SendAsync(request)).StatusCode;
        }

        (await Put("b"), await Put("c")).ShouldBe((200, 412));
    }

    private static string[] Ids(Answer answer) =>
        [.. answer.Json.GetProperty("items").EnumerateArray().Select(i => i.GetProperty("id").GetString()!)];
}
