using Baton.Engine.Policies;
using Baton.Engine.Policies.Config;
using Baton.Storage.Files;

namespace Baton.Storage.Tests.Files;

public sealed class WorkspaceFaultTests
{
    [Fact]
    public void Ten_faults_are_reported_at_once_each_with_its_place_and_cure()
    {
        const string Text = """
            workspace: acme
            timezone: America/New_Yrok
            reps:
              - { id: ana, weight: 1001 }
              - { id: ana, calender: office }
            teams:
              west: { members: [ana, bbo] }
            policy:
              pools:
                p: { team: wset, members: [ana], method: round_robbin }
              rules:
                - { name: all, rote: [{ pool: p }] }
            """;

        Faults(Text)
            .ShouldBe([
                "acme.yaml: line 2, column 11: timezone: no time zone 'America/New_Yrok'; did you mean 'America/New_York'?",
                "acme.yaml: line 4, column 24: reps[0].weight: expected a whole number from 0 to 1000, found '1001'",
                "acme.yaml: line 5, column 5: reps[1]: rep 'ana' is already declared at line 4, column 5; ids must be unique",
                "acme.yaml: line 5, column 16: reps[1]: unknown key 'calender'; did you mean 'calendar'?",
                "acme.yaml: line 7, column 26: teams.west.members[1]: no rep 'bbo'; known: ana",
                "acme.yaml: line 10, column 16: policy.pools.p.team: no team 'wset'; did you mean 'west'?",
                "acme.yaml: line 10, column 22: policy.pools.p: 'members' contradicts 'team'; keep one of them",
                "acme.yaml: line 10, column 46: policy.pools.p.method: unknown word 'round_robbin'; did you mean 'round_robin'?",
                "acme.yaml: line 12, column 7: policy.rules[0]: 'route' is missing: where its leads go, such as [{ pool: p }]",
                "acme.yaml: line 12, column 20: policy.rules[0]: unknown key 'rote'; did you mean 'route'?",
            ]);
    }

    [Theory]
    [InlineData(
        "reps: [{ id: 'a b' }]",
        "line 1, column 14: reps[0].id: expected a name of at most 100 letters, digits and . _ - @ + that begins with a letter or digit, found the text 'a b'"
    )]
    [InlineData(
        "reps: [{ id: a, skills: { crm: 6 } }]",
        "line 1, column 32: reps[0].skills.crm: expected a whole number from 1 to 5, found '6'"
    )]
    [InlineData(
        "reps: [{ id: a, active: yes }]",
        "line 1, column 25: reps[0].active: expected true or false, found 'yes'"
    )]
    [InlineData(
        "reps: [{ id: a, weight: '5' }]",
        "line 1, column 25: reps[0].weight: expected a whole number from 0 to 1000, found the text '5'"
    )]
    [InlineData(
        "reps: [{ id: a, weight: 1.5 }]",
        "line 1, column 25: reps[0].weight: expected a whole number from 0 to 1000, found '1.5'"
    )]
    [InlineData(
        "reps: [{ id: a, capacity: -1 }]",
        "line 1, column 27: reps[0].capacity: expected a whole number of 0 or more, found '-1'"
    )]
    [InlineData(
        "reps: [{ id: a, caps: { day: -1 } }]",
        "line 1, column 30: reps[0].caps.day: expected a whole number of 0 or more, found '-1'"
    )]
    [InlineData("reps: [{ id: a, calendar: office }]", "line 1, column 27: reps[0].calendar: no calendar 'office'")]
    [InlineData(
        "reps: [{ id: a, territories: [north] }]",
        "line 1, column 31: reps[0].territories[0]: no territory 'north'"
    )]
    [InlineData(
        "reps: [{ id: a, absences: [{ from: 2026-02-03, to: 2026-02-01 }] }]",
        "line 1, column 48: reps[0].absences[0]: 'to' lies before 'from'"
    )]
    [InlineData(
        "reps: [{ id: a, absences: [{ from: 2026-02-03, to: 2026-02-04T09:00:00Z }] }]",
        "line 1, column 48: reps[0].absences[0]: 'from' and 'to' must both be days or both be instants"
    )]
    [InlineData("reps: { id: a }", "line 1, column 7: reps: expected a list of reps, found a map")]
    [InlineData("accounts: [{ name: Acme, owner: zed }]", "line 1, column 33: accounts[0].owner: no rep 'zed'")]
    [InlineData("teams: { t: { manager: mo } }", "line 1, column 24: teams.t.manager: no rep or user 'mo'")]
    [InlineData(
        "calendars: { c: { holidays: [2026-02-30] } }",
        "line 1, column 30: calendars.c.holidays[0]: expected a date such as 2026-12-25, found '2026-02-30'"
    )]
    [InlineData(
        "calendars: { c: { hours: { mon-fry: '09:00-17:00' } } }",
        "line 1, column 28: calendars.c.hours.mon-fry: expected days such as mon-fri or sat, found 'mon-fry'"
    )]
    [InlineData(
        "calendars: { c: { hours: { mon: 9-17 } } }",
        "line 1, column 33: calendars.c.hours.mon: expected hours such as \"09:00-12:00, 13:00-17:00\", or \"\" for closed, found '9-17'"
    )]
    [InlineData(
        "territories: { north: {} }",
        "line 1, column 16: territories.north: a territory needs 'when' or 'table'"
    )]
    [InlineData(
        "policy: { pools: { p: {} } }",
        "line 1, column 20: policy.pools.p: a pool needs one of 'team', 'members', 'teams' or 'pools'"
    )]
    [InlineData(
        "policy: { pools: { p: { members: [], method: ranked } } }",
        "line 1, column 38: policy.pools.p: 'rank' is missing: the method is ranked"
    )]
    [InlineData(
        "policy: { pools: { p: { members: [], floor: 150% } } }",
        "line 1, column 45: policy.pools.p.floor: expected a share such as 50% or 0.5, found '150%'"
    )]
    [InlineData(
        "policy: { pools: { p: { members: [], weights: { ana: 2 } } } }",
        "line 1, column 49: policy.pools.p.weights.ana: no rep 'ana'"
    )]
    [InlineData(
        "policy: { pools: { p: { members: [], offer: { timeout: ten } } } }",
        "line 1, column 56: policy.pools.p.offer.timeout: expected a duration above zero such as 90d, 1h30m or 10s, found 'ten'"
    )]
    [InlineData(
        "policy: { pools: { p: { pools: [q] }, q: { pools: [p] } } }",
        "line 1, column 20: policy.pools.p.pools: the pools contain each other: 'p' → 'q' → 'p'"
    )]
    [InlineData(
        "policy: { pools: { p: { members: [], fairness: { unit: value } } } }",
        "line 1, column 50: policy.pools.p.fairness: 'value' is missing: the unit is value"
    )]
    [InlineData(
        "policy: { queues: { q: { mode: blind } } }",
        "line 1, column 21: policy.queues.q: a queue needs 'team' or 'members'"
    )]
    [InlineData(
        "policy: { rules: [{ name: a, route: [] }] }",
        "line 1, column 37: policy.rules[0].route: expected a list of at least one step, found an empty list"
    )]
    [InlineData(
        "policy: { rules: [{ name: a, route: [{ wait: 5m }] }] }",
        "line 1, column 38: policy.rules[0].route[0]: a step needs one of 'pool', 'owner', 'queue' or 'split'|line 1, column 40: policy.rules[0].route[0]: 'wait' belongs to a step with 'pool'"
    )]
    [InlineData(
        "policy: { rules: [{ name: a, from: 2026-03-01, until: 2026-03-01, route: [{ owner: last }] }] }",
        "line 1, column 48: policy.rules[0]: 'until' must lie after 'from'"
    )]
    [InlineData(
        "reps: [{ id: a, email: ana }]",
        "line 1, column 24: reps[0].email: expected an e-mail address, found 'ana'"
    )]
    [InlineData(
        "policy: { screen: { duplicates: { match: [emial] } } }",
        "line 1, column 43: policy.screen.duplicates.match[0]: no lead field 'emial'; did you mean 'email'?"
    )]
    [InlineData(
        "policy: { qualify: { framework: custom } }",
        "line 1, column 22: policy.qualify: 'questions' is missing: the framework is custom"
    )]
    [InlineData(
        "policy: { score: { grades: { A: 50, B: 50 } } }",
        "line 1, column 37: policy.score: 'B' has the threshold of 'A'"
    )]
    public void Each_fault_says_where_what_and_how_to_cure_it(string text, string expected)
    {
        Faults(text, file: null).ShouldBe(expected.Split('|'));
    }

    [Fact]
    public void A_rep_alone_is_checked_but_for_the_names_it_refers_to()
    {
        var faults = new List<Fault>();
        var rep = YamlReader.Read("{ id: ana, calendar: elsewhere, weight: 3 }", null, faults)!;

        WorkspaceBinder.BindRep(rep, faults)!.Weight.ShouldBe(3);

        faults.ShouldBeEmpty();
    }

    [Fact]
    public void A_fault_still_lets_the_expressions_be_checked_in_the_same_run()
    {
        var faults = new List<Fault>();
        var document = YamlReader.Read("policy: { rules: [{ name: a, when: 'lead.x > 1', rote: [] }] }", null, faults)!;

        WorkspaceBinder.Bind(document, []).ShouldBeNull();
        var rule = WorkspaceBinder.Draft(document, faults)!.Policy.Rules.ShouldHaveSingleItem();

        rule.When.ShouldBe(new ExpressionConfig("lead.x > 1", new Position(1, 37)) { Path = "policy.rules[0].when" });
        faults.Count.ShouldBe(2);
    }

    private static List<string> Faults(string text, string? file = "acme.yaml")
    {
        var faults = new List<Fault>();
        var document = YamlReader.Read(text, file, faults)!;
        WorkspaceBinder.Bind(document, faults, file).ShouldBeNull();
        return [.. faults.Select(f => f.ToString())];
    }
}
