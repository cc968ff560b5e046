using Baton.Engine;
using Baton.Engine.Policies;
using Baton.Storage.Erasing;
using Baton.Storage.Retaining;
using Baton.Storage.Sqlite;
using Baton.Storage.Webhooks;
using Baton.Storage.Writing;

namespace Baton.Storage;

/// <summary>
/// A workspace and its database, owned by this process: commands go in, durable replies come out, and readers see what
/// was acknowledged. Thread-safe.
/// </summary>
public sealed class BatonStore : IAsyncDisposable
{
    private readonly DataFolder _folder;
    private readonly SqliteDatabase _database;
    private readonly WorkspaceWriter _writer;
    private readonly ErasureCleaner _cleaner;
    private readonly TimeProvider _clock;
    private readonly AccessVersion _access = new();

    private BatonStore(DataFolder folder, SqliteDatabase database, StoreOptions options, StoreHooks hooks)
    {
        var signal = new SeqSignal();
        _folder = folder;
        _clock = options.Clock;
        _database = database;
        Leads = new LeadQueries(database);
        Keys = new KeyStore(database, options.Clock, _access);
        Users = new UserStore(database, options.Clock, _access);
        Sessions = new SessionStore(database, options.Clock, _access);
        Audit = new AuditLog(database, options.Clock);
        Views = new ViewStore(database, options.Clock);
        Uses = new LastUses(database, options.Clock);
        Journal = new Journal(database, signal);
        Decisions = new DecisionHistory(database);
        Ledgers = new LedgerHistory(database);
        Webhooks = new WebhookStore(database, new SecretSeal(options.KeyDirectory ?? folder.Directory), options.Clock);
        Deliveries = new DeliveryStore(database, options.Clock);
        Persons = new PersonStore(database);
        _cleaner = new ErasureCleaner(database, options.Clock, options.Trouble);
        _writer = WorkspaceWriter.Start(database, options, hooks, signal, _cleaner.Wake);
    }

    /// <summary>The workspace's name.</summary>
    public string Name => _database.Name;
    public LeadQueries Leads { get; }
    public KeyStore Keys { get; }
    public UserStore Users { get; }
    public SessionStore Sessions { get; }
    public AuditLog Audit { get; }
    public ViewStore Views { get; }
    public LastUses Uses { get; }
    public Journal Journal { get; }
    public DecisionHistory Decisions { get; }
    public LedgerHistory Ledgers { get; }
    public WebhookStore Webhooks { get; }
    public DeliveryStore Deliveries { get; }
    public PersonStore Persons { get; }

    /// <summary>Another number than before once this process has taken or changed somebody's access.</summary>
    public long AccessVersion => _access.Current;

    /// <summary>The policy in force, for request threads to normalise against; null before the first is published.</summary>
    public Policy? CurrentPolicy => _writer.Policy;

    /// <summary>How busy it is now; costs nothing to ask and waits for nobody.</summary>
    public StoreLoad Load => _writer.Load;

    /// <summary>Opens or makes the folder, migrates the database and rebuilds the workspace.</summary>
    /// <exception cref="StoreException">The folder is in use, or the database is newer or corrupt: it is left untouched.</exception>
    public static BatonStore Open(StoreOptions options) => Open(options, StoreHooks.None);

    internal static BatonStore Open(StoreOptions options, StoreHooks hooks)
    {
        var folder = DataFolder.Own(options.Directory, options.Address);
        try
        {
            var database = SqliteDatabase.Prepare(DataFolder.DatabaseIn(folder.Directory), options);
            return new BatonStore(folder, database, options, hooks);
        }
        catch
        {
            folder.Dispose();
            throw;
        }
    }

    /// <summary>
    /// Passes a command to the writer and completes once its outcome is durable. A full queue answers
    /// <see cref="ReplyStatus.Busy"/> at once. Cancelling stops the waiting, not the command.
    /// </summary>
    public ValueTask<Reply> Submit(Submission submission, CancellationToken cancellation = default) =>
        _writer.Submit(submission, cancellation);

    /// <summary>As <see cref="Submit"/>, but waits for room instead of answering busy: for imports.</summary>
    public ValueTask<Reply> SubmitWhenRoom(Submission submission, CancellationToken cancellation = default) =>
        _writer.SubmitWhenRoom(submission, cancellation);

    /// <summary>
    /// Passes many commands in their order, waiting for room: done once all of them are queued. The inner task completes
    /// once all are durable, with a reply each. Cancelling stops the queueing; what is queued already is done.
    /// </summary>
    public ValueTask<Task<Reply[]>> Queue(
        IReadOnlyList<Submission> submissions,
        CancellationToken cancellation = default
    ) => _writer.Queue(submissions, cancellation);

    /// <summary>
    /// Runs on the writer's thread between batches, where the state is at rest and durable. It must be quick, must not
    /// keep the workspace and must not change it.
    /// </summary>
    /// <exception cref="StoreException">The store is closed or cannot be read now.</exception>
    public ValueTask<T> Read<T>(Func<Workspace, T> read, CancellationToken cancellation = default) =>
        _writer.Read(read, cancellation);

    /// <summary>
    /// Lets go of what is older than its limit, beside the writer. One round at a time; takes as long as there is much of it.
    /// </summary>
    public Task<Retained> Retain(RetentionLimits limits, CancellationToken cancellation = default) =>
        new Retention(_database, SubmitWhenRoom, _clock).Run(limits, cancellation);

    /// <summary>Finishes what was accepted, then gives the folder back.</summary>
    public async ValueTask DisposeAsync()
    {
        await _writer.DisposeAsync();
        await _cleaner.DisposeAsync();
        _database.Close();
        _folder.Dispose();
    }
}
