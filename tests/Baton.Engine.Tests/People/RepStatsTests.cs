using Baton.Engine.Commands;
using Baton.Engine.Conditions;
using Baton.Engine.Events;
using Baton.Engine.People;
using Baton.Engine.Tests.Workspaces;
using NodaTime;

namespace Baton.Engine.Tests.People;

public sealed class RepStatsTests
{
    private const string Ranked = """
        timezone: America/New_York
        reps: [{ id: ana }, { id: bob }, { id: cleo }]
        teams: { west: { members: [ana, bob] } }
        policy:
          pools: { p: { team: west, method: ranked, rank: 'rep.stats.win_rate_90d' }, q: { members: [cleo] } }
          rules: [{ name: cleo, when: 'lead.source == "cleo"', route: [{ pool: q }] }, { name: all, route: [{ pool: p }] }]
        """;

    [Fact]
    public void A_day_ends_at_midnight_of_the_workspace_and_a_rate_is_shrunk_to_the_team_s()
    {
        var world = new World(Ranked);
        Close(world, "ana", won: true, 300);
        Close(world, "bob", won: false, 0);
        Close(world, "bob", won: false, 0);
        world.MoveTo(Instant.FromUtc(2026, 1, 6, 4, 59, 59));
        Refreshed(world).ShouldBeEmpty();

        world.MoveTo(Instant.FromUtc(2026, 1, 6, 5, 0));

        // The team won 1 of 3 with 300: ana (1 + 20/3) / (1 + 20), bob (20/3) / (2 + 20); 300 and 0 mixed with 20 times 100.
        Stats(world, "ana").ShouldBe(new RepStats(0.3651m, 109.52m, 0, 1, 0));
        Stats(world, "bob").ShouldBe(new RepStats(0.303m, 90.91m, 0, 2, 0));
        Stats(world, "cleo")
            .ShouldBe(new RepStats(0.3333m, 100m, 0, 0, 0), "who is in no team is measured by everybody");
    }

    [Fact]
    public void Before_the_first_refresh_they_are_null_and_after_it_they_rank()
    {
        var world = new World(Ranked);
        Close(world, "ana", won: false, 0);
        Close(world, "bob", won: true, 100);
        world.Engine.RepViews(world.Now).ShouldAllBe(r => r.Stats == null);
        world.Capture().Owner.ShouldBe("ana");

        world.Advance(Duration.FromDays(1));

        world.Capture().Owner.ShouldBe("bob");
        world.Capture().Owner.ShouldBe("bob");
        world.Restart();
        world.Capture().Owner.ShouldBe("bob");
    }

    [Fact]
    public void What_is_older_than_ninety_days_no_longer_counts_and_is_forgotten()
    {
        var world = new World(Ranked);
        Close(world, "ana", won: true, 100);
        world.MoveTo(Instant.FromUtc(2026, 4, 5, 4, 0));
        Stats(world, "ana").WinRate.ShouldBe(1m);
        Stats(world, "ana").Received.ShouldBe(0);

        world.MoveTo(Instant.FromUtc(2026, 4, 6, 4, 0));

        Stats(world, "ana").WinRate.ShouldBeNull();
        Close(world, "ana", won: false, 0);
        world.Engine.Save().Reps[0].Tallies.ShouldHaveSingleItem().Lost.ShouldBe(1);
    }

    [Fact]
    public void The_median_response_is_that_of_the_rep_mixed_with_the_team_s()
    {
        var world = new World(Ranked);
        for (var i = 0; i < 60; i++)
        {
            Answer(world, "ana", Duration.FromMinutes(2));
            Answer(world, "bob", Duration.FromMinutes(8));
        }

        world.MoveTo(Instant.FromUtc(2026, 1, 6, 5, 0));

        Stats(world, "ana").Response.ShouldBe(ResponseBuckets.Middle(ResponseBuckets.Of(120)));
        Stats(world, "bob").Response.ShouldBe(ResponseBuckets.Middle(ResponseBuckets.Of(480)));
    }

    [Fact]
    public void A_bucket_is_off_by_a_sixteenth_at_most()
    {
        for (var seconds = 0L; seconds < 8_000_000; seconds = seconds * 21 / 20 + 1)
        {
            var middle = ResponseBuckets.Middle(ResponseBuckets.Of(seconds));
            Math.Abs(middle - seconds).ShouldBeLessThanOrEqualTo(seconds / 16 + 1);
        }
    }

    [Fact]
    public void Where_no_expression_reads_them_nothing_is_refreshed()
    {
        var world = new World(Ranked.Replace("rep.stats.win_rate_90d", "rep.weight"));
        world.Advance(Duration.FromDays(3));
        world.Journal.SelectMany(r => r.Events).ShouldNotContain(e => e is RepStatsRefreshed);
        world.Engine.NextDue.ShouldBe(Instant.MaxValue);
    }

    private static void Close(World world, string rep, bool won, decimal value)
    {
        var lead = Given(world, rep);
        World.Expect(world.Do(new ContactLead(lead)));
        World.Expect(world.Do(new CloseLead(lead, won, value, null)));
    }

    private static void Answer(World world, string rep, Duration after)
    {
        var lead = Given(world, rep);
        world.Advance(after);
        World.Expect(world.Do(new ContactLead(lead)));
        World.Expect(world.Do(new ContactLead(lead)));
        World.Expect(world.Do(new RejectLead(lead, "other")));
    }

    // Claimed by nobody first, so that only this rep receives it.
    private static long Given(World world, string rep)
    {
        World.Expect(world.Do(new Pause("workspace", "", On: true, null)));
        var lead = world.Capture(("source", Value.Of("web"))).Number;
        World.Expect(world.Do(new AssignLead(lead, rep)));
        World.Expect(world.Do(new Pause("workspace", "", On: false, null)));
        return lead;
    }

    private static RepStats Stats(World world, string rep) =>
        world.Engine.RepViews(world.Now).Single(r => r.Id == rep).Stats.ShouldNotBeNull();

    private static IEnumerable<Event> Refreshed(World world) =>
        world.Journal.SelectMany(r => r.Events).Where(e => e is RepStatsRefreshed);
}
