using Baton.Engine.Commands;

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

    private static void Change(World world, string patch) =>
        World.Expect(world.Do(new ChangeRep(World.Document(patch))));
}
