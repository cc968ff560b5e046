using Baton.Engine.Policies;
using Baton.Storage.Files;

namespace Baton.Storage.Tests.Files;

public sealed class ScenarioWorkspaceTests
{
    [Fact]
    public void Every_given_workspace_binds_without_a_fault()
    {
        var bound = 0;
        foreach (var (file, scenario) in Scenarios.All())
        {
            if (scenario["given"] is MapNode given && scenario["given_error"] is null)
            {
                Faults(given, file).ShouldBeEmpty();
                bound++;
            }
        }

        bound.ShouldBeGreaterThan(150);
    }

    [Fact]
    public void A_given_workspace_that_is_refused_says_what_was_meant()
    {
        var messages = Scenarios
            .All()
            .Where(s => s.Scenario["given_error"] is not null && s.Scenario["given"] is MapNode)
            .SelectMany(s => Faults((MapNode)s.Scenario["given"]!, s.File).Select(f => $"{f.Path}: {f.Message}"));

        messages.ShouldBe([
            "policy.pools.p.team: no team 'entreprise'; did you mean 'enterprise'?",
            "reps[0].weight: expected a whole number from 0 to 1000, found '-1'",
        ]);
    }

    [Fact]
    public void Every_published_change_binds_or_is_refused_as_the_scenario_says()
    {
        foreach (
            var (file, scenario) in Scenarios
                .All()
                .Where(s => s.Scenario["given"] is MapNode && s.Scenario["steps"] is not null)
        )
        {
            var given = (MapNode)scenario["given"]!;
            foreach (var step in ((ListNode)scenario["steps"]!).Items.Cast<MapNode>())
            {
                given = Check(step, given, file);
            }
        }
    }

    [Fact]
    public void A_misspelt_key_is_named_with_its_line_and_column()
    {
        var faults = new List<Fault>();
        var file = Path.Combine(Scenarios.Folder, "broken-key.yaml");

        WorkspaceFiles.Load(file, faults)!.Bind(faults).ShouldBeNull();

        faults
            .ShouldHaveSingleItem()
            .ToString()
            .ShouldBe($"{file}: line 7, column 7: policy.pools.p: unknown key 'metod'; did you mean 'method'?");
    }

    private static MapNode Check(MapNode step, MapNode given, string file)
    {
        var changed = Changed(step, given);
        var error = ((step["expect"] as MapNode)?["error"] as ScalarNode)?.Text;
        var faults = Faults(changed, file);
        if (error is null)
        {
            faults.ShouldBeEmpty();
            return changed;
        }

        // A bad expression is refused by the compiler, not here.
        if (faults.Count > 0 && error != "true")
        {
            faults.ShouldHaveSingleItem().ToString().ShouldContain(error);
        }

        return given;
    }

    private static MapNode Changed(MapNode step, MapNode given)
    {
        if (step["policy"] is MapNode policy)
        {
            return NodeMerge.Merge(given, new MapNode([new Entry("policy", policy.At, policy)], policy.At));
        }

        if (step["rep"] is MapNode rep)
        {
            return NodeMerge.WithRep(given, rep);
        }

        return step["team"] is MapNode team
            ? NodeMerge.WithTeam(given, Texts(team["id"]).Single(), Texts(team["add"]), Texts(team["remove"]))!
            : given;
    }

    private static IEnumerable<string> Texts(Node? node) =>
        node switch
        {
            ScalarNode scalar => [scalar.Text],
            ListNode list => list.Items.Cast<ScalarNode>().Select(item => item.Text),
            _ => [],
        };

    private static List<Fault> Faults(MapNode given, string file)
    {
        var faults = new List<Fault>();
        WorkspaceFiles.WithTables(given, file, faults).Bind(faults);
        return faults;
    }
}
