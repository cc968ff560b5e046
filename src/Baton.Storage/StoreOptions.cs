namespace Baton.Storage;

/// <summary>Where a store lives and how much it takes on.</summary>
public sealed record StoreOptions
{
    /// <summary>The data folder; made when it does not exist. One process at a time owns it.</summary>
    public required string Directory { get; init; }

    /// <summary>
    /// Where the key lies that the secrets of webhooks are sealed by, the same for all workspaces of a server; null = in the
    /// data folder.
    /// </summary>
    public string? KeyDirectory { get; init; }

    /// <summary>Where the time comes from: of commands, of timers and of what expires.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>How many submissions may wait for the writer; one more is answered <see cref="ReplyStatus.Busy"/>.</summary>
    public int CommandCapacity { get; init; } = 20_000;

    /// <summary>The most pages of 8 KiB the database may take; null = as many as the disk holds.</summary>
    public int? PageLimit { get; init; }

    /// <summary>
    /// After how many records the state is kept, so that the next start need not replay them; where more leads were open the last
    /// time, after as many as these.
    /// </summary>
    public long SnapshotEvery { get; init; } = 100_000;

    /// <summary>
    /// One of 64 ranges of keys moves into the tree with every lead whose number this divides: each page of the tree is written
    /// once for 64 times as many leads, and the rows of as many are read when the database is opened. For tests.
    /// </summary>
    internal int LeadsBetweenKeyMoves { get; init; } = LeadsBetweenMoves;

    internal const int LeadsBetweenMoves = 256;

    /// <summary>The address the owner serves, which a second process that wants the folder is told; null = none.</summary>
    public string? Address { get; init; }

    /// <summary>
    /// Told of every failure of the database or the engine, for the log; called on the writer's thread, must not throw.
    /// </summary>
    public Action<StoreException>? Trouble { get; init; }

    /// <summary>Told of every commit, on the writer's thread before the callers hear: must be quick and not throw. Null = nobody.</summary>
    public Action<CommittedBatch>? Committed { get; init; }

    /// <summary>
    /// The workspace that the database holds; null = whichever it does. One is made in a new database, where null means
    /// <c>default</c>.
    /// </summary>
    public string? Workspace { get; init; }
}
