using Baton.Cli.Commands;
using Baton.Cli.Remote;
using Baton.Engine.Commands;
using Baton.Engine.Policies;
using Baton.Server.Auditing;
using Baton.Storage;
using Baton.Storage.Files;

namespace Baton.Cli.Applying;

/// <summary>Where a workspace file is applied: the file that is in force there, and how another one takes its place.</summary>
internal abstract class ApplyTarget : IAsyncDisposable
{
    private static readonly MapNode Nothing = new([], Position.None);

    public abstract Task<MapNode> Current(CancellationToken cancellation);

    public abstract Task Publish(MapNode document, bool runtime, CancellationToken cancellation);

    public abstract ValueTask DisposeAsync();

    public static ApplyTarget At(string? server, string? key, string data, bool onlyReading) =>
        server is not null ? new Remote(new ServerClient(server, key))
        : onlyReading && File.Exists(DataFolder.DatabaseIn(data)) ? new Beside(DataFolders.Read(data))
        : onlyReading ? new Beside(null)
        : new Owned(DataFolders.Own(data));

    private sealed class Owned(BatonStore store) : ApplyTarget
    {
        public override async Task<MapNode> Current(CancellationToken cancellation) =>
            await store.Read(workspace => workspace.Document, cancellation);

        public override async Task Publish(MapNode document, bool runtime, CancellationToken cancellation)
        {
            var command = new PublishWorkspace(document) { Runtime = runtime, By = "baton apply" };
            var reply = await store.SubmitWhenRoom(new Submission(command), cancellation);
            if (reply.Status != ReplyStatus.Done)
            {
                throw CommandException.Failed(
                    reply.Outcome?.Refusal?.Message ?? reply.Message ?? "the workspace was not published"
                );
            }

            JournaledActs.Record(store, ActBy.CommandLine, command, reply);
        }

        public override ValueTask DisposeAsync() => store.DisposeAsync();
    }

    // For a dry run: also beside a server, and where there is no data yet.
    private sealed class Beside(StoreReader? reader) : ApplyTarget
    {
        public override Task<MapNode> Current(CancellationToken cancellation) =>
            Task.FromResult(reader is null ? Nothing : DataFolders.People(reader).Document);

        public override Task Publish(MapNode document, bool runtime, CancellationToken cancellation) =>
            throw new InvalidOperationException("a dry run publishes nothing");

        public override ValueTask DisposeAsync()
        {
            reader?.Dispose();
            return ValueTask.CompletedTask;
        }
    }

    private sealed class Remote(ServerClient server) : ApplyTarget
    {
        private const string Path = "v1/workspace";

        public override async Task<MapNode> Current(CancellationToken cancellation)
        {
            var faults = new List<Fault>();
            return await server.Get(Path, cancellation) is not { } text ? Nothing
                : YamlReader.Read(text, "the server's workspace", faults) is MapNode map && faults.Count == 0 ? map
                : throw CommandException.Failed($"the server's workspace cannot be read: {string.Join("; ", faults)}");
        }

        public override Task Publish(MapNode document, bool runtime, CancellationToken cancellation) =>
            server.Put(
                runtime ? $"{Path}?runtime=true" : Path,
                YamlWriter.Write(document),
                "application/yaml",
                cancellation
            );

        public override ValueTask DisposeAsync()
        {
            server.Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
