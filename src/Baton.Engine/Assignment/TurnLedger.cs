using Baton.Engine.Policies.Config;
using Baton.Engine.Routing;

namespace Baton.Engine.Assignment;

/// <summary>A copy of a ledger on which turns are played that do not move the ledger itself.</summary>
internal sealed class TurnLedger(Ledger ledger)
{
    private readonly long[] _balances = [.. ledger.Members.Select(m => m.Balance)];
    private readonly long[] _last = [.. ledger.Members.Select(m => m.LastAssigned)];
    private long _picks = ledger.Picks;

    /// <summary>The position of the member whose turn it is among the eligible; the turn is taken.</summary>
    /// <param name="cost">What the lead costs, in 10⁻⁹ units; 0 is ranked as one lead and moves nothing.</param>
    public int Pick(List<int> eligible, Pool from, Demand demand, long cost)
    {
        var ranked = cost == 0 ? Nano.One : cost;
        var weights = eligible.Select(e => ledger.Members[e].Weight).ToArray();
        var shares = new long[weights.Length];
        Rotation.Share(ranked, weights, shares);
        long[] balances = [.. eligible.Select((e, i) => _balances[e] + shares[i])];
        long[] last = [.. eligible.Select(e => _last[e])];
        var chosen =
            from.IsSplit || from.Config.Method == PoolMethod.RoundRobin
                ? Rotation.Winner(balances, weights, last, ranked)
                : Rotation.BreakTie(Best(eligible, from, demand), balances, weights, last, ranked);
        if (cost > 0)
        {
            for (var i = 0; i < balances.Length; i++)
            {
                _balances[eligible[i]] = balances[i] - (i == chosen ? cost : 0);
            }
        }

        _last[eligible[chosen]] = ++_picks;
        return eligible[chosen];
    }

    private static int[] Best(List<int> eligible, Pool from, Demand demand)
    {
        var candidates = new Candidates();
        candidates.Begin(from);
        candidates.Positions.AddRange(eligible);
        candidates.Gather();
        var best = new int[eligible.Count];
        return best[..Methods.Best(candidates, demand, best)];
    }
}
