using Baton.Engine.Commands;
using Baton.Storage;
using Baton.Storage.Tests;
using Baton.Trust.Tests.Checking;
using Baton.Trust.Tests.Load;

namespace Baton.Trust.Tests;

/// <summary>Two people decide about one lead at once: the first wins, the second is told.</summary>
public sealed class DecisionRaceTests : IAsyncLifetime
{
    private const string Workspace = """
        reps: [{ id: ana }, { id: bob }, { id: cy }]
        teams: { t: { manager: cy, members: [ana, bob] } }
        policy:
          screen:
            reject: ['lead.source == "junk"']
            duplicates: { match: [phone, { fuzzy: [name, company, phone, city], at: 0.95, review: 0.80 }], action: merge }
          pools: { p: { team: t, offer: { timeout: 10m } }, q: { members: [ana] } }
          rules:
            - { name: offered, when: 'lead.source == "offer"', route: [{ pool: p }] }
            - { name: all, route: [{ pool: q }] }
        """;

    private readonly TemporaryFolder _folder = new();
    private readonly ManualClock _clock = new();
    private BatonStore _store = null!;

    public async Task InitializeAsync()
    {
        _store = BatonStore.Open(new StoreOptions { Directory = _folder.Path, Clock = _clock });
        await Do(new PublishWorkspace(LoadWorkspace.Read(Workspace)));
    }

    public async Task DisposeAsync()
    {
        await _store.DisposeAsync();
        await HistoryChecker.ShouldHold(_folder.Path, log: null);
        _folder.Dispose();
    }

    [Fact]
    public async Task Who_accepts_a_lead_that_was_just_merged_is_told()
    {
        await Suspected("offer");

        var replies = await Both(new MergeDuplicate(2, null), new AcceptOffer(2, "ana"));

        Codes(replies).ShouldBe(["done", "closed"]);
        _store.Leads.Get(2)!.Status.ShouldBe("duplicate");
    }

    [Fact]
    public async Task Who_merges_a_lead_that_was_just_accepted_is_told()
    {
        await Suspected("offer");

        var replies = await Both(new AcceptOffer(2, "ana"), new MergeDuplicate(2, null));

        Codes(replies).ShouldBe(["done", "already_owned"]);
        _store.Leads.Get(2)!.Owner.ShouldBe("ana");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Of_a_merge_and_a_dismissal_the_first_counts(bool mergeFirst)
    {
        await Suspected("web");
        Command merge = new MergeDuplicate(2, "ana");
        Command dismiss = new DismissDuplicate(2);

        var replies = mergeFirst ? await Both(merge, dismiss) : await Both(dismiss, merge);

        Codes(replies).ShouldBe(["done", "closed"]);
        _store.Leads.Get(2)!.Status.ShouldBe(mergeFirst ? "duplicate" : "assigned");
    }

    [Fact]
    public async Task A_merge_is_undone_once()
    {
        await Do(Lead(("phone", "+14155550101")));
        await Do(Lead(("phone", "+14155550101")));

        var replies = await Both(new UnmergeLead(2), new UnmergeLead(2));

        Codes(replies).ShouldBe(["done", "invalid"]);
        _store.Leads.Get(2)!.Owner.ShouldBe("ana");
    }

    [Fact]
    public async Task Junk_is_restored_once()
    {
        await Do(Lead(("source", "junk")));

        var replies = await Both(new RestoreLead(1), new RestoreLead(1));

        Codes(replies).ShouldBe(["done", "invalid"]);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Of_a_hand_over_and_an_outcome_the_first_counts(bool outcomeFirst)
    {
        await Do(Lead(("source", "web")));
        Command outcome = new CloseLead(1, Won: true, 900m, null);
        Command handOver = new ReassignLeads(new(HandoverKind.Rep, "bob"), "other") { Rep = "ana" };

        var replies = outcomeFirst ? await Both(outcome, handOver) : await Both(handOver, outcome);

        Codes(replies).ShouldBe(["done", "done"]);
        _store.Leads.Get(1)!.Owner.ShouldBe(outcomeFirst ? "ana" : "bob");
        replies[outcomeFirst ? 1 : 0].Outcome!.Handover!.Moves.Length.ShouldBe(outcomeFirst ? 0 : 1);
    }

    [Fact]
    public async Task Of_two_hand_overs_by_one_preview_the_second_is_stale()
    {
        await Do(Lead(("source", "web")));
        var command = new ReassignLeads(new(HandoverKind.Pool, "p"), "other") { Rep = "ana" };
        var rehearsal = await _store.Read(w => w.Rehearsal(command));
        var now = NodaTime.Instant.FromDateTimeOffset(_clock.GetUtcNow());
        var expected = rehearsal.Handle(command, Facts.None, now).Handover!.Hash;

        var replies = await Both(command with { Expected = expected }, command with { Expected = expected });

        Codes(replies).ShouldBe(["done", "stale_preview"]);
        _store.Leads.Get(1)!.Owner.ShouldBe("bob");
    }

    private async Task Suspected(string source)
    {
        await Do(Lead(("name", "Kim Larsen"), ("city", "Porto")));
        await Do(Lead(("name", "Kim Larsen"), ("city", "Porto"), ("source", source)));
    }

    // In one batch: the writer is held while both arrive.
    private async Task<Reply[]> Both(Command first, Command second)
    {
        using var gate = new ManualResetEventSlim();
        var held = _store.Read(_ => gate.Wait(TimeSpan.FromSeconds(20))).AsTask();
        var one = _store.Submit(new Submission(first)).AsTask();
        var two = _store.Submit(new Submission(second)).AsTask();
        gate.Set();
        await held;
        return await Task.WhenAll(one, two);
    }

    private async Task Do(Command command)
    {
        var reply = await _store.Submit(new Submission(command));
        (reply.Outcome?.Refusal?.ToString() ?? reply.Message).ShouldBeNull();
    }

    private CaptureLead Lead(params (string Name, string Value)[] fields) =>
        new StoreSender(() => _store).Capture([.. fields.Select(f => KeyValuePair.Create(f.Name, f.Value))]);

    private static string[] Codes(Reply[] replies) =>
        [.. replies.Select(r => r.Outcome?.Refusal?.Code ?? r.Code ?? r.Status.ToString().ToLowerInvariant())];
}
