using Baton.Engine.Commands;
using Baton.Engine.Conditions;
using Baton.Storage.Backups;
using Baton.Storage.Retaining;
using Baton.Storage.Sqlite;
using Baton.Storage.Webhooks;
using Dapper;
using Microsoft.Data.Sqlite;
using NodaTime;

namespace Baton.Storage.Tests;

// What is let go, and what must be as it was.
public sealed partial class EngineTests
{
    private static readonly RetentionLimits FiveDays = new() { Journal = Duration.FromDays(5) };

    [Theory]
    [InlineData(21, 70, false)]
    [InlineData(22, 100_000, false)]
    [InlineData(23, 70, true)]
    public async Task A_journal_cut_behind_a_base_replays_without_a_difference(int seed, int snapshots, bool erasing)
    {
        using var whole = new TemporaryFolder();
        long last;
        await using (var store = await Grown(seed, snapshots, erasing))
        {
            last = store.Journal.LastSeq;
        }

        File.Copy(Folder.Database, whole.Database);
        await using (var store = Reopened())
        {
            var done = await store.Retain(FiveDays);

            (done.Records, done.FirstSeq).ShouldBe((Old(whole), Old(whole) + 1));
            store.Journal.LastSeq.ShouldBe(last);
            store.Journal.Read(0).First().Seq.ShouldBe(done.FirstSeq);
            (await store.Retain(FiveDays)).IsNothing.ShouldBeTrue();
        }

        Scalar<int>("SELECT count(*) FROM journal_leads WHERE seq NOT IN (SELECT seq FROM journal)").ShouldBe(0);
        Forget(Folder, "DELETE FROM snapshots WHERE seq NOT IN (SELECT seq FROM journal_base)");
        Forget(whole, "DELETE FROM snapshots");
        (await State(Folder)).ShouldBe(await State(whole));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(50)]
    public async Task Stopped_in_the_middle_it_loses_nothing_and_goes_on_the_next_time(int deleted)
    {
        using var stopped = new TemporaryFolder();
        await (await Grown(24, 100_000, erasing: false)).DisposeAsync();
        File.Copy(Folder.Database, stopped.Database);
        await using (var store = Reopened())
        {
            await store.Retain(FiveDays);
        }

        // The base is kept, and so many records are gone.
        using (var connection = new SqliteConnection($"Data Source={stopped.Database};Pooling=False"))
        {
            connection.Open();
            connection.Execute("ATTACH @path AS done", new { path = Folder.Database });
            connection.Execute("INSERT OR REPLACE INTO snapshots SELECT * FROM done.snapshots");
            connection.Execute("INSERT INTO journal_base SELECT * FROM done.journal_base");
        }

        var database = SqliteDatabase.Existing(stopped.Database);
        var cut = new SqliteSnapshots(database).BaseSeq();
        new SqliteRetention(database).DeleteRecords(cut, deleted);
        database.ReleaseReaders();

        (await State(stopped)).ShouldBe(await State(Folder));
        await using var again = BatonStore.Open(new StoreOptions { Directory = stopped.Path, Clock = Clock });
        again.Journal.Read(0).First().Seq.ShouldBe(cut + 1);
        (await again.Retain(FiveDays)).Records.ShouldBe(cut - deleted);
    }

    [Fact]
    public async Task What_was_let_go_is_said_to_be_gone_and_a_backup_has_its_base()
    {
        var backup = Path.Combine(Folder.Path, "backup.zip");
        using var restored = new TemporaryFolder();
        await using var store = await Grown(25, 70, erasing: false);
        await store.Retain(FiveDays);
        var first = store.Journal.FirstSeq;

        var trouble = Should.Throw<StoreException>(() => store.Ledgers.Lines(["q"], 1, first).ToList());
        trouble.Message.ShouldBe($"the journal begins with record {first}: what was before it was let go");
        store.Decisions.Why(1).ShouldBeNull();
        store.Leads.Timeline(1).ShouldAllBe(e => e.Seq >= first);
        Backup.Take(Folder.Path, backup, overwrite: true, Clock);
        Restoration.Restore(backup, Path.Combine(restored.Path, "data"), replace: false, Clock);
        (await StateOf(Path.Combine(restored.Path, "data"))).ShouldNotBeEmpty();
        Forget(Folder, "DELETE FROM snapshots");
        Backup.Take(Folder.Path, backup, overwrite: true, Clock);
        Should
            .Throw<StoreException>(() =>
                Restoration.Restore(backup, Path.Combine(restored.Path, "none"), replace: false, Clock)
            )
            .Message.ShouldContain($"the snapshot at record {first - 1}, where the journal begins, is gone");
    }

    [Fact]
    public async Task An_erasure_reaches_into_the_base()
    {
        await using (var store = await Started())
        {
            await store.Submit(
                new Submission(Lead(store, ("email", Value.Of("ann@acme.test")), ("nick", Value.Of("Sunny"))))
            );
            await store.Submit(new Submission(Lead(store, ("email", Value.Of("bea@acme.test")))));
            Clock.Advance(TimeSpan.FromDays(10));
            await store.Submit(new Submission(Lead(store, ("source", Value.Of("web")))));
            await store.Retain(FiveDays);
            Base().ShouldContain("ann@acme.test");

            await store.Submit(new Submission(new ErasePerson(new PersonSought { Leads = [1] })));
            await Cleaned(store);

            Base().ShouldNotContain("ann@acme.test");
            Base().ShouldNotContain("Sunny");
            Base().ShouldContain("bea@acme.test");
        }

        await using var again = Reopened();
        (await again.Read(w => w.Lead(1))).ShouldBeNull();
        (await again.Read(w => w.Lead(2)))!.Owner.ShouldNotBeNull();
    }

    [Fact]
    public async Task What_a_webhook_is_still_to_be_told_stays_until_it_is_told_or_the_webhook_is_off()
    {
        var ann = new ActBy("ann", null);
        await using var store = await Grown(25, 100_000, erasing: false);
        var hook = store.Webhooks.Add(new WebhookConfig("https://receiver.test/", ["*"]), after: 3, most: 9, ann)!;

        (await store.Retain(FiveDays)).FirstSeq.ShouldBe(4);
        var waiting = new Delivery
        {
            Webhook = hook.Id,
            Id = new DeliveryId(6, 0),
            Line = 1,
            Type = "lead_assigned",
            CreatedAt = Times.Now(Clock),
            DueAt = Times.Now(Clock),
        };
        store.Deliveries.Write(new DeliveryBatch { Opened = [waiting], Positions = [(hook.Id, 9)] });
        (await store.Retain(FiveDays)).FirstSeq.ShouldBe(6);
        store.Webhooks.Delete(hook.Id, ann);

        (await store.Retain(FiveDays)).FirstSeq.ShouldBeGreaterThan(10);
    }

    [Fact]
    public async Task No_base_is_built_while_an_erasure_is_cleaned_up_after()
    {
        await using var store = await Started();
        await store.Submit(new Submission(Lead(store, ("email", Value.Of("ann@acme.test")))));
        Clock.Advance(TimeSpan.FromDays(10));
        await store.Submit(new Submission(Lead(store, ("source", Value.Of("web")))));
        await store.Submit(new Submission(new ErasePerson(new PersonSought { Leads = [1] })));
        await Cleaned(store);
        Forget(Folder, "UPDATE erasures SET cleaned_at = NULL");

        (await store.Retain(FiveDays)).FirstSeq.ShouldBe(1);

        Forget(Folder, "UPDATE erasures SET cleaned_at = at");
        (await store.Retain(FiveDays)).FirstSeq.ShouldBe(3);
        Base().ShouldNotContain("ann@acme.test");
    }

    [Fact]
    public async Task Leads_that_ended_long_ago_lose_their_personal_data_and_others_nothing()
    {
        await using var store = await Started();
        foreach (
            var email in new[]
            {
                "won@acme.test",
                "open@acme.test",
                "open@acme.test",
                "late@acme.test",
                "won@acme.test",
            }
        )
        {
            await store.Submit(new Submission(Lead(store, ("email", Value.Of(email)))));
        }

        await store.Submit(new Submission(new CloseLead(1, true, 900m, null)));
        Clock.Advance(TimeSpan.FromDays(10));
        await store.Submit(new Submission(new CloseLead(4, false, null, "price")));

        var done = await store.Retain(new RetentionLimits { ClosedLeads = Duration.FromDays(5) });

        done.Leads.ShouldBe(2, "the one that was won, and its duplicate");
        Enumerable
            .Range(1, 5)
            .Select(n => store.Leads.Get(n)!)
            .Select(l => (l.Status, l.Erased))
            .ShouldBe([("won", true), ("assigned", false), ("duplicate", false), ("lost", false), ("duplicate", true)]);
        (await store.Retain(new RetentionLimits { ClosedLeads = Duration.FromDays(5) })).IsNothing.ShouldBeTrue();
    }

    [Fact]
    public async Task The_audit_log_is_cut_but_for_its_newest_entry()
    {
        await using var store = await Started();
        store.Audit.Add(ActBy.CommandLine, Acts.Paused);
        store.Audit.Add(ActBy.CommandLine, Acts.Resumed);
        Clock.Advance(TimeSpan.FromDays(10));

        (await store.Retain(new RetentionLimits { Audit = Duration.FromDays(5) })).AuditEntries.ShouldBe(1);

        store.Audit.Read(10).Single().Act.ShouldBe(Acts.Resumed);
    }

    private BatonStore Reopened() => BatonStore.Open(new StoreOptions { Directory = Folder.Path, Clock = Clock });

    // Most of it happened ten days ago.
    private async Task<BatonStore> Grown(int seed, int snapshots, bool erasing)
    {
        var store = await Started(snapshotEvery: snapshots);
        var commands = RandomCommands.Of(seed, 400, erasing);
        await Send(store, commands[..300], seed);
        Clock.Advance(TimeSpan.FromDays(10));
        await Send(store, commands[300..], seed);
        return store;
    }

    private long Old(TemporaryFolder folder)
    {
        using var connection = new SqliteConnection($"Data Source={folder.Database};Pooling=False");
        var before = Times.ToMicros(Times.Now(Clock) - Duration.FromDays(5));
        return connection.ExecuteScalar<long>("SELECT max(seq) FROM journal WHERE at < @before", new { before });
    }

    private string Base()
    {
        using var connection = new SqliteConnection($"Data Source={Folder.Database};Pooling=False");
        var body = connection.QuerySingle<byte[]>(
            "SELECT body FROM snapshots JOIN journal_base USING (workspace, seq)"
        );
        using var plain = new System.IO.Compression.GZipStream(
            new MemoryStream(body),
            System.IO.Compression.CompressionMode.Decompress
        );
        return new StreamReader(plain).ReadToEnd();
    }

    private static async Task Cleaned(BatonStore store)
    {
        for (var i = 0; i < 100 && store.Persons.Erasures(1)[0].CleanedAt is null; i++)
        {
            await Task.Delay(50);
        }

        store.Persons.Erasures(1)[0].CleanedAt.ShouldNotBeNull();
    }
}
