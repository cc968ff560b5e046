using Baton.Storage;

namespace Baton.Server.Tests.Describing;

// What is asked, concept by concept: a new route is asked here once for each success that it describes.
public sealed partial class ConformanceTests
{
    private async Task Capture()
    {
        await Ask(201, "POST /v1/leads");
        await Ask(200, "POST /v1/leads");
        await Lead(
            "rich",
            """ "name": "Kim Larsen", "city": "Porto", "interests": ["a"], "consent": true, "seats": 3, "budget": 900.5 """
        );
        await Ask(200, "POST /v1/leads/import", type: "text/csv");
        await Ask(200, "POST /v1/leads/import", type: "application/x-ndjson", query: "?dry_run=true&file=fair");
        await Ask(200, "POST /v1/leads/import", body: """[{ "id": "i1", "source": "offer" }, { "emial": "x" }]""");
        await Ask(
            200,
            "POST /v1/leads/import",
            body: "Lead Source,x\nweb,1\n",
            type: "text/csv",
            query: "?map=Lead%20Source:source,x:"
        );
        await Ask(200, "POST /v1/leads/import/preview", type: "text/csv");
        await Ask(
            200,
            "POST /v1/leads/import/preview",
            body: "x|Mail|Seats\nweb|a@b.test|many\n",
            type: "text/csv",
            query: "?map=x:emial&delimiter=%7C"
        );
        await Ask(200, "PATCH /v1/leads/{id}", "L-1042");
    }

    private async Task Act()
    {
        await Lead("o1", """ "source": "offer", "employees": 2000 """);
        await Ask(200, "GET /v1/leads/{id}", "o1");
        await Ask(200, "POST /v1/leads/{id}/accept", "o1");
        await Lead("o2", """ "source": "offer" """);
        await Ask(200, "POST /v1/leads/{id}/decline", "o2");
        await Lead("q1", """ "source": "pick" """);
        await Ask(200, "POST /v1/leads/{id}/claim", "q1");
        await Lead("q2", """ "source": "pick" """);
        await Ask(200, "POST /v1/queues/{id}/claim", "pick");
        await Ask(200, "POST /v1/leads/{id}/assign", "L-1042");
        await Ask(200, "POST /v1/leads/{id}/contact", "L-1042");
        await Ask(200, "POST /v1/leads/{id}/activities", "L-1042");
        await Ask(200, "POST /v1/leads/{id}/qualify", "L-1042");
        await Ask(200, "POST /v1/leads/{id}/release", "q1");
        await Ask(200, "POST /v1/leads/{id}/outcome", "o1");
        await Ask(200, "POST /v1/leads/{id}/outcome", "q2", """{ "won": false, "reason": "too late" }""");
        await Ask(200, "POST /v1/leads/{id}/reject", "rich");
        await Ask(200, "POST /v1/leads/{id}/restore", "rich");
    }

    private async Task Decide()
    {
        using var ana = _server.As(Role.Rep, "ana@team.test");
        await Lead("d1", """ "source": "dark" """);
        await Lead("mine", """ "source": "pick" """);
        await _talk.Ask(ana, 200, "GET /v1/leads");
        await _talk.Ask(ana, 200, "POST /v1/leads/{id}/claim", "mine", "");
        await _talk.Ask(ana, 200, "POST /v1/leads/{id}/release", "mine", "{}");
        await Lead("cold", """ "source": "cold" """);
        await Ask(200, "GET /v1/leads/{id}/explain", "cold");
        await Lead("junk", """ "source": "junk" """);
        await Ask(200, "POST /v1/leads/{id}/restore", "junk", "");
    }

    private async Task Reassign()
    {
        var preview = await Ask(200, "POST /v1/leads/reassign");
        var body =
            $$"""{ "rep": "ana", "to": { "pool": "p" }, "reason": "no_capacity", "token": "{{preview["token"]}}" }""";
        await Ask(200, "POST /v1/leads/reassign", body: body);
        await Ask(200, "POST /v1/leads/reassign", body: """{ "leads": ["L-1042"], "to": "ana", "note": "n" }""");
    }

    private async Task Suspect()
    {
        foreach (var id in new[] { "k1", "k2", "k3" })
        {
            await Lead(id, """ "name": "Liv Berg", "city": "Oslo" """);
        }

        await Ask(200, "GET /v1/duplicates", query: "?limit=1");
        await Ask(200, "POST /v1/duplicates/{id}/merge", "k3", """{ "owner": "bob" }""");
        await Ask(200, "POST /v1/duplicates/{id}/dismiss", "k2");
        await Ask(200, "POST /v1/leads/{id}/unmerge", "k3");
    }

    private async Task Read()
    {
        await Ask(
            200,
            "GET /v1/leads",
            query: "?limit=2&sort=-number&status=assigned,working&from=2026-01-01T00:00:00Z"
        );
        await Ask(200, "GET /v1/leads/{id}", "L-1042");
        await Ask(200, "GET /v1/leads/{id}/timeline", "L-1042");
        await Ask(200, "GET /v1/leads/{id}/timeline", "o2");
        await Ask(200, "GET /v1/leads/{id}/explain", "L-1042");
        await Ask(200, "GET /v1/leads/{id}/explain", "rich", query: "?rep=bob");
        await Ask(200, "GET /v1/leads/{id}/explain", "rich", query: "?rep=ana");
        await Ask(200, "GET /v1/leads/{id}/score", "L-1042");
        await Ask(200, "GET /v1/segments/{id}/leads", "big");
        await Ask(200, "GET /v1/segments/{id}/leads", "big", query: "?format=csv");
        await Ask(200, "GET /v1/nurture/{id}", "newsletter", query: "?limit=5");
        await Ask(200, "GET /v1/nurture/{id}", "newsletter", query: "?format=csv");
        await Ask(200, "GET /v1/reports/status");
        await Ask(200, "GET /v1/leads", query: "?filter=lead.employees%20%3E%20500&sort=-score&count=true");
        await Ask(200, "GET /v1/leads", query: "?search=Liv&count=1");
    }

    private async Task KnowTags()
    {
        await Lead("tagged", """ "city": "Oslo" """);
        var tag = TagOf(await Ask(200, "GET /v1/leads/{id}", "tagged"));
        await Ask(304, "GET /v1/leads/{id}", "tagged", headers: ("If-None-Match", tag));
        await Ask(200, "PATCH /v1/leads/{id}", "tagged", headers: ("If-Match", tag));
        await Ask(412, "PATCH /v1/leads/{id}", "tagged", headers: ("If-Match", tag));
        tag = TagOf(await Ask(200, "GET /v1/workspace"));
        await Ask(304, "GET /v1/workspace", headers: ("If-None-Match", tag));
        await Ask(412, "PUT /v1/workspace", headers: ("If-Match", "\"old\""));
    }

    private async Task View()
    {
        var made = await Ask(201, "POST /v1/views");
        await Ask(200, "GET /v1/views", query: "?limit=10");
        await Ask(200, "GET /v1/views/{id}", made["id"]!);
        await Ask(304, "GET /v1/views/{id}", made["id"]!, headers: ("If-None-Match", TagOf(made)));
        await Ask(200, "PUT /v1/views/{id}", made["id"]!, """{ "name": "all" }""", headers: ("If-Match", TagOf(made)));
        await Ask(412, "DELETE /v1/views/{id}", made["id"]!, headers: ("If-Match", TagOf(made)));
        await Ask(204, "DELETE /v1/views/{id}", made["id"]!);
    }

    private async Task ChangeEntries()
    {
        await ChangeEntry("reps", "cyd");
        await ChangeEntry("teams", "u");
        await ChangeEntry("calendars", "office");
        await ChangeEntry("territories", "north");
        await ChangeEntry("accounts", "Beta Ltd", """{ "domain": "beta.test" }""");
        await ChangeEntry("queues", "late");
        await Ask(409, "DELETE /v1/teams/{id}", "t");
        await Ask(404, "PATCH /v1/queues/{id}", "none", type: "application/merge-patch+json");
        await Ask(422, "PUT /v1/calendars/{id}", "office", """{ "hours": { "someday": "9" } }""");
    }

    private async Task ChangeEntry(string kind, string id, string? entry = null)
    {
        var (all, one) = ($"/v1/{kind}", $"/v1/{kind}/{{id}}");
        await Ask(201, "PUT " + one, id, entry, headers: ("If-None-Match", "*"));
        await Ask(412, "PUT " + one, id, entry, headers: ("If-None-Match", "*"));
        var tag = TagOf(await Ask(200, "PUT " + one, id, entry));
        await Ask(200, "GET " + all, query: "?limit=100");
        await Ask(200, "GET " + one, id);
        await Ask(304, "GET " + one, id, headers: ("If-None-Match", tag));
        await Ask(200, "PATCH " + one, id, type: "application/merge-patch+json", headers: ("If-Match", tag));
        await Ask(200, "PATCH " + one, id);
        await Ask(412, "DELETE " + one, id, headers: ("If-Match", "\"old\""));
        await Ask(204, "DELETE " + one, id);
    }

    private async Task Hook()
    {
        await using var receiver = await Receiver.Start();
        var made = await Ask(201, "POST /v1/webhooks", body: $$"""{ "url": "{{receiver.Url}}", "after": 0 }""");
        var id = made["id"]!;
        await Ask(200, "GET /v1/webhooks");
        await Ask(200, "GET /v1/webhooks/{id}", id);
        await Ask(200, "PATCH /v1/webhooks/{id}", id);
        var test = await Ask(202, "POST /v1/webhooks/{id}/test", id);
        await receiver.Take(5);
        await Ask(200, "GET /v1/webhooks/{id}/deliveries", id, query: "?state=delivered&limit=5");
        var one = $"{id}/{test["id"]}";
        while ((await Ask(200, "GET /v1/webhooks/{id}/deliveries/{delivery}", one))["state"] != "delivered")
        {
            await Task.Delay(20);
        }

        await Ask(202, "POST /v1/webhooks/{id}/deliveries/{delivery}/redeliver", one);
        await Ask(202, "POST /v1/webhooks/{id}/redeliver", id);
        await Ask(404, "POST /v1/webhooks/{id}/deliveries/{delivery}/redeliver", $"{id}/9.9");
        await Ask(200, "POST /v1/webhooks/{id}/rotate", id);
        await Ask(200, "PATCH /v1/webhooks/{id}", id, """{ "enabled": false }""");
        await Ask(409, "POST /v1/webhooks/{id}/test", id);
        await Ask(204, "DELETE /v1/webhooks/{id}", id);
    }

    private async Task Forget()
    {
        await Ask(200, "POST /v1/exports");
        await Ask(200, "POST /v1/exports", body: """{ "lead": "k3" }""");
        await Ask(200, "POST /v1/erasures");
        var done = await Ask(200, "POST /v1/erasures", body: """{ "lead": "L-1042" }""");
        var opaque = done.Json.GetProperty("leads")[0].GetString()!;
        await Ask(200, "GET /v1/erasures", query: "?limit=1");
        await Ask(200, "GET /v1/erasures/{id}", done["id"]!);
        await Ask(200, "GET /v1/leads/{id}", opaque);
        await Ask(200, "GET /v1/leads/{id}/timeline", opaque);
        await Ask(410, "GET /v1/leads/{id}/explain", opaque);
        await Ask(200, "DELETE /v1/leads/{id}", "k1");
        await Ask(200, "GET /v1/events", query: "?after=0&limit=1000");
    }

    private static string TagOf(Answer answer) => answer.Message.Headers.ETag!.Tag;

    private async Task LookAtPeople()
    {
        await Lead("stray", """ "source": "dark" """);
        await Ask(200, "GET /v1/board");
        await Ask(200, "GET /v1/board", query: "?team=t&limit=2");
        await Ask(200, "GET /v1/exceptions");
        await Ask(200, "POST /v1/reps/{id}/return", "bob");
        await Ask(200, "GET /v1/exceptions/{code}", "queued", query: "?kind=queue&id=dark&limit=1");
        await Ask(200, "GET /v1/reps");
        await Ask(200, "GET /v1/colleagues");
        await Ask(200, "GET /v1/reps/{id}", "ana");
        await Ask(200, "POST /v1/reps/{id}/status", "bob");
        await LookAtOneself();
        await Ask(200, "GET /v1/pools");
        await Ask(200, "GET /v1/pools/{id}", "p");
        await Ask(200, "GET /v1/pools/{id}/next", "p", query: "?count=3");
        await Ask(200, "POST /v1/pools/{id}/ledger", "p");
        await Ask(200, "GET /v1/pools/{id}/ledger", "p");
    }

    private async Task LookAtOneself()
    {
        var ana = _server.As(Storage.Role.Rep, "ana");
        await Ask(201, "POST /v1/leads", body: """{ "id": "T-1", "source": "offer" }""");
        await Ask(201, "POST /v1/leads", body: """{ "id": "T-2", "source": "dark" }""");
        await Ask(200, "POST /v1/reps/{id}/status", "ana");
        await Ask(201, "POST /v1/leads", body: """{ "id": "T-3", "source": "offer" }""");
        await _talk.Ask(ana, 200, "GET /v1/me/turns");
        await _talk.Ask(ana, 200, "POST /v1/me/status", query: "?dry_run=true");
        await _talk.Ask(ana, 200, "POST /v1/me/status", body: """{ "status": "available" }""");
        await Ask(404, "GET /v1/me/turns");
    }

    private async Task Follow()
    {
        await Ask(200, "GET /v1/events", query: "?after=0&limit=1000");
        await Ask(200, "GET /v1/events", headers: ("Accept", "text/event-stream"));
    }

    private async Task SignIn()
    {
        const string Password = "a long and private one";
        using var browser = new Browser(_server);
        var body = $$"""{ "token": "{{_setup}}", "email": "ann@acme.test", "password": "{{Password}}" }""";
        await _talk.Ask(browser.Client, 200, "GET /v1/session");
        await _talk.Ask(browser.Client, 201, "POST /v1/setup", body: body);
        await _talk.Ask(browser.Client, 200, "POST /v1/session");
        var me = await _talk.Ask(browser.Client, 200, "GET /v1/me");
        await _talk.Ask(browser.Client, 403, "POST /v1/me/password");
        me = await _talk.Ask(browser.Client, 200, "POST /v1/me/password", headers: ("X-Baton-CSRF", me["csrf"]!));
        await _talk.Ask(browser.Client, 204, "DELETE /v1/session", headers: ("X-Baton-CSRF", me["csrf"]!));
        await _talk.Ask(browser.Client, 404, "GET /v1/session/oidc");
        await Ask(200, "GET /v1/me");
    }

    private async Task Administer()
    {
        var user = (await Ask(201, "POST /v1/users"))["id"]!;
        await Ask(200, "GET /v1/users");
        await Ask(200, "GET /v1/users/{id}", user);
        await Ask(200, "PATCH /v1/users/{id}", user);
        await Ask(200, "POST /v1/users/{id}/reset", user);
        await Ask(204, "DELETE /v1/users/{id}", user);
        var key = await Ask(201, "POST /v1/keys");
        await _talk.Ask(_server.With(key["key"]!), 200, "GET /v1/me");
        await Ask(200, "GET /v1/keys");
        await Ask(204, "DELETE /v1/keys/{id}", key["id"]!);
        await Ask(200, "GET /v1/audit", query: "?limit=3");
        await Ask(200, "GET /healthz");
        await Ask(200, "GET /readyz");
        await Ask(200, "GET /metrics");
        await Ask(200, "GET /openapi/v1.json");
    }

    private async Task Stop()
    {
        await Ask(200, "POST /v1/pause");
        await Lead("held", """ "source": "web" """);
        await Ask(200, "POST /v1/resume");
        await Ask(200, "GET /v1/workspace");
        await Ask(200, "GET /v1/workspace", headers: ("Accept", "application/json"));
        await Ask(200, "PUT /v1/workspace", type: "application/yaml", query: "?dry_run=true");
        await Ask(200, "PUT /v1/workspace");
        await Ask(200, "GET /v1/events", query: "?after=0&limit=1000");
    }
}
