using System.Diagnostics;
using Baton.Cli.Serving;
using Baton.Engine;
using Baton.Engine.Capture;
using Baton.Engine.Commands;
using Baton.Engine.Policies;
using Baton.Server.Hosting;
using Baton.Server.Import;
using Baton.Storage;
using Microsoft.Extensions.Logging;
using NodaTime;

namespace Baton.Cli.Benchmarking;

/// <summary>The whole system on this machine and this disk: the bare limit first, then import, requests and decisions.</summary>
internal sealed class BenchRun(BenchSettings settings, Action<string> step)
{
    private const int Decisions = 20_000;

    public async Task<BenchResult> Run(CancellationToken cancellation)
    {
        var folder = settings.Data is { } data
            ? Directory.CreateDirectory(Path.Combine(data, $"bench-{Environment.ProcessId}")).FullName
            : Directory.CreateTempSubdirectory("baton-bench-").FullName;
        try
        {
            return await Run(folder, cancellation);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private async Task<BenchResult> Run(string folder, CancellationToken cancellation)
    {
        step("the bare limit");
        var bare = BareStore.Rate(folder, settings.Leads);
        var document = BenchWorkspace.Publishable(folder);
        step("decisions");
        var decision = Decide(document);
        var import = await Import(folder, document, cancellation);
        step("requests");
        var requests = await Request(folder, document, cancellation);
        return new BenchResult(BenchWorkspace.Rules, BenchWorkspace.Reps, bare, import, requests, decision);
    }

    // Twice, and the better counts: the first run is slower while the program warms up.
    private async Task<double> Import(string folder, MapNode document, CancellationToken cancellation)
    {
        var csv = Path.Combine(folder, "leads.csv");
        BenchWorkspace.WriteCsv(csv, settings.Leads);
        var best = 0.0;
        for (var round = 1; round <= 2; round++)
        {
            step($"import, round {round} of 2");
            best = Math.Max(best, await Import(csv, Path.Combine(folder, $"import-{round}"), document, cancellation));
        }

        return best;
    }

    private async Task<double> Import(string csv, string data, MapNode document, CancellationToken cancellation)
    {
        await using var store = BatonStore.Open(new StoreOptions { Directory = data });
        await Publish(store, document, cancellation);
        await using var file = File.OpenRead(csv);
        var options = new ImportOptions { Format = ImportFormat.Csv };
        var begun = Stopwatch.GetTimestamp();
        using var import = await LeadImport.Open(store, options, file, new List<CaptureFault>(), cancellation);
        var summary = await import!.Run(_ => ValueTask.CompletedTask, cancellation);
        var rate = settings.Leads / Stopwatch.GetElapsedTime(begun).TotalSeconds;
        return summary.Accepted == settings.Leads
            ? rate
            : throw new InvalidOperationException($"the import did not take every row: {summary}");
    }

    private async Task<RequestRates> Request(string folder, MapNode document, CancellationToken cancellation)
    {
        var options = new ServerOptions
        {
            DataDirectory = Path.Combine(folder, "requests"),
            Urls = ["http://127.0.0.1:0"],
            LogLevel = LogLevel.Warning,
        };
        await using var server = await RunningServer.Start(options, cancellation);
        await Publish(server.Store, document, cancellation);
        var callers = new Callers(new Uri(server.Address), server.Store.Keys.Create("bench"));
        await callers.Run(settings.Connections, TimeSpan.FromSeconds(1), cancellation);
        return await callers.Run(settings.Connections, settings.Time, cancellation);
    }

    private static double Decide(MapNode document)
    {
        var workspace = new Workspace();
        var now = Instant.FromUtc(2026, 3, 3, 14, 0);
        workspace.Handle(new PublishWorkspace(document), Facts.None, now);
        var policy = workspace.Policy!;
        var raw = new RawLead([
            new("email", Engine.Conditions.Value.Of("ann@example.test")),
            new("region", Engine.Conditions.Value.Of("R1")),
            new("employees", Engine.Conditions.Value.Of(120L)),
        ]);
        var lead = LeadNormaliser.Normalise(raw, policy.Schema, policy.Normaliser, new List<CaptureFault>())!;
        var command = new CaptureLead(lead.Fields, 1, policy.Version);
        Time(Decisions);
        return Time(Decisions);

        double Time(int decisions)
        {
            var begun = Stopwatch.GetTimestamp();
            for (var i = 0; i < decisions; i++)
            {
                workspace.Handle(command, Facts.None, now);
            }

            return Stopwatch.GetElapsedTime(begun).TotalMicroseconds / decisions;
        }
    }

    private static async Task Publish(BatonStore store, MapNode document, CancellationToken cancellation)
    {
        var reply = await store.SubmitWhenRoom(new Submission(new PublishWorkspace(document)), cancellation);
        if (reply.Status != ReplyStatus.Done)
        {
            throw new InvalidOperationException($"the workspace was refused: {reply.Outcome?.Refusal?.Message}");
        }
    }
}
