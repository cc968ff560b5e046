using Baton.Engine.Commands;
using Baton.Engine.Conditions;
using Baton.Engine.Events;
using Baton.Engine.Scoring;
using NodaTime;

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

    [Fact]
    public void Packed_leads_find_their_fields_where_these_stand_now()
    {
        var world = new World("{ policy: { fields: { a: string, gone: string, b: string } } }");
        var lead = world.Capture(("company", Value.Of("Orbit")), ("a", Value.Of("1")), ("b", Value.Of("2"))).Number;
        var (head, leads) = world.Engine.Save().Pack();
        var other = head with
        {
            Document = World.Document("{ policy: { fields: { b: string, new: string, a: string } } }"),
        };

        var moved = Workspace.Load(other, leads);

        moved.Lead(lead)!.Fields!.ShouldContain(KeyValuePair.Create("b", Value.Of("2")));
        moved
            .Save()
            .Leads[0]
            .Fields.ShouldBe(world.Engine.Save().Leads[0].Fields.OrderBy(f => moved.Policy!.Schema.SlotOf(f.Key)));
    }

    [Fact]
    public void Leads_that_another_version_packed_are_refused()
    {
        var world = new World(Policy);
        world.Capture(("company", Value.Of("Orbit")));
        var (head, leads) = world.Engine.Save().Pack();
        var other = leads.ToArray();
        other[0]++;

        Should
            .Throw<FormatException>(() => Workspace.Load(head, other))
            .Message.ShouldBe("its leads are packed in the way of another version");
    }

    [Fact]
    public void A_round_of_aging_goes_on_where_it_was()
    {
        var world = new World(
            """
            policy:
              score: { rules: [{ name: hot, when: 'lead.source == "hot"', points: 30, half_life: 1d }] }
            """
        );
        world.Capture(("source", Value.Of("cold")));
        for (var i = 0; i <= ScoreAging.MostAtOnce; i++)
        {
            world.Capture(("source", Value.Of("hot")));
        }

        world.Advance(Duration.FromHours(1));
        world.Journal[^1].Events.OfType<ScoresAged>().Single().After.ShouldNotBeNull();

        world.Packed().NextDue.ShouldBe(world.Engine.NextDue);
        World.Text(world.Packed().Save()).ShouldBe(World.Text(world.Engine.Save()));
    }
}
