namespace Baton.Storage.Tests;

/// <summary>Callers of one batch are told some at a time, on threads of the pool, where they go on at once.</summary>
public sealed class CallersTests : StoreTest
{
    [Fact]
    public async Task Every_caller_of_a_batch_hears_and_none_on_the_writers_thread()
    {
        await using var store = Open();
        using var hold = await Hold.On(store);
        var heard = Calls(store, 100)
            .Select(call => call.ContinueWith(Heard, TaskContinuationOptions.ExecuteSynchronously));
        var all = Task.WhenAll(heard);
        await hold.Release();

        var told = await all;

        told.Select(t => t.Lead).ShouldBe(Enumerable.Range(1, 100).Select(n => (long)n));
        told.ShouldAllBe(t => t.IsPool);

        static (long Lead, bool IsPool) Heard(Task<Reply> call) =>
            (call.Result.Lead!.Number, Thread.CurrentThread.IsThreadPoolThread);
    }

    [Fact]
    public async Task Who_asks_again_at_once_is_answered_though_others_of_his_batch_still_wait_to_be_told()
    {
        await using var store = Open();
        using var hold = await Hold.On(store);
        var callers = Calls(store, 20).Select((call, i) => Task.Run(() => Again(call, i))).ToList();
        await hold.Release();

        (await Task.WhenAll(callers)).ShouldAllBe(status => status == ReplyStatus.Repeated);

        async Task<ReplyStatus> Again(Task<Reply> call, int i)
        {
            await call;
            return (await Capture(store, id: $"L{i}")).Status;
        }
    }

    private static List<Task<Reply>> Calls(BatonStore store, int count) =>
        [
            .. Enumerable
                .Range(0, count)
                .Select(i => store.Submit(new Submission(TinyWorkspace.Capture($"L{i}"))).AsTask()),
        ];
}
