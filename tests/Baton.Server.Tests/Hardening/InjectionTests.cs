using System.Text;
using static Baton.Server.Tests.RunningServer;

namespace Baton.Server.Tests.Hardening;

/// <summary>Text stays text: in SQL, in JSON, in a stream of events, in an address.</summary>
public sealed class InjectionTests : IAsyncLifetime
{
    // Ends a literal of SQL and goes on; a form of it for each kind of quote.
    private const string Sql = "x' OR '1'='1";
    private const string Json = "\"}, \"owner\": \"bob\", \"x\": \"</script>\\\ndata: {}\n\nevent: made_up";

    private const string Workspace = """
        workspace: test
        reps: [{ id: ana }, { id: bob }]
        policy:
          fields: { motto: string }
          segments: { all: 'true' }
          pools: { p: { members: [ana] } }
          rules: [{ name: all, route: [{ pool: p }] }]
        """;

    private RunningServer _server = null!;

    public async Task InitializeAsync()
    {
        _server = await RunningServer.Start(Workspace);
        await Capture("plain", "plain");
        await Capture(Sql, Sql);
    }

    public async Task DisposeAsync() => await _server.DisposeAsync();

    [Theory]
    [InlineData("filter", "lead.company == \"{}\"")]
    [InlineData("filter", "lead.company in [\"{}\", \"none\"]")]
    [InlineData("filter", "lead.company.startsWith(\"{}\")")]
    [InlineData("filter", "lead.motto == \"{}\"")]
    [InlineData("filter", "lead.motto in [\"{}\"]")]
    [InlineData("filter", "lead.motto.contains(\"{}\")")]
    [InlineData("filter", "lead.source == \"{}\"")]
    [InlineData("filter", "lead.source in [\"{}\"]")]
    [InlineData("search", "{}")]
    [InlineData("source", "{}")]
    public async Task What_is_asked_for_is_compared_and_never_run(string name, string value)
    {
        var answer = await _server.Get($"/v1/leads?{name}={Uri.EscapeDataString(value.Replace("{}", Sql))}");

        answer.Status.ShouldBe(200, answer.Text);
        Ids(answer).ShouldBe([Sql]);
    }

    [Theory]
    [InlineData("sort")]
    [InlineData("cursor")]
    [InlineData("status")]
    [InlineData("owner")]
    [InlineData("pool")]
    [InlineData("queue")]
    [InlineData("rule")]
    [InlineData("from")]
    [InlineData("limit")]
    public async Task What_names_nothing_finds_nothing(string name)
    {
        foreach (var text in new[] { "number; DROP TABLE leads; --", "1' OR '1'='1", "1) OR (1=1", "\" OR \"\"=\"" })
        {
            var answer = await _server.Get($"/v1/leads?{name}={Uri.EscapeDataString(text)}");

            (answer.Status is 400 or 422 || (answer.Status == 200 && Ids(answer).Length == 0)).ShouldBeTrue(
                answer.Text
            );
        }

        Ids(await _server.Get("/v1/leads")).ShouldBe([Sql, "plain"]);
    }

    [Fact]
    public async Task An_id_in_a_path_is_that_of_one_lead_or_of_none()
    {
        (await _server.Get("/v1/leads/" + Uri.EscapeDataString(Sql)))["id"].ShouldBe(Sql);
        (await _server.Get("/v1/leads/" + Uri.EscapeDataString("y' OR '1'='1")))["code"].ShouldBe("unknown_lead");
    }

    [Fact]
    public async Task A_text_comes_back_as_it_was_sent_and_says_nothing_else()
    {
        await Capture("odd", Json);
        using var stream = await Stream();
        using var lines = new StreamReader(await stream.Content.ReadAsStreamAsync(), Encoding.UTF8);

        var lead = await _server.Get("/v1/leads/odd");
        var listed = (await _server.Get("/v1/leads")).Json.GetProperty("items")[0];
        var (types, told) = await Told(lines, leads: 3);

        (lead["fields.motto"], lead["owner"]).ShouldBe((Json, "ana"));
        listed.GetProperty("fields").GetProperty("motto").GetString().ShouldBe(Json);
        told.ShouldContain("lead_captured");
        types.ShouldNotContain("made_up");
        types.ShouldBe(told);
    }

    [Theory]
    [InlineData("../../v1/keys")]
    [InlineData("a/b?c=d#e%20&f=g")]
    [InlineData("<b>\"ü\"</b> '")]
    [InlineData("javascript:alert(1)")]
    public async Task The_address_of_a_lead_leads_to_it_whatever_its_id_is(string id)
    {
        var made = await Capture(id, "x");

        var address = made.Message.Headers.Location!.OriginalString;
        address.ShouldBe("/v1/leads/" + Uri.EscapeDataString(id));
        (await _server.Get(address))["id"].ShouldBe(id);
        (await _server.Get(made["decision.explain"]!)).Status.ShouldBe(200);
    }

    private async Task<Answer> Capture(string id, string text)
    {
        var lead = new Dictionary<string, string>
        {
            ["id"] = id,
            ["company"] = text,
            ["motto"] = text,
            ["source"] = text,
        };
        var answer = await _server.Send("/v1/leads", System.Text.Json.JsonSerializer.Serialize(lead));
        answer.Status.ShouldBe(201, answer.Text);
        return answer;
    }

    private async Task<HttpResponseMessage> Stream()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/v1/events?after=0");
        request.Headers.Accept.ParseAdd("text/event-stream");
        return await _server.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
    }

    // The types that a reader of the stream takes, and those that stand in the data, until so many leads are assigned.
    private static async Task<(List<string> Types, List<string> Told)> Told(StreamReader lines, int leads)
    {
        var (types, told) = (new List<string>(), new List<string>());
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (await lines.ReadLineAsync(patience.Token) is { } line)
        {
            if (line.StartsWith("event: ", StringComparison.Ordinal))
            {
                types.Add(line["event: ".Length..]);
            }
            else if (line.StartsWith("data: ", StringComparison.Ordinal))
            {
                var data = System.Text.Json.JsonDocument.Parse(line["data: ".Length..]).RootElement;
                told.Add(data.GetProperty("type").GetString()!);
                if (told.Count(t => t == "lead_assigned") == leads)
                {
                    break;
                }
            }
        }

        return (types, told);
    }

    private static string[] Ids(Answer answer) =>
        [.. answer.Json.GetProperty("items").EnumerateArray().Select(i => i.GetProperty("id").GetString()!)];
}
