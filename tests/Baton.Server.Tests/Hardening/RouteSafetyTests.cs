using System.Net.Http.Headers;
using System.Text;
using Baton.Server.Web;
using Microsoft.Data.Sqlite;
using static Baton.Server.Tests.RunningServer;

namespace Baton.Server.Tests.Hardening;

/// <summary>What holds for every route, also for those that are still to come: each test walks all that the server has.</summary>
public sealed class RouteSafetyTests : IAsyncLifetime
{
    private const string Workspace = """
        workspace: test
        reps: [{ id: ana, user: ana@team.test }]
        teams: { t: { members: [ana] } }
        calendars: { c: { hours: { mon-fri: "09:00-17:00" } } }
        territories: { north: { when: 'lead.country == "NO"' } }
        accounts: [{ name: Acme, domain: acme.test }]
        policy:
          segments: { s: 'lead.employees > 10' }
          qualify: { when: 'lead.source != "cold"', nurture: { track: n } }
          pools: { p: { members: [ana] } }
          queues: { q: { team: t, mode: cherry_pick } }
          rules: [{ name: all, route: [{ pool: p }] }]
        """;

    private static readonly Dictionary<string, string> Ids = new()
    {
        ["leads"] = "L1",
        ["segments"] = "s",
        ["nurture"] = "n",
        ["reps"] = "ana",
        ["teams"] = "t",
        ["calendars"] = "c",
        ["territories"] = "north",
        ["accounts"] = "Acme",
        ["queues"] = "q",
        ["pools"] = "p",
        ["deliveries"] = "1.0",
    };

    private static readonly string[] Pages = ["/docs", "/live", .. ConsolePages.Paths.Select(Filled)];

    private RunningServer _server = null!;

    public async Task InitializeAsync()
    {
        _server = await RunningServer.Start(Workspace);
        (
            await _server.Send("/v1/leads", """{ "id": "L1", "email": "a@acme.test", "employees": 20 }""")
        ).Status.ShouldBe(201);
        SignInTests.Make(_server.Store, "ann@team.test");
    }

    public async Task DisposeAsync() => await _server.DisposeAsync();

    [Fact]
    public async Task Every_answer_says_what_it_is_and_no_data_is_a_page()
    {
        using var stranger = new HttpClient { BaseAddress = _server.Client.BaseAddress };
        var seen = new HashSet<string>();
        foreach (var path in Read("GET").Concat(["/v1/nothing", "/v1/segments/s/leads?format=csv"]))
        {
            foreach (var client in new[] { _server.Client, stranger })
            {
                using var answer = await Begun(client, "GET", path);

                var type = answer.Content.Headers.ContentType.ShouldNotBeNull(path);
                var isPage = type.MediaType == "text/html";
                isPage.ShouldBe(Pages.Contains(path), path);
                (
                    type.CharSet is "utf-8" || !type.MediaType!.StartsWith("text/", StringComparison.Ordinal)
                ).ShouldBeTrue($"{path}: {type}");
                answer.Headers.GetValues("X-Content-Type-Options").ShouldBe(["nosniff"], path);
                answer.Headers.GetValues("Content-Security-Policy").Single().ShouldStartWith("default-src 'none'; ");
                seen.Add(type.MediaType!);
            }
        }

        seen.ShouldContain("text/event-stream");
        seen.ShouldContain("text/csv");
    }

    [Fact]
    public async Task No_answer_may_be_read_by_another_sites_page()
    {
        foreach (var (method, path, _) in Routes.Of(_server).ToArray())
        {
            foreach (var asked in new[] { method, "OPTIONS" })
            {
                using var answer = await Begun(
                    _server.Client,
                    asked,
                    Filled(path),
                    ("Origin", "https://evil.test"),
                    ("Access-Control-Request-Method", method),
                    ("Access-Control-Request-Headers", "authorization,x-baton-csrf")
                );

                answer
                    .Headers.Where(h => h.Key.StartsWith("Access-Control-", StringComparison.OrdinalIgnoreCase))
                    .ShouldBeEmpty($"{asked} {path}");
                answer.Headers.GetValues("Cross-Origin-Resource-Policy").ShouldBe(["same-origin"]);
            }
        }
    }

    [Fact]
    public async Task Whatever_changes_anything_wants_more_than_the_cookie()
    {
        using var browser = new Browser(_server);
        (await browser.SignIn("ann@team.test", SignInTests.Password)).Status.ShouldBe(200);
        string[] open = ["POST /v1/setup", "POST /v1/session"];
        var walked = 0;
        foreach (var (method, path, _) in Routes.Of(_server).Where(r => r.Method is not ("GET" or "HEAD")).ToArray())
        {
            if (!open.Contains($"{method} {path}"))
            {
                using var answer = await Begun(browser.Client, method, Filled(path));
                ((int)answer.StatusCode, (await Answer.Of(answer))["code"]).ShouldBe((403, "csrf"), $"{method} {path}");
                walked++;
            }
        }

        walked.ShouldBeGreaterThan(30);
        var me = await browser.Ask("GET", "/v1/me");
        me.Status.ShouldBe(200);
    }

    // These three a page of another site may send without asking the server first.
    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("multipart/form-data")]
    public async Task No_form_of_another_site_signs_anybody_in(string type)
    {
        using var browser = new Browser(_server);
        var body = $$"""{ "email": "ann@team.test", "password": "{{SignInTests.Password}}" }""";

        foreach (var path in new[] { "/v1/session", "/v1/setup" })
        {
            (await Answer.Of(await browser.Client.PostAsync(path, Text(body, type)))).Status.ShouldBe(415);
        }

        browser.Cookies.Count.ShouldBe(0);
    }

    [Fact]
    public async Task Reading_changes_nothing()
    {
        var before = Dump();
        foreach (var path in Read("GET"))
        {
            using var got = await Begun(_server.Client, "GET", path);
            using var head = await Begun(_server.Client, "HEAD", path);
        }

        Dump().ShouldBe(before);
    }

    [Fact]
    public async Task No_secret_stands_in_an_address()
    {
        using var stranger = new HttpClient { BaseAddress = _server.Client.BaseAddress };
        foreach (var name in new[] { "key", "api_key", "access_token", "token", "authorization" })
        {
            using var answer = await Begun(stranger, "GET", $"/v1/leads?{name}={_server.Key}");
            ((int)answer.StatusCode).ShouldBe(401, name);
        }

        Describing
            .DocumentTests.Operations()
            .SelectMany(o => o.Described["parameters"]?.AsArray() ?? [])
            .Where(p => (string?)p!["in"] == "query")
            .Select(p => (string)p!["name"]!)
            .Where(n => new[] { "key", "token", "password", "secret", "csrf", "email", "phone" }.Any(n.Contains))
            .ShouldBeEmpty();
    }

    private IEnumerable<string> Read(string method) =>
        [.. Routes.Of(_server).Where(r => r.Method == method).Select(r => Filled(r.Path)).Distinct()];

    private static string Filled(string path)
    {
        var parts = path.Split('/');
        for (var i = 1; i < parts.Length; i++)
        {
            parts[i] = parts[i].StartsWith('{') ? Ids.GetValueOrDefault(parts[i - 1], "1") : parts[i];
        }

        return string.Join('/', parts);
    }

    private static async Task<HttpResponseMessage> Begun(
        HttpClient client,
        string method,
        string path,
        params (string Name, string Value)[] headers
    )
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        foreach (var (name, value) in headers)
        {
            request.Headers.Add(name, value);
        }

        // What can stream does, and is not waited for.
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("text/event-stream"));
        return await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
    }

    // Every row of every table.
    private string Dump()
    {
        using var file = new SqliteConnection($"Data Source={Path.Combine(_server.Folder, "baton.db")};Pooling=false");
        file.Open();
        var text = new StringBuilder();
        foreach (var table in Rows(file, "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name").ToArray())
        {
            text.AppendLine(table).AppendJoin('\n', Rows(file, $"SELECT * FROM \"{table}\"")).AppendLine();
        }

        text.Length.ShouldBeGreaterThan(1_000);
        return text.ToString();
    }

    private static IEnumerable<string> Rows(SqliteConnection file, string sql)
    {
        using var command = file.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            yield return string.Join(
                '|',
                Enumerable
                    .Range(0, reader.FieldCount)
                    .Select(i =>
                        reader.GetValue(i) is byte[] bytes ? Convert.ToHexString(bytes) : $"{reader.GetValue(i)}"
                    )
            );
        }
    }
}
