using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;

namespace Baton.Server.Tests;

public sealed partial class ImportTests
{
    [Fact]
    public async Task Five_thousand_mixed_rows_are_each_answered_in_order()
    {
        await using var server = await RunningServer.Start(Workspaces.TwoReps);
        var csv = new StringBuilder("Id,E-Mail,First Name,Zip,Country,Seats,Note\r\n");
        for (var i = 1; i <= 5_000; i++)
        {
            var email = i % 10 == 0 ? "nonsense" : $"p{i}@acme.test";
            var seats = i % 25 == 0 ? "many" : i.ToString(CultureInfo.InvariantCulture);
            csv.Append(CultureInfo.InvariantCulture, $"L{i},{email},\"A \"\"{i}\"\",\r\nb\",02139,us,{seats},x\r\n");
        }

        var (status, lines) = await Import(server, csv.ToString(), "text/csv");

        status.ShouldBe(HttpStatusCode.OK);
        lines.Count.ShouldBe(5_001);
        lines.Take(5_000).Select(l => l.GetProperty("row").GetInt32()).ShouldBe(Enumerable.Range(1, 5_000));
        Summary(lines).ShouldBe((5_000, 4_400, 0, 600));
        lines[^1].GetProperty("ignored_columns")[0].GetString().ShouldBe("Note");
        lines[9].GetProperty("status").GetString().ShouldBe("rejected");
        lines[9].GetProperty("errors")[0].GetProperty("code").GetString().ShouldBe("bad_email");
        lines[9].GetProperty("line").GetInt32().ShouldBe(20);
        lines[49].GetProperty("errors").GetArrayLength().ShouldBe(2);
        var lead = await server.Get("/v1/leads/L8");
        lead["fields.first_name"].ShouldBe("A \"8\", b");
        lead["fields.postal_code"].ShouldBe("02139");
        server.Store.Leads.Count().ShouldBe(4_400);
    }

    [Fact]
    public async Task Owners_are_those_of_the_same_leads_one_by_one()
    {
        await using var bulk = await RunningServer.Start(Workspaces.TwoReps);
        await using var single = await RunningServer.Start(Workspaces.TwoReps);
        var rows = Enumerable.Range(1, 700).Select(i => $$"""{ "id": "L{{i}}", "seats": {{i}} }""").ToArray();

        var (_, lines) = await Import(bulk, string.Join('\n', rows), "application/x-ndjson");
        var owners = new List<string?>();
        foreach (var row in rows.Take(60))
        {
            owners.Add((await single.Send("/v1/leads", row))["lead.owner"]);
        }

        lines.Take(60).Select(l => l.GetProperty("owner").GetString()).ShouldBe(owners);
        lines.Take(700).Count(l => l.GetProperty("owner").GetString() == "ana").ShouldBe(350);
    }

    [Fact]
    public async Task An_import_that_broke_off_may_be_run_again()
    {
        await using var server = await RunningServer.Start(Workspaces.TwoReps);
        var csv = "email\n" + string.Concat(Enumerable.Range(1, 900).Select(i => $"p{i}@acme.test\n"));

        // The client goes away in the middle of the file; whatever was stored stays.
        using (var client = new System.Net.Sockets.TcpClient())
        {
            await client.ConnectAsync(IPAddress.Loopback, server.Client.BaseAddress!.Port);
            await using var stream = client.GetStream();
            await stream.WriteAsync(
                Encoding.ASCII.GetBytes(
                    $"POST /v1/leads/import HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {server.Key}\r\nContent-Type: text/csv\r\nContent-Length: {csv.Length}\r\n\r\n"
                        + csv[..(csv.Length / 2)]
                )
            );
            while (server.Store.Leads.Count() < 300)
            {
                await Task.Delay(20);
            }
        }

        var (_, first) = await Import(server, csv, "text/csv");
        var (_, second) = await Import(server, csv, "text/csv");

        var (rows, accepted, repeated, rejected) = Summary(first);
        (rows, rejected).ShouldBe((900, 0));
        repeated.ShouldBeGreaterThanOrEqualTo(300);
        accepted.ShouldBe(900 - repeated);
        Summary(second).ShouldBe((900, 0, 900, 0));
        second[5].GetProperty("id").GetString().ShouldBe(first[5].GetProperty("id").GetString());
        second[5].GetProperty("owner").GetString().ShouldBe(first[5].GetProperty("owner").GetString());
        server.Store.Leads.Count().ShouldBe(900);
    }

    [Fact]
    public async Task Rows_with_ids_are_known_again_by_them_in_any_order()
    {
        await using var server = await RunningServer.Start(Workspaces.TwoReps);
        await Import(server, "id,city\na,Ulm\nb,Bonn\n", "text/csv");

        var (_, lines) = await Import(server, "id,city\nb,Bonn\na,Ulm\nc,Köln\nb,Essen\n", "text/csv");

        lines
            .Take(4)
            .Select(l => l.GetProperty("status").GetString())
            .ShouldBe(["repeated", "repeated", "accepted", "rejected"]);
        lines[3].GetProperty("errors")[0].GetProperty("code").GetString().ShouldBe("conflict");
        lines[0].GetProperty("owner").GetString().ShouldBe("bob");
    }

    [Fact]
    public async Task Two_equal_rows_of_one_file_are_two_leads()
    {
        await using var server = await RunningServer.Start(Workspaces.TwoReps);

        var (_, lines) = await Import(server, "city\nUlm\nUlm\n", "text/csv");

        Summary(lines).ShouldBe((2, 2, 0, 0));
    }

    [Fact]
    public async Task Rows_with_and_without_ids_of_one_file_are_each_known_again()
    {
        await using var server = await RunningServer.Start(Workspaces.TwoReps);
        const string csv = "id,city\na,Ulm\n,Ulm\n\" \",Ulm\n\u200B,Bonn\n\u00FC,Bonn\n\"b\",Bonn\n,Bonn\n,Bonn\n";

        var (_, first) = await Import(server, csv, "text/csv");
        var (_, second) = await Import(server, csv, "text/csv");

        Summary(first).ShouldBe((8, 8, 0, 0));
        Summary(second).ShouldBe((8, 0, 8, 0));
        second
            .Take(8)
            .Select(l => l.GetProperty("id").GetString())
            .ShouldBe(first.Take(8).Select(l => l.GetProperty("id").GetString()));
    }

    [Fact]
    public async Task Columns_go_where_the_caller_says()
    {
        await using var server = await RunningServer.Start(Workspaces.TwoReps);

        var (_, lines) = await Import(
            server,
            "Lead Source;Company Size;E-Mail;Private\nweb;40;a@b.test;x\n",
            "text/csv",
            "?map=Lead%20Source:campaign,Company%20Size:seats,Private:"
        );

        var id = lines[0].GetProperty("id").GetString();
        var lead = await server.Get("/v1/leads/" + id);
        lead["fields.campaign"].ShouldBe("web");
        lead["fields.seats"].ShouldBe("40");
        lead["fields.email"].ShouldBe("a@b.test");
        lead["fields.source"].ShouldBeNull();
        lines[^1].TryGetProperty("ignored_columns", out _).ShouldBeFalse();
    }

    [Fact]
    public async Task A_dry_run_checks_every_row_and_stores_nothing()
    {
        await using var server = await RunningServer.Start(Workspaces.TwoReps);

        var (_, lines) = await Import(server, "email\na@b.test\nnonsense\n", "text/csv", "?dry_run=true");

        Summary(lines).ShouldBe((2, 1, 0, 1));
        lines[^1].GetProperty("dry_run").GetBoolean().ShouldBeTrue();
        server.Store.Leads.Count().ShouldBe(0);
    }

    [Fact]
    public async Task An_array_is_read_element_by_element()
    {
        await using var server = await RunningServer.Start(Workspaces.TwoReps);

        var (_, lines) = await Import(
            server,
            """[ { "city": "a]}\"," }, 7, { "city": { "x": [1] } }, { "citty": "b" }, {"city":"c"} ]""",
            "application/json"
        );

        lines
            .Take(5)
            .Select(l => l.GetProperty("status").GetString())
            .ShouldBe(["accepted", "rejected", "rejected", "rejected", "accepted"]);
        lines[3]
            .GetProperty("errors")[0]
            .GetProperty("message")
            .GetString()
            .ShouldBe("unknown field 'citty'; did you mean 'city'?");
    }

    [Theory]
    [InlineData("[{}, {}", "the array is not closed: rows may be missing", 2)]
    [InlineData("[{} {}]", "expected ',' or ']' after a lead", 1)]
    [InlineData("[{},]", "a lead is missing after ','", 1)]
    [InlineData("{}", "expected an array of leads: '['", 0)]
    [InlineData("", "expected an array of leads: '['", 0)]
    public async Task A_broken_array_keeps_what_came_before(string body, string error, int rows)
    {
        await using var server = await RunningServer.Start(Workspaces.TwoReps);

        var (_, lines) = await Import(server, body, "application/json");

        lines[^1].GetProperty("done").GetBoolean().ShouldBeFalse();
        lines[^1].GetProperty("error").GetString().ShouldBe(error);
        lines[^1].GetProperty("rows").GetInt32().ShouldBe(rows);
    }

    [Fact]
    public async Task A_quote_that_is_never_closed_ends_the_import()
    {
        await using var server = await RunningServer.Start(Workspaces.TwoReps);

        var (_, lines) = await Import(server, "city\nUlm\n\"Bonn\nKoeln\n", "text/csv");

        lines[^1].GetProperty("error").GetString().ShouldBe("the quote that opens in line 3 is never closed");
        lines[^1].GetProperty("accepted").GetInt32().ShouldBe(1);
    }

    [Fact]
    public async Task Bad_cells_are_faults_of_their_rows()
    {
        await using var server = await RunningServer.Start(Workspaces.TwoReps);
        var bytes = Encoding.Latin1.GetBytes("city,title\nKöln,a\nUlm,b,c\n\"Bonn\"x,d\n,\nUlm\n");

        var (_, lines) = await Import(server, bytes, "text/csv");
        var (_, latin) = await Import(server, bytes, "text/csv; charset=iso-8859-1");

        Codes(lines).ShouldBe(["encoding", "too_many_cells", "syntax", "empty", null]);
        Codes(latin).ShouldBe([null, "too_many_cells", "syntax", "empty", null]);
    }

    [Theory]
    [InlineData("?map=Nothing:email", "unknown_column")]
    [InlineData("?map=city:emial", "unknown_field")]
    [InlineData("?map=city", "syntax")]
    [InlineData("?mpa=city:email", "unknown_key")]
    [InlineData("?delimiter=ab", "range")]
    [InlineData("?dry_run=perhaps", "wrong_type")]
    [InlineData("?first_row=0", "range")]
    public async Task A_faulty_plan_is_refused_before_any_row(string query, string code)
    {
        await using var server = await RunningServer.Start(Workspaces.TwoReps);

        var answer = await Answer.Of(
            await server.Client.PostAsync("/v1/leads/import" + query, RunningServer.Text("city\nUlm\n", "text/csv"))
        );

        answer.Status.ShouldBe(422, answer.Text);
        answer.Json.GetProperty("errors")[0].GetProperty("code").GetString().ShouldBe(code);
        server.Store.Leads.Count().ShouldBe(0);
    }

    [Theory]
    [InlineData("utf-16", true)]
    [InlineData("utf-16BE", true)]
    [InlineData("utf-16", false)]
    public async Task A_file_in_UTF_16_that_does_not_say_so_is_refused_whole(string encoding, bool marked)
    {
        await using var server = await RunningServer.Start(Workspaces.TwoReps);
        var utf16 = Encoding.GetEncoding(encoding);
        byte[] bytes = [.. marked ? utf16.GetPreamble() : [], .. utf16.GetBytes("city,title\nUlm,a\n")];

        var refused = await Answer.Of(await server.Client.PostAsync("/v1/leads/import", Content("text/csv")));
        var named = await server.Client.PostAsync("/v1/leads/import", Content($"text/csv; charset={encoding}"));

        (refused.Status, refused["detail"]).ShouldBe(
            (422, "the file is no UTF-8 but looks like UTF-16; name its charset: 'text/csv; charset=utf-16'")
        );
        ((int)named.StatusCode).ShouldBe(200);
        server.Store.Leads.Count().ShouldBe(1);

        ByteArrayContent Content(string type)
        {
            var content = new ByteArrayContent(bytes);
            content.Headers.TryAddWithoutValidation("Content-Type", type);
            return content;
        }
    }

    [Theory]
    [InlineData("text/plain", 415)]
    [InlineData("text/csv; charset=klingon", 415)]
    [InlineData("text/csv", 422)]
    public async Task What_cannot_be_read_at_all_is_refused(string type, int status)
    {
        await using var server = await RunningServer.Start(Workspaces.TwoReps);
        var content = new ByteArrayContent("x;y\n1;2\n"u8.ToArray());
        content.Headers.TryAddWithoutValidation("Content-Type", type);

        ((int)(await server.Client.PostAsync("/v1/leads/import", content)).StatusCode).ShouldBe(status);
    }

    [Fact]
    public async Task A_client_that_reads_nothing_until_it_has_sent_all_is_served()
    {
        await using var server = await RunningServer.Start(Workspaces.TwoReps);
        var row = "nonsense," + new string('x', 30) + "\n";
        var csv = "email,city\n" + string.Concat(Enumerable.Repeat(row, 60_000));
        using var client = new System.Net.Sockets.TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, server.Client.BaseAddress!.Port);
        await using var stream = client.GetStream();

        await stream
            .WriteAsync(
                Encoding.ASCII.GetBytes(
                    $"POST /v1/leads/import HTTP/1.1\r\nHost: x\r\nConnection: close\r\nAuthorization: Bearer {server.Key}\r\nContent-Type: text/csv\r\nContent-Length: {csv.Length}\r\n\r\n{csv}"
                )
            )
            .AsTask()
            .WaitAsync(TimeSpan.FromSeconds(60));

        using var reader = new StreamReader(stream);
        var answer = await reader.ReadToEndAsync();
        answer.ShouldContain("\"rows\":60000,\"accepted\":0,\"repeated\":0,\"rejected\":60000");
    }

    [Fact]
    public async Task A_file_that_is_sent_in_parts_has_the_keys_and_numbers_of_one_piece()
    {
        await using var server = await RunningServer.Start(Workspaces.TwoReps);

        // All rows are equal: only their places tell them apart.
        await Import(server, "city\nUlm\nUlm\n", "text/csv", "?file=x");
        var (_, second) = await Import(server, "city\nUlm\n,\nUlm\n", "text/csv", "?file=x&first_row=3");
        var (_, whole) = await Import(server, "city\nUlm\nUlm\nUlm\n,\nUlm\n", "text/csv", "?file=x");

        second.Take(3).Select(l => l.GetProperty("row").GetInt32()).ShouldBe([3, 4, 5]);
        Summary(second).ShouldBe((3, 2, 0, 1));
        Summary(whole).ShouldBe((5, 0, 4, 1));
        server.Store.Leads.Count().ShouldBe(4);
    }

    private static Task<(HttpStatusCode Status, List<JsonElement> Lines)> Import(
        RunningServer server,
        string body,
        string type,
        string query = ""
    ) => Import(server, Encoding.UTF8.GetBytes(body), type, query);

    private static async Task<(HttpStatusCode Status, List<JsonElement> Lines)> Import(
        RunningServer server,
        byte[] body,
        string type,
        string query = ""
    )
    {
        var content = new ByteArrayContent(body);
        content.Headers.TryAddWithoutValidation("Content-Type", type);
        using var answer = await server.Client.PostAsync("/v1/leads/import" + query, content);
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/x-ndjson");
        var text = await answer.Content.ReadAsStringAsync();
        return (
            answer.StatusCode,
            [.. text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => JsonDocument.Parse(l).RootElement)]
        );
    }

    private static (int Rows, int Accepted, int Repeated, int Rejected) Summary(List<JsonElement> lines) =>
        (
            lines[^1].GetProperty("rows").GetInt32(),
            lines[^1].GetProperty("accepted").GetInt32(),
            lines[^1].GetProperty("repeated").GetInt32(),
            lines[^1].GetProperty("rejected").GetInt32()
        );

    private static IEnumerable<string?> Codes(List<JsonElement> lines) =>
        lines
            .SkipLast(1)
            .Select(l => l.TryGetProperty("errors", out var errors) ? errors[0].GetProperty("code").GetString() : null);
}
