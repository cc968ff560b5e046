using Baton.Engine.Commands;
using Baton.Storage;
using Baton.Storage.Tests;
using Baton.Trust.Tests.Checking;
using Baton.Trust.Tests.Load;

namespace Baton.Trust.Tests;

/// <summary>What a disk can do to a store while the whole program works on it.</summary>
public sealed class FaultTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly ClientLog _log = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_disk_that_is_full_for_a_while_costs_nobody_his_lead()
    {
        using var stop = new CancellationTokenSource(TimeSpan.FromMinutes(5));
        var full = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        var limited = new StoreOptions
        {
            Directory = _folder.Path,
            PageLimit = 120,
            Trouble = trouble => full.TrySetResult(trouble.Code),
        };
        var store = BatonStore.Open(limited);
        await store.Submit(new Submission(new PublishWorkspace(LoadWorkspace.Document)));
        var crowd = Crowd.Run(16, seed: 5, leads: 50, _log, r => new StoreSender(() => store).Send(r), stop.Token);

        (await full.Task.WaitAsync(TimeSpan.FromMinutes(4))).ShouldBe("storage_full");
        var answered = _log.Answered;
        await store.DisposeAsync();
        store = BatonStore.Open(limited with { PageLimit = null });
        stop.CancelAfter(TimeSpan.FromSeconds(1));
        await crowd;
        await store.DisposeAsync();

        _log.Answered.ShouldBeGreaterThan(answered);
        await HistoryChecker.ShouldHold(_folder.Path, _log);
    }

    [Fact]
    public async Task A_torn_log_leaves_a_whole_beginning_of_the_history()
    {
        using var whole = new TemporaryFolder();
        await using (var store = BatonStore.Open(new StoreOptions { Directory = _folder.Path }))
        {
            await store.Submit(new Submission(new PublishWorkspace(LoadWorkspace.Document)));
            await Crowd.Run(4, seed: 6, TimeSpan.FromMilliseconds(700), 20, _log, new StoreSender(() => store).Send);

            // On the writer's thread: offers that fall due meanwhile must not be written between the two files.
            await store.Read(_ => Copy(_folder, whole));
        }

        using var untouched = new TemporaryFolder();
        var length = Copy(whole, untouched);
        var history = Seqs(untouched.Path);
        var random = new Random(6);

        // Where it ends, at the first frame and anywhere between; cut, or with a page that was never written.
        long[] cuts =
        [
            0,
            1,
            31,
            33,
            length,
            .. Enumerable.Range(0, LongRun.Of(6, 150)).Select(_ => random.NextInt64(length)),
        ];
        foreach (var cut in cuts)
        {
            using var torn = new TemporaryFolder();
            Copy(whole, torn);
            Tear(torn, cut, blank: random.Next(2) == 0);

            // Read before a store opens it, which may append what has fallen due by then.
            var left = Seqs(torn.Path);

            await HistoryChecker.ShouldHold(torn.Path, log: null);

            history.Take(left.Count).ShouldBe(left, $"cut at {cut} of {length}");
        }
    }

    // What a machine that lost its power leaves: the file without its end, or with its end full of nothing.
    private static void Tear(TemporaryFolder torn, long cut, bool blank)
    {
        using var log = File.OpenWrite(LogIn(torn.Path));
        var length = log.Length;
        log.SetLength(cut);
        log.SetLength(blank ? length : cut);
    }

    // Returns the length of the log.
    private static long Copy(TemporaryFolder from, TemporaryFolder to)
    {
        File.Copy(from.Database, to.Database);
        File.Copy(LogIn(from.Path), LogIn(to.Path));
        return new FileInfo(LogIn(to.Path)).Length;
    }

    private static string LogIn(string directory) => DataFolder.DatabaseIn(directory) + "-wal";

    private static List<string> Seqs(string directory)
    {
        using var reader = StoreReader.Open(directory);
        return [.. reader.Journal.Read(0).Select(r => $"{r.Seq} {r.At} {r.Events.Length}")];
    }
}
