using Baton.Engine.Commands;
using Baton.Engine.Conditions;
using Baton.Engine.Oversight;
using Baton.Engine.Policies;
using Baton.Storage.Files;
using NodaTime;

namespace Baton.Engine.Tests.Workspaces;

public sealed class OversightTests
{
    private const string Yaml = """
        workspace: t
        calendars: { office: { hours: { mon-fri: 09:00-17:00 } } }
        reps:
          - { id: ana, user: ana@team.test, capacity: 3, caps: { day: 2 } }
          - { id: bob, calendar: office, absences: [{ from: 2026-01-05, to: 2026-01-06 }] }
          - { id: mo }
        teams:
          west: { manager: mo, members: [ana] }
          east: { manager: ida@team.test, members: [bob] }
        policy:
          pools:
            west: { team: west }
            east: { team: east }
            asked: { members: [ana, mo], offer: { timeout: 10m } }
          queues:
            desk: { manager: mo, mode: manual }
            pick: { team: west, mode: cherry_pick, warn: 1h }
          rules:
            - { name: east, when: lead.source == "east", route: [{ pool: east }] }
            - { name: asked, when: lead.source == "asked", route: [{ pool: asked }] }
            - { name: desk, when: lead.source == "desk", route: [{ queue: desk }] }
            - { name: pick, when: lead.source == "pick", route: [{ queue: pick }] }
            - { name: west, when: lead.source == "west", route: [{ pool: west }], sla: { respond: { within: 1h, breach: notify } } }
            - { name: slow, when: lead.source == "slow", route: [{ pool: west }], sla: { respond: { within: 3h, breach: notify } } }
        """;

    [Fact]
    public void A_manager_sees_the_reps_of_his_own_teams_unless_he_asks_for_others()
    {
        var world = new World(Yaml);

        Reps(world, null, "mo").ShouldBe(["ana"]);
        Reps(world, null, "ida@team.test").ShouldBe(["bob"]);
        Reps(world, null, "olga@team.test").ShouldBe(["ana", "bob", "mo"]);
        Reps(world, [], "mo").ShouldBe(["ana", "bob", "mo"]);
        Reps(world, ["east"], "mo").ShouldBe(["bob"]);
    }

    [Fact]
    public void A_rep_shows_what_bars_him_and_until_when()
    {
        var world = new World(Yaml);
        From(world, "west", "west");

        var reps = Board(world).Reps;

        reps[0]
            .Full.ShouldBe([new("cap_day", 2, 2, At("2026-01-06T00:00:00Z"))], "capacity 3 of 3 is not reached with 2");
        (reps[0].Rep.Open, reps[0].Leads.Count).ShouldBe((2, 2));
        (reps[1].Rep.Absent, reps[1].AbsentUntil).ShouldBe((true, At("2026-01-07T00:00:00Z")));
        (reps[1].Rep.InHours, reps[1].HoursUntil).ShouldBe((true, At("2026-01-05T17:00:00Z")));
    }

    [Fact]
    public void What_presses_most_stands_first_and_no_more_than_asked_for()
    {
        var world = new World(Yaml);
        From(world, "slow", "west");
        World.Expect(world.Do(new AssignLead(From(world, "none")[0], "ana")));

        var ana = world.Engine.Board([], null, 2, world.Now)!.Reps[0].Leads;

        ana.Count.ShouldBe(3);
        ana.Shown.Select(l => (l.Number, l.Due!.Clock, l.Due.At - world.Now, l.Due.Missed))
            .ShouldBe([(2, "respond", Duration.FromHours(1), false), (1, "respond", Duration.FromHours(3), false)]);
    }

    [Fact]
    public void Of_very_many_reps_the_columns_are_shorter()
    {
        var reps = string.Join(", ", Enumerable.Range(0, 3000).Select(i => $"{{ id: r{i} }}"));
        var world = new World($"workspace: t\nreps: [{reps}]\npolicy: {{}}\n");
        foreach (var lead in From(world, "a", "b"))
        {
            World.Expect(world.Do(new AssignLead(lead, "r0")));
        }

        var column = Board(world).Reps[0].Leads;

        (column.Count, column.Shown.Length).ShouldBe((2, 1));
    }

    [Fact]
    public void A_missed_promise_stays_until_it_is_answered_and_survives_a_restart()
    {
        var world = new World(Yaml);
        From(world, "west");
        world.Advance(Duration.FromHours(2));
        var missed = new LeadDue("respond", At("2026-01-05T10:00:00Z"), Missed: true);

        Board(world).Reps[0].Leads.Shown.ShouldBe([new BoardLead(1, missed)]);
        Workspace.Load(world.Engine.Save()).Board([], null, 50, world.Now)!.Reps[0].Leads.Shown[0].Due.ShouldBe(missed);
        Reasons(world).ShouldBe(["sla_breached sla respond 1"]);

        World.Expect(world.Do(new ContactLead(1) { By = "ana" }));

        Board(world).Reps[0].Leads.Shown.ShouldBe([new BoardLead(1, null)]);
        Reasons(world).ShouldBeEmpty();
    }

    [Fact]
    public void What_is_stuck_is_sorted_by_what_stops_it()
    {
        var world = new World(Yaml);
        From(world, "east", "nowhere", "nowhere", "desk", "pick", "west", "asked");
        World.Expect(world.Do(new Pause("rule", "slow", On: true, null)));
        From(world, "slow");
        World.Expect(world.Do(new ChangeRep(World.Document("{ id: ana, active: false }"))));

        Reasons(world)
            .ShouldBe([
                "no_rule   2",
                "inactive rep ana 1",
                "no_eligible_rep rule east 1",
                "paused rule slow 1",
                "queued queue desk 1",
            ]);
        var east = world.Engine.StuckGroups(world.Now).Single(g => g.Reason.Id == "east");
        east.Trace.PassedOver.Select(p => (p.Rep, p.Code)).ShouldBe([("bob", "absent")]);
        world
            .Engine.StuckLeads(new("no_rule"), 1, world.Now)
            .ShouldSatisfyAllConditions(l => l.Count.ShouldBe(2), l => l.Shown.Single().Number.ShouldBe(2));
    }

    [Fact]
    public void Looking_at_what_is_stuck_does_not_keep_it_so()
    {
        var world = new World(
            Yaml.Replace(", absences: [{ from: 2026-01-05, to: 2026-01-06 }]", "", StringComparison.Ordinal),
            "2026-01-05T08:30:00Z"
        );
        From(world, "east");
        Reasons(world).ShouldBe(["waiting_for_hours rule east 1"]);

        world.Engine.StuckGroups(At("2026-01-05T09:30:00Z"));
        world.MoveTo(At("2026-01-05T09:30:00Z"));

        world.Rows[1].Owner.ShouldBe("bob");
    }

    [Fact]
    public void Where_the_policy_sets_no_time_a_lead_left_lying_for_a_day_is_told()
    {
        var world = new World(
            """
            workspace: t
            reps: [{ id: ana }]
            policy:
              queues:
                pick: { members: [ana], mode: cherry_pick }
                moving: { members: [ana], mode: cherry_pick, expires: 3d }
                all: { members: [ana], mode: shotgun }
              rules:
                - { name: pick, when: lead.source == "pick", route: [{ queue: pick }] }
                - { name: moving, when: lead.source == "moving", route: [{ queue: moving }, { queue: pick }] }
                - { name: all, route: [{ queue: all }] }
            """
        );
        From(world, "pick", "moving", "all");

        world.Advance(Duration.FromHours(24) - Duration.FromMinutes(1));
        Reasons(world).ShouldBeEmpty();

        world.Advance(Duration.FromMinutes(1));
        Reasons(world).ShouldBe(["offered   1", "queued queue pick 1"], "what expires goes on by itself");
    }

    [Fact]
    public void An_offer_that_lapsed_and_a_claim_that_nobody_made_are_told()
    {
        var world = new World(Yaml);
        From(world, "asked", "pick");
        Reasons(world).ShouldBeEmpty();

        world.Advance(Duration.FromMinutes(10));
        Reasons(world).ShouldBe(["offered   1"]);
        world.Advance(Duration.FromMinutes(50));

        Reasons(world).ShouldBe(["no_eligible_rep rule asked 1", "queued queue pick 1"]);
    }

    [Fact]
    public void Whoever_has_left_stands_on_the_board_while_he_has_leads()
    {
        var world = new World(Yaml);
        From(world, "west");
        World.Expect(world.Do(new ChangeRep(World.Document("{ id: ana, active: false }"))));
        Reps(world, [], null).ShouldBe(["ana", "bob", "mo"]);

        World.Expect(world.Do(new AssignLead(1, "bob")));

        Reps(world, [], null).ShouldBe(["bob", "mo"]);
    }

    [Theory]
    [InlineData("ana", null)]
    [InlineData("", "already_owned: ana has this lead by now")]
    [InlineData("bob", "already_owned: ana has this lead by now")]
    public void Of_two_managers_the_second_is_told_who_has_it_by_now(string from, string? refused)
    {
        var world = new World(Yaml);
        From(world, "west");

        world.Do(new AssignLead(1, "mo") { From = from }).Refusal?.ToString().ShouldBe(refused);

        world.Rows[1].Owner.ShouldBe(refused is null ? "mo" : "ana");
    }

    [Fact]
    public void A_managers_role_assigns_at_every_desk_and_hands_over()
    {
        var world = new World(Yaml);
        From(world, "desk", "west");
        const string Ida = "ida@team.test";

        world.Do(new AssignLead(1, "bob") { By = Ida }).Refusal!.Code.ShouldBe("manager_only");
        World.Expect(world.Do(new AssignLead(1, "bob") { By = Ida, ByRole = true }));
        var rest = new ReassignLeads(new(HandoverKind.Rep, "bob"), "other") { Leads = [2], By = "pat@team.test" };
        world.Do(rest).Refusal!.Code.ShouldBe("manager_only");
        World.Expect(world.Do(rest with { ByRole = true }));

        world.Rows.Values.Select(r => r.Owner).ShouldBe(["bob", "bob"]);
    }

    [Fact]
    public void Who_is_back_early_ends_his_absence_and_keeps_what_is_past_and_to_come_of_it()
    {
        const string Two =
            "absences: [{ from: 2026-01-05, to: 2026-01-06, note: flu }, { from: 2026-02-01, to: 2026-02-02 }]";
        var world = new World(
            Yaml.Replace("absences: [{ from: 2026-01-05, to: 2026-01-06 }]", Two, StringComparison.Ordinal)
        );
        From(world, "east");
        Reasons(world).ShouldBe(["no_eligible_rep rule east 1"]);

        World.Expect(world.Do(new ReturnRep("bob") { By = "mo" }));

        world.Rows[1].Owner.ShouldBe("bob");
        var rep = ((ListNode)world.Engine.Document["reps"]!).Items.Cast<MapNode>().ElementAt(1);
        JsonNodes
            .ToJson(rep["absences"]!)
            .ShouldBe(
                """[{"from":"2026-01-05T00:00:00Z","to":"2026-01-05T09:00:00Z","note":"flu"},{"from":"2026-02-01","to":"2026-02-02"}]"""
            );
        World.Expect(world.Do(new ReturnRep("ana")));
        world.Do(new ReturnRep("zoe")).Refusal!.Code.ShouldBe("unknown_rep");
    }

    private static BoardView Board(World world) => world.Engine.Board([], null, 50, world.Now)!;

    private static string[] Reps(World world, string[]? teams, string? who) =>
        [.. world.Engine.Board(teams is null ? null : [.. teams], who, 50, world.Now)!.Reps.Select(r => r.Rep.Id)];

    private static string[] Reasons(World world) =>
        [
            .. world
                .Engine.StuckGroups(world.Now)
                .Select(g => $"{g.Reason.Code} {g.Reason.Kind} {g.Reason.Id} {g.Count}"),
        ];

    private static long[] From(World world, params string[] sources) =>
        [.. sources.Select(s => world.Capture(("source", Value.Of(s))).Number)];

    private static Instant At(string text) => NodaTime.Text.InstantPattern.ExtendedIso.Parse(text).Value;
}
