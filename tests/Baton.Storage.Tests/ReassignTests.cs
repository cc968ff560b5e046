using Baton.Engine.Commands;
using Baton.Engine.Conditions;
using Baton.Engine.Events;
using Baton.Engine.Policies;
using Baton.Storage.Files;

namespace Baton.Storage.Tests;

/// <summary>Many leads handed over in one record, which the rows follow.</summary>
public sealed class ReassignTests : StoreTest
{
    private const string Workspace = """
        reps: [{ id: ana }, { id: bob }, { id: cy }]
        teams: { west: { members: [bob, cy] } }
        policy:
          pools: { first: { members: [ana] }, west: { team: west } }
          rules: [{ name: all, route: [{ pool: first }] }]
        """;

    [Fact]
    public async Task Ten_thousand_leads_go_in_one_record()
    {
        await using var store = await WithLeads(ReassignLeads.MostLeads + 1);

        var reply = await store.Submit(
            new Submission(new ReassignLeads(new HandoverTarget(HandoverKind.Pool, "west"), "other") { Rep = "ana" })
        );

        reply.Outcome!.Handover!.Remaining.ShouldBe(1);
        Scalar<int>("SELECT count(*) FROM leads WHERE owner = 'ana'").ShouldBe(1);
        Scalar<int>("SELECT count(*) FROM leads WHERE owner = 'bob'").ShouldBe(ReassignLeads.MostLeads / 2);
        Scalar<int>("SELECT count(*) FROM assignments WHERE ended_at IS NOT NULL AND end_reason = 'other'")
            .ShouldBe(ReassignLeads.MostLeads);
        store.Journal.Read(reply.Seq - 1).Single().Events[^1].ShouldBeOfType<LeadsHandedOver>().Moved.ShouldBe(10_000);
    }

    private async Task<BatonStore> WithLeads(int count)
    {
        var store = BatonStore.Open(new StoreOptions { Directory = Folder.Path, Clock = Clock });
        await store.Submit(new Submission(new PublishWorkspace((MapNode)YamlReader.Read(Workspace, null, [])!)));
        var policy = store.CurrentPolicy!;
        var leads = Enumerable
            .Range(0, count)
            .Select(i => new Submission(new CaptureLead(new Value[policy.Schema.Count], i, policy.Version)))
            .ToList();
        await await store.Queue(leads);
        return store;
    }
}
