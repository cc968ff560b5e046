using System.Threading.Channels;
using Baton.Engine;
using Baton.Engine.Policies;
using Baton.Storage.Sqlite;
using NodaTime;

namespace Baton.Storage.Writing;

/// <summary>
/// The one thread that changes a workspace. It drains what waits, decides and writes it in one transaction, commits
/// once, and only then answers the callers: while one batch commits the next gathers, and none waits to be filled. A large
/// batch of captures is written and committed by another thread (<see cref="Flight"/>) while the next is decided.
/// </summary>
/// <remarks>
/// Deciding runs ahead of the commit inside a batch. So on any error the state is dropped and rebuilt from the
/// database, and each caller is answered from what the database holds (<see cref="Aftermath"/>); nothing is retried
/// blindly.
/// </remarks>
internal sealed partial class WorkspaceWriter : IAsyncDisposable
{
    // After a storage error nothing is tried for this long, so that a full disk costs no rebuild a submission.
    private static readonly TimeSpan _pause = TimeSpan.FromMilliseconds(250);

    private readonly SqliteDatabase _database;
    private readonly KnownKeys _known;
    private readonly StoreHooks _hooks;
    private readonly TimeProvider _clock;
    private readonly Channel<WorkItem> _waiting;
    private readonly SeqSignal _signal;
    private readonly DueTimer _timer;
    private readonly SnapshotKeeper _snapshots;
    private readonly SqliteCheckpointer _checkpointer;
    private readonly Thread _thread;
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private List<Pending> _batch = [];
    private readonly List<ReadItem> _reads = [];
    private readonly Lock _loadGate = new();
    private readonly Action _erased;
    private readonly Action<StoreException>? _tell;
    private readonly Action<CommittedBatch>? _committed;
    private volatile bool _closing;
    private volatile Policy? _policy;
    private WorkspaceState? _state;
    private (WorkspaceSizes Sizes, Instant NextDue) _load = (default, Instant.MaxValue);
    private StoreException? _trouble;
    private long _troubleAt;
    private Instant _pruneAt = Instant.MinValue;

    private WorkspaceWriter(
        SqliteDatabase database,
        StoreOptions options,
        StoreHooks hooks,
        SeqSignal signal,
        Action erased
    )
    {
        _database = database;
        _known = new KnownKeys(database);
        _hooks = hooks;
        _clock = options.Clock;
        _tell = options.Trouble;
        _committed = options.Committed;
        _signal = signal;
        _erased = erased;
        _snapshots = new SnapshotKeeper(database, options.SnapshotEvery, options.Trouble);
        _checkpointer = new SqliteCheckpointer(database);
        _waiting = Channel.CreateBounded<WorkItem>(
            new BoundedChannelOptions(options.CommandCapacity) { SingleReader = true }
        );
        _timer = new DueTimer(_clock, () => _waiting.Writer.TryWrite(WorkItem.Wake));
        _thread = new Thread(Run) { IsBackground = true, Name = "workspace writer" };
    }

    /// <param name="erased">Called when an erasure is durable, on the writer's thread.</param>
    public static WorkspaceWriter Start(
        SqliteDatabase database,
        StoreOptions options,
        StoreHooks hooks,
        SeqSignal signal,
        Action erased
    )
    {
        var writer = new WorkspaceWriter(database, options, hooks, signal, erased);
        writer._state = WorkspaceState.Open(database, writer._known, hooks.Fresh, writer._snapshots);
        writer.Announce(writer._state);
        _ = writer._known.Gather();
        writer._thread.Start();
        return writer;
    }

    /// <summary>The policy as of the last commit.</summary>
    public Policy? Policy => _policy;

    public StoreLoad Load
    {
        get
        {
            lock (_loadGate)
            {
                return new StoreLoad(_waiting.Reader.Count, _signal.Last, _load.Sizes, _load.NextDue);
            }
        }
    }

    public ValueTask<Reply> Submit(Submission submission, CancellationToken cancellation)
    {
        var pending = new SinglePending(submission);
        if (_waiting.Writer.TryWrite(pending))
        {
            return new ValueTask<Reply>(pending.Task.WaitAsync(cancellation));
        }

        return ValueTask.FromResult(_waiting.Reader.Completion.IsCompleted || _closing ? Replies.Closed : Replies.Busy);
    }

    public async ValueTask<Reply> SubmitWhenRoom(Submission submission, CancellationToken cancellation)
    {
        var pending = new SinglePending(submission);
        try
        {
            await _waiting.Writer.WriteAsync(pending, cancellation);
        }
        catch (ChannelClosedException)
        {
            return Replies.Closed;
        }

        return await pending.Task.WaitAsync(cancellation);
    }

    public async ValueTask<Task<Reply[]>> Queue(IReadOnlyList<Submission> submissions, CancellationToken cancellation)
    {
        if (submissions.Count == 0)
        {
            return Task.FromResult<Reply[]>([]);
        }

        var group = new PendingGroup(submissions.Count);
        for (var i = 0; i < submissions.Count; i++)
        {
            try
            {
                await _waiting.Writer.WriteAsync(new GroupPending(submissions[i], group, i), cancellation);
            }
            catch (ChannelClosedException)
            {
                group.Complete(i, Replies.Closed);
            }
        }

        return group.Task;
    }

    public async ValueTask<T> Read<T>(Func<Workspace, T> read, CancellationToken cancellation)
    {
        var item = new ReadItem<T>(read);
        try
        {
            await _waiting.Writer.WriteAsync(item, cancellation);
        }
        catch (ChannelClosedException e)
        {
            throw new StoreException("closed", "the store is closed", e);
        }

        return await item.Task.WaitAsync(cancellation);
    }

    /// <summary>Takes nothing more, finishes what was accepted, and ends the thread.</summary>
    public async ValueTask DisposeAsync()
    {
        _closing = true;
        _waiting.Writer.TryComplete();
        await _ended.Task;
        await _known.DisposeAsync();
        _timer.Dispose();
    }

    private void Run()
    {
        try
        {
            while (_waiting.Reader.WaitToReadAsync().AsTask().GetAwaiter().GetResult())
            {
                Drain();
                Process();
                _checkpointer.Consider(_signal.Last);
                if (_state is { } idle && _flight is null)
                {
                    _checkpointer.Finish(idle.Settled());
                }

                if (_state is { } state && _flight is null or { IsDurable: true })
                {
                    _snapshots.Consider(state.Calls.Workspace, state.Seq, state.At);
                }
            }

            while (_flight is not null)
            {
                Drain();
                Process();
            }

            _checkpointer.Close();
            _snapshots.Close(_state?.Calls.Workspace, _state?.Seq ?? 0, _state?.At ?? default).GetAwaiter().GetResult();
        }
        finally
        {
            _state?.Dispose();
            _ended.SetResult();
        }
    }

    private void Drain()
    {
        _batch.Clear();
        _reads.Clear();
        while (_batch.Count + _reads.Count < _hooks.BatchLength && _waiting.Reader.TryRead(out var item))
        {
            switch (item)
            {
                case Pending pending:
                    _batch.Add(pending);
                    break;
                case ReadItem read:
                    _reads.Add(read);
                    break;
                default:
                    break;
            }
        }
    }

    private void Process()
    {
        while (Ready() is { } state)
        {
            try
            {
                Commit(state);
                break;
            }
            catch (Exception error)
            {
                TakeBack(state);
                if (!Isolate(state, error))
                {
                    Recover(state, error);
                    break;
                }
            }
        }

        if (_state is null || _trouble is not null)
        {
            Fail(_batch.Where(pending => pending.Reply is null), _trouble!);
            _timer.Set(Times.Now(_clock) + Duration.FromTimeSpan(_pause));
        }

        Answer();
    }

    private void Answer()
    {
        Callers.Tell(_batch);
        foreach (var read in _reads)
        {
            if (_state is { } state)
            {
                read.Run(state.Calls.Workspace);
            }
            else
            {
                read.Fail(_trouble!);
            }
        }
    }

    // Tells readers, waiters and the timer what is durable now.
    private void Announce(WorkspaceState state)
    {
        _policy = state.Calls.Workspace.Policy;
        if (state.Seq != _signal.Last)
        {
            _signal.Publish(state.Seq);
        }

        var due = state.Calls.NextDue();
        _timer.Set(due);
        lock (_loadGate)
        {
            _load = (state.Calls.Workspace.Sizes, due);
        }
    }
}
