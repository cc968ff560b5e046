using Baton.Engine;
using Baton.Engine.Commands;
using Baton.Engine.Policies;
using Baton.Storage.Sqlite;

namespace Baton.Storage.Writing;

/// <summary>What waits for the writer's thread.</summary>
internal abstract class WorkItem
{
    /// <summary>A timer fell due: nothing to do but to let the writer look at the clock.</summary>
    public static WorkItem Wake { get; } = new WakeItem();

    private sealed class WakeItem : WorkItem;
}

/// <summary>A submission, and what is to be told when the batch is durable.</summary>
internal abstract class Pending(Submission submission) : WorkItem
{
    public Submission Submission { get; } = submission;
    public TextKeys Keys { get; } = TextKeys.Of(submission.Command);
    public FactsNeeded Needs { get; set; } = FactsNeeded.None;

    /// <summary>The policy under which <see cref="Needs"/> were worked out.</summary>
    public Policy? ForeseenUnder { get; set; }
    public Reply? Reply { get; set; }

    public abstract void Complete(Reply reply);
}

/// <summary>A submission with a caller of its own, who goes on wherever it is completed: never on the writer's thread.</summary>
internal sealed class SinglePending(Submission submission) : Pending(submission)
{
    private readonly TaskCompletionSource<Reply> _caller = new();

    public Task<Reply> Task => _caller.Task;

    public override void Complete(Reply reply) => _caller.TrySetResult(reply);
}

/// <summary>
/// Some callers of one batch, who are told one after another on a thread of the pool: to wake a thread for each costs the
/// writer more than to decide their leads.
/// </summary>
internal sealed class Callers : IThreadPoolWorkItem
{
    // Few enough that the last of them hardly waits for what the others do with their replies.
    private const int Most = 8;

    private readonly List<SinglePending> _told = new(Most);

    /// <summary>Tells every caller of a batch, each of whom has a reply.</summary>
    public static void Tell(List<Pending> batch)
    {
        Callers? callers = null;
        foreach (var pending in batch)
        {
            if (pending is not SinglePending single)
            {
                pending.Complete(pending.Reply!);
                continue;
            }

            (callers ??= new Callers())._told.Add(single);
            if (callers._told.Count == Most)
            {
                ThreadPool.UnsafeQueueUserWorkItem(callers, preferLocal: false);
                callers = null;
            }
        }

        if (callers is not null)
        {
            ThreadPool.UnsafeQueueUserWorkItem(callers, preferLocal: false);
        }
    }

    void IThreadPoolWorkItem.Execute()
    {
        foreach (var single in _told)
        {
            single.Complete(single.Reply!);
        }
    }
}

/// <summary>One of many submissions of one caller, who hears of them all at once.</summary>
internal sealed class GroupPending(Submission submission, PendingGroup group, int index) : Pending(submission)
{
    public override void Complete(Reply reply) => group.Complete(index, reply);
}

/// <summary>Many submissions of one caller: waking him once costs the writer less than waking him for each.</summary>
internal sealed class PendingGroup(int count)
{
    private readonly TaskCompletionSource<Reply[]> _caller = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Reply[] _replies = new Reply[count];
    private int _open = count;

    public Task<Reply[]> Task => _caller.Task;

    public void Complete(int index, Reply reply)
    {
        _replies[index] = reply;
        if (Interlocked.Decrement(ref _open) == 0)
        {
            _caller.TrySetResult(_replies);
        }
    }
}

internal abstract class ReadItem : WorkItem
{
    public abstract void Run(Workspace workspace);

    public abstract void Fail(StoreException error);
}

internal sealed class ReadItem<T>(Func<Workspace, T> read) : ReadItem
{
    private readonly TaskCompletionSource<T> _caller = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task<T> Task => _caller.Task;

    public override void Run(Workspace workspace)
    {
        try
        {
            _caller.TrySetResult(read(workspace));
        }
        catch (Exception e)
        {
            _caller.TrySetException(e);
        }
    }

    public override void Fail(StoreException error) => _caller.TrySetException(error);
}
