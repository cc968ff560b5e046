using Baton.Server.Tests.Describing;
using Baton.Storage;
using static Baton.Server.Tests.RunningServer;

namespace Baton.Server.Tests.Walking;

/// <summary>Makes what an operation is about, and the request for it: that is the committed example where it will do.</summary>
internal sealed class Preparing(RunningServer server)
{
    private static readonly Dictionary<string, string> Bodies = new()
    {
        ["POST /v1/leads/{id}/contact"] = "{}",
        ["POST /v1/leads/{id}/assign"] = """{ "rep": "ana" }""",
        ["POST /v1/leads/{id}/outcome"] = """{ "won": true }""",
        ["POST /v1/duplicates/{id}/merge"] = Merge,
        ["POST /v1/views"] = """{ "name": "large" }""",
        ["PUT /v1/views/{id}"] = """{ "name": "larger" }""",
        ["POST /v1/keys"] = """{ "name": "crm", "scopes": ["admin"] }""",
        ["POST /v1/webhooks"] = Hook,
        ["PATCH /v1/webhooks/{id}"] = """{ "description": "d" }""",
        ["PATCH /v1/users/{id}"] = """{ "name": "Xi" }""",
    };

    private const string Liv = """, "name": "Liv Berg", "city": "Oslo" """;
    private const string Merge = """{ "owner": "ana" }""";

    // Leads nowhere, and is told of next to nothing.
    private const string Hook = """{ "url": "http://127.0.0.1:9/", "events": ["personal_data_erased"] }""";

    private readonly HttpClient _manager = server.As(Role.Manager, "mo@team.test");
    private readonly HttpClient _ana = server.As(Role.Rep, "ana@team.test");
    private readonly HttpClient _viewer = server.As(Role.Viewer, null);
    private int _made;
    private string _hook = "";
    private string _delivery = "";
    private string _erasure = "";

    public async Task Begin()
    {
        _hook = await Made("POST", "/v1/webhooks", Hook);
        _delivery = await Made("POST", $"/v1/webhooks/{_hook}/test");
        _erasure = await Made("POST", "/v1/erasures", $$"""{ "lead": "{{await Lead("hers")}}" }""");
        await Lead("hers", Liv);

        // Nothing may go on while it is counted what a request changes.
        while ((await server.Get($"/v1/webhooks/{_hook}/deliveries/{_delivery}"))["state"] != "dead")
        {
            await Task.Delay(20);
        }
    }

    public async Task<Prepared> For(CommittedOperation operation, Role role)
    {
        var path = Conversation.PathOf(operation.Pattern, await IdFor(operation, role));
        var body = operation.Type is null
            ? null
            : Bodies.GetValueOrDefault(operation.Route) ?? Entry(operation) ?? operation.Example;
        return new Prepared(path, body, operation.Type ?? "");
    }

    /// <summary>As it stands when all is prepared, as JSON.</summary>
    public async Task<string> WorkspaceFile()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/v1/workspace");
        request.Headers.Accept.ParseAdd("application/json");
        return (await Answer.Of(await server.Client.SendAsync(request))).Text;
    }

    private Task<string> IdFor(CommittedOperation operation, Role role) =>
        !operation.Pattern.Contains('{') ? Task.FromResult("")
        : operation.Pattern.Split('/')[2] is var kind && kind is "leads" or "duplicates" ? LeadFor(operation)
        : operation.Pattern == "/v1/queues/{id}/claim" ? Claimable()
        : operation.Pattern is "/v1/reps/{id}/status" or "/v1/reps/{id}/return"
        || operation.Route == "GET /v1/reps/{id}"
            ? Task.FromResult("ana")
        : kind switch
        {
            "segments" => Task.FromResult("big"),
            "nurture" => Task.FromResult("newsletter"),
            "pools" => Task.FromResult("p"),
            "exceptions" => Task.FromResult("no_rule"),
            "erasures" => Task.FromResult(_erasure),
            "views" => View(operation, role),
            "users" => Made("POST", "/v1/users", $$"""{ "email": "u{{++_made}}@team.test", "role": "viewer" }"""),
            "keys" => Made("POST", "/v1/keys", """{ "name": "k" }"""),
            "webhooks" => Webhook(operation),
            _ => EntryOf(operation, kind),
        };

    private Task<string> LeadFor(CommittedOperation operation) =>
        operation.Pattern.Split('/')[^1] switch
        {
            "accept" or "decline" => Lead("offer"),
            "claim" or "assign" => Lead("pick"),
            "restore" => Lead("junk"),
            "merge" or "dismiss" => Lead("hers", Liv),
            "unmerge" => Merged(),
            _ => Lead("hers"),
        };

    private async Task<string> Merged()
    {
        var id = await Lead("hers", Liv);
        var merged = await server.Send($"/v1/duplicates/{id}/merge", Merge);
        merged.Status.ShouldBe(200, merged.Text);
        return id;
    }

    private async Task<string> Claimable()
    {
        await Lead("pick");
        return "pick";
    }

    private async Task<string> Lead(string source, string more = "")
    {
        var id = $"made-{++_made}";
        var lead = await server.Send("/v1/leads", $$"""{ "id": "{{id}}", "source": "{{source}}"{{more}} }""");
        lead.Status.ShouldBe(201, lead.Text);
        return id;
    }

    // What somebody changes is his own, and a shared one is an administrator's too; what he reads is shared with him.
    private Task<string> View(CommittedOperation operation, Role role) =>
        operation.IsReading || role == Role.Admin
            ? Made("POST", "/v1/views", """{ "name": "v", "shared": true }""")
            : Made("POST", "/v1/views", """{ "name": "v" }""", ClientOf(role));

    private HttpClient ClientOf(Role role) =>
        role switch
        {
            Role.Admin => server.Client,
            Role.Manager => _manager,
            Role.Rep => _ana,
            Role.Viewer => _viewer,
            _ => throw new ArgumentOutOfRangeException(nameof(role)),
        };

    private async Task<string> Webhook(CommittedOperation operation) =>
        operation.Pattern.Contains("{delivery}", StringComparison.Ordinal) ? $"{_hook}/{_delivery}"
        : operation.Method == "DELETE" ? await Made("POST", "/v1/webhooks", Hook)
        : _hook;

    private async Task<string> EntryOf(CommittedOperation operation, string kind)
    {
        var id = $"e{++_made}";
        if (operation.Method == "PUT")
        {
            return id;
        }

        var put =
            CommittedOperation.All.SingleOrDefault(o => o.Route == $"PUT /v1/{kind}/{{id}}")
            ?? throw new InvalidOperationException($"say here what {operation.Route} is about");
        var made = await Sent(server.Client, "PUT", $"/v1/{kind}/{id}", Entry(put) ?? put.Example);
        made.Status.ShouldBe(201, made.Text);
        return id;
    }

    // An account's domain is no other's.
    private string? Entry(CommittedOperation operation) =>
        operation.Route == "PUT /v1/accounts/{id}" ? $$"""{ "domain": "d{{++_made}}.test" }""" : null;

    private async Task<string> Made(string method, string path, string? body = null, HttpClient? by = null)
    {
        var made = await Sent(by ?? server.Client, method, path, body);
        made.Status.ShouldBeInRange(200, 299, $"{path} {made.Text}");
        return made["id"]!;
    }
}
