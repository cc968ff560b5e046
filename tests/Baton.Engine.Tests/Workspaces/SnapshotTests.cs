using Baton.Engine.Commands;
using Baton.Engine.Conditions;

namespace Baton.Engine.Tests.Workspaces;

public sealed class SnapshotTests
{
    private const string Policy = """
        reps: [{ id: ana }]
        policy:
          pools: { p: { members: [ana] } }
          rules: [{ name: all, route: [{ pool: p }] }]
        """;

    [Fact]
    public void It_stays_as_it_was_taken_however_late_it_is_read()
    {
        var world = new World(Policy);
        var lead = world.Capture(("company", Value.Of("Orbit"))).Number;
        var taken = world.Engine.Save();
        var read = World.Text(world.Engine.Save());

        World.Expect(
            world.Do(new UpdateLead(lead, [new("company", Value.Of("Kite")), new("city", Value.Of("Porto"))]))
        );

        World.Text(taken).ShouldBe(read);
        World.Text(world.Engine.Save()).ShouldNotBe(read);
    }
}
