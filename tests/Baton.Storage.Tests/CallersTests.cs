using System.Collections.Concurrent;

namespace Baton.Storage.Tests;

/// <summary>Callers of one batch are told some at a time, on threads of the pool.</summary>
public sealed class CallersTests : StoreTest
{
    [Fact]
    public async Task Every_caller_of_a_batch_hears_and_none_on_the_writers_thread()
    {
        await using var store = Open();
        var heardOn = new ConcurrentBag<string?>();
        using var hold = await Hold.On(store);
        var callers = Enumerable.Range(0, 100).Select(Call).ToList();
        await hold.Release();

        (await Task.WhenAll(callers)).ShouldBe(Enumerable.Range(1, 100).Select(n => (long)n));

        heardOn.Count.ShouldBe(100);
        heardOn.ShouldAllBe(name => name != "workspace writer");

        async Task<long> Call(int i)
        {
            var reply = await Capture(store, id: $"L{i}").ConfigureAwait(false);
            heardOn.Add(Thread.CurrentThread.Name);
            return reply.Lead!.Number;
        }
    }

    [Fact]
    public async Task Who_asks_again_at_once_is_answered_though_others_of_his_batch_still_wait_to_be_told()
    {
        await using var store = Open();
        using var hold = await Hold.On(store);
        var callers = Enumerable.Range(0, 20).Select(Twice).ToList();
        await hold.Release();

        (await Task.WhenAll(callers)).ShouldAllBe(status => status == ReplyStatus.Repeated);

        async Task<ReplyStatus> Twice(int i)
        {
            await Capture(store, id: $"L{i}").ConfigureAwait(false);
            return (await Capture(store, id: $"L{i}").ConfigureAwait(false)).Status;
        }
    }
}
