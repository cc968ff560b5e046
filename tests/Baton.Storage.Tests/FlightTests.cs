using Baton.Storage.Writing;

namespace Baton.Storage.Tests;

/// <summary>
/// What goes wrong while one batch is being committed and the next is already decided: three batches of 200 captures each,
/// of which the first two are in the air at once.
/// </summary>
public sealed class FlightTests : StoreTest
{
    private const int Batch = 200;
    private const int All = 3 * Batch;
    private readonly List<string> _told = [];
    private int _commits;
    private int _failing;

    [Fact]
    public async Task All_is_well_where_nothing_fails()
    {
        await using var store = Opened();

        var replies = await Send(store);

        replies.Select(r => (r.Status, r.Lead!.Number)).ShouldBe(Expected(1, All));
        store.Leads.Count().ShouldBe(All);
        _commits.ShouldBe(3);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task A_commit_that_fails_leaves_nothing_of_it_and_what_was_decided_upon_it(int failing)
    {
        _failing = failing;
        await using var store = Opened(before: true);

        var replies = await Send(store);
        Clock.Advance(TimeSpan.FromSeconds(1));
        var again = await Send(store);

        var stored = replies.Count(r => r.Status == ReplyStatus.Done);
        replies[..stored].Select(r => (r.Status, r.Lead!.Number)).ShouldBe(Expected(1, stored));
        replies[stored..].ShouldAllBe(r => r.Status == ReplyStatus.Unavailable);
        stored.ShouldBe((failing - 1) * Batch);
        again.Take(stored).ShouldAllBe(r => r.Status == ReplyStatus.Repeated);
        again.Skip(stored).Select(r => (r.Status, r.Lead!.Number)).ShouldBe(Expected(stored + 1, All - stored));
        ShouldHoldEachOnce(store);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task A_commit_whose_answer_was_lost_is_found_and_what_was_decided_upon_it_is_not_stored(int failing)
    {
        _failing = failing;
        await using var store = Opened(after: true);

        var replies = await Send(store);
        Clock.Advance(TimeSpan.FromSeconds(1));
        var again = await Send(store);

        var stored = replies.Count(r => r.Status == ReplyStatus.Done);
        stored.ShouldBe(failing * Batch);
        replies[..stored].Select(r => (r.Status, r.Lead!.Number)).ShouldBe(Expected(1, stored));
        replies[stored..].ShouldAllBe(r => r.Status == ReplyStatus.Unavailable);
        again.Take(stored).ShouldAllBe(r => r.Status == ReplyStatus.Repeated);
        again.Skip(stored).ShouldAllBe(r => r.Status == ReplyStatus.Done);
        ShouldHoldEachOnce(store);
    }

    [Theory]
    [InlineData(10)]
    [InlineData(Batch + 10)]
    [InlineData((2 * Batch) + 10)]
    public async Task A_command_that_fails_inside_takes_no_other_along(int culprit)
    {
        await using var store = Opened();

        var replies = await Send(store, source: i => i == culprit ? "bug" : "web");

        replies[culprit].Code.ShouldBe("internal_error");
        replies.Where((_, i) => i != culprit).Select(r => (r.Status, r.Lead!.Number)).ShouldBe(Expected(1, All - 1));
        store.Leads.Count().ShouldBe(All - 1);
        _told.ShouldBe(["internal_error"]);
    }

    [Fact]
    public async Task A_close_waits_for_what_is_in_the_air()
    {
        var store = Opened();
        using var hold = await Hold.On(store);
        var replies = await store.Queue(Captures(_ => "web"), CancellationToken.None);

        var released = hold.Release();
        await store.DisposeAsync();
        await released;

        (await replies).ShouldAllBe(r => r.Status == ReplyStatus.Done);
        Scalar<int>("SELECT count(*) FROM leads").ShouldBe(All);
    }

    private BatonStore Opened(bool before = false, bool after = false) =>
        Open(
            new StoreHooks
            {
                BatchLength = Batch,
                BeforeCommit = () =>
                {
                    // Long enough for the next batch to be decided.
                    Thread.Sleep(50);
                    _commits++;
                    Fail(before);
                },
                AfterCommit = () => Fail(after),
            },
            o => o with { Trouble = e => _told.Add(e.Code) }
        );

    private void Fail(bool here)
    {
        if (here && _commits == _failing)
        {
            throw new IOException("the disk went away");
        }
    }

    private static IEnumerable<(ReplyStatus, long)> Expected(int from, int count) =>
        Enumerable.Range(from, count).Select(n => (ReplyStatus.Done, (long)n));

    private void ShouldHoldEachOnce(BatonStore store)
    {
        store.Leads.Count().ShouldBe(All);
        Scalar<int>("SELECT count(DISTINCT client_id) FROM leads").ShouldBe(All);
        Scalar<int>("SELECT count(*) FROM assignments").ShouldBe(All);
        store.Journal.Read(afterSeq: 0).Select(r => r.Seq).ShouldBe(Enumerable.Range(1, All).Select(n => (long)n));
    }

    private static async Task<Reply[]> Send(BatonStore store, Func<int, string>? source = null)
    {
        using var hold = await Hold.On(store);
        var replies = await store.Queue(Captures(source ?? (_ => "web")), CancellationToken.None);
        await hold.Release();
        return await replies;
    }

    private static List<Submission> Captures(Func<int, string> source) =>
        [.. Enumerable.Range(0, All).Select(i => new Submission(TinyWorkspace.Capture($"L{i}", source: source(i))))];
}
