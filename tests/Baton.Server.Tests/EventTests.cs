using System.Net.Http.Headers;
using System.Runtime.CompilerServices;
using Baton.Engine.Events;
using Baton.Server.Events;
using Baton.Storage;

namespace Baton.Server.Tests;

public sealed class EventTests
{
    [Fact]
    public void Every_type_of_event_can_be_written() =>
        EventTypes.Names.Keys.Where(t => EventContext.Default.GetTypeInfo(t) is null).ShouldBeEmpty();

    [Fact]
    public async Task The_journal_is_read_page_by_page_without_contact_data()
    {
        await using var server = await RunningServer.Start(Workspaces.TwoReps);
        var lead = await server.Send(
            "/v1/leads",
            """{ "id": "ann-7", "email": " Ann@acme.test", "hobby": "chess", "country": "US" }"""
        );

        var all = await server.Get("/v1/events");
        var rest = await server.Get("/v1/events?after=" + all["next_after"]);

        var items = all.Json.GetProperty("items").EnumerateArray().ToArray();
        items
            .Select(e => e.GetProperty("type").GetString())
            .ShouldBe(["policy_published", "policy_published", "lead_captured", "lead_routed", "lead_assigned"]);
        items[2].GetProperty("data").GetProperty("fields").GetProperty("country").GetString().ShouldBe("US");
        items[2].GetProperty("lead").GetString()!.ShouldStartWith("ld_");
        items[4].GetProperty("data").GetProperty("charges")[0].GetProperty("cost").GetDecimal().ShouldBe(1);
        items[4].GetProperty("actor").GetString().ShouldBe("admin");
        foreach (var secret in new[] { "ann", "Ann", "chess" })
        {
            all.Text.ShouldNotContain(secret);
        }

        rest.Json.GetProperty("items").GetArrayLength().ShouldBe(0);
        (await server.Get("/v1/leads/" + items[2].GetProperty("lead").GetString()))["id"].ShouldBe(lead["lead.id"]);
    }

    [Fact]
    public async Task A_stream_is_live_and_resumes_where_it_broke()
    {
        await using var server = await RunningServer.Start(Workspaces.TwoReps);
        await server.Send("/v1/leads", "{}");
        string last;
        await using (var stream = Stream(server, "0").GetAsyncEnumerator())
        {
            var types = new List<string>();
            while (types.Count < 3)
            {
                (await stream.MoveNextAsync()).ShouldBeTrue();
                types.Add(stream.Current.Type);
            }

            types.ShouldBe(["policy_published", "policy_published", "lead_captured"]);
            last = stream.Current.Id;
        }

        await using var resumed = Stream(server, last).GetAsyncEnumerator();
        (await Next(resumed)).ShouldBe("lead_routed");
        (await Next(resumed)).ShouldBe("lead_assigned");
        var next = Next(resumed);
        next.IsCompleted.ShouldBeFalse();
        await server.Send("/v1/leads", "{}");
        (await next).ShouldBe("lead_captured");
    }

    [Fact]
    public async Task Each_subscriber_gets_what_he_may_see()
    {
        await using var server = await RunningServer.Start(Workspaces.Offers);
        using var ana = server.As(Role.Rep, "ana");
        using var bob = server.As(Role.Rep, "bob");
        await using var anas = Stream(ana, "0").GetAsyncEnumerator();
        await using var bobs = Stream(bob, "0").GetAsyncEnumerator();

        // Offered to Ana; then one in the queue, which both see.
        await server.Send("/v1/leads", """{ "id": "x" }""");
        await server.Send("/v1/leads", """{ "id": "y", "source": "queue" }""");

        (await Next(bobs)).ShouldBe("lead_captured");
        bobs.Current.Id.ShouldBe("4.0");
        (await Next(anas)).ShouldBe("lead_captured");
        anas.Current.Id.ShouldBe("3.0");
    }

    [Fact]
    public async Task A_stream_ends_within_seconds_after_its_key_is_revoked()
    {
        await using var server = await RunningServer.Start(Workspaces.TwoReps);
        using var partner = server.As(Role.Viewer, null);
        await using var stream = Stream(partner, "0").GetAsyncEnumerator();
        await using var other = Stream(server, "0").GetAsyncEnumerator();
        (await Next(stream)).ShouldBe("policy_published");
        (await Next(stream)).ShouldBe("policy_published");
        server.Store.Keys.Revoke(server.Store.Keys.List()[^1].Id).ShouldBeTrue();

        var ended = stream.MoveNextAsync().AsTask();

        (await Task.WhenAny(ended, Task.Delay(TimeSpan.FromSeconds(15)))).ShouldBe(ended);
        (await ended).ShouldBeFalse();
        (await Next(other)).ShouldBe("policy_published");
    }

    [Fact]
    public async Task A_stream_ends_within_seconds_after_the_role_of_its_key_is_another()
    {
        await using var server = await RunningServer.Start(Workspaces.TwoReps);
        using var partner = server.As(Role.Manager, "mo@team.test");
        await using var stream = Stream(partner, "2").GetAsyncEnumerator();
        await server.Send("/v1/leads", "{}");
        (await Next(stream)).ShouldBe("lead_captured");
        server.ChangeRole("mo@team.test", "rep");

        // Leads go on coming, so that the stream is never idle.
        var seen = 0;
        var ended = Task.Run(async () =>
        {
            while (await stream.MoveNextAsync())
            {
                seen++;
            }
        });
        for (var second = 0; second < 12 && !ended.IsCompleted; second++)
        {
            await server.Send("/v1/leads", "{}");
            await Task.Delay(TimeSpan.FromSeconds(1));
        }

        ended.IsCompletedSuccessfully.ShouldBeTrue();
        seen.ShouldBeInRange(1, 3 * 8);
    }

    [Fact]
    public async Task Streams_end_when_the_server_stops()
    {
        var server = await RunningServer.Start(Workspaces.TwoReps);
        await using var stream = Stream(server, "0").GetAsyncEnumerator();
        await Next(stream);

        var stopping = server.App.StopAsync();

        (await Task.WhenAny(stopping, Task.Delay(TimeSpan.FromSeconds(20)))).ShouldBe(stopping);
        await server.DisposeAsync();
    }

    [Theory]
    [InlineData("?after=x")]
    [InlineData("?limit=0")]
    public async Task A_place_that_is_none_is_refused(string query)
    {
        await using var server = await RunningServer.Start();

        (await server.Get("/v1/events" + query)).Status.ShouldBe(422);
    }

    [Theory]
    [InlineData("x")]
    [InlineData("-1")]
    [InlineData("1.x")]
    [InlineData("1.2.3")]
    [InlineData("1, 2")]
    [InlineData("99999999999999999999")]
    public async Task A_stream_is_not_resumed_from_what_is_no_place(string last)
    {
        await using var server = await RunningServer.Start(Workspaces.TwoReps);

        var refused = await Resumed(server, last);

        (refused.Status, refused["code"]).ShouldBe((400, "malformed"), last);
        refused["detail"].ShouldBe("'Last-Event-ID' is the 'id' of a message such as 12.0, or the 'seq' of a record");
    }

    [Theory]
    [InlineData("3")]
    [InlineData("3.0")]
    [InlineData("9007199254740991")]
    [InlineData("9223372036854775807")]
    public async Task A_stream_from_beyond_the_journal_is_refused_and_not_waited_for(string last)
    {
        await using var server = await RunningServer.Start(Workspaces.TwoReps);
        server.Store.Journal.LastSeq.ShouldBe(2);

        var header = await Resumed(server, last);
        var query = await Resumed(server, null, "?after=" + last);
        var page = await server.Get("/v1/events?after=" + last);

        (header.Status, header["code"]).ShouldBe((409, "beyond_journal"));
        header["detail"]
            .ShouldBe(
                "the journal ends with record 2 and never had this place; was it restored from a backup? "
                    + "Read again from a place that you know to be the same"
            );
        query.Text.ShouldBe(header.Text);
        (page.Status, page["last_seq"]).ShouldBe((200, "2"));
    }

    private static async Task<Answer> Resumed(RunningServer server, string? last, string query = "")
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/v1/events" + query);
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("text/event-stream"));
        if (last is not null)
        {
            request.Headers.TryAddWithoutValidation("Last-Event-ID", last);
        }

        using var answer = await server.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        ((int)answer.StatusCode).ShouldBeGreaterThanOrEqualTo(400, $"{last} {query}");
        return await Answer.Of(answer);
    }

    private static async Task<string> Next(IAsyncEnumerator<(string Id, string Type)> stream)
    {
        (await stream.MoveNextAsync()).ShouldBeTrue();
        return stream.Current.Type;
    }

    private static IAsyncEnumerable<(string Id, string Type)> Stream(RunningServer server, string after) =>
        Stream(server.Client, after);

    private static async IAsyncEnumerable<(string Id, string Type)> Stream(
        HttpClient client,
        string after,
        [EnumeratorCancellation] CancellationToken cancellation = default
    )
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/v1/events");
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("text/event-stream"));
        request.Headers.Add("Last-Event-ID", after);
        using var answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellation);
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("text/event-stream");
        using var reader = new StreamReader(await answer.Content.ReadAsStreamAsync(cancellation));
        var (id, type) = ("", "");
        while (await reader.ReadLineAsync(cancellation) is { } line)
        {
            id = line.StartsWith("id: ", StringComparison.Ordinal) ? line[4..] : id;
            type = line.StartsWith("event: ", StringComparison.Ordinal) ? line[7..] : type;
            if (line.StartsWith("data: ", StringComparison.Ordinal))
            {
                yield return (id, type);
            }
        }
    }
}
