using Baton.Cli.Remote;
using Baton.Server.Import;

namespace Baton.Cli.Importing;

/// <summary>Where an import goes, and where the rows go that are turned away.</summary>
/// <param name="Server">Null: into the data folder itself.</param>
/// <param name="Rejects">Null: the first few are told on standard error.</param>
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
        var told = 0;
        var run = new ImportRun(file, settings, Reject, progress);
        return Server is null ? await run.Into(Data, cancellation) : await run.Through(Server, cancellation);

        async ValueTask Reject(ImportResult result)
        {
            if (rejects is not null)
            {
                await rejects.Add(result, cancellation);
            }
            else if (told++ < MostTold)
            {
                var reasons = string.Join("; ", result.Faults.Select(f => f.Message));
                await error.WriteLineAsync($"{file.Path}: line {result.Line}: {reasons}");
            }
        }
    }
}
