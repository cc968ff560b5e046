using Baton.Engine.Commands;
using Baton.Engine.Policies;
using Baton.Storage.Files;

namespace Baton.Cli.Scenarios;

/// <summary>
/// All that can be seen of a world, as lines of text: two moments between which nothing may change are compared by it.
/// Costs a walk over every lead, so it is taken at restarts and expected refusals only.
/// </summary>
internal static class Fingerprint
{
    private const int Turns = 5;
    private const int LongestLine = 300;

    public static string Of(ScenarioWorld world) => string.Join('\n', Lines(world));

    /// <summary>The first line that is not the same, or null.</summary>
    public static string? Difference(string before, string after)
    {
        foreach (var (old, current) in before.Split('\n').Zip(after.Split('\n')))
        {
            if (old != current)
            {
                return $"{Short(old)} became {Short(current)}";
            }
        }

        return before.Length == after.Length ? null : "something was added or is gone";
    }

    private static IEnumerable<string> Lines(ScenarioWorld world)
    {
        var engine = world.Engine;
        yield return $"next due {engine.NextDue}";
        foreach (var number in world.Leads)
        {
            yield return Lead(world, world.View(number)!);
        }

        foreach (var pool in engine.Policy?.Config.Policy.Pools.Select(p => p.Name) ?? [])
        {
            var balances = Shown.Map(engine.Balances(pool) ?? new Dictionary<string, decimal>(), b => Shown.Number(b));
            yield return $"pool {pool}: {balances}, next {Shown.List(engine.NextTurns(pool, Turns, world.Now) ?? [])}";
        }

        foreach (var rep in Reps(engine.Document))
        {
            yield return $"{rep} holds {engine.OpenOf(rep)}";
        }

        yield return $"workspace file {JsonNodes.ToJson(engine.Document)}";
    }

    private static string Lead(ScenarioWorld world, LeadView lead) =>
        $"{world.IdOf(lead.Number)}: {lead.Status}, owner {Shown.Word(lead.Owner)}, "
        + $"offered to {Shown.List(lead.OfferedTo)}, rule {Shown.Word(lead.Rule)}, pool {Shown.Word(lead.Pool)}, "
        + $"queue {Shown.Word(lead.Queue)}, reason {Shown.Word(lead.Reason)}, score {Shown.Number(lead.Score)}, "
        + $"grade {Shown.Word(lead.Grade)}, stage {lead.Stage}, effort {lead.Effort}, priority {lead.Priority}, "
        + $"passed over {Shown.Map(world.Engine.PassedOver(lead.Number, world.Now), Shown.Word)}";

    private static IEnumerable<string> Reps(MapNode document) =>
        document["reps"] is ListNode reps
            ? reps.Items.OfType<MapNode>().Select(r => r["id"]).OfType<ScalarNode>().Select(id => id.Text)
            : [];

    private static string Short(string line) => line.Length <= LongestLine ? line : $"{line[..LongestLine]} …";
}
