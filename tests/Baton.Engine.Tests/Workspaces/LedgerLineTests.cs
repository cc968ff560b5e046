using Baton.Engine.Commands;
using Baton.Engine.Events;
using NodaTime;

namespace Baton.Engine.Tests.Workspaces;

/// <summary>What a line of a ledger says: who earned, who paid, and what became of the balances.</summary>
public sealed class LedgerLineTests
{
    private const string Policy = """
        reps: [{ id: ana, weight: 2 }, { id: bob }, { id: cy }]
        teams: { t: { members: [ana, bob, cy] } }
        policy:
          pools: { p: { team: t, weights: rep, fairness: { reset: monthly } } }
          rules: [{ name: all, route: [{ pool: p }] }]
        """;

    [Fact]
    public void A_charge_names_everybody_who_earned_and_only_them()
    {
        var world = new World(Policy);
        World.Expect(world.Do(new ChangeRep(World.Document("{ id: bob, status: away }"))));
        world.Capture();

        var line = Lines(world).ShouldHaveSingleItem();

        (line.Reason, line.Winner, line.Cost).ShouldBe(("pick", "ana", 1_000_000_000));
        line.Earned.ShouldBe([new("ana", 666_666_667), new("cy", 333_333_333)]);
        line.Moves.ShouldBe([new("ana", -333_333_333), new("cy", 333_333_333)]);
    }

    [Fact]
    public void A_refund_takes_from_every_earner_what_he_had_earned()
    {
        var world = new World(Policy);
        var lead = world.Capture().Number;
        World.Expect(world.Do(new RejectLead(lead, "fake")));

        var lines = Lines(world);

        lines
            .Select(l => (l.Reason, l.Winner, l.Cost))
            .ShouldBe([("pick", "ana", 1_000_000_000), ("refund", "ana", -1_000_000_000)]);
        lines[1].Earned.ShouldBe(lines[0].Earned.Select(e => new MemberBalance(e.Member, -e.Nano)));
        lines[1].Moves.ShouldBe(lines[0].Moves.Select(m => new MemberBalance(m.Member, -m.Nano)));
    }

    [Fact]
    public void Nothing_is_refunded_across_a_reset_and_no_line_says_so()
    {
        var world = new World(Policy);
        var lead = world.Capture().Number;
        world.Advance(Duration.FromDays(40));
        World.Expect(world.Do(new RejectLead(lead, "fake")));

        var lines = Lines(world);

        lines.Select(l => l.Reason).ShouldBe(["pick", "reset"]);
        lines[1].Moves.ShouldBe(lines[0].Moves.Select(m => new MemberBalance(m.Member, -m.Nano)));
    }

    [Fact]
    public void A_leaver_shares_out_his_balance_in_a_line_of_its_own()
    {
        var world = new World(Policy);
        world.Capture();
        World.Expect(world.Do(new ChangeTeam("t", [], ["bob"])));

        var line = Lines(world)[^1];

        (line.Reason, line.Winner, line.Cost, line.Earned.Length).ShouldBe(("members", null, 0, 0));
        line.Moves.ShouldBe([new("bob", -250_000_000), new("ana", 166_666_667), new("cy", 83_333_333)]);
    }

    [Fact]
    public void Another_unit_begins_anew()
    {
        var world = new World(Policy);
        var lead = world.Capture().Number;
        World.Expect(world.Do(new PublishPolicy(World.Document("pools: { p: { fairness: { unit: effort } } }"))));
        World.Expect(world.Do(new RejectLead(lead, "fake")));

        Lines(world).Select(l => l.Reason).ShouldBe(["pick", "reset"]);
    }

    [Fact]
    public void A_pool_under_another_name_keeps_its_lines_and_a_later_one_under_the_old_name_has_its_own()
    {
        var world = new World(Policy);
        world.Capture();
        var renamed = Policy.Replace("p: { team: t", "q: { team: t, was: p").Replace("pool: p", "pool: q");
        World.Expect(world.Do(new PublishWorkspace(World.Document(renamed))));
        world.Capture();
        var another = renamed.Replace(", was: p", "").Replace("pools: {", "pools: { p: { members: [cy] },");
        World.Expect(world.Do(new PublishWorkspace(World.Document(another))));
        World.Expect(world.Do(new SetLedger("p", [new("cy", 3)])));

        world.Engine.LedgerNames("q").ShouldBe(["q", "p"]);
        Lines(world, "q").Select(l => l.Reason).ShouldBe(["pick", "pick"]);
    }

    private static List<LedgerLine> Lines(World world, string pool = "p")
    {
        var names = world.Engine.LedgerNames(pool);
        var replayed = new Workspace();
        return [.. world.Journal.SelectMany(r => replayed.ApplyTraced(r.Events, r.At, names))];
    }
}
