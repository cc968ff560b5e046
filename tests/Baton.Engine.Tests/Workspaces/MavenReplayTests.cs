using System.Globalization;
using System.Text;
using Baton.Engine.Commands;
using Baton.Engine.Conditions;
using Baton.Engine.Events;
using NodaTime;

namespace Baton.Engine.Tests.Workspaces;

/// <summary>
/// 8,800 real opportunities (Maven Analytics, CRM Sales Opportunities) through a policy with their three offices, their
/// managers' teams and their 85 accounts: each arrives on its engage date and is closed on its close date.
/// </summary>
public sealed class MavenReplayTests
{
    private static readonly Lazy<Opportunity[]> s_opportunities = new(Read);

    [RealDataFact]
    public void Real_opportunities_replay_with_every_promise_kept()
    {
        var world = new World(Policy(), "2016-01-01T00:00:00Z");
        Replay(world, restartAt: null);
        CheckEnd(world);
    }

    [RealDataFact]
    public void A_restart_in_the_middle_changes_nothing()
    {
        var straight = new World(Policy(), "2016-01-01T00:00:00Z");
        Replay(straight, restartAt: null);
        var restarted = new World(Policy(), "2016-01-01T00:00:00Z");
        Replay(restarted, restartAt: 4000);
        Plain.Difference(World.Text(restarted.Engine.Save()), World.Text(straight.Engine.Save())).ShouldBeNull();
        restarted
            .Rows.Values.Select(r => (r.Number, r.Owner, r.Status))
            .ShouldBe(straight.Rows.Values.Select(r => (r.Number, r.Owner, r.Status)));
    }

    private static void Replay(World world, int? restartAt)
    {
        var dated = s_opportunities.Value.Where(o => o.Engaged is not null).ToArray();
        var moments = dated
            .Select(o => (At: o.Engaged!.Value, Order: 0, Opportunity: o))
            .Concat(dated.Where(o => o.Closed is not null).Select(o => (At: o.Closed!.Value, Order: 1, Opportunity: o)))
            .OrderBy(m => m.At)
            .ThenBy(m => m.Order)
            .ThenBy(m => m.Opportunity.Row)
            .ToArray();
        moments.Count(m => m.Order == 0).ShouldBe(8300);
        var numbers = new Dictionary<string, long>(StringComparer.Ordinal);
        for (var i = 0; i < moments.Length; i++)
        {
            if (i == restartAt)
            {
                world.Restart();
                world.Restart(fromSnapshot: true);
            }

            var (at, order, opportunity) = moments[i];
            world.MoveTo(at.AtMidnight().PlusHours(order == 0 ? 9 : 18).InUtc().ToInstant());
            if (order == 0)
            {
                numbers[opportunity.Id] = Capture(world, opportunity);
            }
            else
            {
                World.Expect(
                    world.Do(
                        new CloseLead(numbers[opportunity.Id], opportunity.Stage == "Won", opportunity.Value, null)
                    )
                );
            }
        }

        foreach (var undated in s_opportunities.Value.Where(o => o.Engaged is null))
        {
            Capture(world, undated);
        }
    }

    private static long Capture(World world, Opportunity o) =>
        world
            .Capture(
                ("id", Value.Of(o.Id)),
                ("product", Value.Of(o.Product)),
                ("company", Value.Of(o.Account)),
                ("region", Value.Of(o.Office))
            )
            .Number;

    private static void CheckEnd(World world)
    {
        world.Rows.Count.ShouldBe(8800);
        world.Rows.Values.Count(r => r.Status == "won").ShouldBe(4238);
        world.Rows.Values.Count(r => r.Status == "lost").ShouldBe(2473);
        world.Rows.Values.Count(r => r.Status is "assigned" or "waiting").ShouldBe(8800 - 4238 - 2473);
        world.Rows.Values.ShouldAllBe(r =>
            (r.Status == "waiting") == (r.Owner == null) || r.Status == "won" || r.Status == "lost"
        );
        foreach (var ledger in world.Engine.Save().Ledgers)
        {
            ledger.Members.Sum(m => m.Balance).ShouldBe(0, ledger.Id);
        }

        CheckCaps(world);
        CheckProducts(world);
        CheckFairness(world);
    }

    // Automatic picks outside owner steps never go over a rep's capacity of 300 or his 20 leads a day.
    private static void CheckCaps(World world)
    {
        var open = new Dictionary<string, int>(StringComparer.Ordinal);
        var owners = new Dictionary<long, string>();
        var today = new Dictionary<(string, LocalDate), int>();
        foreach (var (events, at) in world.Journal)
        {
            foreach (var @event in events)
            {
                if (@event is LeadAssigned assigned)
                {
                    var held = open[assigned.Rep] = open.GetValueOrDefault(assigned.Rep) + 1;
                    var received = today[(assigned.Rep, at.InUtc().Date)] =
                        today.GetValueOrDefault((assigned.Rep, at.InUtc().Date)) + 1;
                    owners[assigned.Lead] = assigned.Rep;
                    if (assigned.How == "pool")
                    {
                        held.ShouldBeLessThanOrEqualTo(300);
                        received.ShouldBeLessThanOrEqualTo(20);
                    }
                }
                else if (@event is LeadWon or LeadLost && owners.Remove(((LeadEvent)@event).Lead, out var owner))
                {
                    open[owner]--;
                }
            }
        }
    }

    // `GTXPro` in one file and `GTX Pro` in the other are one product, which the policy's segment says.
    private static void CheckProducts(World world)
    {
        var spelt = s_opportunities.Value.Count(o => o.Product is "GTXPro" or "GTX Pro");
        spelt.ShouldBeGreaterThan(1000);
        world
            .Journal.SelectMany(r => r.Events)
            .OfType<LeadCaptured>()
            .Count(c => c.Segments.Contains("gtx-pro"))
            .ShouldBe(spelt);
    }

    // A stretch in which a pool's eligible set never changes keeps everybody within 1 − θ of the share.
    private static void CheckFairness(World world)
    {
        var stretches = 0;
        foreach (var ledger in world.Engine.Save().Ledgers)
        {
            var picks = world
                .Journal.SelectMany(r => r.Events)
                .OfType<LeadAssigned>()
                .SelectMany(a => a.Charges)
                .Where(c => c.Ledger == ledger.Id)
                .ToArray();
            var all = picks.TakeWhile(c => c.Out.IsEmpty).ToArray();
            stretches += all.Length;
            CheckStretch(all, ledger.Members.Length, [.. ledger.Members.Select(m => m.Id)]);
        }

        stretches.ShouldBeGreaterThan(100);
    }

    private static void CheckStretch(Charge[] picks, int members, string[] ids)
    {
        var received = new int[members];
        for (var n = 0; n < picks.Length; n++)
        {
            received[Array.IndexOf(ids, picks[n].Winner)]++;
            for (var i = 0; i < members && members > 1; i++)
            {
                var bound = 1m - 1m / (2 * members - 2) + 0.000001m;
                Math.Abs(received[i] - (n + 1m) / members).ShouldBeLessThanOrEqualTo(bound);
            }
        }
    }

    private static string Policy()
    {
        var teams = Rows("sales_teams.csv")
            .Select(r => (Rep: Slug(r[0]), Name: r[0], Manager: Slug(r[1]), Office: r[2]))
            .ToArray();
        var managers = teams.Select(t => t.Manager).Distinct().ToArray();
        var text = new StringBuilder("timezone: UTC\nreps:\n");
        foreach (var (rep, name, _, office) in teams)
        {
            text.Append(
                CultureInfo.InvariantCulture,
                $"  - {{ id: {rep}, name: \"{name}\", capacity: 300, caps: {{ day: 20 }}, attributes: {{ office: {office} }} }}\n"
            );
        }

        foreach (var manager in managers)
        {
            text.Append(CultureInfo.InvariantCulture, $"  - {{ id: {manager} }}\n");
        }

        text.Append("teams:\n");
        foreach (var team in teams.GroupBy(t => t.Manager))
        {
            text.Append(
                CultureInfo.InvariantCulture,
                $"  team-{team.Key}: {{ manager: {team.Key}, members: [{string.Join(", ", team.Select(t => t.Rep))}] }}\n"
            );
        }

        text.Append("accounts:\n");
        var accounts = Rows("accounts.csv");
        accounts.Length.ShouldBe(85);
        for (var i = 0; i < accounts.Length; i++)
        {
            var owner = i % 4 == 0 ? $", owner: {teams[i % teams.Length].Rep}" : "";
            text.Append(CultureInfo.InvariantCulture, $"  - {{ name: \"{accounts[i][0]}\"{owner} }}\n");
        }

        text.Append("policy:\n  segments: { gtx-pro: 'lead.product in [\"GTXPro\", \"GTX Pro\"]' }\n  pools:\n");
        foreach (var office in teams.GroupBy(t => t.Office))
        {
            var names = office.Select(t => "team-" + t.Manager).Distinct();
            text.Append(
                CultureInfo.InvariantCulture,
                $"    {office.Key.ToLowerInvariant()}: {{ teams: [{string.Join(", ", names)}], split: by_rep }}\n"
            );
        }

        text.Append("  rules:\n");
        foreach (var office in teams.Select(t => t.Office).Distinct())
        {
            text.Append(
                CultureInfo.InvariantCulture,
                $"    - {{ name: {office}, when: 'lead.region == \"{office.ToUpperInvariant()}\"', route: [{{ owner: account, respect: [capacity] }}, {{ pool: {office.ToLowerInvariant()} }}] }}\n"
            );
        }

        return text.ToString();
    }

    private static Opportunity[] Read()
    {
        var offices = Rows("sales_teams.csv").ToDictionary(r => r[0], r => r[2]);
        return
        [
            .. Rows("sales_pipeline.csv")
                .Select(
                    (r, i) =>
                        new Opportunity(
                            i,
                            r[0],
                            r[2],
                            r[3],
                            r[4],
                            Date(r[5]),
                            Date(r[6]),
                            r[7].Length == 0 ? 0 : decimal.Parse(r[7], CultureInfo.InvariantCulture),
                            offices[r[1]]
                        )
                ),
        ];
    }

    private static LocalDate? Date(string text) =>
        text.Length == 0
            ? null
            : LocalDate.FromDateTime(DateTime.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture));

    private static string Slug(string name) => name.ToLowerInvariant().Replace(' ', '-').Replace("'", "");

    private static string[][] Rows(string file) =>
        [.. File.ReadLines(Path.Combine(Data(), file)).Skip(1).Select(l => l.Split(','))];

    private static string Data()
    {
        var root = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(root, "Baton.slnx")))
        {
            root = Path.GetDirectoryName(root)!;
        }

        return Path.Combine(root, "..", "shared", "data", "maven-crm");
    }

    private sealed record Opportunity(
        int Row,
        string Id,
        string Product,
        string Account,
        string Stage,
        LocalDate? Engaged,
        LocalDate? Closed,
        decimal Value,
        string Office
    );
}
