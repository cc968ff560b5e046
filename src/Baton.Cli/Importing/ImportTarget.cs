using Baton.Cli.Remote;
using Baton.Engine.Capture;
using Baton.Server.Import;

namespace Baton.Cli.Importing;

/// <summary>Where an import goes, and where the rows go that are turned away.</summary>
/// <param name="Server">Null: into the data folder itself.</param>
/// <param name="Rejects">Null: the first few are told on standard error, as are those of which something was left empty.</param>
internal sealed record ImportTarget(ServerClient? Server, string Data, string? Rejects)
{
    private const int MostTold = 10;

    public async Task<ImportReport> Run(
        ImportFile file,
        ImportSettings settings,
        Action<long> progress,
        TextWriter error,
        CancellationToken cancellation
    )
    {
        await using var rejects = Rejects is null ? null : new RejectsFile(file, Rejects, settings.Delimiter);
        var (refused, noted) = (0, 0);
        var run = new ImportRun(file, settings, Tell, progress);
        var report = Server is null ? await run.Into(Data, cancellation) : await run.Through(Server, cancellation);
        return report with { Noted = noted };

        async ValueTask Tell(ImportResult result)
        {
            if (result.Status != ImportStatus.Rejected)
            {
                if (noted++ < MostTold)
                {
                    await Write(result, "left empty: ", result.Notes);
                }
            }
            else if (rejects is not null)
            {
                await rejects.Add(result, cancellation);
            }
            else if (refused++ < MostTold)
            {
                await Write(result, "", result.Faults);
            }
        }

        Task Write(ImportResult result, string what, IEnumerable<CaptureFault> faults) =>
            error.WriteLineAsync(
                $"{file.Path}: line {result.Line}: {what}{string.Join("; ", faults.Select(f => f.Message))}"
            );
    }
}
