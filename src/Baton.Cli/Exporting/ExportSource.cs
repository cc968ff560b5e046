using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using Baton.Cli.Applying;
using Baton.Cli.Commands;
using Baton.Cli.Remote;
using Baton.Engine.Policies;
using Baton.Storage;

namespace Baton.Cli.Exporting;

/// <summary>What an export is read from: a data folder, also beside its server, or a server.</summary>
internal abstract class ExportSource : IDisposable
{
    public static ExportSource Open(string data, string? server, string? key) =>
        server is null ? new Beside(DataFolders.Read(data)) : new Remote(server, key);

    /// <summary>Every lead that somebody has, the latest first.</summary>
    public abstract IAsyncEnumerable<string?[]> Assignments(CancellationToken cancellation);

    public abstract Task<MapNode> Workspace(CancellationToken cancellation);

    public abstract void Dispose();

    private sealed class Beside(StoreReader reader) : ExportSource
    {
        public override IAsyncEnumerable<string?[]> Assignments(CancellationToken cancellation) =>
            AssignmentRows.Read(reader.Leads).ToAsyncEnumerable();

        public override Task<MapNode> Workspace(CancellationToken cancellation) =>
            Task.FromResult(DataFolders.People(reader).Document);

        public override void Dispose() => reader.Dispose();
    }

    private sealed class Remote(string address, string? key) : ExportSource
    {
        private const string Owned = "v1/leads?limit=500&filter=lead.owner%20!%3D%20null";

        private readonly ServerClient _server = new(address, key);

        public override async IAsyncEnumerable<string?[]> Assignments(
            [EnumeratorCancellation] CancellationToken cancellation
        )
        {
            string? cursor = null;
            do
            {
                var path = cursor is null ? Owned : $"{Owned}&cursor={Uri.EscapeDataString(cursor)}";
                var page = JsonNode.Parse(await _server.Get(path, cancellation) ?? "{}")!;
                foreach (var lead in page["items"] as JsonArray ?? [])
                {
                    yield return AssignmentRows.Of(lead!);
                }

                cursor = page["next_cursor"]?.GetValue<string>();
            } while (cursor is not null);
        }

        public override async Task<MapNode> Workspace(CancellationToken cancellation)
        {
            await using var target = ApplyTarget.At(address, key, data: "", onlyReading: true);
            return await target.Current(cancellation);
        }

        public override void Dispose() => _server.Dispose();
    }
}
