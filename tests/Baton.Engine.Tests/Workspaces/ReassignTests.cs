using Baton.Engine.Commands;
using Baton.Engine.Conditions;
using NodaTime;

namespace Baton.Engine.Tests.Workspaces;

public sealed class ReassignTests
{
    private const string Yaml = """
        reps: [{ id: ana }, { id: bob }, { id: cy, weight: 2 }, { id: di, capacity: 1 }]
        teams: { west: { manager: mo@acme.test, members: [bob, cy, di] }, solo: { members: [ana] } }
        policy:
          pools:
            first: { members: [ana], fairness: { manual: charge } }
            west: { team: west, weights: equal, require: ['lead.city != "Ulm" || rep.id == "bob"'], fairness: { manual: charge } }
          queues: { tank: { team: west, mode: cherry_pick } }
          rules:
            - { name: all, route: [{ pool: first }, { pool: west }, { queue: tank }] }
        """;

    [Fact]
    public void A_leavers_open_leads_go_to_a_pool_by_its_own_method()
    {
        var world = WithLeads(6);

        var handover = Handed(world, Leaver(new(HandoverKind.Pool, "west")));

        handover.Moves.Select(m => m.To).ShouldBe(["bob", "cy", "di", "bob", "cy", "bob"]);
        handover.Moves.ShouldAllBe(m => m.From == "ana" && m.Pool == "west" && m.Kept == null);
        world.Rows.Values.Select(r => r.Owner).ShouldBe(["bob", "cy", "di", "bob", "cy", "bob"]);
        world.Engine.OpenOf("ana").ShouldBe(0);
    }

    [Fact]
    public void A_requirement_of_the_pool_holds_lead_by_lead()
    {
        var world = new World(Yaml);
        world.Capture(("city", Value.Of("Ulm")));
        world.Capture(("city", Value.Of("Ulm")));

        Handed(world, Leaver(new(HandoverKind.Pool, "west"))).Moves.Select(m => m.To).ShouldBe(["bob", "bob"]);
    }

    [Fact]
    public void A_team_is_loaded_evenly_for_its_weights()
    {
        var world = WithLeads(6);

        var moves = Handed(world, Leaver(new(HandoverKind.Team, "west"))).Moves;

        moves.CountBy(m => m.To!).ShouldBe([new("bob", 2), new("cy", 3), new("di", 1)], ignoreOrder: true);
    }

    [Fact]
    public void The_first_rep_is_refunded_and_the_second_charged()
    {
        var world = new World(Yaml.Replace("members: [ana]", "members: [ana, bob]", StringComparison.Ordinal));
        world.Capture();
        world.Engine.Balances("first")!["ana"].ShouldBe(-0.5m);

        var handover = Handed(
            world,
            new ReassignLeads(new(HandoverKind.Rep, "bob"), "other") { Leads = [1], By = "mo@acme.test" }
        );

        world.Engine.Balances("first")!.ShouldBe(new Dictionary<string, decimal> { ["ana"] = 0.5m, ["bob"] = -0.5m });
        handover
            .Balances.Where(b => b.Ledger == "first")
            .ShouldBe([new("first", "ana", -0.5m, 0.5m), new("first", "bob", 0.5m, -0.5m)]);
        world.Journal[^1].Events.Select(e => e.GetType().Name).ShouldBe(["LeadAssigned", "LeadsHandedOver"]);
    }

    [Fact]
    public void A_hand_over_counts_towards_limits_and_is_not_refused_by_them()
    {
        var world = WithLeads(3);

        var rep = Handed(world, Leaver(new(HandoverKind.Rep, "di"))).Reps.Single(r => r.Rep == "di");

        (rep.Gets, rep.OpenBefore, rep.OpenAfter, rep.Capacity).ShouldBe((3, 0, 3, 1));
        rep.Warnings.ShouldBe([new("capacity_full", 3, 1, 2)]);
    }

    [Fact]
    public void To_the_route_means_from_its_top_without_who_had_it()
    {
        var world = WithLeads(2);

        var moves = Handed(world, Leaver(HandoverTarget.Route)).Moves;

        moves.Select(m => m.To).ShouldBe(["bob", "cy"]);
        world
            .Journal[^1]
            .Events.Select(e => e.GetType().Name)
            .ShouldBe([
                "LeadReassigned",
                "LeadRouted",
                "LeadAssigned",
                "LeadReassigned",
                "LeadRouted",
                "LeadAssigned",
                "LeadsHandedOver",
            ]);
    }

    [Fact]
    public void What_nobody_can_take_stays_and_says_why()
    {
        var world = WithLeads(1);
        World.Expect(world.Do(new CloseLead(1, Won: true, null, null)));
        world.Capture();

        var moves = Handed(world, new ReassignLeads(new(HandoverKind.Team, "solo"), "other") { Leads = [1, 2] }).Moves;

        moves.Select(m => m.Kept).ShouldBe(["closed", "no_eligible_rep"]);
        world.Rows[2].Owner.ShouldBe("ana");
    }

    [Theory]
    [InlineData(HandoverKind.Pool, "west")]
    [InlineData(HandoverKind.Team, "west")]
    [InlineData(HandoverKind.Rep, "di")]
    [InlineData(HandoverKind.Route, "")]
    public void A_rehearsal_changes_nothing_and_comes_out_as_the_act(HandoverKind kind, string id)
    {
        var world = WithLeads(25);
        var command = Leaver(new(kind, id));
        var before = World.Text(world.Engine.Save());

        var shown = world.Engine.Rehearsal(command).Handle(command, Facts.None, world.Now).Handover!;

        World.Text(world.Engine.Save()).ShouldBe(before);
        var done = Handed(world, command with { Expected = shown.Hash });
        Plain.Text(done).ShouldBe(Plain.Text(shown));
        World.Text(world.Replayed().Save()).ShouldBe(World.Text(world.Engine.Save()));
    }

    [Fact]
    public void A_preview_that_would_come_out_otherwise_now_is_refused()
    {
        var world = WithLeads(4);
        var command = Leaver(new(HandoverKind.Pool, "west"));
        var shown = world.Engine.Rehearsal(command).Handle(command, Facts.None, world.Now).Handover!;
        World.Expect(world.Do(new ChangeRep(World.Document("{ id: bob, active: false }"))));

        world
            .Do(command with { Expected = shown.Hash })
            .Refusal!.ToString()
            .ShouldBe("stale_preview: it would come out otherwise than in the preview now; preview it again");
        world.Rows.Values.ShouldAllBe(r => r.Owner == "ana");
    }

    [Theory]
    [InlineData(HandoverKind.Rep, "zoe", "unknown_rep: there is no rep 'zoe'")]
    [InlineData(HandoverKind.Pool, "wst", "unknown_pool: there is no pool 'wst'; did you mean 'west'?")]
    [InlineData(HandoverKind.Team, "wst", "invalid: there is no team 'wst'; did you mean 'west'?")]
    [InlineData(HandoverKind.Rep, "ana", "already_owned: ana has these leads already")]
    public void A_target_that_cannot_be_is_refused(HandoverKind kind, string id, string words) =>
        WithLeads(1).Do(Leaver(new(kind, id))).Refusal!.ToString().ShouldBe(words);

    [Fact]
    public void Only_a_manager_may()
    {
        var world = WithLeads(1);

        world
            .Do(Leaver(HandoverTarget.Route) with { By = "bob" })
            .Refusal!.ToString()
            .ShouldBe("manager_only: only a manager assigns by hand");
    }

    private static World WithLeads(int count)
    {
        var world = new World(Yaml);
        for (var i = 0; i < count; i++)
        {
            world.Capture();
            world.Advance(Duration.FromMinutes(1));
        }

        return world;
    }

    private static ReassignLeads Leaver(HandoverTarget to) => new(to, "other") { Rep = "ana" };

    private static Handover Handed(World world, ReassignLeads command) => World.Expect(world.Do(command)).Handover!;
}
