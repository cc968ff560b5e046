using System.Text.RegularExpressions;
using Baton.Server.Access;
using Baton.Storage;
using static Baton.Server.Tests.RunningServer;

namespace Baton.Server.Tests;

/// <summary>Who may ask for what, and for whom.</summary>
public sealed class RoleTests : IAsyncLifetime
{
    private const string Workspace = """
        workspace: test
        reps: [{ id: ana, name: Ana, user: ana@team.test }, { id: bob, name: Bob, email: bob@team.test }, { id: mo, email: mo@team.test }]
        teams: { t: { manager: mo@team.test, members: [ana, bob] }, u: { members: [bob] }, p: { members: [mo] } }
        calendars: { p: { hours: { mon-fri: "09:00-17:00" } } }
        territories: { p: { when: 'lead.region == "CA"' } }
        accounts: [{ name: p, domain: p.test }]
        policy:
          segments: { p: 'true' }
          score: { rules: [{ name: at home, when: 'lead.country == "US"', points: 1 }] }
          qualify: { when: 'true', nurture: { track: p } }
          pools: { p: { team: t, offer: { timeout: 10m } }, other: { team: u }, straight: { team: t } }
          queues: { q: { team: t, mode: cherry_pick }, p: { team: u, mode: manual } }
          rules:
            - { name: queued, when: 'lead.source == "queue"', route: [{ queue: q }] }
            - { name: bobs, when: 'lead.source == "bob"', route: [{ pool: other }] }
            - { name: all, route: [{ pool: p }] }
        """;

    private RunningServer _server = null!;

    public async Task InitializeAsync() => _server = await RunningServer.Start(Workspace);

    public async Task DisposeAsync() => await _server.DisposeAsync();

    [Fact]
    public void Every_route_declares_who_may_ask() =>
        Routes
            .Of(_server)
            .Where(r => r.Endpoint.Metadata.GetMetadata<RouteAccess>() is null)
            .Select(r => $"{r.Method} {r.Path}")
            .ShouldBeEmpty();

    [Fact]
    public void Every_route_of_the_API_declares_the_scope_that_a_key_needs() =>
        Routes
            .Of(_server)
            .Where(r => r.Path.StartsWith("/v1/", StringComparison.Ordinal))
            .Where(r => r.Endpoint.Metadata.GetMetadata<RouteAccess>() is { IsOpen: false, IsOwn: false, Scope: null })
            .Select(r => $"{r.Method} {r.Path}")
            .ShouldBeEmpty();

    [Fact]
    public void The_table_of_the_documentation_says_the_same()
    {
        var documented = File.ReadLines(Path.Combine(Root(), "docs", "http-api.md"))
            .Where(l => l.StartsWith("| `", StringComparison.Ordinal) && l.Count(c => c == '|') == 7)
            .Select(l => string.Join(' ', l.Split('|', StringSplitOptions.TrimEntries)[1..7]))
            .ToList();

        documented.ShouldBe(
            Routes
                .Of(_server)
                .Where(r => r.Path.StartsWith("/v1/", StringComparison.Ordinal))
                .Select(r => $"`{r.Method} {r.Path}` {Cells(r.Endpoint.Metadata.GetMetadata<RouteAccess>()!)}"),
            ignoreOrder: true
        );

        static string Cells(RouteAccess access) =>
            access.IsOpen
                ? "open open open open none"
                : string.Join(
                    ' ',
                    new[] { Role.Admin, Role.Manager, Role.Rep, Role.Viewer }
                        .Select(r => access.Allows(r) ? "yes" : "no")
                        .Append(access.IsOwn ? "none" : $"`{access.Scope}`")
                );
    }

    [Fact]
    public async Task A_viewer_reads_what_a_manager_reads_and_changes_nothing()
    {
        await _server.Send("/v1/leads", """{ "id": "x" }""");
        await _server.Send("/v1/views", """{ "name": "ours", "shared": true }""");
        using var viewer = _server.As(Role.Viewer, null);
        using var manager = _server.As(Role.Manager, "mo@team.test");
        foreach (
            var (method, pattern, endpoint) in Routes
                .Of(_server)
                .Where(r => r.Path.StartsWith("/v1/", StringComparison.Ordinal))
        )
        {
            var access = endpoint.Metadata.GetMetadata<RouteAccess>()!;
            if (access.IsOpen || access.IsOwn)
            {
                continue;
            }

            var path = pattern
                .Replace("{code}", "no_rule")
                .Replace(
                    "{id}",
                    pattern.Split('/')[2] switch
                    {
                        "leads" => "x",
                        "reps" => "ana",
                        "views" => "1",
                        _ => "p",
                    }
                );
            var seen = await Sent(viewer, method, path, method == "GET" ? null : "{}");
            if (method != "GET" || !access.Allows(Role.Manager))
            {
                (seen.Status, seen["code"]).ShouldBe((403, "forbidden"), path);
            }
            else if (pattern is not ("/v1/reports/status" or "/v1/me/turns" or "/v1/board" or "/v1/exceptions"))
            {
                seen.Status.ShouldBe(200, path);
                Timeless(seen).ShouldBe(Timeless(await Sent(manager, method, path)));
            }
        }
    }

    // A score is read as of the instant that asks.
    private static string Timeless(Answer answer) =>
        Regex.Replace(
            answer.Text,
            "^\\{\"score\":\\{\"at\":\"[^\"]*\"",
            "",
            RegexOptions.None,
            TimeSpan.FromSeconds(1)
        );

    [Fact]
    public async Task A_rep_who_names_nobody_means_himself_and_may_name_no_other()
    {
        (await _server.Send("/v1/leads", """{ "id": "x" }"""))["decision.offered_to"].ShouldBe("""["ana"]""");
        using var ana = _server.As(Role.Rep, "ANA@team.test");

        var other = await Sent(ana, "POST", "/v1/leads/x/accept", """{ "rep": "bob" }""");
        var absent = await Sent(ana, "POST", "/v1/leads/none/accept", """{ "rep": "bob" }""");
        var own = await Sent(ana, "POST", "/v1/leads/x/accept", "{}");

        (other.Status, other["code"], other["detail"]).ShouldBe(
            (403, "forbidden", "this key acts for no other rep; only a manager does")
        );
        absent.Text.ShouldBe(other.Text);
        own["lead.owner"].ShouldBe("ana");
        (await Sent(ana, "GET", "/v1/leads/x/timeline")).Text.ShouldContain(
            """
            "type":"offer_accepted","actor":"ana"
            """
        );
    }

    [Theory]
    [InlineData("POST", "/v1/queues/q/claim", """{ "rep": "bob" }""")]
    [InlineData("POST", "/v1/reps/bob/status", """{ "status": "away" }""")]
    [InlineData("POST", "/v1/leads/x/assign", """{ "rep": "ana", "by": "mo" }""")]
    [InlineData("POST", "/v1/leads/x/contact", """{ "by": "bob" }""")]
    [InlineData("POST", "/v1/leads", """{ "id": "y" }""")]
    [InlineData("PUT", "/v1/workspace", "{}")]
    public async Task What_is_not_a_reps_own_is_refused(string method, string path, string body)
    {
        await _server.Send("/v1/leads", """{ "id": "x" }""");
        using var ana = _server.As(Role.Rep, "ana");

        var answer = await Sent(ana, method, path, body);

        (answer.Status, answer["code"]).ShouldBe((403, "forbidden"), answer.Text);
    }

    [Fact]
    public async Task A_manager_acts_for_a_rep_and_is_recorded()
    {
        await _server.Send("/v1/leads", """{ "id": "x" }""");
        using var mo = _server.As(Role.Manager, "mo@team.test");

        (await Sent(mo, "POST", "/v1/leads/x/accept", """{ "rep": "ana" }"""))["lead.owner"].ShouldBe("ana");
        (await Sent(mo, "POST", "/v1/leads/x/assign", """{ "rep": "bob" }"""))["lead.owner"].ShouldBe("bob");

        var entries = (await _server.Get("/v1/leads/x/timeline"))
            .Json.GetProperty("items")
            .EnumerateArray()
            .TakeLast(2);
        entries
            .Select(e => $"{e.GetProperty("type")} {e.GetProperty("actor")}")
            .ShouldBe(["lead_assigned mo@team.test", "lead_assigned mo@team.test"]);
    }

    [Theory]
    [InlineData("contact", "{}")]
    [InlineData("release", "{}")]
    [InlineData("reject", "{}")]
    [InlineData("outcome", """{ "won": true }""")]
    [InlineData("qualify", """{ "answers": { "need": "yes" } }""")]
    public async Task A_lead_of_another_is_unknown_and_one_to_be_claimed_is_not_his_yet(string action, string body)
    {
        (await _server.Send("/v1/leads", """{ "id": "bobs", "source": "bob" }"""))["lead.owner"].ShouldBe("bob");
        await _server.Send("/v1/leads", """{ "id": "free", "source": "queue" }""");
        using var ana = _server.As(Role.Rep, "ana");

        var bobs = await Sent(ana, "POST", $"/v1/leads/bobs/{action}", body);
        var none = await Sent(ana, "POST", $"/v1/leads/none/{action}", body);
        var free = await Sent(ana, "POST", $"/v1/leads/free/{action}", body);

        (bobs.Status, bobs["code"], bobs["detail"]).ShouldBe((404, "unknown_lead", "there is no such lead"));
        none.Text.ShouldBe(bobs.Text);
        (free.Status, free["code"], free["detail"]).ShouldBe((403, "forbidden", "only the lead's owner may do this"));
        (await _server.Get("/v1/leads/bobs"))["owner"].ShouldBe("bob");
    }

    [Fact]
    public async Task A_rep_sees_his_own_leads_pools_and_self()
    {
        await _server.Send("/v1/leads", """{ "id": "bobs", "source": "bob" }""");
        await _server.Send("/v1/leads", """{ "id": "free", "source": "queue" }""");
        await _server.Send("/v1/leads", """{ "id": "offered" }""");
        using var ana = _server.As(Role.Rep, "ana@team.test");

        Ids(await Sent(ana, "GET", "/v1/leads")).ShouldBe(["offered", "free"]);
        Ids(await Sent(ana, "GET", "/v1/leads?status=queued")).ShouldBe(["free"]);
        Ids(await Sent(ana, "GET", "/v1/leads?limit=1")).ShouldBe(["offered"]);
        Ids(await Sent(ana, "GET", "/v1/pools")).ShouldBe(["p", "straight"]);
        Ids(await Sent(ana, "GET", "/v1/reps")).ShouldBe(["ana"]);
        (await Sent(ana, "GET", "/v1/colleagues"))["items"]
            .ShouldBe("""[{"id":"ana","name":"Ana"},{"id":"bob","name":"Bob"}]""");
        Ids(await _server.Get("/v1/colleagues")).ShouldBe(["ana", "bob", "mo"]);
        using var nobody = _server.As(Role.Rep, "zoe@team.test");
        Ids(await Sent(nobody, "GET", "/v1/colleagues")).ShouldBeEmpty();
        (await Sent(ana, "GET", "/v1/pools/other"))["code"].ShouldBe("unknown_pool");
        (await Sent(ana, "GET", "/v1/reps/bob"))["code"].ShouldBe("unknown_rep");
        (await Sent(ana, "GET", "/v1/reports/status"))["statuses"].ShouldBe("""{"offered":1,"queued":1}""");
    }

    [Fact]
    public async Task Who_claims_what_the_manager_assigned_meanwhile_is_told_that_it_is_gone()
    {
        await _server.Send("/v1/leads", """{ "id": "free", "source": "queue" }""");
        using var ana = _server.As(Role.Rep, "ana");
        (await _server.Send("/v1/leads/free/assign", """{ "rep": "bob" }"""))["lead.owner"].ShouldBe("bob");

        var late = await Sent(ana, "POST", "/v1/leads/free/claim", "{}");

        (late.Status, late["code"]).ShouldBe((409, "already_owned"));
        (await Sent(ana, "GET", "/v1/leads/free")).Status.ShouldBe(404);
    }

    [Fact]
    public async Task A_cursor_is_given_only_where_more_may_be_seen()
    {
        await _server.Send("/v1/leads", """{ "id": "bobs", "source": "bob" }""");
        await _server.Send("/v1/leads", """{ "id": "free", "source": "queue" }""");
        using var ana = _server.As(Role.Rep, "ana@team.test");

        (await Sent(ana, "GET", "/v1/leads?limit=1"))["next_cursor"].ShouldBeNull();
    }

    [Theory]
    [InlineData("gone@team.test")]
    [InlineData("bob")]
    public async Task The_key_of_nobody_or_of_one_who_left_sees_and_does_nothing(string user)
    {
        await _server.Publish(Workspace.Replace("id: bob,", "id: bob, active: false,"));
        await _server.Send("/v1/leads", """{ "id": "free", "source": "queue" }""");
        using var nobody = _server.As(Role.Rep, user);

        Ids(await Sent(nobody, "GET", "/v1/leads")).ShouldBeEmpty();
        var claim = await Sent(nobody, "POST", "/v1/queues/q/claim", "{}");
        (claim.Status, claim["code"]).ShouldBe((422, "invalid"));
        claim = await Sent(nobody, "POST", "/v1/queues/q/claim", """{ "rep": "ana" }""");
        (claim.Status, claim["code"]).ShouldBe((403, "forbidden"));
    }

    [Fact]
    public async Task One_reps_stored_answer_is_not_given_to_another()
    {
        await _server.Send("/v1/leads", """{ "id": "free", "source": "queue" }""");
        using var ana = _server.As(Role.Rep, "ana");
        using var bob = _server.As(Role.Rep, "bob");

        var first = await Sent(ana, "POST", "/v1/queues/q/claim", "{}", "same-key");
        var again = await Sent(ana, "POST", "/v1/queues/q/claim", "{}", "same-key");
        var other = await Sent(bob, "POST", "/v1/queues/q/claim", "{}", "same-key");

        again.Text.ShouldBe(first.Text);
        (other.Status, other["code"], other["detail"]).ShouldBe((409, "not_in_queue", "the queue 'q' is empty"));
    }

    private static string[] Ids(Answer answer) =>
        [.. answer.Json.GetProperty("items").EnumerateArray().Select(i => i.GetProperty("id").GetString()!)];

    internal static string Root()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Baton.slnx")))
        {
            folder = Path.GetDirectoryName(folder)!;
        }

        return folder;
    }
}
