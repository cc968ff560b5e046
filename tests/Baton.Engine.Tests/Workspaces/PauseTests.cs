using Baton.Engine.Commands;
using Baton.Engine.Conditions;
using Baton.Engine.Routing;

namespace Baton.Engine.Tests.Workspaces;

public sealed class PauseTests
{
    [Theory]
    [InlineData(PauseKinds.Workspace, "")]
    [InlineData(PauseKinds.Pool, "p")]
    [InlineData(PauseKinds.Rule, "all")]
    [InlineData(PauseKinds.Source, "web")]
    public void What_is_paused_lets_its_leads_wait_and_gives_them_out_when_resumed(string kind, string id)
    {
        var world = new World(
            """
            reps: [{ id: ana }, { id: bob }]
            policy:
              pools: { p: { members: [ana] }, q: { members: [bob] } }
              rules: [{ name: all, route: [{ pool: p }, { pool: q }] }]
            """
        );
        World.Expect(world.Do(new Pause(kind, id, On: true, "audit") { By = "mo" }));

        var lead = world.Capture(("source", Value.Of("web")));

        (lead.Status, lead.Reason, lead.Owner).ShouldBe(("waiting", "paused", null));
        world.Restart(fromSnapshot: true);
        World.Expect(world.Do(new Pause(kind, id, On: false, null)));
        world.Rows[lead.Number].Owner.ShouldBe("ana");
    }

    [Fact]
    public void Only_what_exists_can_be_paused()
    {
        var world = new World("{ reps: [{ id: ana }], policy: { pools: { west: { members: [ana] } } } }");

        world
            .Do(new Pause("pool", "wst", On: true, null))
            .Refusal!.ToString()
            .ShouldBe("unknown_pool: there is no pool 'wst'; did you mean 'west'?");
    }
}
