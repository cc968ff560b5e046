using Baton.Engine.Commands;
using Baton.Storage;
using Baton.Storage.Tests;
using Baton.Storage.Writing;
using Baton.Trust.Tests.Checking;
using Baton.Trust.Tests.Load;

namespace Baton.Trust.Tests;

/// <summary>32 callers at once who want the same few leads.</summary>
public sealed class ConcurrencyTests : IDisposable
{
    // What a request may be refused with when somebody else was quicker, or there is no room.
    private static readonly HashSet<string> _losersAreTold = new(StringComparer.Ordinal)
    {
        "already_owned",
        "cap_day",
        "cap_hour",
        "capacity_full",
        "claims_limit",
        "closed",
        "declined_before",
        "expired_before",
        "excluded_previous",
        "inactive",
        "invalid",
        "not_a_member",
        "not_in_queue",
        "not_offered",
        "offer_closed",
        "unknown_lead",
    };

    private readonly TemporaryFolder _folder = new();
    private readonly ClientLog _log = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(8, 10)]
    [InlineData(200, 5)]
    public async Task Nobody_gets_what_another_has(int leads, int seconds)
    {
        var time = TimeSpan.FromSeconds(seconds * LongRun.Of(1, 6));
        await using (var store = await Opened(StoreHooks.None))
        {
            await Crowd.Run(32, leads, time, leads, _log, new StoreSender(() => store).Send);
        }

        await HistoryChecker.ShouldHold(_folder.Path, _log);
        LosersShouldBeTold();
    }

    [Fact]
    public async Task Nobody_gets_what_another_has_over_http()
    {
        using (var server = await ServerProcess.Start(_folder.Path))
        using (var sender = new HttpSender(server))
        {
            await sender.Publish(LoadWorkspace.Yaml);
            using (var beside = StoreReader.Open(_folder.Path))
            {
                // Bob leaves and comes back as the policy changes, and his key is nobody's meanwhile.
                foreach (var rep in LoadWorkspace.Reps.Where(r => r != "bob"))
                {
                    sender.Knows(rep, beside.Keys.Create(rep, Role.Rep, rep));
                }
            }

            var time = TimeSpan.FromSeconds(LongRun.Of(10, 60));
            await Crowd.Run(32, seed: 32, time, leads: 40, _log, sender.Send);
            await server.Kill();
        }

        _log.Unanswered.ShouldBeEmpty();
        await HistoryChecker.ShouldHold(_folder.Path, _log);
        LosersShouldBeTold();

        // Asked, not done: on a busy machine every limit may be reached before the first claim comes in time.
        Ask[] wanted = [Ask.Capture, Ask.Accept, Ask.Decline, Ask.Claim, Ask.ClaimNext, Ask.Release];
        wanted.Except(_log.Sent.Select(r => r.Ask)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_database_that_fails_now_and_then_loses_nothing_that_was_acknowledged()
    {
        var random = new Random(3);
        var failures = LongRun.Of(8, 100);
        using var stop = new CancellationTokenSource(TimeSpan.FromMinutes(5));
        var hooks = new StoreHooks { BeforeCommit = FailSometimes, AfterCommit = FailSometimes };
        await using (var store = await Opened(hooks))
        {
            await Crowd.Run(16, seed: 3, leads: 50, _log, new StoreSender(() => store).Send, stop.Token);
        }

        failures.ShouldBe(0);
        await HistoryChecker.ShouldHold(_folder.Path, _log);

        // Only the writer's thread comes here.
        void FailSometimes()
        {
            if (failures > 0 && _log.Answered > 50 && random.Next(40) == 0)
            {
                if (--failures == 0)
                {
                    stop.CancelAfter(TimeSpan.FromMilliseconds(500));
                }

                throw new IOException("the disk went away");
            }
        }
    }

    [Fact]
    public async Task Snapshots_taken_under_load_are_what_the_journal_makes()
    {
        await using (var store = await Opened(StoreHooks.None, snapshotEvery: 100))
        {
            await Crowd.Run(
                16,
                seed: 4,
                TimeSpan.FromSeconds(LongRun.Of(3, 30)),
                50,
                _log,
                new StoreSender(() => store).Send
            );
        }

        await HistoryChecker.ShouldHold(_folder.Path, _log);
    }

    private void LosersShouldBeTold()
    {
        var refusals = _log.Sent.Select(r => _log.AnswerTo(r)!).Where(a => !a.Done).Select(a => a.Code!).ToList();
        refusals.Count.ShouldBeGreaterThan(10);
        refusals.Except(_losersAreTold).ShouldBeEmpty();
    }

    private async Task<BatonStore> Opened(StoreHooks hooks, long snapshotEvery = 100_000)
    {
        var options = new StoreOptions { Directory = _folder.Path, SnapshotEvery = snapshotEvery };
        var store = BatonStore.Open(options, hooks);
        await store.Submit(new Submission(new PublishWorkspace(LoadWorkspace.Document)));
        return store;
    }
}
