using Baton.Engine.Eligibility;
using Baton.Engine.People;
using Baton.Engine.Policies.Config;
using Baton.Engine.Routing;

namespace Baton.Engine.Assignment;

/// <summary>
/// Who gets the next lead when a manager gives out many at once. Of a pool it is the pool's own method that says so, on
/// a copy of its ledgers: the turns of one act follow each other, and what the real ledger is charged is another
/// question. May get one who is active, not absent, weighs more than 0, meets the requirements and did not pass the lead
/// up; hours and presence are not asked, because a manager gives out at any hour. Those with room come first; where
/// nobody has any, limits do not refuse a hand assignment.
/// </summary>
internal sealed class HandTurns(WorkspaceState state)
{
    private readonly Dictionary<Ledger, TurnLedger> _turns = [];

    /// <param name="but">Reps who get nothing.</param>
    public (RepState Rep, Pool Leaf)? OfPool(Pool pool, Demand demand, IReadOnlyCollection<string> but) =>
        Take(pool, [], new Question(demand, but, Room: true)) ?? Take(pool, [], new Question(demand, but, Room: false));

    public RepState? OfTeam(string team, Demand demand, IReadOnlyCollection<string> but)
    {
        var members = state.Teams[team].Select(id => state.Reps[id]).Where(r => r.Config.Weight > 0).ToList();
        return Lightest(members.Where(r => May(r, new Question(demand, but, Room: true))))
            ?? Lightest(members.Where(r => May(r, new Question(demand, but, Room: false))));
    }

    // Least open work for the weight; ties go to the first in the team.
    private static RepState? Lightest(IEnumerable<RepState> reps)
    {
        RepState? best = null;
        foreach (var rep in reps)
        {
            if (best is null || (Int128)rep.Open * best.Config.Weight < (Int128)best.Open * rep.Config.Weight)
            {
                best = rep;
            }
        }

        return best;
    }

    private (RepState Rep, Pool Leaf)? Take(Pool pool, Pool[] outer, Question asked)
    {
        var eligible = new List<int>();
        for (var i = 0; i < pool.Ledger.Members.Count; i++)
        {
            if (IsOpen(pool, i, outer, asked))
            {
                eligible.Add(i);
            }
        }

        if (eligible.Count == 0)
        {
            return null;
        }

        if (!_turns.TryGetValue(pool.Ledger, out var turns))
        {
            _turns[pool.Ledger] = turns = new TurnLedger(pool.Ledger);
        }

        var winner = turns.Pick(eligible, pool, asked.Demand, Costs.Of(pool, asked.Demand));
        return pool.IsSplit
            ? Take(pool.Units[winner].Pool, [.. outer, pool], asked)
            : (pool.Ledger.Members[winner].Rep!, pool);
    }

    private static bool IsOpen(Pool pool, int position, Pool[] outer, Question asked)
    {
        var member = pool.Ledger.Members[position];
        if (member.Weight == 0)
        {
            return false;
        }

        if (!pool.IsSplit)
        {
            return May(member.Rep!, asked) && Required(member.Rep!, pool, outer, asked.Demand);
        }

        var unit = pool.Units[position].Pool;
        Pool[] nesting = [.. outer, pool];
        return Enumerable.Range(0, unit.Ledger.Members.Count).Any(i => IsOpen(unit, i, nesting, asked));
    }

    private static bool Required(RepState rep, Pool pool, Pool[] outer, Demand demand)
    {
        var input = demand.ForRep(rep.Record);
        return Gates.All(pool.Require, input) && outer.All(o => Gates.All(o.Require, input));
    }

    private static bool May(RepState rep, Question asked) =>
        !asked.But.Contains(rep.Id)
        && Gates.Person(rep, asked.Demand.Now, Skip.Hours | Skip.Presence).Passes
        && Gates.Marks(asked.Demand.Lead, rep.Id).Passes
        && (!asked.Room || HasRoom(rep, asked.Demand));

    private static bool HasRoom(RepState rep, Demand demand) =>
        Gates.Capacity(rep, demand.Effort).Passes
        && (demand.IgnoreCaps || Gates.Flow(rep, null, Caps.None, demand.Now).Passes);

    private readonly record struct Question(Demand Demand, IReadOnlyCollection<string> But, bool Room);
}
