using Baton.Engine.Conditions;
using Baton.Engine.Eligibility;
using Baton.Engine.People;
using Baton.Engine.Policies;
using Baton.Engine.Policies.Config;
using Baton.Storage.Files;
using NodaTime;

namespace Baton.Storage.Tests.Files;

public sealed class WorkspaceBindingTests
{
    private static readonly WorkspaceConfig Everything = Bind(Sample.Everything);

    [Fact]
    public void A_rep_carries_what_was_written()
    {
        var ana = Everything.Reps[0];

        ana.TimeZone!.Id.ShouldBe("America/Chicago");
        ana.Skills["spanish"].ShouldBe(5);
        ana.Caps.ShouldBe(
            new Caps
            {
                Hour = 5,
                Day = 10,
                Week = 40,
                Month = 120,
            }
        );
        (ana.Status, ana.StatusUntil, ana.StatusReason).ShouldBe(
            (RepStatus.Away, Instant.FromUtc(2026, 8, 1, 12, 0), StatusReason.Training)
        );
        ana.Absences[0].ShouldBe(new Absence { FromDate = new(2026, 8, 1), ToDate = new(2026, 8, 14) });
        ana.Absences[1].To.ShouldBe(Instant.FromUtc(2026, 9, 1, 10, 0));
        ana.Was.ShouldBe("ann");
        ana.At.ShouldBe(new Position(12, 5));
    }

    [Fact]
    public void Attributes_are_typed_by_how_they_are_written()
    {
        Everything
            .Reps[0]
            .Attributes.ToString()
            .ShouldBe("""{"codes": [1, "x"], "ratio": 0.5, "senior": true, "tenure_years": 4, "text": "5"}""");
        Everything.Reps[0].Attributes.AsMap()["text"].Kind.ShouldBe(ValueKind.String);
    }

    [Fact]
    public void What_is_not_written_has_the_settled_default()
    {
        var workspace = Bind(
            "reps: [{ id: a }]\npolicy: { pools: { p: { members: [a] } }, rules: [{ name: r, route: [{ pool: p }], sla: { accept: { within: 1h } } }] }"
        );
        var (rep, pool, rule) = (workspace.Reps[0], workspace.Policy.Pools[0], workspace.Policy.Rules[0]);

        (workspace.Name, workspace.TimeZone).ShouldBe((null, DateTimeZone.Utc));
        (rep.Weight, rep.Capacity, rep.Status, rep.Active, rep.Calendar).ShouldBe(
            (1, null, RepStatus.Available, true, null)
        );
        (pool.Method, pool.Weights, pool.Presence, pool.Hours).ShouldBe(
            (PoolMethod.RoundRobin, new RepWeights(), GateUse.Required, GateUse.Required)
        );
        (pool.Offer, pool.Floor, pool.Ramp).ShouldBe((null, null, null));
        pool.Fairness.ShouldBe(new FairnessConfig());
        (pool.Fairness.Decline, pool.Fairness.Owner).ShouldBe((TurnFate.Charge, SideCharge.Free));
        (rule.Enabled, rule.Priority, rule.Effort, rule.IgnoreCaps, rule.When).ShouldBe((true, 0, 1, false, null));
        rule.Sla!.Accept.ShouldBe(new SlaTargetConfig { Within = Duration.FromHours(1) });
        (rule.Sla.Accept!.Clock, rule.Sla.Accept.Breach).ShouldBe((SlaClock.Business, SlaBreach.Notify));
    }

    [Fact]
    public void Several_teams_are_one_rotation_and_several_pools_take_turns_unless_it_is_said_otherwise()
    {
        var pools = Everything.Policy.Pools.ToDictionary(p => p.Name, p => p.Split);

        pools["nested"].ShouldBe(PoolSplit.ByTeam);
        pools["both"].ShouldBe(PoolSplit.ByTeam);
        Bind("teams: { t: {} }\npolicy: { pools: { p: { teams: [t] } } }")
            .Policy.Pools[0]
            .Split.ShouldBe(PoolSplit.ByRep);
    }

    [Fact]
    public void A_pool_carries_what_was_written()
    {
        var pool = Everything.Policy.Pools.Single(p => p.Name == "enterprise");

        pool.Source.ShouldBe(new TeamSource("west"));
        pool.Weights.ShouldBeOfType<ComputedWeights>().Expression.Text.ShouldBe("2 * rep.attributes.tenure_years");
        pool.Floor.ShouldBe(0.05m);
        pool.Offer.ShouldBe(new OfferConfig(Duration.FromMinutes(10), 3));
        pool.Ramp.ShouldBe(new RampConfig(2, Duration.FromHours(1), Duration.FromDays(1)));
        (pool.Fairness.OweMax, pool.Fairness.OweFor, pool.Fairness.Reset).ShouldBe(
            (3, Duration.FromDays(7), LedgerReset.Weekly)
        );
    }

    [Fact]
    public void Weights_may_be_listed_in_the_order_of_the_file()
    {
        var weights = Everything.Policy.Pools.Single(p => p.Name == "both").Weights.ShouldBeOfType<ListedWeights>();

        weights.Weights.ShouldBe([new("west", 2), new("smb", 1)]);
    }

    [Fact]
    public void A_route_keeps_its_steps_in_order()
    {
        var route = Everything.Policy.Rules[0].Route;

        route[0]
            .ShouldBeOfType<OwnerStep>()
            .Respect.ShouldBe([OwnerGate.Hours, OwnerGate.Capacity, OwnerGate.Caps, OwnerGate.Presence]);
        route[1].ShouldBe(new PoolStep("enterprise", Duration.FromMinutes(15), route[1].At));
        route[2].ShouldBe(new QueueStep("shark-tank", route[2].At));
        var split = Everything.Policy.Rules[1].Route[0].ShouldBeOfType<SplitStep>();
        split.Arms.ShouldBe([new("control", "west", null, 90), new("challenger", null, "desk", 10)]);
    }

    [Fact]
    public void A_rule_s_window_begins_with_the_day_of_the_workspace()
    {
        Everything.Policy.Rules[0].From!.Value.In(Everything.TimeZone).ShouldBe(Instant.FromUtc(2026, 9, 1, 4, 0));
    }

    [Fact]
    public void Grades_are_ordered_from_the_highest_threshold()
    {
        Everything.Policy.Score.Grades.ShouldBe([new("A", 80), new("B", 50), new("C", 20)]);
    }

    [Fact]
    public void A_named_framework_brings_its_questions()
    {
        var qualify = Bind("policy: { qualify: { framework: champ } }").Policy.Qualify!;

        qualify.Questions.Select(q => q.Key).ShouldBe(["challenges", "authority", "money", "prioritization"]);
        qualify.Otherwise.ShouldBe(QualifyOtherwise.Nurture);
    }

    [Fact]
    public void Quoted_and_plain_texts_mean_the_same()
    {
        var plain = YamlReader.Read(Sample.Everything, null, new List<Fault>())!;
        var faults = new List<Fault>();

        WorkspaceBinder.Bind(JsonNodes.ReadJson(JsonNodes.ToJson(plain)), faults).ShouldNotBeNull();

        faults.ShouldBeEmpty();
    }

    [Fact]
    public void An_empty_policy_is_a_policy()
    {
        Bind("workspace: w\npolicy:").Policy.Rules.ShouldBeEmpty();
    }

    private static WorkspaceConfig Bind(string text)
    {
        var faults = new List<Fault>();
        var workspace = WorkspaceBinder.Bind(YamlReader.Read(text, null, faults)!, faults);
        faults.ShouldBeEmpty();
        return workspace!;
    }
}
