using System.Diagnostics;
using Baton.Storage.Writing;
using Dapper;

namespace Baton.Storage.Tests;

public sealed class FailureTests : StoreTest
{
    private bool _fail;

    [Fact]
    public async Task An_error_before_the_commit_leaves_nothing_behind()
    {
        await using var store = Open(new StoreHooks { BeforeCommit = Fail });
        await Capture(store, email: "ann@acme.test");
        _fail = true;

        var failed = await Capture(store, email: "bea@acme.test");
        Clock.Advance(TimeSpan.FromSeconds(1));
        var next = await Capture(store, email: "cy@acme.test");

        (failed.Status, failed.Code).ShouldBe((ReplyStatus.Unavailable, "storage_failed"));
        (next.Status, next.Lead!.Number, next.Seq).ShouldBe((ReplyStatus.Done, 2, 2));
        store.Leads.Count().ShouldBe(2);
    }

    [Fact]
    public async Task A_commit_whose_answer_was_lost_is_found_and_not_repeated()
    {
        await using var store = Open(new StoreHooks { AfterCommit = Fail });
        _fail = true;

        var reply = await Capture(store, email: "ann@acme.test");
        Clock.Advance(TimeSpan.FromSeconds(1));
        var next = await Capture(store, email: "bea@acme.test");

        (reply.Status, reply.Lead!.Number).ShouldBe((ReplyStatus.Done, 1));
        (next.Status, next.Lead!.Number).ShouldBe((ReplyStatus.Done, 2));
        store.Leads.Count().ShouldBe(2);
    }

    [Fact]
    public async Task After_a_lost_batch_a_repetition_gets_the_answer_given_before()
    {
        await using var store = Open(new StoreHooks { BeforeCommit = Fail });
        await store.Submit(Keyed(TinyWorkspace.Capture(), "k1"));
        await Capture(store, id: "L2");
        _fail = true;
        var replies = await Held(
            store,
            () =>
                [
                    store.Submit(Keyed(TinyWorkspace.Capture(), "k1")).AsTask(),
                    Capture(store, id: "L2"),
                    store.Submit(Keyed(TinyWorkspace.Capture(), "k3")).AsTask(),
                    Capture(store, id: "L4"),
                ]
        );

        replies
            .Select(r => r.Status)
            .ShouldBe([ReplyStatus.Repeated, ReplyStatus.Repeated, ReplyStatus.Unavailable, ReplyStatus.Unavailable]);
        Text(replies[0].StoredAnswer).ShouldBe("lead 1");
        replies[1].PublicId.ShouldBe("L2");
    }

    [Fact]
    public async Task A_crash_before_the_commit_loses_only_what_nobody_was_told_of()
    {
        using var crashed = new TemporaryFolder();
        await using var store = Open(new StoreHooks { BeforeCommit = () => CopyTo(crashed) });
        await Capture(store, id: "L1");
        await Capture(store, id: "L2");

        Ids(crashed).ShouldBe(["L1"]);
    }

    [Fact]
    public async Task A_crash_after_the_commit_loses_nothing_though_nobody_was_told()
    {
        using var crashed = new TemporaryFolder();
        await using var store = Open(new StoreHooks { AfterCommit = () => CopyTo(crashed) });
        await Capture(store, id: "L1");
        await Capture(store, id: "L2");

        Ids(crashed).ShouldBe(["L2", "L1"]);
    }

    [Fact]
    public async Task A_full_database_is_said_so_and_takes_leads_again_when_there_is_room()
    {
        var told = new List<string>();
        await using var store = Open(with: o => o with { PageLimit = 120, Trouble = e => told.Add(e.Code) });
        var big = new string('x', 20_000);
        var stored = 0;
        Reply reply;
        while ((reply = await Capture(store, source: big)).Status == ReplyStatus.Done)
        {
            stored++;
        }

        (reply.Status, reply.Code).ShouldBe((ReplyStatus.Unavailable, "storage_full"));
        told.ShouldContain("storage_full");
        store.Leads.Count().ShouldBe(stored);
        MakeRoom();
        Clock.Advance(TimeSpan.FromSeconds(1));
        var next = await Capture(store, source: big);
        (next.Status, next.Lead!.Number).ShouldBe((ReplyStatus.Done, stored + 1));
    }

    [Fact]
    public async Task A_command_that_fails_inside_does_not_take_its_batch_along()
    {
        var told = new List<string>();
        await using var store = Open(with: o => o with { Trouble = e => told.Add(e.Code) });

        var replies = await Held(
            store,
            () =>
                [
                    Capture(store, id: "L1"),
                    Capture(store, source: "bug"),
                    Capture(store, id: "L3"),
                    Capture(store, source: "bug"),
                ]
        );

        replies.Select(r => r.Code ?? r.PublicId).ShouldBe(["L1", "internal_error", "L3", "internal_error"]);
        replies[2].Lead!.Number.ShouldBe(2);
        told.ShouldBe(["internal_error", "internal_error"]);
    }

    [Fact]
    public async Task A_timer_that_could_not_be_stored_fires_again()
    {
        await using var store = Open(new StoreHooks { BeforeCommit = Fail });
        await Capture(store, source: "later");
        _fail = true;

        Clock.Advance(TimeSpan.FromHours(1));
        await Until(() => !_fail);
        for (var i = 0; i < 200 && store.Journal.LastSeq < 2; i++)
        {
            Clock.Advance(TimeSpan.FromMilliseconds(100));
            await Task.Delay(10);
        }

        store.Leads.Get(1)!.Owner.ShouldBe("ana");
    }

    private void Fail()
    {
        if (_fail)
        {
            _fail = false;
            throw new IOException("the disk went away");
        }
    }

    // What a machine that dies at this instant leaves on its disk.
    private void CopyTo(TemporaryFolder crashed)
    {
        foreach (
            var file in Directory
                .GetFiles(Folder.Path, "baton.db*")
                .Where(f => !f.EndsWith("-shm", StringComparison.Ordinal))
        )
        {
            File.Copy(file, Path.Combine(crashed.Path, Path.GetFileName(file)), overwrite: true);
        }
    }

    private static string[] Ids(TemporaryFolder folder)
    {
        using var reader = StoreReader.Open(folder.Path);
        return [.. reader.Leads.List(LeadFilter.All, 10).Items.Select(l => l.PublicId)];
    }

    private void MakeRoom()
    {
        using var connection = new Microsoft.Data.Sqlite.SqliteConnection(
            $"Data Source={Folder.Database};Pooling=False"
        );
        connection.Execute("UPDATE leads SET fields = X'7B7D' WHERE number <= 3");
        connection.Execute("PRAGMA wal_checkpoint(TRUNCATE)");
    }

    private static async Task Until(Func<bool> holds)
    {
        var waited = Stopwatch.StartNew();
        while (!holds() && waited.Elapsed < TimeSpan.FromSeconds(10))
        {
            await Task.Delay(5);
        }

        holds().ShouldBeTrue();
    }

    private static async Task<Reply[]> Held(BatonStore store, Func<Task<Reply>[]> submit)
    {
        using var hold = await Hold.On(store);
        var replies = submit();
        await hold.Release();
        return await Task.WhenAll(replies);
    }
}
