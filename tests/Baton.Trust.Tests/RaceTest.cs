using Baton.Engine.Commands;
using Baton.Storage;
using Baton.Storage.Tests;
using Baton.Trust.Tests.Checking;
using Baton.Trust.Tests.Load;

namespace Baton.Trust.Tests;

/// <summary>A store with a policy of its own, on which two commands race; what is left behind is judged at the end.</summary>
public abstract class RaceTest(string workspace) : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private protected ManualClock Clock { get; } = new();
    private protected BatonStore Store { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        Store = BatonStore.Open(new StoreOptions { Directory = _folder.Path, Clock = Clock });
        await Do(new PublishWorkspace(LoadWorkspace.Read(workspace)));
    }

    public async Task DisposeAsync()
    {
        await Store.DisposeAsync();
        await HistoryChecker.ShouldHold(_folder.Path, log: null);
        _folder.Dispose();
    }

    // In one batch: the writer is held while both arrive.
    private protected async Task<Reply[]> Both(bool inOneBatch, Command first, Command second)
    {
        using var gate = new ManualResetEventSlim(initialState: !inOneBatch);
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var held = Store
            .Read(_ =>
            {
                started.SetResult();
                return gate.Wait(TimeSpan.FromSeconds(20));
            })
            .AsTask();
        await started.Task;
        var one = Store.Submit(new Submission(first)).AsTask();
        if (!inOneBatch)
        {
            await one;
        }

        var two = Store.Submit(new Submission(second)).AsTask();
        gate.Set();
        await held;
        return await Task.WhenAll(one, two);
    }

    private protected async Task<Reply> Do(Command command)
    {
        var reply = await Store.Submit(new Submission(command));
        (reply.Outcome?.Refusal?.ToString() ?? reply.Message).ShouldBeNull();
        return reply;
    }

    private protected static string[] Codes(Reply[] replies) =>
        [.. replies.Select(r => r.Outcome?.Refusal?.Code ?? r.Code ?? r.Status.ToString().ToLowerInvariant())];
}
