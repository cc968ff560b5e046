using System.Collections.Immutable;
using Baton.Engine.Commands;
using Baton.Engine.Conditions;
using Baton.Engine.Events;
using Baton.Engine.Explain;
using NodaTime;
using NodaTime.Text;

namespace Baton.Engine.Tests.Workspaces;

/// <summary>Every code by which a rep is passed over, with the figure he stood at and the one that was needed.</summary>
public sealed class GateFigureTests
{
    // A Monday.
    private const string Morning = "2026-01-05T09:00:00Z";

    private static readonly Dictionary<string, Func<PassedOver>> _cases = new(StringComparer.Ordinal)
    {
        ["inactive: -"] = () => Of("{ id: ana, active: false }"),
        ["absent: -"] = () => Of("{ id: ana, absences: [{ from: 2026-01-05, to: 2026-01-05 }] }"),
        ["holiday: -"] = () => Of("{ id: ana, calendar: office }", start: "2026-01-06T09:00:00Z"),
        ["outside_hours: -"] = () => Of("{ id: ana, calendar: office }", start: "2026-01-05T17:00:00Z"),
        ["offline: -"] = () => Of("{ id: ana, status: offline }"),
        ["away: -"] = () => Of("{ id: ana, status: away }"),
        ["weight_zero: -"] = () => Of("{ id: ana, weight: 0 }"),
        ["requirement: -"] = () => Of("{ id: ana }", "require: ['rep.skills.spanish >= 3']"),
        ["declined_before: -"] = () => Of("{ id: ana }", "offer: { timeout: 10m }", then: Declines),
        ["expired_before: -"] = () => Of("{ id: ana }", "offer: { timeout: 10m }", then: LetsLapse),
        ["excluded_previous: -"] = () => Of("{ id: ana }", rule: Sla, then: IsLate),
        ["capacity_full: 3 of 2"] = () => Of("{ id: ana, capacity: 2 }", leads: 3),
        ["cap_hour: 1 of 1"] = () => Of("{ id: ana, caps: { hour: 1, day: 5 } }", leads: 2),
        ["cap_day: 2 of 2"] = () => Of("{ id: ana, caps: { day: 2, week: 9 } }", leads: 3),
        ["cap_week: 3 of 3"] = () => Of("{ id: ana, caps: { week: 3 } }", leads: 4),
        ["cap_month: 4 of 4"] = () => Of("{ id: ana, caps: { month: 4 } }", leads: 5),
        ["pool_cap: 2 of 2"] = () => Of("{ id: ana }", "caps: { hour: 2 }", leads: 3),
        ["ramping: 1 of 1"] = () =>
            Of(
                "{ id: ana, absences: [{ from: 2026-01-03, to: 2026-01-04 }] }",
                "ramp: { leads: 1, per: 1h, for: 1d }",
                leads: 2
            ),
        ["too_far_ahead: 2 of 1"] = () =>
            Of("{ id: ana }, { id: zed, status: away }", "fairness: { max_ahead: 1 }", leads: 3),
    };

    public static IEnumerable<object[]> Expected => _cases.Keys.Select(k => new object[] { k });

    [Theory]
    [MemberData(nameof(Expected))]
    public void A_rep_is_passed_over_with_the_figures(string expected)
    {
        var passed = _cases[expected]();

        $"{passed.Code}: {(passed.Actual is null ? "-" : $"{passed.Actual} of {passed.Needed}")}".ShouldBe(expected);
    }

    [Fact]
    public void Every_gate_is_among_them() =>
        _cases
            .Keys.Select(k => k.Split(':')[0])
            .ShouldBe(Enum.GetValues<Gate>().Where(g => g != Gate.None).Select(ReasonCodes.Of));

    private const string Sla = ", sla: { respond: { within: 1h, clock: wall, breach: reassign } }";

    // Why ana did not get the last of so many leads.
    private static PassedOver Of(
        string reps,
        string pool = "",
        string rule = "",
        int leads = 1,
        string start = Morning,
        Action<World>? then = null
    )
    {
        var world = new World(
            $$"""
            calendars: { office: { timezone: UTC, hours: { mon-fri: "09:00-17:00" }, holidays: [2026-01-06] } }
            reps: [{{reps}}]
            teams: { t: { members: { where: 'rep.id != ""' } } }
            policy:
              pools: { p: { team: t, {{pool}} } }
              rules: [{ name: all, route: [{ pool: p }]{{rule}} }]
            """,
            start
        );
        for (var i = 0; i < leads; i++)
        {
            world.Capture(("id", Value.Of($"L{i}")));
        }

        then?.Invoke(world);
        var trace = world.Journal.SelectMany(j => j.Events).Select(TraceOf).Last(t => t is not null)!;
        return trace.PassedOver.Single(p => p.Rep == "ana");
    }

    private static void Declines(World world) => World.Expect(world.Do(new DeclineOffer(1, "ana", "other")));

    private static void LetsLapse(World world) => world.Advance(Duration.FromMinutes(10));

    // With nobody else to take it over, the lead would stay with her.
    private static void IsLate(World world)
    {
        World.Expect(world.Do(new ChangeRep(World.Document("{ id: bob }"))));
        world.Advance(Duration.FromHours(1));
    }

    private static Trace? TraceOf(Event @event) =>
        @event switch
        {
            LeadAssigned e => e.Trace,
            LeadOffered e => e.Trace,
            LeadWaiting e => e.Trace,
            LeadReassigned e => e.Trace,
            _ => null,
        };
}
