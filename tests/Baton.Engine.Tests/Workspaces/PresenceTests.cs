using Baton.Engine.Commands;
using NodaTime;

namespace Baton.Engine.Tests.Workspaces;

/// <summary>Presence moves by itself; a workspace file only says where it starts.</summary>
public sealed class PresenceTests
{
    private const string Policy = """
        reps: [{ id: ana }, { id: bob }]
        policy:
          pools: { p: { members: [ana, bob] } }
          rules: [{ name: all, route: [{ pool: p }] }]
        """;

    [Fact]
    public void A_published_file_leaves_a_rep_away()
    {
        var world = new World(Policy);
        Change(world, "{ id: ana, status: away }");

        World.Expect(world.Do(new PublishWorkspace(World.Document(Policy))));

        world.Capture().Owner.ShouldBe("bob");
    }

    [Fact]
    public void Another_change_of_a_rep_who_is_away_leaves_him_away_after_a_published_file()
    {
        var world = new World(Policy);
        Change(world, "{ id: ana, status: away, absences: [{ from: 2026-03-01, to: 2026-03-02 }] }");
        World.Expect(world.Do(new PublishWorkspace(World.Document(Policy))));

        Change(world, "{ id: ana, weight: 5 }");

        world.Capture().Owner.ShouldBe("bob");
        var ana = world.Engine.Save().Reps.Single(r => r.Id == "ana");
        (ana.Status, ana.Absences.Length).ShouldBe(("away", 1));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Who_is_away_until_an_instant_is_back_at_it_by_himself(bool fromSnapshot)
    {
        var world = new World(Policy);
        Change(world, "{ id: ana, status: away, status_until: 2026-01-05T09:30:00Z, status_reason: meeting }");
        Change(world, "{ id: bob, status: offline }");
        var lead = world.Capture().Number;
        Change(world, "{ id: ana, weight: 3 }");
        world.Restart(fromSnapshot);
        var away = world.Engine.RepViews(world.Now)[0];

        world.Advance(Duration.FromMinutes(29));
        var early = world.Rows[lead].Owner;
        world.Advance(Duration.FromMinutes(1));

        (away.StatusUntil, away.StatusReason).ShouldBe((Instant.FromUtc(2026, 1, 5, 9, 30), "meeting"));
        (early, world.Rows[lead].Owner).ShouldBe((null, "ana"));
        var back = world.Engine.RepViews(world.Now)[0];
        (back.Status, back.StatusUntil, back.StatusReason).ShouldBe(("available", null, null));
        World.Text(world.Replayed().Save()).ShouldBe(World.Text(world.Engine.Save()));
    }

    [Fact]
    public void Another_word_forgets_the_end_of_the_one_before()
    {
        var world = new World(Policy);
        Change(world, "{ id: ana, status: away, status_until: 2026-01-05T09:30:00Z, status_reason: meeting }");

        Change(world, "{ id: ana, status: offline }");
        world.Advance(Duration.FromHours(1));

        var ana = world.Engine.RepViews(world.Now)[0];
        (ana.Status, ana.StatusUntil, ana.StatusReason).ShouldBe(("offline", null, null));
    }

    [Fact]
    public void A_published_file_leaves_who_is_away_until_an_instant_as_he_is()
    {
        var world = new World(Policy);
        Change(world, "{ id: ana, status: away, status_until: 2026-01-05T09:30:00Z }");

        World.Expect(world.Do(new PublishWorkspace(World.Document(Policy))));
        world.Advance(Duration.FromMinutes(30));

        world.Engine.RepViews(world.Now)[0].Status.ShouldBe("available");
    }

    private static void Change(World world, string patch) =>
        World.Expect(world.Do(new ChangeRep(World.Document(patch))));
}
