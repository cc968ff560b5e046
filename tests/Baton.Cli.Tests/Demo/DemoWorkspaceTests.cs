using Baton.Cli.Demo;
using Baton.Engine.Policies;
using Baton.Engine.Policies.Config;
using Baton.Storage.Files;

namespace Baton.Cli.Tests.Demo;

public sealed class DemoWorkspaceTests
{
    private static readonly Lazy<WorkspaceConfig> Demo = new(() =>
    {
        var faults = new List<Fault>();
        var workspace = WorkspaceFiles
            .Load(Path.Combine(Root(), "samples", "demo", "workspace.yaml"), faults)
            ?.Bind(faults);
        faults.ShouldBeEmpty();
        return workspace!;
    });

    [Fact]
    public void It_knows_the_companies_that_leads_are_made_up_for() =>
        Demo.Value.Accounts.List.Select(a => (a.Name, a.Domain!)).ShouldBe(DemoAccounts.All);

    [Fact]
    public void Every_company_in_it_has_an_owner() => Demo.Value.Accounts.List.ShouldAllBe(a => a.Owner != null);

    [Fact]
    public void It_shows_each_method_that_needs_nothing_learned() =>
        Demo
            .Value.Policy.Pools.Select(p => p.Method)
            .Distinct()
            .ShouldBe(
                [PoolMethod.RoundRobin, PoolMethod.LeastLoaded, PoolMethod.MostAvailable, PoolMethod.Ranked],
                ignoreOrder: true
            );

    [Fact]
    public void It_shows_each_way_to_weigh() =>
        Demo
            .Value.Policy.Pools.Select(p => p.Weights.GetType())
            .Distinct()
            .ShouldBe(
                [typeof(EqualWeights), typeof(RepWeights), typeof(ListedWeights), typeof(ComputedWeights)],
                ignoreOrder: true
            );

    [Fact]
    public void It_shows_each_way_to_pull() =>
        Demo.Value.Policy.Queues.Select(q => q.Mode).ShouldBe(Enum.GetValues<QueueMode>(), ignoreOrder: true);

    [Fact]
    public void It_screens_merges_scores_grades_qualifies_and_sets_deadlines()
    {
        var policy = Demo.Value.Policy;

        policy.Screen.Reject.ShouldNotBeEmpty();
        policy.Screen.Duplicates.ShouldNotBeNull().Action.ShouldBe(DuplicateAction.Merge);
        policy.Score.Grades.Select(g => g.Grade).ShouldBe(["A", "B", "C"]);
        policy.Qualify.ShouldNotBeNull().Otherwise.ShouldBe(QualifyOtherwise.Nurture);
        policy
            .Rules.Select(r => r.Sla?.Respond?.Breach)
            .OfType<SlaBreach>()
            .ShouldBe([SlaBreach.Escalate, SlaBreach.Reassign, SlaBreach.Notify]);
    }

    // The notes are what the demo's report says of each.
    [Fact]
    public void Every_pool_and_queue_has_a_note() =>
        Demo
            .Value.Policy.Pools.Select(p => p.Note)
            .Concat(Demo.Value.Policy.Queues.Select(q => q.Note))
            .ShouldAllBe(note => !string.IsNullOrEmpty(note));

    [Fact]
    public void Nobody_in_it_can_be_reached() =>
        Demo.Value.Reps.ShouldAllBe(r => r.Email!.EndsWith(".test", StringComparison.Ordinal));

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Baton.slnx")))
        {
            folder = folder.Parent;
        }

        return folder!.FullName;
    }
}
