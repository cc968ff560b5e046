using Baton.Engine.Commands;
using Baton.Engine.Conditions;
using Baton.Engine.Events;
using Baton.Engine.Screening;

namespace Baton.Engine.Tests.Workspaces;

/// <summary>One match is found where a lead is placed, and it is the one that is stored, routed by and explained.</summary>
public sealed class AccountTests
{
    private const string Workspace = """
        reps: [{ id: ana }, { id: bob }, { id: cleo }]
        accounts:
          - { name: Orbit, domain: orbit.test, owner: ana }
          - { name: Kite GmbH, domain: kite.test, owner: bob }
        policy:
          screen: { reject: ['lead.source == "junk"'] }
          pools: { p: { members: [cleo] } }
          rules: [{ name: known, when: 'account.owner != null', route: [{ owner: account }] }, { name: rest, route: [{ pool: p }] }]
        """;

    private static readonly AccountMatch OfKim = new("Orbit")
    {
        MatchedBy = "email",
        Score = 0.96m,
        Evidence = "email domain orbit.test = domain of account 'Orbit'",
        RunnerUp = new("Kite GmbH", 0.85m, "company 'Kite' = name of account 'Kite GmbH' but for the legal form"),
    };

    [Fact]
    public void The_match_stands_in_the_event_in_the_row_and_in_the_state_that_a_restart_makes()
    {
        var world = new World(Workspace);

        var lead = Kim(world);

        (lead.Owner, lead.AccountMatch).ShouldBe(("ana", OfKim));
        Events<LeadCaptured>(world).ShouldHaveSingleItem().AccountMatch.ShouldBe(OfKim);
        world.Replayed().Lead(lead.Number)!.AccountMatch.ShouldBe(OfKim);
        Baton.Engine.Workspace.Load(world.Engine.Save()).Lead(lead.Number)!.AccountMatch.ShouldBe(OfKim);
    }

    [Fact]
    public void A_change_is_matched_anew_and_says_so_in_its_event()
    {
        var world = new World(Workspace);
        var lead = Kim(world).Number;

        World.Expect(world.Do(new UpdateLead(lead, [new("company", Value.Of("Orbit"))])));

        var updated = Events<LeadUpdated>(world).ShouldHaveSingleItem();
        updated.AccountMatch.ShouldBe(OfKim with { RunnerUp = null });
        world.Rows[lead].AccountMatch.ShouldBe(updated.AccountMatch);
        World.Text(world.Replayed().Save()).ShouldBe(World.Text(world.Engine.Save()));
    }

    [Fact]
    public void Junk_that_was_none_is_matched_when_it_comes_back()
    {
        var world = new World(Workspace);
        var lead = Kim(world, ("source", Value.Of("junk"))).Number;
        world.Rows[lead].Status.ShouldBe("rejected");

        World.Expect(world.Do(new RestoreLead(lead)));

        Events<LeadRestored>(world).ShouldHaveSingleItem().AccountMatch.ShouldBe(OfKim);
        (world.Rows[lead].Owner, world.Rows[lead].AccountMatch).ShouldBe(("ana", OfKim));
    }

    [Fact]
    public void The_match_is_explained_as_it_was_whatever_was_published_since()
    {
        var world = new World(Workspace);
        var lead = Kim(world).Number;
        World.Expect(world.Do(new PublishWorkspace(World.Document(Workspace.Replace("orbit.test", "orbit.example")))));

        var why = world.Why(lead);

        why.Account.ShouldBe(OfKim);
        why.Sentences[0]
            .ShouldBe(
                "it belongs to account 'Orbit' (0.96): email domain orbit.test = domain of account 'Orbit'; "
                    + "next best is 'Kite GmbH' (0.85): company 'Kite' = name of account 'Kite GmbH' but for the legal form"
            );
        world.Why(world.Capture(("email", Value.Of("joe@none.test"))).Number).Account.ShouldBeNull();
    }

    [Fact]
    public void A_snapshot_of_old_knows_the_account_and_no_more()
    {
        var world = new World(Workspace);
        var lead = Kim(world).Number;
        var saved = world.Engine.Save();
        var old = saved with
        {
            Leads = [.. saved.Leads.Select(l => l with { Account = "Orbit", AccountMatch = null })],
        };

        Baton.Engine.Workspace.Load(old).Lead(lead)!.AccountMatch.ShouldBe(new AccountMatch("Orbit"));
    }

    [Fact]
    public void A_journal_of_old_is_explained_by_what_its_snapshots_know_too()
    {
        var world = new World(Workspace);
        var lead = Kim(world).Number;
        var (events, at) = world.Journal[^1];
        var captured = (LeadCaptured)events[0] with { AccountMatch = new("Orbit") { MatchedBy = "email" } };
        world.Journal[^1] = ([captured, .. events.Skip(1)], at);

        world.Why(lead).Sentences[0].ShouldBe("it belongs to account 'Orbit'");
    }

    private static LeadView Kim(World world, params (string, Value)[] more) =>
        world.Capture([("email", Value.Of("kim@orbit.test")), ("company", Value.Of("Kite")), .. more]);

    private static IEnumerable<T> Events<T>(World world) => world.Journal.SelectMany(r => r.Events).OfType<T>();
}
