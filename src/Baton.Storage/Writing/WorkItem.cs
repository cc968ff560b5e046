using Baton.Engine;
using Baton.Engine.Commands;

namespace Baton.Storage.Writing;

/// <summary>What waits for the writer's thread.</summary>
internal abstract class WorkItem
{
    /// <summary>A timer fell due: nothing to do but to let the writer look at the clock.</summary>
    public static WorkItem Wake { get; } = new WakeItem();

    private sealed class WakeItem : WorkItem;
}

/// <summary>A submission, its caller, and what is to be told when the batch is durable.</summary>
internal sealed class Pending(Submission submission) : WorkItem
{
    // Continuations run elsewhere: the writer's thread must not do its callers' work.
    private readonly TaskCompletionSource<Reply> _caller = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Submission Submission { get; } = submission;
    public FactsNeeded Needs { get; set; } = FactsNeeded.None;
    public Reply? Reply { get; set; }
    public Task<Reply> Task => _caller.Task;

    public void Complete(Reply reply) => _caller.TrySetResult(reply);
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
