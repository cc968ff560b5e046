using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Baton.Client.Tests;

/// <summary>What the client does when a server is busy, gone or no server of Baton's: a real one on a port of its own answers by turns.</summary>
public sealed class PatienceTests
{
    private const string Busy =
        """{"type":"about:blank","title":"x","status":503,"code":"busy","detail":"too much is waiting"}""";
    private const string Done = """{"lead":{"id":"L","status":"assigned"},"decision":null}""";

    [Theory]
    [InlineData(503)]
    [InlineData(429)]
    public async Task A_busy_server_is_asked_again_under_the_same_key_when_it_says(int status)
    {
        await using var server = await TurnServer.Start((status, Busy), (status, Busy), (200, Done));
        using var baton = server.Client(new BatonClientOptions());
        var begun = TimeProvider.System.GetTimestamp();

        var captured = await baton.CaptureAsync(new LeadFields());

        captured.Lead.Id.ShouldBe("L");
        server.Keys.Count.ShouldBe(3);
        server.Keys.Distinct().Single().Length.ShouldBe(32);
        TimeProvider.System.GetElapsedTime(begun).ShouldBeGreaterThan(TimeSpan.FromSeconds(1.9));
    }

    [Fact]
    public async Task After_the_last_try_the_refusal_is_thrown()
    {
        await using var server = await TurnServer.Start((503, Busy), (503, Busy));
        using var baton = server.Client(new BatonClientOptions { Retries = 1 });

        var busy = await Should.ThrowAsync<BatonException>(() => baton.CaptureAsync(new LeadFields()));

        (busy.Status, busy.Code).ShouldBe((HttpStatusCode.ServiceUnavailable, "busy"));
        server.Keys.Count.ShouldBe(2);
    }

    [Fact]
    public async Task More_patience_than_the_caller_has_is_not_shown()
    {
        await using var server = await TurnServer.Start((503, Busy));
        using var baton = server.Client(new BatonClientOptions { LongestWait = TimeSpan.FromSeconds(0.5) });

        (await Should.ThrowAsync<BatonException>(() => baton.CaptureAsync(new LeadFields()))).Code.ShouldBe("busy");
        server.Keys.Count.ShouldBe(1);
    }

    [Fact]
    public async Task What_is_refused_for_good_is_not_tried_again()
    {
        await using var server = await TurnServer.Start((409, Busy.Replace("busy", "closed")), (200, Done));
        using var baton = server.Client(new BatonClientOptions());

        (await Should.ThrowAsync<BatonException>(() => baton.AcceptAsync("L"))).Code.ShouldBe("closed");
        server.Keys.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_connection_that_breaks_is_opened_again_and_the_lead_is_captured_once()
    {
        await using var server = await TurnServer.Start((0, ""), (200, Done));
        using var baton = server.Client(new BatonClientOptions());

        (await baton.CaptureAsync(new LeadFields())).Lead.Id.ShouldBe("L");
        server.Keys.Count.ShouldBe(2);
        server.Keys.Distinct().Count().ShouldBe(1);
    }

    [Fact]
    public async Task What_the_server_would_do_twice_is_not_tried_again_where_it_may_have_been_done()
    {
        await using var server = await TurnServer.Start((503, Busy), (0, ""), (200, Done));
        using var baton = server.Client(new BatonClientOptions());

        await Should.ThrowAsync<HttpRequestException>(() => baton.CreateKeyAsync(new NewKey { Name = "crm" }));

        server.Keys.ShouldBe(["", ""]);
    }

    [Fact]
    public async Task The_answer_of_something_else_on_the_way_is_told_apart()
    {
        await using var server = await TurnServer.Start((502, "<html>bad gateway</html>"));
        using var baton = server.Client(new BatonClientOptions());

        var fault = await Should.ThrowAsync<BatonException>(() => baton.GetAsync("L"));

        (fault.Status, fault.Code).ShouldBe((HttpStatusCode.BadGateway, "unreadable_answer"));
    }

    /// <summary>Gives the next of its answers to each request; 0 breaks the connection.</summary>
    private sealed class TurnServer(WebApplication app, List<string> keys) : IAsyncDisposable
    {
        public IReadOnlyList<string> Keys => keys;

        public static async Task<TurnServer> Start(params (int Status, string Body)[] answers)
        {
            var builder = WebApplication.CreateSlimBuilder();
            builder.Logging.ClearProviders();
            var app = builder.Build();
            app.Urls.Add("http://127.0.0.1:0");
            var keys = new List<string>();
            app.Run(context =>
            {
                keys.Add(context.Request.Headers["Idempotency-Key"].ToString());
                return Answer(context, answers[keys.Count - 1]);
            });
            await app.StartAsync();
            return new TurnServer(app, keys);
        }

        public BatonClient Client(BatonClientOptions options) => new(new Uri(app.Urls.Single()), "bk_x", options);

        public async ValueTask DisposeAsync() => await app.DisposeAsync();

        private static Task Answer(HttpContext context, (int Status, string Body) answer)
        {
            if (answer.Status == 0)
            {
                context.Abort();
                return Task.CompletedTask;
            }

            context.Response.StatusCode = answer.Status;
            context.Response.Headers.RetryAfter = answer.Status is 429 or 503 ? "1" : default(string);
            return context.Response.WriteAsync(answer.Body);
        }
    }
}
