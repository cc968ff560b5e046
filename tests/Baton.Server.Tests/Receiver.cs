using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Baton.Server.Tests;

/// <summary>A real server that is told of events, and answers as a test says.</summary>
internal sealed class Receiver : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentQueue<Received> _all = new();

    private Receiver(WebApplication app) => _app = app;

    public string Url => _app.Urls.Single() + "/hook";

    /// <summary>In order of arrival, answered or not.</summary>
    public IReadOnlyList<Received> All => [.. _all];

    /// <summary>What those that were answered with 2xx were.</summary>
    public IReadOnlyList<Received> Taken => [.. _all.Where(r => r.Taken)];

    /// <param name="answer">Null = 204.</param>
    public static async Task<Receiver> Start(Func<Received, HttpContext, Task>? answer = null, string? url = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls(url ?? "http://127.0.0.1:0");
        var app = builder.Build();
        var receiver = new Receiver(app);
        app.Run(context => receiver.Take(context, answer));
        await app.StartAsync();
        return receiver;
    }

    /// <summary>Waits until it has taken as many, and fails after half a minute.</summary>
    public Task<IReadOnlyList<Received>> Take(int count) => Wait(() => Taken, count);

    /// <summary>Waits until it was sent as many, however it answered.</summary>
    public Task<IReadOnlyList<Received>> Get(int count) => Wait(() => All, count);

    public async ValueTask DisposeAsync()
    {
        using var now = new CancellationTokenSource(TimeSpan.Zero);
        await _app.StopAsync(now.Token);
        await _app.DisposeAsync();
    }

    private async Task Take(HttpContext context, Func<Received, HttpContext, Task>? answer)
    {
        using var reader = new StreamReader(context.Request.Body);
        var headers = context.Request.Headers.ToDictionary(h => h.Key.ToLowerInvariant(), h => h.Value.ToString());
        var received = new Received(headers, await reader.ReadToEndAsync());
        context.Response.StatusCode = StatusCodes.Status204NoContent;
        _all.Enqueue(received);
        if (answer is not null)
        {
            await answer(received, context);
        }

        received.Taken = context.Response.StatusCode is >= 200 and < 300;
    }

    private static async Task<IReadOnlyList<Received>> Wait(Func<IReadOnlyList<Received>> of, int count)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (of() is var all)
        {
            if (all.Count >= count)
            {
                return all;
            }

            if (patience.IsCancellationRequested)
            {
                throw new TimeoutException($"{all.Count} of {count}: {string.Join(", ", all.Select(r => r.Type))}");
            }

            await Task.Delay(10);
        }

        return [];
    }
}

/// <summary>One request that a receiver got.</summary>
internal sealed record Received(Dictionary<string, string> Headers, string Body)
{
    public bool Taken { get; set; }
    public string Id => Headers["webhook-id"];
    public JsonElement Json => JsonDocument.Parse(Body).RootElement;
    public string Type => Json.GetProperty("type").GetString()!;
    public string? Lead => Json.TryGetProperty("lead", out var lead) ? lead.GetString() : null;
}
