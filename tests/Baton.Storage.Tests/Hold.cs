namespace Baton.Storage.Tests;

/// <summary>Keeps the writer's thread busy, so that what is sent meanwhile waits together.</summary>
internal sealed class Hold : IDisposable
{
    private readonly ManualResetEventSlim _gate = new();
    private Task _held = Task.CompletedTask;

    public static async Task<Hold> On(BatonStore store)
    {
        var hold = new Hold();
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        hold._held = store
            .Read(_ =>
            {
                started.SetResult();
                return hold._gate.Wait(TimeSpan.FromSeconds(10));
            })
            .AsTask();
        await started.Task;
        return hold;
    }

    public async Task Release()
    {
        _gate.Set();
        await _held;
    }

    public void Dispose() => _gate.Dispose();
}
