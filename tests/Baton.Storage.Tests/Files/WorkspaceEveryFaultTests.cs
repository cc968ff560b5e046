using Baton.Engine;
using Baton.Engine.Policies;
using Baton.Storage.Files;

namespace Baton.Storage.Tests.Files;

/// <summary>One look at a document tells what is wrong with its structure and with its expressions.</summary>
public sealed class WorkspaceEveryFaultTests
{
    private const string Emial = "unknown field 'emial' of lead; did you mean 'email'?";

    [Theory]
    [InlineData("reps: [{ id: ana, wieght: 2 }]", "reps[0]: unknown key 'wieght'; did you mean 'weight'?")]
    [InlineData(
        "reps: [{ id: ana, weight: much }]",
        "reps[0].weight: expected a whole number from 0 to 1000, found 'much'"
    )]
    [InlineData("teams: { t: { members: [bob] } }", "teams.t.members[0]: no rep 'bob'")]
    [InlineData("reps: [{ id: a }, { id: a }]", "reps[1]: rep 'a' is already declared; ids must be unique")]
    [InlineData("reps: [{}]", "reps[0]: 'id' is missing: the rep's id, unique in the workspace")]
    public void A_fault_of_the_structure_hides_none_of_the_expressions(string other, string expected)
    {
        Faults(
                $$"""
                {{other}}
                policy:
                  screen: { reject: ['lead.emial == ""'] }
                  conditions: { big: 'lead.employees > "many"' }
                  rules: [{ name: all, when: 'big && ', route: [{ pool: p }] }]
                """
            )
            .ShouldBe([
                expected,
                "policy.rules[0].route[0].pool: no pool 'p'",
                "policy.conditions.big: 'lead.employees > \"many\"': column 16: '>' cannot compare a number with text",
                "policy.rules[0].when: 'big && ': column 8: expected a value, not the end",
                $"policy.screen.reject[0]: 'lead.emial == \"\"': column 6: {Emial}",
            ]);
    }

    [Fact]
    public void What_is_at_fault_itself_has_its_expressions_checked()
    {
        Faults(
                """
                territories: { west: { when: 'lead.emial == ""', table: [[country], [US]] } }
                teams: { t: { members: { where: 'rep.skils.x > 1' }, manger: mo } }
                policy:
                  score: { rules: [{ when: 'lead.emial == ""' }] }
                  qualify: { otherwise: drop, when: 'lead.emial == ""' }
                  pools:
                    p: { pools: [q], method: ranked, prefer: ['lead.emial == ""'] }
                    q: { pools: [p], weights: 'rep.wieght', fairness: { unit: value } }
                  queues: { desk: { mode: manal, require: ['lead.emial == ""'] } }
                  rules: [{ when: 'lead.emial == ""' }]
                """
            )
            .Count(f => f.Contains(Emial, StringComparison.Ordinal) || f.Contains("of rep", StringComparison.Ordinal))
            .ShouldBe(8);
    }

    [Theory]
    [InlineData("fields: { seats: nmber }", "lead.seats > 3 && lead.seats.startsWith('a') && has(lead.seats)")]
    [InlineData("fields: { seats: { personal: true } }", "lead.seats > 3")]
    [InlineData("fields: { seats: { typ: number } }", "lead.seats > 3")]
    [InlineData("fields: [seats]", "lead.seats > 3")]
    [InlineData("feilds: { seats: number }", "lead.seats > 3")]
    [InlineData("conditions: { big: [a, b] }", "big || !big")]
    [InlineData("conditions: [big]", "big && lead.employees > 3")]
    [InlineData("condtions: { big: 'true' }", "big")]
    public void What_could_not_be_read_is_no_further_fault_where_it_is_used(string broken, string when)
    {
        var faults = Faults(
            $$"""
            policy:
              {{broken}}
              rules: [{ name: all, when: "{{when}}", route: [{ owner: last }] }, { name: b, when: 'lead.employees', route: [{ owner: last }] }]
            """
        );

        faults
            .Where(f => f.StartsWith("policy.rules", StringComparison.Ordinal))
            .ShouldBe(
                ["policy.rules[1].when: 'lead.employees': column 1: a condition must be a bool, not a number"],
                customMessage: string.Join('\n', faults)
            );
    }

    [Fact]
    public void Fields_in_a_policy_that_is_no_map_are_not_called_unknown()
    {
        Faults("territories: { a: { when: 'lead.seats > 3 && big' } }\npolicy: []")
            .ShouldBe(["policy: expected a policy, found a list"]);
    }

    [Theory]
    [InlineData("{ us: [] }")]
    [InlineData("[us]")]
    [InlineData("{ us: { hours: { foo: \"09:00-17:00\" } } }")]
    public void A_broken_calendar_is_there_all_the_same(string calendars)
    {
        Faults($"calendars: {calendars}\npolicy: {{ screen: {{ reject: ['open(\"us\")', 'open(us)'] }} }}")
            .Skip(1)
            .ShouldBe(["policy.screen.reject[1]: 'open(us)': column 1: open() needs the name of a calendar in quotes"]);
    }

    [Fact]
    public void Whose_acknowledgement_is_broken_is_not_told_to_acknowledge()
    {
        Faults(
                """
                policy:
                  fields: { age: number }
                  protected: [age]
                  rules:
                    - { name: a, when: 'lead.age > 3', acknowledge: [aeg], route: [{ owner: last }] }
                    - { name: b, when: 'lead.age > 3', acknowlege: [age], route: [{ owner: last }] }
                    - { name: c, when: 'lead.age > 3', route: [{ owner: last }] }
                """
            )
            .ShouldBe([
                "policy.rules[0].acknowledge[0]: no lead field 'aeg'; did you mean 'age'?",
                "policy.rules[1]: unknown key 'acknowlege'; did you mean 'acknowledge'?",
                "policy.rules[2].when: 'lead.age > 3' uses the protected field 'age'; to use it knowingly add `acknowledge: [age]` beside it",
            ]);
    }

    [Fact]
    public void What_a_broken_text_may_have_left_out_is_not_called_unknown()
    {
        Faults(
                """
                policy:
                  conditions: { small: 'true' }
                  conditions: { big: 'true' }
                  rules: [{ name: all, when: 'big && lead.employees > "a"', route: [{ owner: last }] }]
                """
            )
            .ShouldBe([
                "the key 'conditions' stands here twice; the first is at line 2, column 3",
                "policy.rules[0].when: 'big && lead.employees > \"a\"': column 23: '>' cannot compare a number with text",
            ]);
    }

    [Fact]
    public void A_table_is_judged_where_the_territories_are_sound()
    {
        const string Table = "territories: { table: [[country, territory], [Nowhere, west]] }";

        Faults($"{Table}\nreps: [{{ id: ana, wieght: 2 }}]")
            .ShouldBe([
                "reps[0]: unknown key 'wieght'; did you mean 'weight'?",
                "territories.table: row 1: unknown country 'Nowhere'",
            ]);
    }

    private static List<string> Faults(string text)
    {
        var faults = new List<Fault>();
        var document = (MapNode)YamlReader.Read(text, null, faults)!;
        Workspace.Check(document, faults).ShouldBeNull();
        return
        [
            .. faults.Select(f =>
                $"{f with { At = Position.None }}".Replace(" at line 1, column 8", "", StringComparison.Ordinal)
            ),
        ];
    }
}
