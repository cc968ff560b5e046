using Baton.Engine;

namespace Baton.Storage;

/// <summary>
/// A workspace and its database, owned by this process: commands go in, durable replies come out, and readers see what
/// was acknowledged. Thread-safe.
/// </summary>
public sealed class BatonStore : IAsyncDisposable
{
    private BatonStore() { }

    public LeadQueries Leads => throw new NotSupportedException();
    public KeyStore Keys => throw new NotSupportedException();
    public Journal Journal => throw new NotSupportedException();

    /// <summary>The policy in force, for request threads to normalise against; null before the first is published.</summary>
    public object? CurrentPolicy => throw new NotSupportedException();

    /// <summary>Opens or makes the folder, migrates the database and rebuilds the workspace.</summary>
    /// <exception cref="StoreException">The folder is in use, or the database is newer or corrupt: it is left untouched.</exception>
    public static BatonStore Open(StoreOptions options) => throw new NotSupportedException();

    /// <summary>
    /// Passes a command to the writer and completes once its outcome is durable. A full queue answers
    /// <see cref="ReplyStatus.Busy"/> at once. Cancelling stops the waiting, not the command.
    /// </summary>
    public ValueTask<Reply> Submit(Submission submission, CancellationToken cancellation = default) =>
        throw new NotSupportedException();

    /// <summary>As <see cref="Submit"/>, but waits for room instead of answering busy: for imports.</summary>
    public ValueTask<Reply> SubmitWhenRoom(Submission submission, CancellationToken cancellation = default) =>
        throw new NotSupportedException();

    /// <summary>
    /// Runs on the writer's thread between batches, where the state is at rest and durable. It must be quick, must not
    /// keep the workspace and must not change it.
    /// </summary>
    /// <exception cref="StoreException">The store is closed or cannot be read now.</exception>
    public ValueTask<T> Read<T>(Func<Workspace, T> read, CancellationToken cancellation = default) =>
        throw new NotSupportedException();

    /// <summary>Finishes what was accepted, then gives the folder back.</summary>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
