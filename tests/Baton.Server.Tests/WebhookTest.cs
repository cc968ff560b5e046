using System.Collections.Immutable;
using System.Net;
using Baton.Server.Hosting;
using Baton.Server.Webhooks;
using Microsoft.Extensions.DependencyInjection;

namespace Baton.Server.Tests;

/// <summary>A server that may call this machine, by http, and tries again at once unless a test says otherwise.</summary>
public abstract class WebhookTest : IAsyncLifetime
{
    private protected ShiftedClock Clock { get; } = new();
    private protected RunningServer Server { get; private set; } = null!;

    private protected static ImmutableArray<TimeSpan> AtOnce { get; } =
    [.. Enumerable.Repeat(TimeSpan.FromMilliseconds(20), 10)];

    public async Task InitializeAsync() => Server = await Start();

    public async Task DisposeAsync() => await Server.DisposeAsync();

    private protected virtual WebhookSettings Settings => Here;

    /// <summary>May call this machine, by http, and tries again at once.</summary>
    internal static WebhookSettings Here { get; } =
        new()
        {
            AllowHttp = true,
            Networks = [IPNetwork.Parse("127.0.0.0/8")],
            Retries = AtOnce,
        };

    private protected Task<RunningServer> Start(string? folder = null, WebhookSettings? settings = null) =>
        RunningServer.Start(
            folder is null ? Workspaces.TwoReps : null,
            o => o with { Clock = Clock, Webhooks = settings ?? Settings },
            folder
        );

    /// <summary>Another server with other settings.</summary>
    private protected async Task Restart(WebhookSettings settings)
    {
        await Server.DisposeAsync();
        Server = await Start(settings: settings);
    }

    /// <summary>Ends the server and starts one on a folder that stays.</summary>
    private protected async Task Reopen(string folder)
    {
        await Server.DisposeAsync();
        Server = await Start(folder);
    }

    private protected async Task<Answer> Hook(Receiver receiver, string more = "")
    {
        var made = await Server.Send("/v1/webhooks", $$"""{ "url": "{{receiver.Url}}"{{more}} }""");
        made.Status.ShouldBe(201, made.Text);
        return made;
    }

    /// <summary>Puts the clock forward, and has the worker see it.</summary>
    private protected void Pass(TimeSpan time)
    {
        Clock.Advance(time);
        Server.App.Services.GetRequiredService<WorkspaceHosts>().Default.Webhooks.Wake();
    }

    private protected async Task<Answer> Lead(string json = "{}")
    {
        var lead = await Server.Send("/v1/leads", json);
        lead.Status.ShouldBe(201, lead.Text);
        return lead;
    }

    /// <summary>Asks until the answer has this value at the path, for half a minute.</summary>
    private protected async Task<Answer> Until(string path, string field, string? value)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (true)
        {
            var answer = await Server.Get(path);
            if (answer[field] == value || patience.IsCancellationRequested)
            {
                answer[field].ShouldBe(value, answer.Text);
                return answer;
            }

            await Task.Delay(10);
        }
    }

    private protected async Task<Answer[]> Deliveries(Answer hook, string query = "")
    {
        var list = await Server.Get($"/v1/webhooks/{hook["id"]}/deliveries{query}");
        return
        [
            .. list
                .Json.GetProperty("items")
                .EnumerateArray()
                .Select(i => new Answer(200, list.Message, i.GetRawText())),
        ];
    }
}
