using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Baton.Engine.Eligibility;
using Baton.Engine.Events;
using Baton.Engine.Explain;
using Baton.Engine.People;
using Baton.Engine.Policies.Config;
using Baton.Engine.Routing;

namespace Baton.Engine.Assignment;

/// <summary>Who gets a lead from a pool, and what that does to the ledgers on the way.</summary>
/// <param name="Offer">Of the outermost pool on the way that has one; null = assigned outright.</param>
internal readonly record struct Pick(RepState Rep, Pool Leaf, ImmutableArray<Charge> Charges, OfferConfig? Offer);

/// <summary>
/// Picks from a pool: gates, then preferences, then the method. Decides only; nothing is changed. The lists are kept
/// from call to call so that a decision allocates little.
/// </summary>
internal sealed class Picker
{
    private static readonly ImmutableArray<int> s_nobodyOut = [];
    private readonly List<Candidates> _kept = [];
    private int _used;
    private int[] _best = [];

    /// <summary>Null where nobody is eligible; why is then in the demand's list of those passed over.</summary>
    public Pick? Pick(Pool pool, Demand demand)
    {
        _used = 0;
        var eligible = Eligible(pool, [], demand);
        return eligible is null ? null : PickFrom(eligible, demand, [], null);
    }

    private Pick PickFrom(Candidates candidates, Demand demand, ImmutableArray<Charge> outer, OfferConfig? offer)
    {
        var pool = candidates.Pool;
        offer ??= pool.Config.Offer;
        Narrow(candidates, demand);
        var position = Winner(candidates, demand, out var charge);
        var charges = outer.Add(charge);
        return pool.IsSplit
            ? PickFrom(candidates.Inner[candidates.Positions.IndexOf(position)], demand, charges, offer)
            : new Pick(pool.Ledger.Members[position].Rep!, pool, charges, offer);
    }

    private Candidates? Eligible(Pool pool, ReadOnlySpan<Pool> outer, Demand demand) =>
        pool.IsSplit ? EligibleUnits(pool, outer, demand) : EligibleReps(pool, outer, demand);

    private Candidates? EligibleUnits(Pool pool, ReadOnlySpan<Pool> outer, Demand demand)
    {
        var candidates = Begin(pool);
        Pool[] nesting = [.. outer, pool];
        var attempts = Array.Exists(nesting, p => p.Config.Offer is not null) ? 0 : demand.Attempts;
        for (var i = 0; i < pool.Units.Length; i++)
        {
            var unit = pool.Units[i].Pool;
            if (
                pool.Ledger.Members[i].Weight > 0
                && !unit.IsSpent(attempts)
                && Eligible(unit, nesting, demand) is { } inner
            )
            {
                candidates.Positions.Add(i);
                candidates.Inner.Add(inner);
            }
        }

        return candidates.Positions.Count == 0 ? null : candidates;
    }

    private Candidates? EligibleReps(Pool pool, ReadOnlySpan<Pool> outer, Demand demand)
    {
        var gates = new PoolGates(pool, outer, demand);
        var members = CollectionsMarshal.AsSpan(pool.Ledger.Members);
        var candidates = Begin(pool);
        CollectionsMarshal.SetCount(candidates.Positions, members.Length);
        var positions = CollectionsMarshal.AsSpan(candidates.Positions);
        var count = 0;
        for (var i = 0; i < members.Length; i++)
        {
            if (gates.PassesPlainly(members[i], i) || Passes(gates, i, candidates, demand))
            {
                positions[count++] = i;
            }
        }

        CollectionsMarshal.SetCount(candidates.Positions, count);
        return count == 0 ? null : candidates;
    }

    // Asks every gate; who does not pass is noted, with the reason.
    private static bool Passes(in PoolGates gates, int position, Candidates candidates, Demand demand)
    {
        var verdict = gates.Check(position);
        if (verdict.Passes)
        {
            return true;
        }

        var pool = candidates.Pool;
        demand.PassedOver.Add(
            new(
                pool.Ledger.Members[position].Id,
                ReasonCodes.Of(verdict.Gate),
                verdict.Actual,
                verdict.Needed,
                pool.ReportedAs
            )
        );
        if (
            verdict.Gate == Gate.Absent
            && pool.Config.Fairness.Absence == AbsenceFairness.Owe
            && gates.EarnsInAbsence(position)
        )
        {
            candidates.Absent.Add(position);
        }

        if (!demand.HoursAlone && verdict.Gate is Gate.Holiday or Gate.OutsideHours)
        {
            demand.HoursAlone = gates.Check(position, Skip.Hours).Passes;
        }

        return false;
    }

    private Candidates Begin(Pool pool)
    {
        if (_used == _kept.Count)
        {
            _kept.Add(new Candidates());
        }

        var candidates = _kept[_used++];
        candidates.Begin(pool);
        return candidates;
    }

    // Preferences one after another, those of a split pool over all its units: each narrows where that leaves anybody,
    // else it is dropped. An absent member who is owed earns only where he would be among those who are left.
    private static void Narrow(Candidates candidates, Demand demand)
    {
        foreach (var prefer in candidates.Pool.Prefer)
        {
            if (candidates.HasAny(prefer, demand))
            {
                candidates.Keep(prefer, demand);
            }
        }
    }

    private int Winner(Candidates candidates, Demand demand, out Charge charge)
    {
        var ledger = candidates.Pool.Ledger;
        candidates.Gather();
        var cost = Costs.Of(candidates.Pool, demand);
        var owed = Owing.Shares(candidates, cost, demand.Now);
        var ranked = cost == 0 ? Nano.One : cost;
        candidates.Earn(ranked - (owed.IsEmpty ? 0 : owed.Sum(o => o.Amount)));
        var chosen = Choose(candidates, demand, ranked);
        var position = candidates.Positions[chosen];
        demand.Details?.Add(
            new RankedPool(candidates.Pool, [.. candidates.Positions], candidates.Balances.ToArray(), position, ranked)
        );
        charge = new Charge
        {
            Ledger = ledger.Id,
            Winner = ledger.Members[position].Id,
            Cost = cost,
            Out = OutOf(candidates, ledger.Members.Count),
            Owed = owed,
        };
        return position;
    }

    private int Choose(Candidates candidates, Demand demand, long cost)
    {
        var balances = candidates.Balances;
        var weights = candidates.Weights;
        var last = candidates.Last;
        if (candidates.Pool.IsSplit || candidates.Pool.Config.Method == PoolMethod.RoundRobin)
        {
            return Rotation.Winner(balances, weights, last, cost);
        }

        if (_best.Length < balances.Length)
        {
            _best = new int[balances.Length * 2];
        }

        var ties = Methods.Best(candidates, demand, _best);
        return Rotation.BreakTie(_best.AsSpan(0, ties), balances, weights, last, cost);
    }

    private static ImmutableArray<int> OutOf(Candidates candidates, int members)
    {
        var missing = members - candidates.Positions.Count;
        if (missing == 0)
        {
            return s_nobodyOut;
        }

        var missed = new int[missing];
        var next = 0;
        var to = 0;
        for (var i = 0; i < members; i++)
        {
            if (next < candidates.Positions.Count && candidates.Positions[next] == i)
            {
                next++;
            }
            else
            {
                missed[to++] = i;
            }
        }

        return ImmutableCollectionsMarshal.AsImmutableArray(missed);
    }
}

/// <summary>How one pool ranked its eligible members: kept only while an explanation is made.</summary>
internal sealed record RankedPool(Pool Pool, int[] Positions, long[] Balances, int Winner, long Cost);
