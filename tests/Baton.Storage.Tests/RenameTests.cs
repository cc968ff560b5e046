using Baton.Engine.Commands;
using Baton.Engine.Conditions;
using Baton.Engine.Policies;
using Baton.Storage.Files;

namespace Baton.Storage.Tests;

/// <summary>Rows follow a rep, pool or queue to its new name, closed leads too.</summary>
public sealed class RenameTests : StoreTest
{
    private const string Before = """
        reps: [{ id: ana }, { id: bob }]
        policy:
          pools: { west: { members: [ana, bob] } }
          queues: { rush: { members: [ana, bob], mode: shotgun } }
          rules:
            - { name: shot, when: 'lead.source == "rush"', route: [{ queue: rush }] }
            - { name: all, route: [{ pool: west }] }
        """;

    private static readonly string After = Before
        .Replace("[{ id: ana }", "[{ id: anna, was: ana }", StringComparison.Ordinal)
        .Replace("[ana, bob]", "[anna, bob]", StringComparison.Ordinal)
        .Replace("{ west: { members", "{ wild: { was: west, members", StringComparison.Ordinal)
        .Replace("{ rush: { members", "{ hurry: { was: rush, members", StringComparison.Ordinal)
        .Replace("pool: west", "pool: wild", StringComparison.Ordinal)
        .Replace("queue: rush", "queue: hurry", StringComparison.Ordinal);

    [Fact]
    public async Task Lists_find_leads_under_the_new_name()
    {
        await using (var store = BatonStore.Open(new StoreOptions { Directory = Folder.Path, Clock = Clock }))
        {
            await Published(store, Before);
            await Captured(store, "web");
            await Captured(store, "rush");
            await store.Submit(new Submission(new CloseLead(1, Won: true, null, null)));
            await Published(store, After);

            store.Leads.List(new LeadFilter { Owner = "anna" }, 10).Items.Select(l => l.Number).ShouldBe([1]);
            store.Leads.List(new LeadFilter { Owner = "ana" }, 10).Items.ShouldBeEmpty();
            store.Leads.List(new LeadFilter { Pool = "wild" }, 10).Items.Select(l => l.Number).ShouldBe([1]);
            var offered = store.Leads.Get(2)!;
            (offered.Queue, string.Join(' ', offered.OfferedTo)).ShouldBe(("hurry", "anna bob"));
            Scalar<string>("SELECT rep FROM assignments").ShouldBe("anna");
            (await store.Submit(new Submission(new AcceptOffer(2, "anna")))).Lead!.Owner.ShouldBe("anna");
        }

        await using var again = BatonStore.Open(new StoreOptions { Directory = Folder.Path, Clock = Clock });
        (await again.Read(w => w.OpenOf("anna"))).ShouldBe(1);
        again.Leads.Timeline(1).Select(e => e.Event).OfType<Engine.Events.LeadAssigned>().Single().Rep.ShouldBe("ana");
    }

    private static async Task Published(BatonStore store, string yaml)
    {
        var document = (MapNode)YamlReader.Read(yaml, null, [])!;
        var reply = await store.Submit(new Submission(new PublishWorkspace(document)));
        (reply.Outcome?.Refusal?.ToString() ?? reply.Message).ShouldBeNull();
    }

    private static async Task Captured(BatonStore store, string source)
    {
        var policy = store.CurrentPolicy!;
        var fields = new Value[policy.Schema.Count];
        fields[policy.Schema.SlotOf("source")] = Value.Of(source);
        await store.Submit(new Submission(new CaptureLead(fields, source.Length, policy.Version)));
    }
}
