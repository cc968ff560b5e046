using Baton.Engine.Commands;
using Baton.Storage;
using Baton.Storage.Tests;
using Baton.Trust.Tests.Checking;
using Baton.Trust.Tests.Load;

namespace Baton.Trust.Tests;

/// <summary>Two people decide about one lead at once: the first wins, the second is told.</summary>
public sealed class DecisionRaceTests() : RaceTest(Workspace)
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

    [Fact]
    public async Task Who_accepts_a_lead_that_was_just_merged_is_told()
    {
        await Suspected("offer");

        var replies = await Both(inOneBatch: true, new MergeDuplicate(2, null), new AcceptOffer(2, "ana"));

        Codes(replies).ShouldBe(["done", "closed"]);
        Store.Leads.Get(2)!.Status.ShouldBe("duplicate");
    }

    [Fact]
    public async Task Who_merges_a_lead_that_was_just_accepted_is_told()
    {
        await Suspected("offer");

        var replies = await Both(inOneBatch: true, new AcceptOffer(2, "ana"), new MergeDuplicate(2, null));

        Codes(replies).ShouldBe(["done", "already_owned"]);
        Store.Leads.Get(2)!.Owner.ShouldBe("ana");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Of_a_merge_and_a_dismissal_the_first_counts(bool mergeFirst)
    {
        await Suspected("web");
        Command merge = new MergeDuplicate(2, "ana");
        Command dismiss = new DismissDuplicate(2);

        var replies = mergeFirst
            ? await Both(inOneBatch: true, merge, dismiss)
            : await Both(inOneBatch: true, dismiss, merge);

        Codes(replies).ShouldBe(["done", "closed"]);
        Store.Leads.Get(2)!.Status.ShouldBe(mergeFirst ? "duplicate" : "assigned");
    }

    [Fact]
    public async Task A_merge_is_undone_once()
    {
        await Do(Lead(("phone", "+14155550101")));
        await Do(Lead(("phone", "+14155550101")));

        var replies = await Both(inOneBatch: true, new UnmergeLead(2), new UnmergeLead(2));

        Codes(replies).ShouldBe(["done", "invalid"]);
        Store.Leads.Get(2)!.Owner.ShouldBe("ana");
    }

    [Fact]
    public async Task Junk_is_restored_once()
    {
        await Do(Lead(("source", "junk")));

        var replies = await Both(inOneBatch: true, new RestoreLead(1), new RestoreLead(1));

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

        var replies = outcomeFirst
            ? await Both(inOneBatch: true, outcome, handOver)
            : await Both(inOneBatch: true, handOver, outcome);

        Codes(replies).ShouldBe(["done", "done"]);
        Store.Leads.Get(1)!.Owner.ShouldBe(outcomeFirst ? "ana" : "bob");
        replies[outcomeFirst ? 1 : 0].Outcome!.Handover!.Moves.Length.ShouldBe(outcomeFirst ? 0 : 1);
    }

    [Fact]
    public async Task Of_two_hand_overs_by_one_preview_the_second_is_stale()
    {
        await Do(Lead(("source", "web")));
        var command = new ReassignLeads(new(HandoverKind.Pool, "p"), "other") { Rep = "ana" };
        var rehearsal = await Store.Read(w => w.Rehearsal(command));
        var now = NodaTime.Instant.FromDateTimeOffset(Clock.GetUtcNow());
        var expected = rehearsal.Handle(command, Facts.None, now).Handover!.Hash;

        var replies = await Both(
            inOneBatch: true,
            command with
            {
                Expected = expected,
            },
            command with
            {
                Expected = expected,
            }
        );

        Codes(replies).ShouldBe(["done", "stale_preview"]);
        Store.Leads.Get(1)!.Owner.ShouldBe("bob");
    }

    private async Task Suspected(string source)
    {
        await Do(Lead(("name", "Kim Larsen"), ("city", "Porto")));
        await Do(Lead(("name", "Kim Larsen"), ("city", "Porto"), ("source", source)));
    }

    private CaptureLead Lead(params (string Name, string Value)[] fields) =>
        new StoreSender(() => Store).Capture([.. fields.Select(f => KeyValuePair.Create(f.Name, f.Value))]);
}
