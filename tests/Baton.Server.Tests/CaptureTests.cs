using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Baton.Server.Tests;

public sealed class CaptureTests
{
    [Fact]
    public async Task A_lead_is_answered_with_its_decision()
    {
        await using var server = await RunningServer.Start(Workspaces.TwoReps);

        var answer = await server.Send("/v1/leads", """{ "email": "Ann@Acme.TEST", "country": "us", "seats": 12 }""");

        answer.Status.ShouldBe(201, answer.Text);
        answer["lead.status"].ShouldBe("assigned");
        answer["lead.owner"].ShouldBe("ana");
        answer["lead.fields.email"].ShouldBe("ann@acme.test");
        answer["lead.fields.country"].ShouldBe("US");
        answer["lead.fields.seats"].ShouldBe("12");
        answer["decision.rule"].ShouldBe("all");
        answer["decision.pool"].ShouldBe("p");
        answer["decision.explain"].ShouldBe($"/v1/leads/{answer["lead.id"]}/explain");
        answer.Message.Headers.Location!.ToString().ShouldBe($"/v1/leads/{answer["lead.id"]}");
        (await server.Get(answer.Message.Headers.Location.ToString()))["owner"].ShouldBe("ana");
    }

    [Fact]
    public async Task A_lead_waits_where_nobody_wrote_a_policy_yet()
    {
        await using var server = await RunningServer.Start();

        var answer = await server.Send("/v1/leads", """{ "email": "ann@acme.test" }""");
        await (await server.Publish(Workspaces.TwoReps)).Content.ReadAsStringAsync();

        answer["decision.status"].ShouldBe("waiting", answer.Text);
        (await server.Get("/v1/leads/" + answer["lead.id"]))["owner"].ShouldBe("ana");
    }

    [Fact]
    public async Task The_same_id_and_content_give_the_same_lead()
    {
        await using var server = await RunningServer.Start(Workspaces.TwoReps);
        var first = await server.Send("/v1/leads", """{ "id": "a/1", "email": "ann@acme.test" }""");

        var second = await server.Send("/v1/leads", """{ "email": "ann@acme.test", "id": "a/1" }""");
        var other = await server.Send("/v1/leads", """{ "id": "a/1", "email": "bea@acme.test" }""");

        first.Status.ShouldBe(201);
        second.Status.ShouldBe(200);
        second["lead.owner"].ShouldBe(first["lead.owner"]);
        other.Status.ShouldBe(409);
        other["code"].ShouldBe("conflict");
        first.Message.Headers.Location!.ToString().ShouldBe("/v1/leads/a%2F1");
        (await server.Get("/v1/leads/a%2F1"))["id"].ShouldBe("a/1");
        server.Store.Leads.Count().ShouldBe(1);
    }

    [Fact]
    public async Task The_same_key_gives_the_stored_answer()
    {
        await using var server = await RunningServer.Start(Workspaces.TwoReps);
        var first = await server.Send("/v1/leads", """{ "email": "ann@acme.test" }""", "k1");

        var second = await server.Send("/v1/leads", """{"email":"ann@acme.test"}""", "k1");
        var other = await server.Send("/v1/leads", """{ "email": "bea@acme.test" }""", "k1");

        second.Status.ShouldBe(201);
        second.Text.ShouldBe(first.Text);
        second.Message.Headers.Location.ShouldBe(first.Message.Headers.Location);
        second.Message.Headers.GetValues("Idempotency-Replayed").ShouldBe(["true"]);
        other.Status.ShouldBe(409);
        other["code"].ShouldBe("conflict");
        server.Store.Leads.Count().ShouldBe(1);
    }

    [Fact]
    public async Task Every_fault_is_reported_at_once()
    {
        await using var server = await RunningServer.Start(Workspaces.TwoReps);

        var answer = await server.Send(
            "/v1/leads",
            """{ "emial": "a@b.test", "email": "nonsense", "seats": "many", "status": "won", "city": "A", "city": "B" }"""
        );

        answer.Status.ShouldBe(422);
        answer.Message.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
        answer["code"].ShouldBe("invalid");
        var errors = answer.Json.GetProperty("errors").EnumerateArray().ToArray();
        errors
            .Select(e => $"{e.GetProperty("path")} {e.GetProperty("code")}")
            .ShouldBe(
                ["emial unknown_field", "seats wrong_type", "status reserved", "city repeated", "email bad_email"],
                ignoreOrder: true
            );
        errors[0].GetProperty("message").GetString().ShouldBe("unknown field 'emial'; did you mean 'email'?");
    }

    [Theory]
    [InlineData("{ \"email\": }", 1, 12)]
    [InlineData("{ \"email\": \"a@b.test\",\n  \"city\" }", 2, 10)]
    [InlineData("{ \"city\": \"\\ud800\" }", 1, 11)]
    [InlineData("{} x", 1, 4)]
    public async Task Malformed_text_is_refused_with_its_place(string body, int line, int column)
    {
        await using var server = await RunningServer.Start(Workspaces.TwoReps);

        var answer = await server.Send("/v1/leads", body);

        answer.Status.ShouldBe(400, answer.Text);
        answer["code"].ShouldBe("malformed");
        var error = answer.Json.GetProperty("errors")[0];
        (error.GetProperty("line").GetInt32(), error.GetProperty("column").GetInt32()).ShouldBe((line, column));
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("7")]
    [InlineData("{\"a\":[[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]]}")]
    public async Task What_is_no_flat_object_is_refused(string body)
    {
        await using var server = await RunningServer.Start(Workspaces.TwoReps);

        (await server.Send("/v1/leads", body)).Status.ShouldBe(400);
    }

    [Fact]
    public async Task Another_content_type_is_refused()
    {
        await using var server = await RunningServer.Start(Workspaces.TwoReps);

        var answer = await Answer.Of(
            await server.Client.PostAsync("/v1/leads", RunningServer.Text("email=a@b.test", "text/plain"))
        );

        answer.Status.ShouldBe(415);
        answer["code"].ShouldBe("unsupported_media_type");
    }

    [Fact]
    public async Task A_large_body_is_refused_by_its_length()
    {
        await using var server = await RunningServer.Start(Workspaces.TwoReps);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/leads")
        {
            Content = RunningServer.Text($$"""{ "message": "{{new string('x', 300_000)}}" }""", "application/json"),
        };
        request.Headers.ExpectContinue = true;

        var answer = await Answer.Of(await server.Client.SendAsync(request));

        answer.Status.ShouldBe(413, answer.Text);
        answer["code"].ShouldBe("too_large");
        answer["detail"].ShouldBe("the body is too large: at most 262,144 bytes here");
    }

    [Fact]
    public async Task A_large_body_is_refused_while_it_streams()
    {
        await using var server = await RunningServer.Start(Workspaces.TwoReps);
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, server.Client.BaseAddress!.Port);
        await using var stream = client.GetStream();
        await stream.WriteAsync(
            Encoding.ASCII.GetBytes(
                $"POST /v1/leads HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {server.Key}\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n"
            )
        );
        var chunk = Encoding.ASCII.GetBytes("10000\r\n" + new string(' ', 0x10000) + "\r\n");

        // No last chunk is ever sent: the answer comes while the body still streams.
        for (var i = 0; i < 5; i++)
        {
            await stream.WriteAsync(chunk);
        }

        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        using var reader = new StreamReader(stream);
        (await reader.ReadLineAsync(patience.Token)).ShouldBe("HTTP/1.1 413 Payload Too Large");
        server.Store.Leads.Count().ShouldBe(0);
    }

    [Theory]
    [InlineData("")]
    [InlineData("a b")]
    public async Task A_bad_idempotency_key_is_refused(string key)
    {
        await using var server = await RunningServer.Start(Workspaces.TwoReps);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/leads")
        {
            Content = RunningServer.Text("{}", "application/json"),
        };
        request.Headers.TryAddWithoutValidation("Idempotency-Key", key);

        (await Answer.Of(await server.Client.SendAsync(request))).Status.ShouldBe(400);
    }

    [Fact]
    public async Task Many_at_once_do_not_exceed_a_capacity()
    {
        await using var server = await RunningServer.Start(Workspaces.OneFullRep);

        var answers = await Task.WhenAll(
            Enumerable.Range(1, 32).Select(i => server.Send("/v1/leads", $$"""{ "id": "L{{i}}" }"""))
        );

        answers.ShouldAllBe(a => a.Status == 201);
        answers.Count(a => a["lead.owner"] == "ana").ShouldBe(1);
        answers.Count(a => a["decision.reason"] == "no_eligible_rep").ShouldBe(31);
    }
}
