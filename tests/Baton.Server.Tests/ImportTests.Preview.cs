using System.Text.Json;

namespace Baton.Server.Tests;

public sealed partial class ImportTests
{
    [Fact]
    public async Task A_preview_says_how_the_first_rows_would_be_read_and_stores_nothing()
    {
        await using var server = await RunningServer.Start(Workspaces.TwoReps);
        var rows = string.Concat(Enumerable.Range(1, 300).Select(i => $"p{i}@acme.test;us;x;{i};7\n"));

        var look = await Preview(server, $"E-Mail;Land;Note;Seats;grade\nnonsense;de;;;\n{rows}", "?map=Land:country");

        look.GetProperty("delimiter").GetString().ShouldBe(";");
        look.GetProperty("columns")
            .EnumerateArray()
            .Select(c => c.GetProperty("field").GetString())
            .ShouldBe(["email", "country", null, "seats", null]);
        look.GetProperty("rows").GetArrayLength().ShouldBe(10);
        look.GetProperty("rows")[0].GetProperty("errors")[0].GetProperty("code").GetString().ShouldBe("bad_email");
        look.GetProperty("rows")[9].GetProperty("line").GetInt32().ShouldBe(11);
        var read = look.GetProperty("rows")[1].GetProperty("fields");
        read.GetProperty("country").GetString().ShouldBe("US");
        read.GetProperty("seats").GetInt32().ShouldBe(1);
        var known = look.GetProperty("fields").EnumerateArray().ToDictionary(f => f.GetProperty("name").GetString()!);
        known["seats"].GetProperty("type").GetString().ShouldBe("number");
        known["seats"].GetProperty("custom").GetBoolean().ShouldBeTrue();
        known.ShouldNotContainKey("grade");
        server.Store.Leads.Count().ShouldBe(0);
    }

    [Fact]
    public async Task A_preview_says_what_would_be_left_empty_as_the_import_does()
    {
        await using var server = await RunningServer.Start(Workspaces.TwoReps);
        const string csv = "id,country,phone\nA-1,Narnia,call me\nA-2,DE,\n";

        var look = await Preview(server, csv, "");
        var dry = await server.Client.PostAsync("/v1/leads/import?dry_run=true", RunningServer.Text(csv, "text/csv"));

        var rows = look.GetProperty("rows");
        var notes = rows[0].GetProperty("notes").EnumerateArray().ToArray();
        notes.Select(n => n.GetProperty("code").GetString()).ShouldBe(["unknown_country", "bad_phone"]);
        rows[0].GetProperty("errors").GetArrayLength().ShouldBe(0);
        rows[0].GetProperty("fields").TryGetProperty("country", out _).ShouldBeFalse();
        rows[1].TryGetProperty("notes", out _).ShouldBeFalse();
        var line = JsonDocument.Parse((await dry.Content.ReadAsStringAsync()).Split('\n')[0]).RootElement;
        line.GetProperty("notes").GetRawText().ShouldBe(rows[0].GetProperty("notes").GetRawText());
    }

    [Theory]
    [InlineData("a,b\nx,y\n", "", "missing")]
    [InlineData("city\nUlm\n", "?map=city:citty", "unknown_field")]
    [InlineData("city\nUlm\n\"Bonn\n", "", "syntax")]
    public async Task A_preview_tells_what_is_wrong_beside_what_there_is(string csv, string query, string code)
    {
        await using var server = await RunningServer.Start(Workspaces.TwoReps);

        var look = await Preview(server, csv, query);

        look.GetProperty("errors")[0].GetProperty("code").GetString().ShouldBe(code);
        look.GetProperty("fields").GetArrayLength().ShouldBeGreaterThan(20);
    }

    [Theory]
    [InlineData("application/json", "[]", 415)]
    [InlineData("text/csv", "", 422)]
    public async Task A_preview_is_of_csv_alone(string type, string body, int status)
    {
        await using var server = await RunningServer.Start(Workspaces.TwoReps);

        var answer = await server.Client.PostAsync("/v1/leads/import/preview", RunningServer.Text(body, type));

        ((int)answer.StatusCode).ShouldBe(status);
    }

    private static async Task<JsonElement> Preview(RunningServer server, string csv, string query)
    {
        var answer = await Answer.Of(
            await server.Client.PostAsync("/v1/leads/import/preview" + query, RunningServer.Text(csv, "text/csv"))
        );
        answer.Status.ShouldBe(200, answer.Text);
        return answer.Json;
    }
}
