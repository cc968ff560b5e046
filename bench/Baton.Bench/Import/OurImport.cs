using Baton.Engine.Capture;
using Baton.Engine.Commands;
using Baton.Server.Import;
using Baton.Storage;

namespace Baton.Bench.Import;

/// <summary>The same file through Baton: the pipeline of <c>POST /v1/leads/import</c> into a fresh store.</summary>
internal sealed class OurImport : IAsyncDisposable
{
    private readonly string _csv;
    private readonly BatonStore _store;

    private OurImport(string csv, BatonStore store) => (_csv, _store) = (csv, store);

    public static async Task<OurImport> Open(string csv, string folder)
    {
        var store = BatonStore.Open(new StoreOptions { Directory = folder });
        var reply = await store.Submit(new Submission(new PublishWorkspace(SampleRules.Workspace())));
        return reply.Status == ReplyStatus.Done
            ? new OurImport(csv, store)
            : throw new InvalidOperationException($"{reply.Code}{reply.Outcome?.Refusal}");
    }

    public async Task Run()
    {
        await using var file = File.OpenRead(_csv);
        var faults = new List<CaptureFault>();
        var options = new ImportOptions
        {
            Format = ImportFormat.Csv,
            Map = [new("Id", "id"), new("First", "first_name"), new("Last", "last_name")],
        };
        using var import = await LeadImport.Open(_store, options, file, faults, CancellationToken.None);
        var summary = await import!.Run(_ => ValueTask.CompletedTask, CancellationToken.None);
        if (summary is not { Accepted: SampleFile.Rows, Rejected: 0, Broken: null })
        {
            throw new InvalidOperationException(summary.ToString());
        }
    }

    public ValueTask DisposeAsync() => _store.DisposeAsync();
}
