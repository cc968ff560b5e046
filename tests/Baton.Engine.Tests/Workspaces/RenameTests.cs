using Baton.Engine.Commands;
using Baton.Engine.Conditions;
using Baton.Engine.Policies;
using NodaTime;

namespace Baton.Engine.Tests.Workspaces;

public sealed class RenameTests
{
    private const string Before = """
        reps: [{ id: ana, caps: { day: 3 } }, { id: bob }]
        policy:
          pools:
            west: { members: [ana, bob], weights: equal, offer: { timeout: 10m } }
            in: { members: [ana, bob], weights: equal }
            all: { pools: [in, small] }
            small: { members: [bob] }
          queues: { tank: { members: [ana, bob], mode: cherry_pick, claims: { open: 1 } } }
          rules:
            - { name: offered, when: 'lead.source == "offer"', route: [{ pool: west }] }
            - { name: queued, when: 'lead.source == "queue"', route: [{ queue: tank }] }
            - { name: sticky, when: 'lead.source == "back"', route: [{ owner: last }, { queue: tank }] }
            - { name: all, route: [{ pool: all }] }
        """;

    private static readonly string After = Before
        .Replace("id: ana,", "id: anna, was: ana,", StringComparison.Ordinal)
        .Replace("[ana, bob]", "[anna, bob]", StringComparison.Ordinal)
        .Replace("west: { members", "wild: { was: west, members", StringComparison.Ordinal)
        .Replace("in: { members", "inner: { was: in, members", StringComparison.Ordinal)
        .Replace("[in, small]", "[inner, small]", StringComparison.Ordinal)
        .Replace("all: { pools", "every: { was: all, pools", StringComparison.Ordinal)
        .Replace("tank: { members", "pond: { was: tank, members", StringComparison.Ordinal)
        .Replace("pool: west", "pool: wild", StringComparison.Ordinal)
        .Replace("pool: all", "pool: every", StringComparison.Ordinal)
        .Replace("queue: tank", "queue: pond", StringComparison.Ordinal);

    [Fact]
    public void A_rep_a_pool_and_a_queue_go_on_under_other_names_with_their_history()
    {
        var world = Played();
        var before = world.Engine.Balances("in")!.Values.ToArray();
        var outer = world.Engine.Balances("all")!.Values.ToArray();

        World.Expect(world.Do(new PublishWorkspace(World.Document(After))));

        world.Engine.Balances("inner")!.Values.ShouldBe(before);
        world.Engine.Balances("inner")!.Keys.ShouldBe(["anna", "bob"]);
        world.Engine.Balances("every")!.Values.ShouldBe(outer);
        world.Engine.Balances("every")!.Keys.ShouldBe(["inner", "small"]);
        world.Engine.Balances("in").ShouldBeNull();
        world.Engine.OpenOf("anna").ShouldBe(3);
        world.Engine.Lead(1)!.Owner.ShouldBe("anna");
        world.Engine.Lead(2)!.OfferedTo.ShouldBe(["anna"]);
        world.Engine.Lead(2)!.Pool.ShouldBe("wild");
        world.Engine.Lead(3)!.Queue.ShouldBe("pond");
        World.Expect(world.Do(new AcceptOffer(2, "anna")));
        world
            .Do(new ClaimLead(3, "anna"))
            .Refusal!.ToString()
            .ShouldBe("claims_limit: anna holds 1 of 1 open claims of 'pond'");
        ShouldStand(world);
    }

    [Fact]
    public void A_charge_made_under_the_old_name_is_reversed_under_the_new()
    {
        var world = new World(Before);
        world.Capture();
        World.Expect(world.Do(new PublishWorkspace(World.Document(After))));

        World.Expect(world.Do(new RejectLead(1, "other")));

        world.Engine.Balances("inner")!.Values.ShouldAllBe(b => b == 0);
        world.Engine.Balances("every")!.Values.ShouldAllBe(b => b == 0);
        ShouldStand(world);
    }

    [Fact]
    public void A_lead_under_an_earlier_version_finds_the_pool_by_its_old_name()
    {
        var world = new World(Before);
        world.Capture(("source", Value.Of("offer")));
        World.Expect(world.Do(new PublishWorkspace(World.Document(After))));

        World.Expect(world.Do(new DeclineOffer(1, "anna", "other")));

        world.Engine.Lead(1)!.OfferedTo.ShouldBe(["bob"]);
        ShouldStand(world);
    }

    [Fact]
    public void The_last_owner_is_found_under_his_new_name()
    {
        var world = new World(Before);
        world.Capture(("source", Value.Of("queue")), ("email", Value.Of("kim@one.test")));
        World.Expect(world.Do(new ClaimLead(1, "ana")));
        World.Expect(world.Do(new PublishWorkspace(World.Document(After))));

        world.Capture(("source", Value.Of("back")), ("email", Value.Of("kim@one.test"))).Owner.ShouldBe("anna");
    }

    [Fact]
    public void Publishing_the_same_file_again_renames_nothing()
    {
        var world = Played();
        World.Expect(world.Do(new PublishWorkspace(World.Document(After))));
        var first = World.Text(world.Engine.Save() with { Version = 0 });

        World.Expect(world.Do(new PublishWorkspace(World.Document(After))));

        world.Journal[^1].Events.OfType<Events.PolicyPublished>().Single().Renames.ShouldBeEmpty();
        world.Engine.OpenOf("anna").ShouldBe(3);
        first.ShouldContain("anna");
    }

    [Theory]
    [InlineData(
        "[{ id: anna, was: ana }, { id: ana }]",
        "the rep 'ana' is still in the file, so it has not become 'anna'"
    )]
    [InlineData("[{ id: anna, was: ana }, { id: ann, was: ana }]", "the rep 'ana' can become one rep only")]
    [InlineData(
        "[{ id: bob, was: ana }]",
        "the rep 'bob' is here already beside 'ana': two histories do not become one; leave 'was' out"
    )]
    public void A_name_that_cannot_pass_on_is_a_fault(string reps, string words)
    {
        var world = new World("{ reps: [{ id: ana }, { id: bob }], policy: { rules: [] } }");

        var outcome = world.Do(new PublishWorkspace(World.Document($"{{ reps: {reps}, policy: {{ rules: [] }} }}")));

        outcome.Refusal!.Faults.Single().Message.ShouldBe(words);
    }

    [Fact]
    public void A_name_that_cannot_pass_on_is_told_with_all_other_faults()
    {
        var world = new World("{ reps: [{ id: ana }, { id: bob }], policy: { rules: [] } }");

        var outcome = world.Do(
            new PublishWorkspace(
                World.Document("{ reps: [{ id: bob, was: ana, wieght: 2 }], teams: { t: { members: [x] } } }")
            )
        );

        outcome
            .Refusal!.Faults.Select(f => (f.Path, f.Code))
            .ShouldBe([("reps[0]", "unknown_key"), ("teams.t.members[0]", "dangling"), ("reps.bob.was", "conflict")]);
    }

    [Theory]
    [InlineData(2, true)]
    [InlineData(1, false)]
    public void What_was_compiled_to_be_checked_is_put_in_force_itself_where_no_other_came_between(
        int version,
        bool itself
    )
    {
        var world = new World("{ reps: [{ id: ana }], policy: { rules: [] } }");
        var document = World.Document("{ reps: [{ id: anna, was: ana }], policy: { rules: [] } }");
        var compiled = PolicyCompiler.Compile(document, version, [])!;

        World.Expect(world.Do(new PublishWorkspace(document) { Compiled = compiled }));

        ReferenceEquals(world.Engine.Policy, compiled).ShouldBe(itself);
        world.Engine.Policy!.Version.ShouldBe(2);
        ShouldStand(world);
    }

    private static World Played()
    {
        var world = new World(Before);
        world.Capture();
        world.Capture(("source", Value.Of("offer")));
        world.Capture(("source", Value.Of("queue")));
        world.Capture(("source", Value.Of("queue")));
        World.Expect(world.Do(new ClaimLead(4, "ana")));
        return world;
    }

    private static void ShouldStand(World world)
    {
        var now = World.Text(world.Engine.Save());
        World.Text(world.Replayed().Save()).ShouldBe(now);
        World.Text(Workspace.Load(world.Engine.Save()).Save()).ShouldBe(now);
    }
}
