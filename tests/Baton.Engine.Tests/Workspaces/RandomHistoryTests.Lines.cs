using Baton.Engine.Events;

namespace Baton.Engine.Tests.Workspaces;

public sealed partial class RandomHistoryTests
{
    private static void CheckLines(World world)
    {
        var reasons = new HashSet<string>();
        foreach (var ledger in world.Engine.Save().Ledgers)
        {
            var lines = Lines(world, ledger.Id);
            reasons.UnionWith(lines.Select(l => l.Reason));
            foreach (var line in lines)
            {
                line.Moves.Sum(m => m.Nano).ShouldBe(0, line.ToString());
                line.Earned.Sum(e => e.Nano).ShouldBe(line.Cost, line.ToString());
            }

            var rebuilt = lines
                .SelectMany(l => l.Moves)
                .GroupBy(m => m.Member)
                .Select(g => (g.Key, Balance: g.Sum(m => m.Nano)))
                .Where(b => b.Balance != 0);
            rebuilt.ShouldBe(
                ledger.Members.Where(m => m.Balance != 0).Select(m => (m.Id, m.Balance)),
                ignoreOrder: true,
                ledger.Id
            );
        }

        reasons.IsSupersetOf(["pick", "refund", "members"]).ShouldBeTrue(string.Join(' ', reasons));
    }

    private static List<LedgerLine> Lines(World world, string ledger)
    {
        var lines = new List<LedgerLine>();
        var engine = new Workspace();
        foreach (var (events, at) in world.Journal)
        {
            lines.AddRange(engine.ApplyTraced(events, at, [ledger]));
        }

        return lines;
    }
}
