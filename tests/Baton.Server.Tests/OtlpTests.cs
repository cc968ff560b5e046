using System.Collections.Concurrent;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Baton.Server.Tests;

public sealed class OtlpTests : IAsyncLifetime
{
    private readonly ConcurrentQueue<(string Path, string? Type, string Body)> _received = [];
    private WebApplication _collector = null!;

    public async Task InitializeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        _collector = builder.Build();
        _collector.Run(async context =>
        {
            using var body = new MemoryStream();
            await context.Request.Body.CopyToAsync(body);
            var text = Encoding.Latin1.GetString(body.ToArray());
            _received.Enqueue((context.Request.Path, context.Request.ContentType, text));
        });
        await _collector.StartAsync();
    }

    public async Task DisposeAsync() => await _collector.DisposeAsync();

    [Fact]
    public async Task Figures_and_traces_reach_the_collector_and_name_no_lead()
    {
        await using (
            var server = await RunningServer.Start(with: o => o with { OtlpEndpoint = _collector.Urls.Single() })
        )
        {
            (await server.Send("/v1/leads", """{ "id": "secret-id", "email": "ann@who.test" }""")).Status.ShouldBe(201);
            (await server.Get("/v1/leads/secret-id?ask=secret-word")).Status.ShouldBe(200);
        }

        _received.ShouldAllBe(r => r.Type == "application/x-protobuf");
        var metrics = Received("/v1/metrics");
        metrics.ShouldContain("baton.leads.captured");
        metrics.ShouldContain("baton.http.request.duration");
        var traces = Received("/v1/traces");
        traces.ShouldContain("POST /v1/leads");
        traces.ShouldContain("GET /v1/leads/{id}");
        traces.ShouldContain("http.response.status_code");
        foreach (var secret in new[] { "secret-id", "secret-word", "who.test" })
        {
            (metrics + traces).ShouldNotContain(secret);
        }
    }

    [Fact]
    public async Task A_collector_that_is_away_harms_nothing()
    {
        var gone = _collector.Urls.Single();
        await _collector.StopAsync();
        await using var server = await RunningServer.Start(with: o => o with { OtlpEndpoint = gone });

        (await server.Send("/v1/leads", """{ "id": "x" }""")).Status.ShouldBe(201);
    }

    [Theory]
    [InlineData("127.0.0.1:4318")]
    [InlineData("ftp://127.0.0.1")]
    [InlineData("http://127.0.0.1:4318?x=1")]
    public async Task A_wrong_address_is_a_fault_before_anything_starts(string endpoint)
    {
        var fault = await Should.ThrowAsync<ArgumentException>(() =>
            RunningServer.Start(with: o => o with { OtlpEndpoint = endpoint })
        );

        fault.Message.ShouldStartWith(
            $"otlp_endpoint: '{endpoint}' is no http or https URL such as http://127.0.0.1:4318"
        );
    }

    private string Received(string path) => string.Concat(_received.Where(r => r.Path == path).Select(r => r.Body));
}
