using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json.Nodes;

namespace Baton.Cli.Tests.Commands;

public sealed class ServeCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task The_first_start_prints_a_key_that_works_and_SIGTERM_ends_it_cleanly()
    {
        using var server = BatonProcess.Start("serve", "--data", _folder["data"], "--urls", "http://127.0.0.1:0");
        var key = server.LineStarting("API key:");
        var url = server.LineStarting("Console:");
        using var http = Client(url, key);

        var answer = await http.PostAsJsonAsync("v1/leads", new { email = "ann@x.test" });

        answer.StatusCode.ShouldBe(HttpStatusCode.Created);
        server.Terminate();
        server.Exit().ShouldBe(0);
        server.Errors.ShouldNotContain("   at ");
    }

    [Fact]
    public void An_address_that_is_taken_is_said_in_one_sentence()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var url = $"http://{other.LocalEndpoint}";

        using var server = BatonProcess.Start("serve", "--data", _folder["data"], "--urls", url);

        server.Exit().ShouldBe(1);
        server.Errors.ShouldContain($"baton: cannot listen on {url} (");
        server.Errors.ShouldNotContain("   at ");
    }

    [Fact]
    public async Task Commands_work_through_a_running_server()
    {
        using var server = BatonProcess.Start("serve", "--data", _folder["data"], "--urls", "http://127.0.0.1:0");
        var url = server.LineStarting("Console:");
        var key = Cli.Do("key", "create", "test", "--data", _folder["data"]).Output.Trim();
        string[] through = ["--server", url, "--key", key];
        var file = _folder.Write(
            "workspace.yaml",
            "workspace: acme\nreps: [{ id: ana }]\npolicy:\n  pools: { all: { members: [ana] } }\n  rules: [{ name: all, route: [{ pool: all }] }]\n"
        );

        Cli.Do(["apply", file, .. through]).Output.ShouldContain("published: ");
        Cli.Do(["apply", file, .. through]).Output.ShouldBe("nothing to change\n");

        var leads = _folder.Write("leads.csv", "email;name;country\na@x.test;Zoë;Narnia\nbad;Ben;\n");
        string[] import = ["import", leads, "--rejects", _folder["bad.csv"], "--json", .. through];
        var imported = Cli.Do(import);
        imported.Json["accepted"]!.GetValue<int>().ShouldBe(1);
        imported.Json["noted"]!.GetValue<int>().ShouldBe(1);
        imported.Error.ShouldStartWith($"{leads}: line 2: left empty: 'country' is not a country");
        Cli.Do(import).Json["repeated"]!.GetValue<int>().ShouldBe(1);
        (await File.ReadAllTextAsync(_folder["bad.csv"])).ShouldEndWith("it has no '@';bad;Ben;\r\n");

        using var http = Client(url, key);
        var lead = (await http.GetFromJsonAsync<JsonObject>("v1/leads"))!["items"]![0]!["id"]!.GetValue<string>();
        Cli.Do(["explain", lead, .. through]).Output.ShouldContain("rule 'all' of version 2 matches every lead");
        foreach (var form in new string[][] { [], ["--json"], ["--rep", "ana"], ["--rep", "ana", "--json"] })
        {
            var there = Cli.Do(["explain", lead, .. form, .. through]).Output;
            Cli.Do(["explain", lead, .. form, "--data", _folder["data"]]).Output.ShouldBe(there);
        }

        Cli.Do(["explain", lead, "--rep", "ana", .. through]).Output.ShouldBe("ana did get it\n");
        Cli.Run(["apply", file, "--server", url, "--key", "bk_wrong"]).Error.ShouldContain("does not accept this key");
        server.Interrupt();
        server.Exit().ShouldBe(0);
    }

    [Fact]
    public void The_second_start_prints_no_key()
    {
        for (var start = 0; start < 2; start++)
        {
            using var server = BatonProcess.Start("serve", "--data", _folder["data"], "--urls", "http://127.0.0.1:0");
            server.LineStarting("Console:");
            server.Seen.Any(l => l.StartsWith("API key:", StringComparison.Ordinal)).ShouldBe(start == 0);
            server.Terminate();
            server.Exit().ShouldBe(0);
        }
    }

    [Fact]
    public void With_a_key_and_an_administrator_made_first_no_secret_is_printed()
    {
        Cli.Do("key", "create", "admin", "--data", _folder["data"]);
        Cli.Do("admin", "create", "ann@acme.test", "--data", _folder["data"]);

        using var server = BatonProcess.Start("serve", "--data", _folder["data"], "--urls", "http://127.0.0.1:0");
        server.LineStarting("Console:");
        server.Terminate();
        server.Exit().ShouldBe(0);

        server.Seen.Select(l => l.Split(' ')[0]).ShouldBe(["Data:", "Console:"]);
    }

    [Fact]
    public void A_log_in_JSON_has_an_object_a_line()
    {
        _folder.Write("data/workspaces/bad/baton.db", "no database");
        string[] flags = ["--data", _folder["data"], "--urls", "http://127.0.0.1:0", "--log-format", "json"];
        using (var server = BatonProcess.Start(["serve", .. flags]))
        {
            server.LineStarting("Console:");
            server.Terminate();
            server.Exit().ShouldBe(0);

            var line = JsonNode.Parse(server.Errors.Split('\n').Single(l => l.Length > 0))!;
            line["EventId"]!.GetValue<int>().ShouldBe(1102);
            line["State"]!["Name"]!.ToString().ShouldBe("bad");
            DateTimeOffset.Parse(line["Timestamp"]!.ToString()).Offset.ShouldBe(TimeSpan.Zero);
        }
    }

    [Theory]
    [InlineData("--urls", "ftp://x", "is no http URL")]
    [InlineData("--log-format", "xml", "log_format: 'xml' is neither text nor json")]
    [InlineData("--log-level", "Loud", "unknown level 'Loud'")]
    public void Wrong_settings_are_two_before_anything_starts(string option, string value, string message)
    {
        var ran = Cli.Run("serve", "--data", _folder["data"], option, value);

        ran.Code.ShouldBe(2);
        ran.Error.ShouldContain(message);
        Directory.Exists(_folder["data"]).ShouldBeFalse();
    }

    private static HttpClient Client(string url, string key)
    {
        var http = new HttpClient { BaseAddress = new Uri(url) };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        return http;
    }
}
