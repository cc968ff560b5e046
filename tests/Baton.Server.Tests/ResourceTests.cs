using System.Text.Json;
using Baton.Storage;
using static Baton.Server.Tests.RunningServer;

namespace Baton.Server.Tests;

/// <summary>The entries of the workspace file, one by one.</summary>
public sealed class ResourceTests : IAsyncLifetime
{
    private const string Workspace = """
        workspace: test
        calendars: { office: { hours: { mon-fri: "09:00-17:00" } } }
        reps:
          - { id: ana, email: ana@team.test, weight: 2, skills: { spanish: 4, french: 2 } }
          - { id: bob, territories: [west] }
          - { id: cy, calendar: office }
        teams: { t: { manager: mo@team.test, members: [ana, bob] } }
        territories: { west: { when: 'lead.region == "CA"' } }
        accounts: [{ name: Acme, domain: acme.test, owner: bob }]
        policy:
          pools: { p: { team: t } }
          queues: { q: { members: [cy], mode: cherry_pick } }
          rules:
            - { name: queued, when: 'lead.source == "queue"', route: [{ queue: q }] }
            - { name: all, route: [{ pool: p }] }
        """;

    private RunningServer _server = null!;

    public async Task InitializeAsync() => _server = await RunningServer.Start(Workspace);

    public async Task DisposeAsync() => await _server.DisposeAsync();

    [Theory]
    [InlineData("teams/t", """{ "id": "t", "manager": "mo@team.test", "members": ["ana", "bob"] }""")]
    [InlineData("calendars/office", """{ "id": "office", "hours": { "mon-fri": "09:00-17:00" } }""")]
    [InlineData("territories/west", """{ "id": "west", "when": "lead.region == \"CA\"" }""")]
    [InlineData("accounts/Acme", """{ "id": "Acme", "name": "Acme", "domain": "acme.test", "owner": "bob" }""")]
    [InlineData("queues/q", """{ "id": "q", "members": ["cy"], "mode": "cherry_pick" }""")]
    public async Task A_resource_is_its_entry_of_the_file(string path, string entry)
    {
        var read = await _server.Get("/v1/" + path);
        var listed = await _server.Get("/v1/" + path.Split('/')[0]);

        Same(read.Text, entry).ShouldBeTrue(read.Text);
        listed.Json.GetProperty("items").EnumerateArray().Select(i => i.GetRawText()).ShouldBe([read.Text]);
    }

    [Theory]
    [InlineData("reps/dee", """{ "name": "Dee", "capacity": 3 }""", """{ "capacity": 4 }""")]
    [InlineData("teams/uniques", """{ "members": ["cy"] }""", """{ "members": ["cy", "ana"] }""")]
    [InlineData(
        "calendars/late",
        """{ "hours": { "mon-fri": "12:00-20:00" } }""",
        """{ "holidays": ["2026-12-25"] }"""
    )]
    [InlineData("territories/east", """{ "when": "lead.region == 'NY'" }""", """{ "note": "the coast" }""")]
    [InlineData("accounts/Wayne", """{ "domain": "wayne.test" }""", """{ "owner": "ana" }""")]
    [InlineData("queues/spare", """{ "members": ["ana"], "mode": "blind" }""", """{ "expires": "2h" }""")]
    public async Task It_is_made_changed_and_removed(string path, string made, string change)
    {
        var created = await Send("PUT", path, made);
        var again = await Send("PUT", path, made);
        var before = _server.Store.Journal.LastSeq;
        var third = await Send("PUT", path, made);
        var unchanged = _server.Store.Journal.LastSeq == before;
        var patched = await Send("PATCH", path, change);
        var file = await _server.Client.GetStringAsync("/v1/workspace");
        var removed = await Send("DELETE", path);

        (created.Status, again.Status, third.Status, unchanged).ShouldBe((201, 200, 200, true), created.Text);
        created.Message.Headers.Location!.ToString().ShouldBe("/v1/" + path);
        patched.Status.ShouldBe(200, patched.Text);
        var entry = path.StartsWith("reps", StringComparison.Ordinal) ? patched["config"]! : patched.Text;
        foreach (var field in JsonDocument.Parse(change).RootElement.EnumerateObject())
        {
            JsonDocument.Parse(entry).RootElement.GetProperty(field.Name).GetRawText().ShouldBe(Compact(field.Value));
        }

        file.ShouldContain(path.Split('/')[1]);
        removed.Status.ShouldBe(204, removed.Text);
        (await Send("DELETE", path)).Status.ShouldBe(404);
        (await _server.Client.GetStringAsync("/v1/workspace")).ShouldNotContain(path.Split('/')[1]);
    }

    [Fact]
    public async Task What_is_written_is_what_the_whole_file_would_be()
    {
        await Send("PUT", "teams/t", """{ "manager": "mo@team.test", "members": ["bob", "cy"] }""");
        await Send("PATCH", "reps/ana", """{ "weight": 5, "skills": { "french": null }, "email": null }""");
        var written = await File(_server);
        await using var other = await RunningServer.Start(
            Workspace
                .Replace("members: [ana, bob]", "members: [bob, cy]")
                .Replace(
                    "email: ana@team.test, weight: 2, skills: { spanish: 4, french: 2 }",
                    "weight: 5, skills: { spanish: 4 }"
                )
        );

        Same(written, await File(other)).ShouldBeTrue(written);
        var rep = await _server.Get("/v1/reps/ana");
        (rep["weight"], rep["config.skills"]).ShouldBe(("5", """{"spanish":4}"""));
        (await _server.Send("/v1/leads", """{ "id": "x" }"""))["lead.owner"].ShouldBe("bob");
    }

    [Fact]
    public async Task Every_fault_is_reported_at_its_place_in_the_entry_and_changes_nothing()
    {
        var seq = _server.Store.Journal.LastSeq;

        var rep = await Send("PUT", "reps/ana", """{ "weight": -1, "calender": "office", "territories": ["north"] }""");
        var territory = await Send("PUT", "territories/west", """{ "when": "lead.regoin == 'CA'" }""");
        var queue = await Send("PATCH", "queues/q", """{ "team": "t" }""");
        var name = await Send("PUT", "reps/ana", """{ "id": "bob" }""");
        var was = await Send("PUT", "reps/ana", """{ "was": "bob", "weight": -1 }""");

        Errors(was).ShouldBe([("was", "conflict"), ("weight", "range")]);
        Errors(rep).ShouldBe([("", "unknown_key"), ("territories[0]", "dangling"), ("weight", "range")]);
        Errors(territory).ShouldBe([("when", "expression")]);
        Errors(queue).ShouldBe([("", "contradiction")]);
        Errors(name).ShouldBe([("id", "contradiction")]);
        _server.Store.Journal.LastSeq.ShouldBe(seq);
    }

    [Fact]
    public async Task What_the_file_still_names_is_not_removed_and_every_reference_is_told()
    {
        var bob = await Send("DELETE", "reps/bob");
        var team = await Send("DELETE", "teams/t");
        var calendar = await Send("DELETE", "calendars/office");
        var territory = await Send("DELETE", "territories/west");

        (bob.Status, bob["code"]).ShouldBe((409, "in_use"));
        Errors(bob).ShouldBe([("accounts[0].owner", "dangling"), ("teams.t.members[1]", "dangling")]);
        Errors(team).ShouldBe([("policy.pools.p.team", "dangling")]);
        Errors(calendar).ShouldBe([("reps[2].calendar", "dangling")]);
        Errors(territory).ShouldBe([("reps[1].territories[0]", "dangling")]);
    }

    [Fact]
    public async Task Who_or_what_holds_leads_is_not_removed_before_they_are_given_away()
    {
        await _server.Send("/v1/leads", """{ "id": "a" }""");
        await _server.Send("/v1/leads", """{ "id": "b", "source": "queue" }""");
        await Send("PATCH", "teams/t", """{ "members": ["bob"] }""");
        await Send("PUT", "queues/spare", """{ "members": ["cy"], "mode": "cherry_pick" }""");

        var ana = await Send("DELETE", "reps/ana");
        var queue = await Send("DELETE", "queues/q");
        await _server.Send("/v1/leads/reassign", """{ "rep": "ana", "to": "bob" }""");

        ana["detail"]
            .ShouldBe("'ana' owns 1 open leads and is offered 0; give them to others first: POST /v1/leads/reassign");
        Errors(queue).ShouldBe([("", "queued"), ("policy.rules[0].route[0].queue", "dangling")]);
        (await Send("DELETE", "reps/ana")).Status.ShouldBe(204);
        (await Send("DELETE", "queues/spare")).Status.ShouldBe(204);
    }

    [Fact]
    public async Task Many_writers_at_once_lose_no_change()
    {
        var writes = Enumerable
            .Range(0, 24)
            .Select(i => Send("PUT", i % 2 == 0 ? $"reps/r{i}" : $"calendars/c{i}", "{}"))
            .Append(Send("PATCH", "reps/ana", """{ "weight": 7 }"""))
            .Append(_server.Send("/v1/reps/bob/status", """{ "status": "away" }"""));

        var statuses = (await Task.WhenAll(writes)).Select(a => a.Status).ToArray();

        statuses.ShouldAllBe(s => s == 201 || s == 200);
        var (reps, calendars) = (await _server.Get("/v1/reps"), await _server.Get("/v1/calendars"));
        (Ids(reps).Length, Ids(calendars).Length).ShouldBe((15, 13));
        (await _server.Get("/v1/reps/ana"))["weight"].ShouldBe("7");
        (await _server.Get("/v1/reps/bob"))["status"].ShouldBe("away");
    }

    [Fact]
    public async Task A_write_that_says_nothing_of_presence_leaves_a_rep_as_he_is()
    {
        await _server.Send("/v1/reps/ana/status", """{ "status": "away" }""");

        var put = await Send("PUT", "reps/ana", """{ "weight": 9 }""");
        await Send("PUT", "teams/uniques", """{ "members": ["cy"] }""");
        var still = await _server.Get("/v1/reps/ana");
        var back = await Send("PATCH", "reps/ana", """{ "status": "available" }""");

        (put["status"], still["status"], still["weight"], back["status"]).ShouldBe(("away", "away", "9", "available"));
    }

    [Fact]
    public async Task An_entry_takes_the_place_and_the_history_of_the_one_that_it_was()
    {
        await _server.Send("/v1/leads", """{ "id": "b", "source": "queue" }""");

        var renamed = await Send("PUT", "queues/desk", """{ "was": "q", "members": ["cy"], "mode": "cherry_pick" }""");
        await Send("PUT", "reps/cyril", """{ "was": "cy" }""");

        // The rules still name the old one.
        Errors(renamed).ShouldBe([("policy.rules[0].route[0].queue", "dangling")]);
        await Send("PATCH", "queues/q", """{ "members": ["bob"] }""");
        (await Send("PUT", "reps/cyril", """{ "was": "cy" }""")).Status.ShouldBe(201);
        Ids(await _server.Get("/v1/reps")).ShouldBe(["ana", "bob", "cyril"]);
    }

    [Fact]
    public async Task An_entry_and_the_whole_file_are_refused_with_every_fault_expressions_included()
    {
        var entry = await Send(
            "PUT",
            "queues/q",
            """{ "member": ["cy"], "mode": "blnd", "require": ["lead.emial"] }"""
        );
        var whole = await Send(
            "PUT",
            "workspace",
            """{ "teams": { "t": { "members": ["x"] }, "u": { "members": { "where": "rep.x" } } } }"""
        );

        Errors(entry)
            .ShouldBe([("", "missing"), ("", "unknown_key"), ("mode", "unknown_word"), ("require[0]", "expression")]);
        Errors(whole).ShouldBe([("teams.t.members[0]", "dangling"), ("teams.u.members.where", "expression")]);
    }

    [Fact]
    public async Task A_list_is_read_page_by_page()
    {
        var first = await _server.Get("/v1/reps?limit=2");
        var second = await _server.Get("/v1/reps?limit=2&cursor=" + first["next_cursor"]);
        var faulty = await _server.Get("/v1/teams?limit=0&cursor=*&sort=x");

        Ids(first).ShouldBe(["ana", "bob"]);
        Ids(second).ShouldBe(["cy"]);
        second["next_cursor"].ShouldBeNull();
        faulty.Json.GetProperty("errors").GetArrayLength().ShouldBe(3);
    }

    [Fact]
    public async Task What_stands_in_a_table_is_read_and_not_changed()
    {
        await _server.Publish(
            Workspace.Replace(
                "accounts: [{ name: Acme, domain: acme.test, owner: bob }]",
                """
                accounts: { table: [[name, domain, tier], [Acme, acme.test, gold], [Wayne, wayne.test, ""]] }
                """.Trim()
            )
        );

        var read = await _server.Get("/v1/accounts/Acme");
        var written = await Send("PATCH", "accounts/Acme", """{ "owner": "ana" }""");

        Same(read.Text, """{ "id": "Acme", "name": "Acme", "domain": "acme.test", "attributes": { "tier": "gold" } }""")
            .ShouldBeTrue(read.Text);
        (written.Status, written["code"]).ShouldBe((409, "in_table"));
    }

    [Fact]
    public async Task A_rep_sees_himself_without_what_the_file_says_of_him()
    {
        using var ana = _server.As(Role.Rep, "ana");
        using var manager = _server.As(Role.Manager, "mo@team.test");

        (await Sent(ana, "GET", "/v1/reps/ana"))["config"].ShouldBeNull();
        (await Sent(ana, "PUT", "/v1/reps/ana", "{}")).Status.ShouldBe(403);
        (await Sent(ana, "GET", "/v1/teams")).Status.ShouldBe(403);
        (await Sent(manager, "PATCH", "/v1/reps/ana", """{ "weight": 3 }"""))["weight"].ShouldBe("3");
        (await Sent(manager, "PUT", "/v1/queues/q", "{}")).Status.ShouldBe(403);
    }

    [Fact]
    public async Task A_change_is_audited()
    {
        using var manager = _server.As(Role.Manager, "mo@team.test");
        await Sent(manager, "PATCH", "/v1/reps/ana", """{ "weight": 3 }""");
        await Sent(manager, "PATCH", "/v1/reps/ana", """{ "weight": 3 }""");

        var entry = _server.Store.Audit.Read(1, null)[0];
        (entry.Act, entry.Subject, entry.Actor).ShouldBe((Acts.WorkspaceChanged, "rep ana", "mo@team.test"));
        entry.Detail.ShouldBe("changed; version 2");
    }

    [Theory]
    [InlineData("PUT", "[]", 422, "expected an object with the keys of one of the teams")]
    [InlineData("PUT", "{\n  x", 400, "line 2, column 3: this is no JSON")]
    [InlineData("PATCH", "5", 422, "expected an object with the keys of one of the teams")]
    [InlineData("PUT", """{ "a": 1, "a": 2 }""", 400, "this is no JSON, or an object has a key twice")]
    public async Task A_body_that_is_no_entry_is_refused(string method, string body, int status, string words)
    {
        var answer = await Send(method, "teams/t", body);

        (answer.Status, answer["detail"]).ShouldBe((status, words));
        Errors(answer).ShouldBe([("", status == 400 ? "syntax" : "wrong_type")]);
    }

    private Task<Answer> Send(string method, string path, string? json = null) =>
        Sent(_server.Client, method, "/v1/" + path, json);

    private static async Task<string> File(RunningServer server)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/v1/workspace");
        request.Headers.Accept.ParseAdd("application/json");
        return (await Answer.Of(await server.Client.SendAsync(request))).Text;
    }

    private static (string, string)[] Errors(Answer answer) =>
        [
            .. answer
                .Json.GetProperty("errors")
                .EnumerateArray()
                .Select(e => (e.GetProperty("path").GetString()!, e.GetProperty("code").GetString()!))
                .Order(),
        ];

    private static string[] Ids(Answer answer) =>
        [.. answer.Json.GetProperty("items").EnumerateArray().Select(i => i.GetProperty("id").GetString()!)];

    private static string Compact(JsonElement value) => JsonSerializer.Serialize(value);

    private static bool Same(string left, string right) =>
        JsonElement.DeepEquals(JsonDocument.Parse(left).RootElement, JsonDocument.Parse(right).RootElement);
}
