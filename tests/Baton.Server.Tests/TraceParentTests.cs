using Baton.Server.Http;
using Baton.Server.Metrics;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Baton.Server.Tests;

/// <summary>Somebody else's trace goes on through this server.</summary>
public sealed class TraceParentTests : WebhookTest
{
    private const string Trace = "4bf92f3577b34da6a3ce929d0e0e4736";
    private const string Sent = $"00-{Trace}-00f067aa0ba902b7-01";

    [Fact]
    public async Task What_a_traced_request_makes_happen_is_told_with_its_trace()
    {
        await using var receiver = await Receiver.Start();
        await Hook(receiver);

        await Captured(Sent);
        var traced = await receiver.Take(3);
        await Captured("00-00000000000000000000000000000000-00f067aa0ba902b7-01");
        var others = (await receiver.Take(6)).Skip(3);

        traced.Select(ParentOf).ShouldAllBe(p => p.StartsWith($"00-{Trace}-", StringComparison.Ordinal));
        others.Select(ParentOf).ShouldAllBe(p => !p.Contains(Trace, StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_fails_is_logged_with_its_trace()
    {
        var log = new CollectingLog();
        using var instruments = new Instruments(TimeProvider.System);
        var guard = new ProblemGuard(_ => throw new InvalidOperationException("a fault"), instruments, log);
        var context = new DefaultHttpContext { TraceIdentifier = "0H:1" };

        await guard.InvokeAsync(context);
        context.Request.Headers.TraceParent = Sent;
        context.Response.Body = new MemoryStream();
        await guard.InvokeAsync(context);

        log.Lines.ShouldBe(["no route failed (trace 0H:1)", $"no route failed (trace {Trace})"]);
    }

    [Theory]
    [InlineData("")]
    [InlineData("00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01")]
    [InlineData("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7")]
    [InlineData("<script>")]
    public void What_is_no_trace_is_not_passed_on(string sent)
    {
        var context = new DefaultHttpContext();
        context.Request.Headers.TraceParent = sent;

        TraceParent.Of(context).ShouldBeNull();
    }

    private static string ParentOf(Received message) => message.Headers.GetValueOrDefault("traceparent", "");

    private async Task Captured(string trace)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/leads");
        request.Content = RunningServer.Text("{}", "application/json");
        request.Headers.Add("traceparent", trace);
        (await Server.Client.SendAsync(request)).IsSuccessStatusCode.ShouldBeTrue();
    }

    private sealed class CollectingLog : ILogger<ProblemGuard>
    {
        public List<string> Lines { get; } = [];

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel,
            EventId eventId,
            TState state,
            Exception? exception,
            Func<TState, Exception?, string> formatter
        ) => Lines.Add(formatter(state, exception));
    }
}
