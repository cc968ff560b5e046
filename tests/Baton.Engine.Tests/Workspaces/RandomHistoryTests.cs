using Baton.Engine.Commands;
using Baton.Engine.Conditions;
using Baton.Engine.Events;
using Baton.Engine.Policies;
using NodaTime;

namespace Baton.Engine.Tests.Workspaces;

/// <summary>
/// Long random histories over a policy that uses nearly everything. After every stretch: the journal replayed equals the
/// live state, a snapshot read back equals it too and goes on alike, ledgers sum to zero, stocks agree with the leads. In
/// the end: the lines of every ledger rebuild its balances.
/// </summary>
public sealed partial class RandomHistoryTests
{
    private const string Policy = """
        timezone: Europe/Paris
        calendars:
          day: { timezone: Europe/Paris, hours: { mon-fri: "09:00-17:00" } }
          night: { timezone: America/New_York, hours: { mon-sun: "17:00-03:00" } }
        reps:
          - { id: ana, weight: 3, capacity: 12, calendar: day, skills: { fr: 3 }, territories: [fr], attributes: { rank: 4 } }
          - { id: bob, capacity: 8, caps: { hour: 4, day: 9 }, skills: { fr: 1 }, attributes: { rank: 2 } }
          - { id: cleo, weight: 2, calendar: night, attributes: { rank: 9 } }
          - { id: dan, status: away, capacity: 6, skills: { fr: 5 } }
          - { id: eva, absences: [{ from: 2026-01-06, to: 2026-01-07 }], territories: [fr] }
          - { id: mo }
        teams:
          west: { manager: mo, members: [ana, bob, cleo] }
          east: { manager: mo, members: [dan, eva] }
          french: { members: { where: 'rep.skills.fr >= 3' } }
        territories:
          fr: { when: 'lead.country == "FR"' }
          de: { when: 'lead.country == "DE"' }
        accounts: [{ name: Orbit, domain: orbit.test, owner: ana }]
        policy:
          screen: { reject: ['lead.company == "junk"'], duplicates: { match: [email], within: 2d, action: merge } }
          score: { rules: [{ name: big, when: 'lead.employees > 500', points: 30, half_life: 1d }, { name: demo, when: 'lead.source == "demo"', points: 20 }, { name: opened, activity: email_opened, points: 4, half_life: 6h, at_most: 10 }, { name: bounced, when: 'lead.country != "DE"', activity: bounced, points: -15, half_life: 3h }, { name: called, activity: call, points: 3 }], grades: { A: 40, B: 20 } }
          qualify: { when: 'lead.score > -10 || lead.activities.call >= 2', nurture: { track: news, revisit: 1d, give_up: 3d } }
          pools:
            west: { team: west, weights: rep, fairness: { decline: refund, manual: charge, owner: charge } }
            east: { team: east, method: least_loaded, fairness: { absence: owe, owe_max: 3, owe_for: 3d } }
            french: { team: french, fairness: { expire: refund }, prefer: ['rep.territories.exists(t, t == lead.territory)'], offer: { timeout: 20m, attempts: 2 }, member_caps: { day: 6 } }
            top: { members: [ana, bob, cleo, dan], method: ranked, rank: 'rep.attributes.rank', caps: { day: 15 }, fairness: { unit: effort } }
            both: { teams: [west, east], split: by_team, weights: { west: 2, east: 1 }, member_caps: { day: 9 } }
            nested: { pools: [west, french], member_caps: { hour: 3 } }
            ahead: { team: west, weights: '1 + rep.stats.received_30d', prefer: ['rep.stats.win_rate_90d > 0.4', 'rep.stats.response_p50_90d < 3600'], fairness: { max_ahead: 3, reset: weekly } }
          queues:
            tank: { team: west, mode: cherry_pick, claims: { hour: 3, open: 4 }, expires: 3h }
            rush: { team: east, mode: shotgun, stagger: 10m }
            desk: { manager: mo, mode: manual }
          rules:
            - { name: account, when: 'account.owner != null', route: [{ owner: account, respect: [capacity] }, { pool: west }] }
            - { name: french, when: 'lead.country == "FR"', route: [{ owner: last }, { pool: french, wait: 30m }, { queue: tank }], sla: { respond: { within: 2h, warn: 50%, breach: reassign } } }
            - { name: big, when: 'lead.employees > 900', effort: 3, priority: 5, route: [{ pool: top }, { pool: both }], sla: { respond: { within: 1h, clock: wall, breach: escalate } } }
            - { name: demo, when: 'lead.source == "demo"', route: [{ queue: rush }, { pool: nested }] }
            - { name: desk, when: 'lead.source == "desk"', route: [{ queue: desk }] }
            - { name: ahead, when: 'lead.source == "ahead"', route: [{ pool: ahead }] }
            - { name: split, when: 'lead.source == "split"', route: [{ split: { a: { pool: west, share: 50 }, b: { pool: both, share: 50 } }, experiment: x }] }
            - { name: rest, when: 'lead.country != "XX"', route: [{ pool: both }, { queue: tank }, { pool: east }] }
        """;

    private static readonly string[] s_reps = ["ana", "bob", "cleo", "dan", "eva"];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(7)]
    [InlineData(8)]
    public void Whatever_happens_replay_snapshot_and_live_state_are_one(int seed)
    {
        var world = new World(Policy);
        var random = new Random(seed);
        for (var step = 0; step < 400; step++)
        {
            Act(world, random, step);
            CheckStocks(world);
            if (step % 40 == 39)
            {
                var live = World.Text(world.Engine.Save());
                Plain.Difference(World.Text(world.Replayed().Save()), live).ShouldBeNull();
                Plain.Difference(World.Text(Workspace.Load(world.Engine.Save()).Save()), live).ShouldBeNull();
                Plain.Difference(World.Text(world.Packed().Save()), live).ShouldBeNull();
                world.Restart(fromSnapshot: step % 80 == 79);
            }
        }

        CheckLines(world);
        world.Journal.SelectMany(r => r.Events).OfType<ScoresAged>().ShouldContain(e => !e.Scores.IsEmpty);
        world
            .Journal.SelectMany(r => r.Events)
            .OfType<RepStatsRefreshed>()
            .SelectMany(e => e.Stats)
            .ShouldContain(s => s.Stats.WinRate != null || s.Stats.Response != null);
        world
            .Journal.SelectMany(r => r.Events)
            .OfType<LeadEvent>()
            .Select(e => e.GetType())
            .Distinct()
            .Count()
            .ShouldBeGreaterThan(18);
    }

    private static void Act(World world, Random random, int step)
    {
        var lead = world.Rows.Count == 0 ? 1 : world.Rows.Keys.ElementAt(random.Next(world.Rows.Count));
        var rep = s_reps[random.Next(s_reps.Length)];
        switch (random.Next(23))
        {
            case < 8:
                Capture(world, random, step);
                break;
            case 8 or 9:
                world.Advance(Duration.FromMinutes(random.Next(1, 200)));
                break;
            case 10:
                world.Do(new AcceptOffer(lead, OfferedTo(world, lead) ?? rep));
                break;
            case 11:
                world.Do(new DeclineOffer(lead, OfferedTo(world, lead) ?? rep, "busy"));
                break;
            case 12:
                world.Do(random.Next(2) == 0 ? new ClaimLead(lead, rep) : new ClaimNext("tank", rep));
                break;
            case 13:
                world.Do(new AssignLead(lead, rep) { By = "mo" });
                break;
            case 14:
                world.Do(random.Next(2) == 0 ? new ReleaseLead(lead, "wrong") : new RejectLead(lead, "fake"));
                break;
            case 15:
                world.Do(new CloseLead(lead, random.Next(2) == 0, 100, null));
                break;
            case 16:
                world.Do(new ContactLead(lead));
                break;
            case 17:
                world.Do(new UpdateLead(lead, [new("employees", Value.Of((long)random.Next(2000)))]));
                break;
            case 18 or 19 or 20:
                Behave(world, random, lead);
                break;
            case 21:
                world.Do(new ChangeRep(World.Document(RepChange(random, rep))));
                break;
            default:
                Administer(world, random, rep);
                break;
        }
    }

    private static void Capture(World world, Random random, int step)
    {
        string[] countries = ["FR", "DE", "US", "XX"];
        string[] sources = ["web", "demo", "desk", "ahead", "split"];
        string[] domains = ["orbit.test", "one.test", "two.test"];
        world.Capture(
            ("id", Value.Of($"L{step}")),
            ("email", Value.Of($"p{random.Next(60)}@{domains[random.Next(3)]}")),
            ("country", Value.Of(countries[random.Next(4)])),
            ("source", Value.Of(sources[random.Next(5)])),
            ("company", Value.Of(random.Next(30) == 0 ? "junk" : "Good")),
            (
                "message",
                Value.Of(
                    step % 3 == 0
                        ? $"Gr\u00fc\u00dfe {step}"
                        : $"\u0141\u00f3d\u017a \ud83d\ude97{new string('\u017c', step * 20)}"
                )
            ),
            ("employees", Value.Of((long)random.Next(1500)))
        );
    }

    private static void Behave(World world, Random random, long lead)
    {
        string[] types = ["email_opened", "email_opened", "bounced", "call", "page_view"];
        world.Do(
            new RecordActivity(
                lead,
                types[random.Next(types.Length)],
                random.Next(2) == 0 ? null : world.Now - Duration.FromMinutes(random.Next(-10, 900)),
                random.Next(3) == 0 ? Value.Of("ann@acme.test") : Value.Null
            )
        );
    }

    private static string RepChange(Random random, string rep) =>
        random.Next(6) switch
        {
            0 => $"{{ id: {rep}, status: away }}",
            1 or 2 => $"{{ id: {rep}, status: available }}",
            3 => $"{{ id: {rep}, active: {(random.Next(3) == 0 ? "false" : "true")} }}",
            4 => $"{{ id: {rep}, capacity: {random.Next(3, 20)} }}",
            _ => $"{{ id: {rep}, weight: {random.Next(0, 5)} }}",
        };

    private static void Administer(World world, Random random, string rep)
    {
        switch (random.Next(4))
        {
            case 0:
                world.Do(new ChangeTeam("west", [rep], []));
                break;
            case 1:
                world.Do(new ChangeTeam("west", [], [rep]));
                break;
            case 2:
                world.Do(new SetLedger("west", [new("mo", 1)]));
                break;
            default:
                world.Do(
                    new PublishPolicy(
                        World.Document("pools: { west: { weights: " + (random.Next(2) == 0 ? "equal" : "rep") + " } }")
                    )
                );
                break;
        }
    }

    private static string? OfferedTo(World world, long lead) =>
        world.Engine.Lead(lead) is { OfferedTo: { IsEmpty: false } to } ? to[0] : null;

    private static void CheckStocks(World world)
    {
        var snapshot = world.Engine.Save();
        foreach (var ledger in snapshot.Ledgers)
        {
            ledger.Members.Sum(m => m.Balance).ShouldBe(0, ledger.Id);
        }

        foreach (var rep in snapshot.Reps)
        {
            var held = snapshot
                .Leads.Where(l => l.Owner == rep.Id || l.Offers.Any(o => o.Rep == rep.Id))
                .Select(l => l.Number);
            world.Engine.OpenOf(rep.Id).ShouldBe(held.Sum(n => world.Engine.Lead(n)!.Effort), rep.Id);
        }

        foreach (var lead in snapshot.Leads)
        {
            (lead.Status is "Assigned" or "Working").ShouldBe(lead.Owner is not null);
            (lead.Status == "Offered").ShouldBe(!lead.Offers.IsEmpty);
            (lead.Status == "Queued").ShouldBe(lead.Queue is not null && lead.Owner is null && lead.Offers.IsEmpty);
        }
    }
}
