using Baton.Cli.Scenarios;
using Baton.Engine.Policies;
using NodaTime;

namespace Baton.Cli.Tests.Scenarios;

public sealed class ScenarioReaderTests
{
    [Fact]
    public void A_file_holds_many_scenarios_each_with_its_line()
    {
        var (scenarios, faults) = Written.Read(
            """
            scenario: First
            given: { reps: [] }
            steps: []
            ---
            scenario: Second
            source: somebody#1
            workspace: ../acme.yaml
            start: 2026-03-02T09:00:00-05:00
            steps: []
            """
        );

        faults.ShouldBeEmpty();
        scenarios.Select(s => (s.Name, s.At.Line)).ShouldBe([("First", 1), ("Second", 5)]);
        scenarios[0].Start.ShouldBe(Instant.FromUtc(2026, 1, 5, 9, 0));
        scenarios[1].Start.ShouldBe(Instant.FromUtc(2026, 3, 2, 14, 0));
        (scenarios[1].Workspace, scenarios[1].Source).ShouldBe(("../acme.yaml", "somebody#1"));
    }

    [Theory]
    [InlineData("lead: { id: X }", typeof(Capture))]
    [InlineData("{ leads: { count: 3, id: L, each: { country: US }, batch: true }, every: 2m }", typeof(CaptureMany))]
    [InlineData("accept: { lead: X, rep: ana }", typeof(Accept))]
    [InlineData("decline: { lead: X, rep: ana, reason: busy }", typeof(Decline))]
    [InlineData("claim: { lead: X, rep: ana }", typeof(Claim))]
    [InlineData("claim: { queue: q, rep: ana }", typeof(ClaimOfQueue))]
    [InlineData("assign: { lead: X, rep: ana, by: mo }", typeof(Assign))]
    [InlineData("release: { lead: X, reason: wrong }", typeof(Release))]
    [InlineData("reject: { lead: X, reason: fake }", typeof(Reject))]
    [InlineData("contact: { lead: X, by: ana }", typeof(Contact))]
    [InlineData("outcome: { lead: X, won: true, value: 900 }", typeof(Close))]
    [InlineData("qualify: { lead: X, answers: { budget: 'yes' } }", typeof(Qualify))]
    [InlineData("update: { lead: X, set: { city: Porto } }", typeof(Update))]
    [InlineData("rep: { id: ana, status: away }", typeof(PatchRep))]
    [InlineData("team: { id: t, add: [ana], remove: [bob] }", typeof(PatchTeam))]
    [InlineData("policy: { pools: {} }", typeof(PatchPolicy))]
    [InlineData("publish: { accounts: [{ name: Orbit, owner: ana }] }", typeof(PatchWorkspace))]
    [InlineData("restart: true", typeof(Restart))]
    [InlineData("ledger: { pool: p, set: { ana: 1 } }", typeof(OpenLedger))]
    public void Every_action_is_read(string step, Type action) => Step(step).Action.ShouldBeOfType(action);

    [Fact]
    public void Many_leads_keep_their_count_name_spacing_and_batch()
    {
        var many = Step("{ leads: { count: 250, id: L, batch: true }, every: 1m30s }")
            .Action.ShouldBeOfType<CaptureMany>();

        (many.Count, many.IdPrefix, many.Every, many.Batch).ShouldBe((250, "L", Duration.FromSeconds(90), true));
    }

    [Fact]
    public void A_pool_beside_a_ledger_says_whose_it_is_and_is_no_check_of_a_lead()
    {
        var expect = Step("expect: { pool: p, ledger: { ana: -0.667 }, next: [ana, bob] }").Expect.ShouldNotBeNull();

        expect.Checks.Select(c => c.Key).ShouldBe(["next", "ledger"]);
        expect.Checks.OfType<LedgerCheck>().Single().Pool.ShouldBe("p");
    }

    [Fact]
    public void Every_key_of_an_expectation_is_read()
    {
        var expect = Step(
            """
            lead: { id: X }
            expect:
              { lead: X, owner: null, rule: r, pool: p, queue: q, grade: A, territory: t, account: a, status: won, reason: c,
                score: 14.14, offered_to: ana, passed_over: { bob: absent }, visible: { rep: ana, fields: [age] }, owners: { a: 1 },
                order: [a, ~], within_share: 1.0, totals: { a: 2 }, open: { a: 3 }, events: [lead_won], breaches: { respond: [X] }, error: true }
            """
        )
            .Expect.ShouldNotBeNull();

        string.Join(' ', expect.Checks.Select(c => c.Key))
            .ShouldBe(
                "owner rule pool queue grade territory account status reason score offered_to passed_over visible "
                    + "owners order within_share totals open events breaches"
            );
        (expect.Refused, expect.Error).ShouldBe((true, null));
        expect.Checks.OfType<OrderCheck>().Single().Owners.ShouldBe(["a", null]);
    }

    [Theory]
    [InlineData(
        "lead: { id: X }\nexpct: {}",
        "line 5, column 5: steps[1]: unknown key 'expct'; did you mean 'expect'?"
    )]
    [InlineData("leed: { id: X }", "line 4, column 5: steps[1]: unknown key 'leed'; did you mean 'lead'?")]
    [InlineData(
        "accept: { lead: X, reb: ana }",
        "line 4, column 13: steps[1].accept: 'rep' is missing",
        "line 4, column 24: steps[1].accept: unknown key 'reb'; did you mean 'rep'?"
    )]
    [InlineData(
        "lead: { id: X }\nexpect: { onwer: ana }",
        "line 5, column 15: steps[1].expect: unknown key 'onwer'; did you mean 'owner'?"
    )]
    [InlineData(
        "lead: { id: X }\nexpect: { status: assinged }",
        "line 5, column 15: steps[1].expect: unknown status 'assinged'; did you mean 'assigned'?"
    )]
    [InlineData(
        "lead: { id: X }\nexpect: { events: [lead_capture] }",
        "line 5, column 15: steps[1].expect: unknown event type 'lead_capture'; did you mean 'lead_captured'?"
    )]
    [InlineData(
        "lead: { id: X }\nexpect: { breaches: { response: [] } }",
        "line 5, column 15: steps[1].expect: unknown SLA 'response'; did you mean 'respond'?"
    )]
    [InlineData(
        "lead: { id: X }\nrestart: true",
        "line 5, column 5: steps[1]: 'restart' is a second action beside 'lead'; a step has one"
    )]
    [InlineData(
        "{ at: 2026-01-05T10:00:00Z, advance: 1m }",
        "line 4, column 33: steps[1]: a step has 'at' or 'advance', not both"
    )]
    [InlineData("advance: soon", "line 4, column 14: steps[1]: 'advance' is not a span such as 15m or 1d")]
    [InlineData(
        "at: 2026-01-05",
        "line 4, column 9: steps[1]: 'at' is not a time with its offset, such as 2026-01-05T09:00:00Z"
    )]
    [InlineData("{ advance: 1m, every: 1m }", "line 4, column 20: steps[1]: 'every' stands beside 'leads' only")]
    [InlineData(
        "expect: { owner: ana }",
        "line 4, column 15: steps[1].expect: 'owner' needs 'lead' beside it: the step has no lead of its own"
    )]
    [InlineData(
        "leads: { count: 2, id: L }\nexpect: { passed_over: { a: absent } }",
        "line 5, column 15: steps[1].expect: 'passed_over' needs 'lead' beside it: the step has no lead of its own"
    )]
    [InlineData("expect: { ledger: { a: 1 } }", "line 4, column 15: steps[1].expect: 'ledger' needs 'pool' beside it")]
    [InlineData(
        "restart: true\nexpect: { owners: { a: 1 } }",
        "line 5, column 15: steps[1].expect: 'owners' is about the leads of its step, and this one has none"
    )]
    [InlineData(
        "advance: 1m\nexpect: { error: true }",
        "line 5, column 15: steps[1].expect: 'error' needs an action that can be refused"
    )]
    public void A_fault_names_its_place_and_the_nearest_word(string step, params string[] faults) =>
        Written
            .Read(Around(step))
            .Faults.Select(f => f.ToString())
            .ShouldBe(faults.Select(f => $"t.scenario.yaml: {f}"));

    [Theory]
    [InlineData("scenario: S\nsteps: []", "line 1, column 1: a scenario has either 'workspace' or 'given'")]
    [InlineData("scenario: S\ngiven: {}", "line 1, column 1: 'steps' is missing")]
    [InlineData("given: {}\nsteps: []", "line 1, column 1: 'scenario' is missing")]
    [InlineData(
        "scenario: S\ngiven: {}\ngiven_error: x\nsteps: []",
        "line 3, column 1: 'given_error' stands instead of 'steps' and 'then'"
    )]
    [InlineData(
        "scenario: S\ngiven: {}\nstep: []\nsteps: []",
        "line 3, column 1: unknown key 'step'; did you mean 'steps'?"
    )]
    [InlineData(
        "scenario: S\ngiven: {}\nsteps: [{ reassign: { rep: ana } }]",
        "line 3, column 21: steps[1].reassign: 'to' is missing"
    )]
    [InlineData(
        "scenario: S\ngiven: {}\nsteps: [{ reassign: { rep: ana, to: { pool: a, team: b } } }]",
        "line 3, column 37: steps[1].reassign.to: 'to' is a rep, { pool: west }, { team: west } or route"
    )]
    [InlineData(
        "scenario: S\ngiven: {}\nsteps: [{ reassign: { rep: ana, to: route }, expect: { within_share: 1 } }]",
        "line 3, column 56: steps[1].expect: 'within_share' is about the leads that its step captures, and this one has none"
    )]
    [InlineData(
        "scenario: S\ngiven: {}\nsteps: [{ lead: {}, expect: { stage: mqll } }]",
        "line 3, column 31: steps[1].expect: unknown stage 'mqll'; did you mean 'mql'?"
    )]
    [InlineData("- a", "line 1, column 1: a scenario is a map that starts with 'scenario: NAME'")]
    public void A_document_that_is_no_scenario_says_why(string text, string fault) =>
        Written.Read(text).Faults.ShouldHaveSingleItem().ToString().ShouldBe($"t.scenario.yaml: {fault}");

    [Fact]
    public void A_faulty_scenario_does_not_take_the_others_of_its_file_with_it()
    {
        var (scenarios, faults) = Written.Read(
            "scenario: A\ngiven: {}\nsteeps: []\n---\nscenario: B\ngiven: {}\nsteps: []"
        );

        scenarios.ShouldHaveSingleItem().Name.ShouldBe("B");
        faults.Count.ShouldBe(2);
    }

    [Fact]
    public void A_closing_line_of_dashes_is_no_scenario()
    {
        var file = Path.GetTempFileName();
        File.WriteAllText(file, "scenario: A\ngiven: {}\nsteps: []\n---\n");
        var faults = new List<Fault>();

        ScenarioFiles.Read(file, faults).ShouldHaveSingleItem();

        faults.ShouldBeEmpty();
        File.Delete(file);
    }

    private static Step Step(string step) => Written.One(Around(step)).Steps.ShouldHaveSingleItem();

    private static string Around(string step) =>
        $"scenario: S\ngiven: {{}}\nsteps:\n  - {step.ReplaceLineEndings("\n").Replace("\n", "\n    ")}\n";
}
