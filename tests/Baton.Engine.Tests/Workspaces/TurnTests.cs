using Baton.Engine.Commands;
using Baton.Engine.Conditions;
using Baton.Engine.Policies.Config;
using Baton.Engine.Turns;
using NodaTime;

namespace Baton.Engine.Tests.Workspaces;

/// <summary>What a rep is told of his own turn.</summary>
public sealed class TurnTests
{
    private const string Three = """
        reps: [{ id: ana, caps: { day: 2 }, capacity: 3 }, { id: bob }, { id: cy }]
        policy:
          pools:
            p: { members: [ana, bob, cy] }
            open: { members: [ana, bob], presence: ignored }
          queues:
            pick: { members: [ana], mode: cherry_pick, claims: { hour: 1 } }
            dark: { members: [ana], mode: blind }
          rules:
            - { name: dark, when: 'lead.source == "dark"', route: [{ queue: dark }] }
            - { name: pick, when: 'lead.source == "pick"', route: [{ queue: pick }] }
            - { name: all, route: [{ pool: p }] }
        """;

    private const string Promised = """
        reps: [{ id: ana }, { id: bob }]
        policy:
          pools:
            p: { members: [ana] }
            asked: { members: [ana, bob], offer: { timeout: 10m }, fairness: { expire: refund } }
          rules:
            - { name: asked, when: 'lead.source == "ask"', route: [{ pool: asked }] }
            - name: all
              guidance: Call first.
              route: [{ pool: p }]
              sla: { respond: { within: 1h, breach: escalate }, follow_up: { every: 2d, until: 3 } }
        """;

    [Fact]
    public void His_place_comes_nearer_with_every_lead_that_others_get()
    {
        var world = new World(Three);
        var before = Pool(world, "cy").LeadsBefore;

        world.Capture();

        before.ShouldBe(2);
        Pool(world, "cy").LeadsBefore.ShouldBe(1);
        (Pool(world, "ana").LeadsBefore, Pool(world, "ana").Balance).ShouldBe((2, -0.666666666m));
    }

    [Fact]
    public void Whoever_is_barred_has_no_place_but_the_gate_and_its_figures()
    {
        var world = new World(Three);
        Repeat(6, () => world.Capture());

        var pool = Pool(world, "ana");

        pool.Barred.ShouldBe(new Bar("cap_day", 2, 2));
        pool.LeadsBefore.ShouldBeNull();
        Turns(world, "ana")
            .Caps.Single()
            .ShouldSatisfyAllConditions(
                c => (c.Used, c.Limit).ShouldBe((2, 2)),
                c => c.LessAt.ShouldBe(Instant.FromUtc(2026, 1, 6, 0, 0))
            );
    }

    [Fact]
    public void How_long_it_takes_is_said_from_three_leads_an_hour_on()
    {
        var world = new World(Three);
        Repeat(2, () => world.Capture());
        var few = Pool(world, "cy").LikelyMinutes;
        world.Capture();

        few.ShouldBeNull();
        (Pool(world, "bob").LeadsBefore, Pool(world, "bob").LikelyMinutes).ShouldBe((1, 40));
        world.Advance(Duration.FromHours(1));
        Pool(world, "bob").LikelyMinutes.ShouldBeNull();
    }

    [Theory]
    [InlineData("calendar: office", "outside_hours", "2026-01-12T09:00:00Z")]
    [InlineData("calendar: shut", "outside_hours", null)]
    [InlineData("absences: [{ from: 2026-01-09, to: 2026-01-13 }]", "absent", "2026-01-14T00:00:00Z")]
    [InlineData("caps: { hour: 1, day: 1 }", "cap_hour", "2026-01-10T00:00:00Z")]
    [InlineData("caps: { hour: 1 }", "cap_hour", "2026-01-09T19:00:00Z")]
    [InlineData("weight: 0", "weight_zero", null)]
    [InlineData("capacity: 1", "capacity_full", null)]
    public void Where_time_alone_lifts_the_gate_it_is_told_when(string ana, string code, string? until)
    {
        var world = new World(
            $$"""
            calendars:
              office: { hours: { mon-fri: 09:00-17:00 }, holidays: [2026-01-11] }
              shut: { hours: {} }
            reps: [{ id: ana, {{ana}} }]
            policy:
              pools: { p: { members: [ana] } }
              rules: [{ name: all, route: [{ pool: p }] }]
            """
        );
        world.Advance(Instant.FromUtc(2026, 1, 9, 18, 0) - world.Now);
        world.Capture();

        var pool = Pool(world, "ana");

        pool.Barred!.Code.ShouldBe(code);
        pool.BarredUntil?.ToString().ShouldBe(until);
    }

    [Fact]
    public void Who_goes_out_for_a_while_is_barred_until_he_is_back()
    {
        var world = new World(Three);
        var back = world.Now + Duration.FromMinutes(30);

        World.Expect(world.Do(new ChangeRep(World.Document($"{{ id: ana, status: away, status_until: {back} }}"))));

        (Pool(world, "ana").Barred!.Code, Pool(world, "ana").BarredUntil).ShouldBe(("away", back));
        Turns(world, "ana").Pools.Single(p => p.Pool == "open").BarredUntil.ShouldBeNull();
    }

    [Fact]
    public void A_paused_pool_says_so()
    {
        var world = new World(Three);

        World.Expect(world.Do(new Pause("pool", "p", true, null)));

        Pool(world, "ana").Paused.ShouldBeTrue();
        Turns(world, "ana").Pools.Single(p => p.Pool == "open").Paused.ShouldBeFalse();
    }

    [Fact]
    public void Of_a_blind_queue_he_is_told_the_ages_and_of_another_the_number_and_his_claims()
    {
        var world = new World(Three);
        Repeat(2, () => world.Capture(("source", Value.Of("pick"))));
        world.Capture(("source", Value.Of("dark")), ("company", Value.Of("Hush")));
        World.Expect(world.Do(new ClaimNext("pick", "ana")));

        var (dark, pick) = (Turns(world, "ana").Queues[0], Turns(world, "ana").Queues[1]);

        (dark.Waiting, dark.Blind.Single()).ShouldBe((1, new BlindView(world.Now, null)));
        (pick.Waiting, pick.Blind.Length, pick.OpenClaims).ShouldBe((1, 0, 1));
        pick.Barred.ShouldBe(new Bar("claims_limit", 1, 1));
    }

    [Fact]
    public void Work_goes_from_the_first_contact_to_the_next_one_and_a_missed_clock_stays_to_be_seen()
    {
        var world = new World(Promised);
        var lead = world.Capture().Number;
        var due = world.Now + Duration.FromHours(1);
        var fresh = Turns(world, "ana").Work.Single();
        world.Advance(Duration.FromHours(3));
        var late = Turns(world, "ana").Work.Single();
        world.Restart(fromSnapshot: true);
        var restarted = Turns(world, "ana").Work.Single();
        World.Expect(world.Do(new ContactLead(lead)));

        (fresh.Next, fresh.Sla, fresh.DueAt, fresh.Overdue).ShouldBe(("first_contact", "respond", due, false));
        (fresh.OnBreach, fresh.Guidance).ShouldBe(("escalate", "Call first."));
        (late.DueAt, late.Overdue, late.OnBreach).ShouldBe((due, true, null));
        restarted.ShouldBe(late);
        var next = Turns(world, "ana").Work.Single();
        (next.Next, next.Sla, next.DueAt).ShouldBe(("follow_up", "follow_up", world.Now + Duration.FromDays(2)));
    }

    [Fact]
    public void Going_out_is_played_before_it_is_done_and_changes_nothing()
    {
        var world = new World(Three);
        var before = World.Text(world.Engine.Save());

        var effect = world.Engine.EffectOf("ana", RepStatus.Away, null, world.Now)!;

        var (p, open) = (effect.Pools[0], effect.Pools[1]);
        (p.BarredBefore, p.BarredAfter).ShouldBe((null, new Bar("away", null, null)));
        (p.NextBefore[0], p.NextAfter[0]).ShouldBe(("ana", "bob"));
        (open.IgnoresPresence, open.BarredAfter, open.NextAfter[0]).ShouldBe((true, null, "ana"));
        World.Text(world.Engine.Save()).ShouldBe(before);
        Do(world, "{ id: ana, status: away }");
        world.Capture().Owner.ShouldBe(p.NextAfter[0]);
    }

    [Fact]
    public void Going_out_tells_what_lapses_and_what_falls_due_meanwhile()
    {
        var world = new World(Promised);
        var owned = world.Capture().Number;
        var asked = world.Capture(("source", Value.Of("ask"))).Number;
        var (now, hour) = (world.Now, Duration.FromHours(1));

        var effect = world.Engine.EffectOf("ana", RepStatus.Away, now + (hour * 2), now)!;
        var shortly = world.Engine.EffectOf("ana", RepStatus.Away, now + hour, now)!;

        effect.Offers.Single().ShouldBe(new OfferEffect(asked, now + Duration.FromMinutes(10), "refund"));
        effect.Due.Single().ShouldBe(new DueEffect(owned, "respond", now + hour, "escalate"));
        (effect.Owned, shortly.DueCount).ShouldBe((1, 0));
    }

    [Fact]
    public void The_next_turns_end_where_a_cap_of_the_pool_or_of_its_members_does()
    {
        var pool = new World(Capped("caps: { day: 3 }"));
        var members = new World(Capped("member_caps: { day: 1 }"));
        var ahead = new World(Capped("fairness: { max_ahead: 1 }"));
        Do(ahead, "{ id: bob, status: away }");

        pool.Engine.NextTurns("p", 10, pool.Now).ShouldBe(["ana", "bob", "ana"]);
        members.Engine.NextTurns("p", 10, members.Now).ShouldBe(["ana", "bob"]);
        ahead.Engine.NextTurns("p", 10, ahead.Now).ShouldBe(["ana", "ana"]);
    }

    [Fact]
    public void The_caps_of_a_member_are_counted_over_all_the_teams_of_a_split_pool()
    {
        var world = new World(
            """
            reps: [{ id: ana }, { id: bob }]
            teams: { west: { members: [ana] }, east: { members: [bob, ana] } }
            policy:
              pools: { p: { teams: [west, east], split: by_team, member_caps: { day: 2 } } }
              rules: [{ name: all, route: [{ pool: p }] }]
            """
        );
        world.Capture();
        world.Capture();
        world.Capture();

        var turns = Turns(world, "ana").Pools;

        turns.Select(t => (t.Pool, t.Caps.Single().Used)).ShouldBe([("p/west", 2), ("p/east", 2)]);
        turns.ShouldAllBe(t => t.Barred!.Code == "cap_day");
    }

    [Fact]
    public void A_snapshot_from_before_a_split_pool_counted_for_its_members_is_read()
    {
        var world = new World(
            """
            reps: [{ id: ana }]
            policy:
              pools: { p: { members: [ana] }, all: { pools: [p], member_caps: { day: 1 } } }
              rules: [{ name: all, route: [{ pool: all }] }]
            """
        );
        world.Capture();
        var snapshot = world.Engine.Save();
        var older = snapshot with { Ledgers = [.. snapshot.Ledgers.Select(l => l with { Inflows = default })] };

        Workspace.Load(snapshot).NextTurns("all", 1, world.Now).ShouldBe([]);
        Workspace.Load(older).NextTurns("all", 2, world.Now).ShouldBe(["ana"]);
    }

    [Fact]
    public void Looking_does_not_miss_the_hour_at_which_somebody_comes_in()
    {
        var world = new World(
            """
            calendars: { day: { timezone: UTC, hours: { mon-sun: "10:00-17:00" } } }
            reps: [{ id: ana, calendar: day }]
            policy: { pools: { p: { members: [ana] } }, rules: [{ name: all, route: [{ pool: p }] }] }
            """
        );
        var lead = world.Capture().Number;
        var opening = Instant.FromUtc(2026, 1, 5, 10, 0);

        world.Engine.TurnsOf("ana", opening + Duration.FromSeconds(1));
        world.Engine.NextTurns("p", 1, opening + Duration.FromSeconds(1));
        world.MoveTo(opening + Duration.FromSeconds(2));

        world.Rows[lead].Owner.ShouldBe("ana");
    }

    private static string Capped(string what) =>
        $$"""
            reps: [{ id: ana }, { id: bob }]
            policy:
              pools: { p: { members: [ana, bob], {{what}} } }
              rules: [{ name: all, route: [{ pool: p }] }]
            """;

    private static TurnView Turns(World world, string rep) => world.Engine.TurnsOf(rep, world.Now)!;

    private static PoolTurn Pool(World world, string rep) => Turns(world, rep).Pools.Single(p => p.Pool == "p");

    private static void Repeat(int times, Action act)
    {
        for (var i = 0; i < times; i++)
        {
            act();
        }
    }

    private static void Do(World world, string patch) => World.Expect(world.Do(new ChangeRep(World.Document(patch))));
}
