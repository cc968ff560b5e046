using Baton.Engine.Policies;
using Baton.Storage.Files;

namespace Baton.Cli.Tests.Policies;

public sealed class LintTests
{
    private const string People = """
        reps: [{ id: ana }, { id: bob }]
        teams: { west: { members: [ana, bob] } }

        """;

    private const string West = "  pools: { west: { team: west } }\n";

    [Fact]
    public void A_sound_file_has_no_warnings() =>
        Codes(People + "policy:\n" + West + "  rules: [{ name: all, route: [{ pool: west }] }]\n").ShouldBeEmpty();

    [Fact]
    public void A_rule_after_one_that_takes_every_lead_is_covered_by_it()
    {
        var warning = Only(
            People
                + "policy:\n"
                + West
                + """
                  rules:
                    - { name: all, route: [{ pool: west }] }
                    - { name: german, when: 'lead.country == "DE"', route: [{ pool: west }] }
                """
        );

        warning.Code.ShouldBe("covered_rule");
        warning.At.Line.ShouldBe(7);
        warning.Path.ShouldBe("policy.rules[1] (german)");
        warning.Message.ShouldBe("the rule never matches: 'all' (line 6) stands before it and takes every lead");
    }

    [Fact]
    public void A_rule_is_covered_by_a_wider_one_before_it() =>
        Only(
            Rules(
                """{ name: dach, when: 'lead.country in ["DE", "AT"]' }""",
                """{ name: de, when: 'lead.country == "DE"' }"""
            )
        )
            .Message.ShouldBe(
                "the rule never matches: 'dach' (line 6) stands before it and takes every lead that this one could"
            );

    [Theory]
    [InlineData("enabled: false", "disabled_rule")]
    [InlineData("until: 2026-09-01", null)]
    public void A_rule_that_is_off_or_ends_covers_nothing(string key, string? code) =>
        Codes(
                Rules(
                    $$"""{ name: dach, when: 'lead.country in ["DE", "AT"]', {{key}} }""",
                    """{ name: de, when: 'lead.country == "DE"' }"""
                )
            )
            .ShouldBe(code is null ? [] : [code]);

    [Fact]
    public void A_rule_with_a_window_can_be_covered() =>
        Codes(
                Rules(
                    """{ name: dach, when: 'lead.country in ["DE", "AT"]' }""",
                    """{ name: de, when: 'lead.country == "DE"', from: 2026-09-01 }"""
                )
            )
            .ShouldBe(["covered_rule"]);

    [Fact]
    public void A_condition_that_contradicts_itself_never_matches() =>
        Codes(Rules("""{ name: odd, when: 'lead.country == "DE" && lead.country == "AT"' }"""))
            .ShouldBe(["never_matches"]);

    [Fact]
    public void Without_a_rule_for_every_lead_some_will_wait() =>
        Codes(
                People
                    + "policy:\n"
                    + West
                    + "  rules: [{ name: de, when: 'lead.country == \"DE\"', route: [{ pool: west }] }]\n"
            )
            .ShouldBe(["no_catch_all"]);

    [Fact]
    public void Nothing_behind_a_queue_without_an_end_is_tried()
    {
        var text =
            People
            + "policy:\n"
            + West
            + "  queues: { sharks: { team: west, mode: cherry_pick } }\n"
            + "  rules: [{ name: all, route: [{ queue: sharks }, { pool: west }] }]\n";

        Only(text).Path.ShouldBe("policy.rules[0] (all).route[1]");
        Codes(text.Replace("cherry_pick", "cherry_pick, expires: 4h")).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("members: []", "empty_pool")]
    [InlineData("members: [gone]", "empty_pool")]
    [InlineData("team: west, weights: { ana: 0, bob: 0 }", "zero_weights")]
    [InlineData("team: west, require: ['rep.skills.german >= 3']", "nobody_qualifies")]
    [InlineData("team: west, require: ['lead.territory in rep.territories']", null)]
    [InlineData("team: west, rank: 'rep.weight'", "unused_setting")]
    [InlineData("team: west, floor: 5%", "unused_setting")]
    [InlineData("team: west, method: ranked, rank: 'rep.weight', floor: 5%", null)]
    [InlineData("team: west, fairness: { owe_max: 3 }", "unused_setting")]
    [InlineData("team: west, fairness: { absence: owe, owe_max: 3 }", null)]
    [InlineData("team: west, ramp: { leads: 2, per: 1d, for: 1h }", "short_ramp")]
    public void A_pool_that_cannot_do_what_it_says_is_told(string pool, string? code)
    {
        var text = $$"""
            reps: [{ id: ana }, { id: bob }, { id: gone, active: false }]
            teams: { west: { members: [ana, bob] } }
            policy:
              pools: { other: { team: west }, west: { {{pool}} } }
              rules: [{ name: all, route: [{ pool: west }, { pool: other }] }]
            """;

        Codes(text).ShouldBe(code is null ? [] : [code]);
    }

    [Theory]
    [InlineData("shotgun", "claims: { hour: 2 }", true)]
    [InlineData("manual, manager: ana", "claims: { open: 2 }", true)]
    [InlineData("cherry_pick", "claims: { hour: 2 }", false)]
    [InlineData("blind", "claims: { open: 2 }", false)]
    [InlineData("shotgun", "stagger: 1m", false)]
    public void Limits_of_claims_need_a_queue_where_reps_claim(string mode, string key, bool warned)
    {
        var warnings = Warnings(
            People
                + $"policy:\n  queues: {{ q: {{ team: west, mode: {mode}, {key} }} }}\n"
                + "  rules: [{ name: all, route: [{ queue: q }] }]\n"
        );

        warnings
            .Select(w => (w.Code, w.Path, w.At.Line, w.Message))
            .ShouldBe(
                warned
                    ?
                    [
                        (
                            "unused_setting",
                            "policy.queues.q.claims",
                            4,
                            $"'claims' does nothing in a queue of mode {mode.Split(',')[0]}, where nobody claims; "
                                + "limit the reps' 'caps' or 'capacity', or make the mode cherry_pick or blind"
                        ),
                    ]
                    : []
            );
    }

    [Theory]
    [InlineData("disposable_domains: [burner.test]", true)]
    [InlineData("disposable: allow, disposable_domains: [burner.test]", true)]
    [InlineData("disposable: reject, disposable_domains: [burner.test]", false)]
    [InlineData("disposable: reject", false)]
    public void Domains_of_throw_away_mailboxes_need_their_rejection(string screen, bool warned)
    {
        var warnings = Warnings(
            People
                + $"policy:\n  screen: {{ {screen} }}\n"
                + West
                + "  rules: [{ name: all, route: [{ pool: west }] }]\n"
        );

        warnings
            .Select(w => (w.Code, w.Path, w.At.Line, w.Message))
            .ShouldBe(
                warned
                    ?
                    [
                        (
                            "unused_setting",
                            "policy.screen.disposable_domains",
                            4,
                            "'disposable_domains' does nothing here; it needs 'disposable: reject'"
                        ),
                    ]
                    : []
            );
    }

    [Theory]
    [InlineData("  pools: { west: { team: west }, spare: { team: west } }", "unused_pool", "policy.pools.spare")]
    [InlineData(West + "  queues: { desk: { team: west, mode: blind } }", "unused_queue", "policy.queues.desk")]
    [InlineData(West + "  conditions: { big: 'lead.employees > 9' }", "unused_condition", "policy.conditions.big")]
    public void A_name_that_nothing_uses_is_told(string part, string code, string path)
    {
        var warning = Only(
            People + "policy:\n" + part.TrimEnd() + "\n  rules: [{ name: all, route: [{ pool: west }] }]\n"
        );

        (warning.Code, warning.Path).ShouldBe((code, path));
    }

    [Theory]
    [InlineData("  east: { members: [ana] }", "unused_team")]
    [InlineData("  east: { members: { where: 'rep.weight > 0' } }", "unused_team")]
    public void A_team_that_no_pool_and_no_queue_uses_is_told(string team, string code) =>
        Codes(
                "reps: [{ id: ana }]\nteams:\n  west: { members: [ana] }\n"
                    + team
                    + "\npolicy:\n"
                    + West
                    + "  rules: [{ name: all, route: [{ pool: west }] }]\n"
            )
            .ShouldBe([code]);

    [Fact]
    public void A_rep_without_a_place_is_told_but_not_a_manager_nor_who_has_left()
    {
        const string text = """
            reps: [{ id: ana }, { id: lou }, { id: mo }, { id: gone, active: false }, { id: jo, email: jo@acme.test }]
            teams: { west: { manager: mo, members: [ana] }, east: { manager: jo@acme.test, members: [ana] } }
            policy:
              pools: { west: { teams: [west, east] } }
              rules: [{ name: all, route: [{ pool: west }] }]
            """;

        (Only(text).Code, Only(text).Path).ShouldBe(("rep_in_no_pool", "reps.lou"));
    }

    [Fact]
    public void Territories_and_calendars_are_used_by_reps_or_named_in_expressions()
    {
        const string text = """
            calendars:
              day: { hours: { mon-fri: "09:00-17:00" } }
              night: { hours: { mon-fri: "20:00-23:00" } }
              spare: { hours: { mon-fri: "20:00-23:00" } }
            reps: [{ id: ana, calendar: day, territories: [north] }]
            territories:
              north: { when: 'lead.country == "SE"' }
              south: { when: 'lead.country == "IT"' }
              east: { when: 'lead.country == "PL"' }
            policy:
              pools: { all: { members: [ana] } }
              rules:
                - { name: south, when: 'lead.territory == "south" && open("night")', route: [{ pool: all }] }
                - { name: all, route: [{ pool: all }] }
            """;

        Warnings(text)
            .Select(w => (w.Code, w.Path))
            .ShouldBe([("unused_calendar", "calendars.spare"), ("unused_territory", "territories.east")]);
    }

    private static string Rules(params string[] rules) =>
        People
        + "policy:\n"
        + West
        + "  rules:\n"
        + string.Concat(rules.Append("{ name: all }").Select(r => $"    - {r[..^2]}, route: [{{ pool: west }}] }}\n"));

    private static Fault Only(string text) => Warnings(text).ShouldHaveSingleItem();

    private static IEnumerable<string> Codes(string text) => Warnings(text).Select(w => w.Code);

    private static IReadOnlyList<Fault> Warnings(string text)
    {
        var faults = new List<Fault>();
        var document = YamlReader.Read(text, null, faults);
        var policy = Engine.Workspace.Check((MapNode)document!, faults);
        faults.ShouldBeEmpty();
        return Lint.Warnings(policy!);
    }
}
