using Baton.Engine.Conditions;

namespace Baton.Storage.Tests;

public sealed partial class EngineTests
{
    [Fact]
    public async Task A_state_that_holds_more_is_kept_more_rarely()
    {
        await using var store = await Started(snapshotEvery: 10);
        var kept = new List<long>();
        while (store.Journal.LastSeq < 85)
        {
            await store.Submit(new Submission(Lead(store, ("email", Value.Of($"p{store.Journal.LastSeq}@acme.test")))));
            await store.Read(_ => 0);
            if (kept.LastOrDefault() is var last && Due(last) == store.Journal.LastSeq)
            {
                kept.Add(store.Journal.LastSeq);
                SpinWait.SpinUntil(() => Newest() == kept[^1], TimeSpan.FromSeconds(20)).ShouldBeTrue();
            }

            Newest().ShouldBe(kept.LastOrDefault());
        }

        kept.ShouldBe([10, 28, 82]);

        // The first record is the policy's, every other one opens a lead.
        static long Due(long last) => last + Math.Max(10, 2 * (last - 1));

        long Newest() => Scalar<long>("SELECT coalesce(max(seq), 0) FROM snapshots");
    }
}
