using System.Collections.Immutable;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Baton.Cli.Commands;
using Baton.Cli.Remote;
using Baton.Engine.Capture;
using Baton.Server.Import;

namespace Baton.Cli.Importing;

/// <summary>How an import ended.</summary>
internal sealed record ImportReport(ImportSummary Summary, ImmutableArray<string> IgnoredColumns)
{
    /// <summary>How many rows came in with something left empty that could not be understood.</summary>
    public int Noted { get; init; }
}

/// <summary>Runs an import into a data folder or through a server, and hands on every row of which something is to be said.</summary>
internal sealed class ImportRun(
    ImportFile file,
    ImportSettings settings,
    Func<ImportResult, ValueTask> told,
    Action<long> progress
)
{
    public async Task<ImportReport> Into(string directory, CancellationToken cancellation)
    {
        await using var store = DataFolders.Own(directory);
        await using var input = file.Read(progress);
        var faults = new List<CaptureFault>();
        using var import =
            await LeadImport.Open(store, settings.For(file), input, faults, cancellation)
            ?? throw CommandException.Usage($"{file.Path}: {string.Join("; ", faults.Select(f => f.Message))}");
        var summary = await import.Run(Report, cancellation);
        return new ImportReport(summary, import.IgnoredColumns);
    }

    public async Task<ImportReport> Through(ServerClient server, CancellationToken cancellation)
    {
        await using var input = file.Read(progress);
        using var body = new StreamContent(input);
        body.Headers.ContentType = new MediaTypeHeaderValue("text/csv", "utf-8");
        await foreach (var text in server.Post($"v1/leads/import?{settings.QueryFor(file)}", body, cancellation))
        {
            var line = JsonNode.Parse(text)!;
            if (line["row"] is null)
            {
                return SummaryOf(line);
            }

            if (line["errors"] is not null || line["notes"] is not null)
            {
                await told(ResultOf(line));
            }
        }

        throw CommandException.Failed("the server ended the import early; run it again, which repeats nothing");
    }

    private async ValueTask Report(IReadOnlyList<ImportResult> results)
    {
        foreach (var result in results.Where(r => r.Status == ImportStatus.Rejected || r.Notes.Count > 0))
        {
            await told(result);
        }
    }

    private static ImportResult ResultOf(JsonNode line) =>
        new(Number(line, "row"), Number(line, "line"), StatusOf(line))
        {
            Faults = [.. FaultsOf(line["errors"])],
            Notes = [.. FaultsOf(line["notes"])],
        };

    private static ImportStatus StatusOf(JsonNode line) =>
        line["status"]?.GetValue<string>() switch
        {
            "accepted" => ImportStatus.Accepted,
            "repeated" => ImportStatus.Repeated,
            _ => ImportStatus.Rejected,
        };

    private static IEnumerable<CaptureFault> FaultsOf(JsonNode? faults) =>
        (faults as JsonArray ?? []).Select(f => new CaptureFault($"{f?["path"]}", $"{f?["code"]}", $"{f?["message"]}"));

    private static ImportReport SummaryOf(JsonNode line) =>
        new(
            new ImportSummary(
                Number(line, "rows"),
                Number(line, "accepted"),
                Number(line, "repeated"),
                Number(line, "rejected")
            )
            {
                Broken = line["error"]?.GetValue<string>(),
            },
            [.. (line["ignored_columns"] as JsonArray ?? []).Select(c => $"{c}")]
        );

    private static int Number(JsonNode line, string name) => line[name]?.GetValue<int>() ?? 0;
}
