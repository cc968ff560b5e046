using Baton.Engine.Conditions;
using Baton.Engine.Events;
using Baton.Storage.Backups;

namespace Baton.Storage.Tests;

// A backup while commands come in.
public sealed partial class EngineTests
{
    [Fact]
    public async Task A_backup_under_load_holds_what_was_acknowledged_and_replays_without_a_difference()
    {
        using var restored = new TemporaryFolder();
        using var replayed = new TemporaryFolder();
        var file = Path.Combine(restored.Path, "backup.zip");
        long before;
        BackupManifest manifest;
        List<string> written;
        await using (var store = await Started(snapshotEvery: 200))
        {
            await Send(store, RandomCommands.Of(12, 600), 12);
            using var stop = new CancellationTokenSource();
            var load = Enumerable.Range(0, 4).Select(n => Task.Run(() => Load(store, n, stop.Token))).ToArray();
            await store.Journal.WaitAfter(store.Journal.LastSeq + 20, CancellationToken.None);

            long after;
            do
            {
                // Until something was written meanwhile: a small backup is quick.
                before = store.Journal.LastSeq;
                manifest = Backup.Take(Folder.Path, file, overwrite: true, Clock);
                after = store.Journal.LastSeq;
            } while (after == before && !load.Any(t => t.IsCompleted));

            await stop.CancelAsync();
            await Task.WhenAll(load);
            after.ShouldBeGreaterThan(before, "nothing was written during the backup");
            written = Payloads(store);
        }

        var target = Path.Combine(restored.Path, "data");
        Restoration.Restore(file, target, replace: false, Clock).Replaced.ShouldBeNull();

        var seq = manifest.Parts.Single().Seq;
        seq.ShouldBeGreaterThanOrEqualTo(before);
        Directory.CreateDirectory(target);
        File.Copy(DataFolder.DatabaseIn(target), replayed.Database);
        Forget(replayed, "DELETE FROM snapshots");
        (await StateOf(target)).ShouldBe(await StateOf(replayed.Path));
        await using var again = BatonStore.Open(new StoreOptions { Directory = target, Clock = Clock });
        Payloads(again).ShouldBe(written.Take((int)seq));
        again.Leads.Count().ShouldBe(again.Journal.Read(0).Sum(r => r.Events.Count(e => e is LeadCaptured)));
        var views = await Views(again);
        Rows(again, views).ShouldBe(views.Select(Row));
    }

    private static async Task Load(BatonStore store, int caller, CancellationToken stop)
    {
        for (var i = 0; !stop.IsCancellationRequested; i++)
        {
            var lead = Lead(store, ("email", Value.Of($"c{caller}-{i}@load.test")));
            (await store.Submit(new Submission(lead), CancellationToken.None)).Status.ShouldBe(ReplyStatus.Done);
        }
    }
}
