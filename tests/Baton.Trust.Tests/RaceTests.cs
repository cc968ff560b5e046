using Baton.Engine.Commands;
using Baton.Storage;
using Baton.Storage.Tests;
using Baton.Trust.Tests.Checking;
using Baton.Trust.Tests.Load;

namespace Baton.Trust.Tests;

/// <summary>Two who meet over one lead, in both orders, in one transaction and in two: one gets it, the other is told why not.</summary>
public sealed class RaceTests() : RaceTest(Workspace)
{
    private const string Workspace = """
        reps: [{ id: ana }, { id: bob }, { id: cy }]
        teams: { t: { manager: cy, members: [ana, bob] } }
        policy:
          screen: { duplicates: { match: [email], within: 1d, action: merge } }
          pools: { p: { team: t, offer: { timeout: 10m } } }
          queues: { tank: { team: t, mode: cherry_pick }, rush: { team: t, mode: shotgun } }
          rules:
            - { name: offered, when: 'lead.source == "offer"', route: [{ pool: p }] }
            - { name: queued, when: 'lead.source == "queue"', route: [{ queue: tank }] }
            - { name: shot, when: 'lead.source == "rush"', route: [{ queue: rush }] }
        """;

    [Theory]
    [InlineData("ana", "bob", true)]
    [InlineData("bob", "ana", true)]
    [InlineData("ana", "bob", false)]
    [InlineData("bob", "ana", false)]
    public async Task Of_two_who_accept_the_first_wins(string first, string second, bool inOneBatch)
    {
        await Captured("rush");

        var replies = await Both(inOneBatch, new AcceptOffer(1, first), new AcceptOffer(1, second));

        Codes(replies).ShouldBe(["done", "offer_closed"]);
        Owner().ShouldBe(first);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_acceptance_just_before_the_offer_lapses_counts(bool inOneBatch)
    {
        await Captured("offer");
        Clock.Advance(TimeSpan.FromMinutes(10) - TimeSpan.FromMicroseconds(1));

        var replies = await Both(inOneBatch, new AcceptOffer(1, "ana"), new ContactLead(1) { By = "ana" });
        Clock.Advance(TimeSpan.FromMinutes(1));

        Codes(replies).ShouldBe(["done", "done"]);
        await AfterTimers();
        Owner().ShouldBe("ana");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_acceptance_at_the_instant_the_offer_lapses_is_too_late(bool inOneBatch)
    {
        await Captured("offer");
        Clock.Advance(TimeSpan.FromMinutes(10));

        var replies = await Both(inOneBatch, new AcceptOffer(1, "ana"), new AcceptOffer(1, "bob"));

        Codes(replies).ShouldBe(["offer_closed", "done"]);
        Owner().ShouldBe("bob");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Who_claims_before_the_manager_assigns_loses_the_lead_to_him(bool inOneBatch)
    {
        await Captured("queue");

        var replies = await Both(inOneBatch, new ClaimLead(1, "ana"), new AssignLead(1, "bob") { By = "cy" });

        Codes(replies).ShouldBe(["done", "done"]);
        Owner().ShouldBe("bob");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Who_claims_after_the_manager_assigned_is_told_that_it_is_gone(bool inOneBatch)
    {
        await Captured("queue");

        var replies = await Both(inOneBatch, new AssignLead(1, "bob") { By = "cy" }, new ClaimLead(1, "ana"));

        Codes(replies).ShouldBe(["done", "already_owned"]);
        Owner().ShouldBe("bob");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Of_two_who_claim_the_first_wins(bool inOneBatch)
    {
        await Captured("queue");

        var replies = await Both(inOneBatch, new ClaimNext("tank", "bob"), new ClaimLead(1, "ana"));

        Codes(replies).ShouldBe(["done", "already_owned"]);
        Owner().ShouldBe("bob");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_lead_captured_before_a_new_policy_goes_by_the_new_one_where_nobody_has_it(bool inOneBatch)
    {
        var replies = await Both(inOneBatch, Lead("queue"), Published());

        Codes(replies).ShouldBe(["done", "done"]);
        Owner().ShouldBe("cy");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_lead_read_under_a_policy_that_is_gone_is_refused_to_be_read_again(bool inOneBatch)
    {
        var lead = Lead("queue");

        var replies = await Both(inOneBatch, Published(), lead);

        Codes(replies).ShouldBe(["done", "stale_policy"]);
        Store.Leads.Count().ShouldBe(0);
        (await Do(Lead("queue"))).Lead!.Owner.ShouldBe("cy");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_offer_to_a_rep_who_has_left_goes_to_the_next(bool inOneBatch)
    {
        await Captured("offer");

        var replies = await Both(inOneBatch, Leaves("ana"), new AcceptOffer(1, "ana"));

        Codes(replies).ShouldBe(["done", "offer_closed"]);
        Store.Leads.Get(1)!.OfferedTo.ShouldBe(["bob"]);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_lead_accepted_before_its_owner_left_waits_for_a_person_to_reassign_it(bool inOneBatch)
    {
        await Captured("offer");

        var replies = await Both(inOneBatch, new AcceptOffer(1, "ana"), Leaves("ana"));

        Codes(replies).ShouldBe(["done", "done"]);
        Owner().ShouldBe("ana");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_lead_that_arrives_as_a_rep_leaves_is_offered_to_another(bool inOneBatch)
    {
        var replies = await Both(inOneBatch, Leaves("ana"), Lead("offer"));

        Codes(replies).ShouldBe(["done", "done"]);
        Store.Leads.Get(1)!.OfferedTo.ShouldBe(["bob"]);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_offer_goes_to_the_next_when_its_rep_leaves_right_after_it(bool inOneBatch)
    {
        var replies = await Both(inOneBatch, Lead("offer"), Leaves("ana"));

        Codes(replies).ShouldBe(["done", "done"]);
        Store.Leads.Get(1)!.OfferedTo.ShouldBe(["bob"]);
        (await Store.Submit(new Submission(new AcceptOffer(1, "ana")))).Outcome!.Refusal!.Code.ShouldBe("offer_closed");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_duplicate_that_merges_before_the_acceptance_leaves_the_offer_open(bool inOneBatch)
    {
        await Do(Person("offer", "city", "Lyon"));

        var replies = await Both(inOneBatch, Person("queue", "industry", "wine"), new AcceptOffer(1, "ana"));

        Codes(replies).ShouldBe(["done", "done"]);
        ShouldBeOneLeadOfAna();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_duplicate_that_merges_after_the_acceptance_stays_with_the_owner(bool inOneBatch)
    {
        await Do(Person("offer", "city", "Lyon"));

        var replies = await Both(inOneBatch, new AcceptOffer(1, "ana"), Person("queue", "industry", "wine"));

        Codes(replies).ShouldBe(["done", "done"]);
        ShouldBeOneLeadOfAna();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Who_accepts_the_duplicate_that_was_merged_is_told_that_it_is_closed(bool inOneBatch)
    {
        await Do(Person("offer", "city", "Lyon"));

        var replies = await Both(inOneBatch, Person("offer", "industry", "wine"), new AcceptOffer(2, "ana"));

        Codes(replies).ShouldBe(["done", "closed"]);
        Store.Leads.Get(1)!.OfferedTo.ShouldBe(["ana"]);
    }

    private CaptureLead Person(string source, string field, string value) =>
        new StoreSender(() => Store).Capture([
            new("source", source),
            new("email", "kim@orbit.test"),
            new(field, value),
        ]);

    private void ShouldBeOneLeadOfAna()
    {
        var (first, second) = (Store.Leads.Get(1)!, Store.Leads.Get(2)!);
        (first.Status, first.Owner, second.Status, second.Owner).ShouldBe(("assigned", "ana", "duplicate", null));
        first
            .Fields.Items.Select(f => $"{f.Key} {f.Value}")
            .ShouldBe(["source offer", "city Lyon", "industry wine", "domain orbit.test"], ignoreOrder: true);
    }

    private Task<Reply> Captured(string source) => Do(Lead(source));

    private CaptureLead Lead(string source) => new StoreSender(() => Store).Capture([new("source", source)]);

    // Timers post to the writer; a reading behind them comes after what they did.
    private async Task AfterTimers() => await Store.Read(w => w.NextDue);

    private static PublishPolicy Published() =>
        new(
            LoadWorkspace.Read(
                """
                fields: { seats: number }
                pools: { p: { offer: null } , q: { members: [cy] } }
                rules: [{ name: all, route: [{ pool: q }] }]
                """
            )
        );

    private static ChangeRep Leaves(string rep) => new(LoadWorkspace.Read($"{{ id: {rep}, active: false }}"));

    private string? Owner() => Store.Leads.Get(1)!.Owner;
}
