using System.Security.Cryptography;
using Baton.Engine.Conditions;
using Baton.Engine.Snapshots;
using Baton.Storage.Json;
using Baton.Storage.Snapshots;
using Dapper;
using Microsoft.Data.Sqlite;

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

        kept.ShouldBe([10, 20, 39, 77]);

        // The first record is the policy's, every other one opens a lead.
        static long Due(long last) => last + Math.Max(10, last - 1);

        long Newest() => Scalar<long>("SELECT coalesce(max(seq), 0) FROM snapshots");
    }

    [Theory]
    [InlineData("the mark", 7, false)]
    [InlineData("the length of the head", 11, false)]
    [InlineData("the length of the leads", 14, false)]
    [InlineData("the head", 60, false)]
    [InlineData("the leads", -20, false)]
    [InlineData("the mark", 7, true)]
    [InlineData("the lengths", 10, true)]
    [InlineData("the head", 200, true)]
    [InlineData("the leads", -20, true)]
    [InlineData("the end", -1, true)]
    public async Task A_snapshot_damaged_anywhere_is_passed_over(string where, int at, bool isCut)
    {
        await using (var store = await Started(snapshotEvery: 50))
        {
            await Send(store, RandomCommands.Of(10, 200), 10);
        }

        using var other = new TemporaryFolder();
        File.Copy(Folder.Database, other.Database);
        Damage(
            other,
            body =>
            {
                var place = at < 0 ? body.Length + at : at;
                body[place] ^= 0xff;
                return isCut ? body[..place] : body;
            }
        );

        (await State(other)).ShouldBe(await State(Folder), where);
    }

    [Fact]
    public async Task Who_starts_without_his_snapshots_is_told_why()
    {
        await using (var store = await Started(snapshotEvery: 50))
        {
            await Send(store, RandomCommands.Of(10, 200), 10);
        }

        Forget(Folder, "UPDATE snapshots SET checksum = X'00'");
        var told = new List<StoreException>();
        var options = new StoreOptions
        {
            Directory = Folder.Path,
            Clock = Clock,
            Trouble = told.Add,
        };

        await using (BatonStore.Open(options))
        {
            told.ShouldNotBeEmpty();
            told.ShouldAllBe(t => t.Code == "snapshot_unread" && t.Message.Contains("its checksum is another"));
        }
    }

    [Fact]
    public async Task A_snapshot_of_which_any_byte_is_another_is_read_or_refused()
    {
        await using (var store = await Started(snapshotEvery: 50))
        {
            await Send(store, RandomCommands.Of(10, 120), 10);
        }

        var body = Bodies(Folder)[^1].Body;
        for (var at = 0; at < body.Length; at += 1 + (body.Length / 1500))
        {
            var damaged = (byte[])body.Clone();
            damaged[at] ^= 0x15;
            if (Record.Exception(() => SnapshotBody.Load(damaged)) is { } refused)
            {
                refused.ShouldBeOfType<FormatException>();
            }
        }
    }

    [Theory]
    [InlineData(8)]
    [InlineData(31)]
    public async Task A_snapshot_is_read_as_it_was_written_packed_or_as_text(int seed)
    {
        await using var store = await Started();
        await Send(store, RandomCommands.Of(seed, 300), seed);
        var snapshot = await store.Read(w => w.Save());
        var text = Text(snapshot);

        Text(SnapshotBody.Load(SnapshotBody.Write(snapshot)).Save()).ShouldBe(text);
        Text(SnapshotBody.Load(SnapshotJson.Write(snapshot)).Save()).ShouldBe(text);

        static string Text(WorkspaceSnapshot snapshot) =>
            Convert.ToHexString(SHA256.HashData(SnapshotJson.Write(Canonical(snapshot))));
    }

    [Fact]
    public async Task A_start_after_a_kill_is_from_the_snapshot_and_the_records_since()
    {
        using var killed = new TemporaryFolder();
        await using (var store = await Started(snapshotEvery: 70))
        {
            await Send(store, RandomCommands.Of(8, 300), 8);
            await store.Read(_ => 0);
            SpinWait.SpinUntil(() => Bodies(Folder).Count > 0, TimeSpan.FromSeconds(20)).ShouldBeTrue();
            foreach (var suffix in new[] { "", "-wal" })
            {
                File.Copy(Folder.Database + suffix, killed.Database + suffix);
            }
        }

        Bodies(killed)[^1].Seq.ShouldBeLessThan(Scalar<long>("SELECT max(seq) FROM journal"));
        Forget(Folder, "DELETE FROM snapshots");
        (await State(killed)).ShouldBe(await State(Folder));
    }

    private static List<(long Seq, byte[] Body)> Bodies(TemporaryFolder folder)
    {
        using var connection = new SqliteConnection($"Data Source={folder.Database};Pooling=False");
        return connection.Query<(long, byte[])>("SELECT seq, body FROM snapshots ORDER BY seq").AsList();
    }

    // Of all, with the right checksum: as another version would have written them.
    private static void Damage(TemporaryFolder folder, Func<byte[], byte[]> damage)
    {
        using var connection = new SqliteConnection($"Data Source={folder.Database};Pooling=False");
        foreach (var (seq, body) in Bodies(folder))
        {
            var damaged = damage(body);
            connection.Execute(
                "UPDATE snapshots SET body = @damaged, checksum = @sum WHERE seq = @seq",
                new
                {
                    seq,
                    damaged,
                    sum = SHA256.HashData(damaged),
                }
            );
        }
    }
}
