using Baton.Cli.Scenarios;

namespace Baton.Cli.Tests.Scenarios;

/// <summary>A wrong expectation must fail: each kind is run as it is right, and again as it is wrong.</summary>
public sealed class ScenarioRunnerTests
{
    private const string Given = """
        scenario: S
        given:
          reps: [{ id: ana }, { id: bob }, { id: cleo, status: away }]
          teams: { t: { members: [ana, bob, cleo] } }
          territories: { west: { when: 'lead.region == "CA"' } }
          accounts: [{ name: Orbit, domain: orbit.test, owner: bob }]
          policy:
            score: { rules: [{ name: big, when: 'lead.employees > 100', points: 50 }], grades: { A: 50 } }
            pools: { p: { team: t }, q: { members: [ana, bob], offer: { timeout: 10m } } }
            queues: { dark: { team: t, mode: blind } }
            rules:
              - { name: ask, when: 'lead.source == "ask"', route: [{ pool: q }] }
              - { name: pull, when: 'lead.source == "pull"', route: [{ queue: dark }] }
              - { name: all, route: [{ pool: p }], sla: { respond: { within: 1h, clock: wall, breach: notify } } }

        """;

    [Theory]
    [InlineData("lead: { id: X }", "owner: ana", "owner: bob", "expected bob, actual ana")]
    [InlineData("lead: { id: X }", "owner: ana", "owner: null", "expected null, actual ana")]
    [InlineData("lead: { id: X, source: pull }", "owner: null", "owner: ana", "expected ana, actual null")]
    [InlineData("lead: { id: X }", "rule: all", "rule: ask", "expected ask, actual all")]
    [InlineData("lead: { id: X }", "pool: p", "pool: q", "expected q, actual p")]
    [InlineData("lead: { id: X, source: pull }", "queue: dark", "queue: null", "expected null, actual dark")]
    [InlineData("lead: { id: X, employees: 500 }", "grade: A", "grade: null", "expected null, actual A")]
    [InlineData("lead: { id: X, employees: 500 }", "score: 50", "score: 49.99", "expected 49.99, actual 50")]
    [InlineData(
        "lead: { id: X, country: US, region: CA }",
        "territory: west",
        "territory: null",
        "expected null, actual west"
    )]
    [InlineData(
        "lead: { id: X, email: k@orbit.test }",
        "account: Orbit",
        "account: Kite",
        "expected Kite, actual Orbit"
    )]
    [InlineData("lead: { id: X }", "status: assigned", "status: working", "expected working, actual assigned")]
    [InlineData(
        "lead: { id: X, source: pull }",
        "reason: queued",
        "reason: offered",
        "expected offered, actual queued"
    )]
    [InlineData(
        "lead: { id: X, source: ask }",
        "offered_to: ana",
        "offered_to: [ana, bob]",
        "expected [ana, bob], actual [ana]"
    )]
    [InlineData("lead: { id: X, source: ask }", "offered_to: [ana]", "offered_to: null", "expected [], actual [ana]")]
    [InlineData(
        "lead: { id: X }",
        "passed_over: { cleo: away }",
        "passed_over: { cleo: offline }",
        "expected { cleo: offline }, actual { cleo: away }"
    )]
    [InlineData(
        "lead: { id: X }",
        "passed_over: { cleo: away }",
        "passed_over: { bob: away, cleo: away }",
        "expected { bob: away, cleo: away }, actual { cleo: away }"
    )]
    [InlineData(
        "lead: { id: X, source: pull }",
        "visible: { rep: ana, lead: X, fields: [grade, age] }",
        "visible: { rep: ana, lead: X, fields: [grade, age, email] }",
        "expected [grade, age, email], actual [age, grade]"
    )]
    [InlineData(
        "leads: { count: 3, id: L }",
        "owners: { ana: 2, bob: 1, cleo: 0 }",
        "owners: { ana: 1, bob: 2 }",
        "expected { ana: 1, bob: 2 }, actual { ana: 2, bob: 1 }"
    )]
    [InlineData(
        "leads: { count: 3, id: L }",
        "order: [ana, bob]",
        "order: [bob, ana]",
        "expected [bob, ana], actual [ana, bob, ana]"
    )]
    [InlineData("leads: { count: 1, id: L }", "order: [ana]", "order: [ana, bob]", "expected [ana, bob], actual [ana]")]
    [InlineData(
        "leads: { count: 3, id: L }",
        "within_share: 0.51",
        "within_share: 0.5",
        "expected below 0.5, actual 0.5 (ana after 1 leads of 'p')"
    )]
    [InlineData(
        "lead: { id: X }",
        "totals: { ana: 1 }",
        "totals: { ana: 2 }",
        "expected { ana: 2 }, actual { ana: 1 }"
    )]
    [InlineData(
        "lead: { id: X }",
        "pool: p, next: [bob, ana]",
        "pool: p, next: [ana, bob]",
        "expected [ana, bob], actual [bob, ana]"
    )]
    [InlineData(
        "lead: { id: X }",
        "pool: p, ledger: { ana: -0.5, bob: 0.5 }",
        "pool: p, ledger: { ana: -0.499, bob: 0.5 }",
        "expected { ana: -0.499, bob: 0.5 }, actual { ana: -0.5, bob: 0.5, cleo: 0 }"
    )]
    [InlineData(
        "lead: { id: X }",
        "pool: p, ledger: { ana: -0.5 }",
        "pool: zz, ledger: { ana: -0.5 }",
        "expected { ana: -0.5 }, actual no pool 'zz'"
    )]
    [InlineData("lead: { id: X }", "open: { ana: 1 }", "open: { ana: 0 }", "expected { ana: 0 }, actual { ana: 1 }")]
    [InlineData(
        "lead: { id: X }",
        "open: { bob: 0 }",
        "open: { zed: 0 }",
        "expected { zed: 0 }, actual { zed: no such rep }"
    )]
    [InlineData(
        "lead: { id: X }",
        "events: [lead_captured, lead_scored, lead_routed, lead_assigned]",
        "events: [lead_captured, lead_routed, lead_scored, lead_assigned]",
        "expected [lead_captured, lead_routed, lead_scored, lead_assigned], "
            + "actual [lead_captured, lead_scored, lead_routed, lead_assigned]"
    )]
    [InlineData(
        "{ leads: { count: 2, id: L }, every: 1h }",
        "breaches: { respond: [L1] }",
        "breaches: { respond: [] }",
        "expected { respond: [] }, actual { respond: [L1] }"
    )]
    [InlineData(
        "rep: { id: ana, weight: -1 }",
        "error: WEIGHT",
        "error: capacity",
        "expected a refusal with 'capacity', actual *"
    )]
    [InlineData(
        "claim: { lead: L9, rep: ana }",
        "error: unknown_lead",
        "events: []",
        "expected the action is accepted, actual *"
    )]
    [InlineData(
        "rep: { id: ana, weight: 3 }",
        "events: [rep_changed]",
        "error: true",
        "expected a refusal, actual the action was accepted"
    )]
    [InlineData("lead: { id: X }", "owner: ana", "lead: Y, owner: ana", "expected ana, actual no lead 'Y'")]
    public void A_wrong_expectation_fails_and_says_what_was_found(
        string step,
        string right,
        string wrong,
        string message
    )
    {
        RunStep(step, right).ShouldBeNull();

        var failure = RunStep(step, wrong).ShouldNotBeNull();

        (failure.Where, failure.Step).ShouldBe(("step 1", 1));
        var mismatch = failure.Mismatches.ShouldHaveSingleItem();
        var expected = $"{mismatch.Key}: {message}";
        mismatch.ToString().ShouldStartWith(expected.TrimEnd('*'));
        (message.EndsWith('*') ? message.Length : mismatch.ToString().Length).ShouldBe(
            message.EndsWith('*') ? message.Length : expected.Length
        );
    }

    [Fact]
    public void Every_wrong_key_of_a_step_is_named_with_its_place_and_the_trace()
    {
        var failure = RunStep("lead: { id: X }", "owner: bob, status: won").ShouldNotBeNull();

        failure
            .Mismatches.Select(m => $"{m} {m.At.Line}")
            .ShouldBe(["owner: expected bob, actual ana 17", "status: expected won, actual assigned 17"]);
        failure.Trace.ShouldContain("decision: X assigned to ana by p; passed over: cleo away");
    }

    [Fact]
    public void What_holds_at_the_end_is_checked_too()
    {
        var failure = Run("lead: { id: X }", "then: { lead: X, owner: bob }").ShouldNotBeNull();

        failure.Where.ShouldBe("then");
        failure.Mismatches.ShouldHaveSingleItem().ToString().ShouldBe("owner: expected bob, actual ana");
    }

    [Fact]
    public void The_first_failing_step_ends_the_run()
    {
        const string steps =
            "lead: { id: X }\n  - { expect: { lead: X, owner: bob } }\n  - expect: { lead: X, owner: cleo }";

        Run(steps).ShouldNotBeNull().Step.ShouldBe(2);
    }

    [Fact]
    public void The_clock_never_goes_back()
    {
        var failure = Run("at: 2026-01-05T08:59:00Z").ShouldNotBeNull();

        failure
            .Mismatches.ShouldHaveSingleItem()
            .ToString()
            .ShouldBe("at: expected not before 2026-01-05T09:00:00Z, actual 2026-01-05T08:59:00Z");
    }

    [Fact]
    public void What_is_due_on_the_way_happens_at_its_time_and_in_the_step()
    {
        const string steps =
            "lead: { id: X, source: ask }\n  - { advance: 1d, expect: { lead: X, status: waiting, "
            + "events: [offer_expired, lead_offered, offer_expired, lead_waiting] } }";

        Run(steps).ShouldBeNull();
    }

    [Fact]
    public void A_workspace_is_refused_with_the_words_that_are_expected()
    {
        const string broken = "scenario: S\ngiven:\n  reps: [{ id: ana, wieght: 1 }]\ngiven_error: ";

        Written.Run(broken + "line 3, column 21").ShouldBeNull();
        Written
            .Run(broken + "capacity")
            .ShouldNotBeNull()
            .Mismatches[0]
            .ToString()
            .ShouldContain("did you mean 'weight'?");
        Written
            .Run("scenario: S\ngiven: { reps: [{ id: ana }] }\ngiven_error: x")
            .ShouldNotBeNull()
            .Mismatches[0]
            .ToString()
            .ShouldBe("given_error: expected a refusal with 'x', actual accepted");
    }

    [Theory]
    [InlineData("no rep 'bob'; known: ana")]
    [InlineData("unknown field 'employes' of lead; did you mean 'employees'?")]
    public void A_workspace_is_refused_for_its_structure_and_its_expressions_alike(string fault)
    {
        const string broken = """
            scenario: S
            given:
              reps: [{ id: ana }]
              teams: { t: { members: [bob] } }
              policy: { segments: { large: 'lead.employes > 9' } }
            given_error: "
            """;

        Written.Run($"{broken}{fault}\"").ShouldBeNull();
    }

    [Fact]
    public void A_workspace_that_is_refused_unexpectedly_fails_its_scenario()
    {
        var failure = Written.Run("scenario: S\ngiven: { rep: [] }\nsteps: []").ShouldNotBeNull();

        failure.Where.ShouldBe("given");
        failure.Mismatches[0].ToString().ShouldContain("did you mean 'reps'?");
    }

    [Fact]
    public void A_restart_in_the_middle_of_everything_changes_nothing()
    {
        const string steps = """
            leads: { count: 5, id: L }
              - { lead: { id: A, source: ask } }
              - { lead: { id: Q, source: pull } }
              - { advance: 5m, restart: true, expect: { lead: A, offered_to: ana, events: [] } }
              - { accept: { lead: A, rep: ana }, expect: { owner: ana } }
              - { claim: { queue: dark, rep: bob }, expect: { lead: Q, owner: bob } }
              - { advance: 1h, expect: { breaches: { respond: [L1, L2, L3, L4, L5] } } }
              - { restart: true, expect: { breaches: { respond: [L1, L2, L3, L4, L5] }, totals: { ana: 4, bob: 3 } } }
            """;

        Run(steps).ShouldBeNull();
    }

    [Fact]
    public void A_bulk_import_gives_the_same_owners_as_one_by_one()
    {
        Run("{ leads: { count: 3, id: L, batch: true }, expect: { order: [ana, bob, ana] } }").ShouldBeNull();
    }

    private static StepFailure? RunStep(string step, string expect) =>
        Run(step.StartsWith('{') ? $"{step[..^1]}, expect: {{ {expect} }} }}" : $"{step}\n    expect: {{ {expect} }}");

    private static StepFailure? Run(string steps, string then = "") =>
        Written.Run($"{Given}steps:\n  - {steps}\n{then}\n");
}
