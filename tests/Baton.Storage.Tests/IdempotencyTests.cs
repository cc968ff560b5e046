namespace Baton.Storage.Tests;

public sealed class IdempotencyTests : StoreTest
{
    [Fact]
    public async Task A_repeated_request_gets_the_stored_answer()
    {
        await using var store = Open();
        var first = await store.Submit(Keyed(TinyWorkspace.Capture(id: "L1"), "k"));

        var again = await store.Submit(Keyed(TinyWorkspace.Capture(id: "L1"), "k"));

        first.Status.ShouldBe(ReplyStatus.Done);
        (again.Status, again.StoredAnswer!.StatusCode, Text(again.StoredAnswer), again.PublicId).ShouldBe(
            (ReplyStatus.Repeated, 201, "lead 1", "L1")
        );
        store.Journal.LastSeq.ShouldBe(1);
    }

    [Fact]
    public async Task The_answer_outlives_a_restart()
    {
        await using (var store = Open())
        {
            await store.Submit(Keyed(TinyWorkspace.Capture(), "k"));
        }

        await using var again = Open();

        Text((await again.Submit(Keyed(TinyWorkspace.Capture(), "k"))).StoredAnswer).ShouldBe("lead 1");
        again.Leads.Count().ShouldBe(1);
    }

    [Fact]
    public async Task Another_request_under_the_same_key_is_a_conflict()
    {
        await using var store = Open();
        await store.Submit(Keyed(TinyWorkspace.Capture(), "k", hash: 1));

        var other = await store.Submit(Keyed(TinyWorkspace.Capture(), "k", hash: 2));

        (other.Status, other.Code).ShouldBe((ReplyStatus.Conflict, "idempotency_conflict"));
        store.Leads.Count().ShouldBe(1);
    }

    [Fact]
    public async Task The_same_request_many_times_at_once_happens_once()
    {
        await using var store = Open();

        var replies = await Task.WhenAll(
            Enumerable
                .Range(0, 20)
                .Select(_ => Task.Run(() => store.Submit(Keyed(TinyWorkspace.Capture(), "k")).AsTask()))
        );

        replies.Count(r => r.Status == ReplyStatus.Done).ShouldBe(1);
        replies.Where(r => r.Status == ReplyStatus.Repeated).ShouldAllBe(r => Text(r.StoredAnswer) == "lead 1");
        store.Leads.Count().ShouldBe(1);
    }

    [Fact]
    public async Task A_key_is_forgotten_after_seven_days()
    {
        await using var store = Open();
        await store.Submit(Keyed(TinyWorkspace.Capture(), "k"));

        Clock.Advance(TimeSpan.FromDays(7) - TimeSpan.FromSeconds(1));
        var before = await store.Submit(Keyed(TinyWorkspace.Capture(), "k"));
        Clock.Advance(TimeSpan.FromSeconds(2));
        var after = await store.Submit(Keyed(TinyWorkspace.Capture(), "k"));

        before.Status.ShouldBe(ReplyStatus.Repeated);
        (after.Status, after.Lead!.Number).ShouldBe((ReplyStatus.Done, 2));
    }

    [Fact]
    public async Task Old_answers_are_pruned()
    {
        await using var store = Open();
        await store.Submit(Keyed(TinyWorkspace.Capture(), "k"));
        Clock.Advance(TimeSpan.FromDays(8));

        await Capture(store);

        Scalar<int>("SELECT count(*) FROM idempotency").ShouldBe(0);
    }
}
