using Baton.Cli.Commands;
using Baton.Cli.Output;
using Baton.Cli.Serving;
using Baton.Cli.Templates;
using Baton.Engine.Commands;
using Baton.Engine.Policies;
using Baton.Server.Hosting;
using Baton.Storage;
using Baton.Storage.Files;
using Microsoft.Extensions.Logging;

namespace Baton.Cli.Demo;

/// <summary>A company with a few thousand leads, in a minute: a server, a burst, what it came to, and then one by one.</summary>
internal sealed class DemoRun(DemoSettings settings, TextWriter output, TextWriter notes)
{
    // The burst is a week that has just passed, so that at any hour there were working hours in it.
    private static readonly TimeSpan Past = TimeSpan.FromDays(7);

    private string? _key;
    private DemoClock _clock = new(TimeSpan.Zero);

    public async Task Run(CancellationToken cancellation)
    {
        var data = settings.Data ?? Directory.CreateTempSubdirectory("baton-demo-").FullName;
        try
        {
            await using var server = await Start(data, cancellation);
            await Publish(server.Store, data, cancellation);
            await Say($"Console: {server.Address}");
            await Say($"API key: {_key ?? server.Store.Keys.Create("demo")}");
            await Say($"Data: {data}{(settings.Data is null ? " (removed at the end)" : "")}");
            await Feed(server, cancellation);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            // Somebody has seen enough.
        }
        finally
        {
            if (settings.Data is null)
            {
                Directory.Delete(data, recursive: true);
            }
        }
    }

    private async Task<RunningServer> Start(string data, CancellationToken cancellation)
    {
        var url = settings.Url;
        if (Ports.IsTaken(url))
        {
            url = Ports.OnFreePort(url);
            await Say($"{settings.Url} is taken; this demo is at {url}");
        }

        // What has a history already goes on from now: time never goes back.
        _clock = new DemoClock(File.Exists(DataFolder.DatabaseIn(data)) ? TimeSpan.Zero : Past);
        var options = new ServerOptions
        {
            DataDirectory = data,
            Clock = _clock,
            Urls = [url],
            LogLevel = LogLevel.Warning,
            Demo = true,
            KeyMade = key => _key = key,
        };
        return await RunningServer.Start(options, cancellation);
    }

    // The files are left beside the data, to be looked at and changed.
    private static async Task Publish(BatonStore store, string data, CancellationToken cancellation)
    {
        var template = Template.Find("demo") ?? throw new InvalidOperationException("the program lacks its demo");
        var folder = Path.Combine(data, "workspace");
        if (!Directory.Exists(folder))
        {
            template.WriteTo(folder);
        }

        var faults = new List<Fault>();
        var document = WorkspaceFiles.Load(Path.Combine(folder, "workspace.yaml"), faults);
        if (document is null || faults.Count > 0)
        {
            throw CommandException.Failed(string.Join("; ", faults));
        }

        var reply = await store.SubmitWhenRoom(new Submission(new PublishWorkspace(document.Root)), cancellation);
        if (reply.Status != ReplyStatus.Done)
        {
            throw CommandException.Failed($"the demo's workspace was refused: {reply.Outcome?.Refusal?.Message}");
        }
    }

    private async Task Feed(RunningServer server, CancellationToken cancellation)
    {
        var feed = new DemoFeed(server.Store, _clock);
        var (leads, took) = await feed.Burst(settings.Leads, Past, cancellation);
        var summary = await DemoSummary.Of(server.Store, feed.Refused, leads, took, cancellation);
        if (settings.IsJson)
        {
            Json.Write(output, DemoReport.Json(summary));
        }
        else
        {
            DemoReport.Write(summary, output);
        }

        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        if (settings.For is { } time)
        {
            end.CancelAfter(time);
        }
        else
        {
            await Say("More leads come in now; Ctrl-C ends it.");
        }

        feed.Hurry();
        await Trickle(feed, server, end.Token);
    }

    private async Task Trickle(DemoFeed feed, RunningServer server, CancellationToken end)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1 / settings.Rate));
        var ended = server.WaitForEnd(end);
        try
        {
            while (!ended.IsCompleted && await timer.WaitForNextTickAsync(end))
            {
                if (await feed.One(end) is { } lead)
                {
                    await Say(DemoReport.Line(lead, DateTimeOffset.Now));
                }

                await feed.Work(end);
            }
        }
        catch (OperationCanceledException)
        {
            // The time is up.
        }

        await ended;
    }

    // What is said goes beside a document that a program reads.
    private async Task Say(string line)
    {
        var to = settings.IsJson ? notes : output;
        await to.WriteLineAsync(line);
        await to.FlushAsync(CancellationToken.None);
    }
}
