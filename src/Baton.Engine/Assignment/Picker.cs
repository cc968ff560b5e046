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
internal sealed record Pick(RepState Rep, Pool Leaf, ImmutableArray<Charge> Charges);

/// <summary>
/// Picks from a pool: gates, then preferences, then the method. Decides only; nothing is changed. The lists are kept
/// from call to call so that a decision allocates little.
/// </summary>
internal sealed class Picker
{
    private static readonly ImmutableArray<int> s_nobodyOut = [];
    private readonly List<Candidates> _kept = [];
    private readonly List<int> _narrowed = [];
    private int _used;
    private long[] _balances = [];
    private long[] _last = [];
    private int[] _weights = [];
    private int[] _ties = [];

    /// <summary>Null where nobody is eligible; why is then in the demand's list of those passed over.</summary>
    public Pick? Pick(Pool pool, Demand demand)
    {
        _used = 0;
        var charges = ImmutableArray.CreateBuilder<Charge>(1);
        var eligible = Eligible(pool, [], demand);
        return eligible is null ? null : PickFrom(eligible, demand, charges);
    }

    private Pick PickFrom(Candidates candidates, Demand demand, ImmutableArray<Charge>.Builder charges)
    {
        var pool = candidates.Pool;
        var position = Winner(candidates, demand, out var charge);
        charges.Add(charge);
        return pool.IsSplit
            ? PickFrom(candidates.Inner[candidates.Positions.IndexOf(position)], demand, charges)
            : new Pick(pool.Ledger.Members[position].Rep!, pool, charges.DrainToImmutable());
    }

    private Candidates? Eligible(Pool pool, ReadOnlySpan<Pool> outer, Demand demand) =>
        pool.IsSplit ? EligibleUnits(pool, outer, demand) : EligibleReps(pool, outer, demand);

    private Candidates? EligibleUnits(Pool pool, ReadOnlySpan<Pool> outer, Demand demand)
    {
        var candidates = Begin(pool);
        Pool[] nesting = [.. outer, pool];
        for (var i = 0; i < pool.Units.Length; i++)
        {
            if (pool.Ledger.Members[i].Weight > 0 && Eligible(pool.Units[i].Pool, nesting, demand) is { } inner)
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
        var members = pool.Ledger.Members;
        var candidates = Begin(pool);
        var owes = pool.Config.Fairness.Absence == AbsenceFairness.Owe;
        for (var i = 0; i < members.Count; i++)
        {
            if (gates.PassesPlainly(members[i]))
            {
                candidates.Positions.Add(i);
                continue;
            }

            var verdict = gates.Check(i);
            if (verdict.Passes)
            {
                candidates.Positions.Add(i);
                continue;
            }

            demand.PassedOver.Add(
                new(members[i].Id, ReasonCodes.Of(verdict.Gate), verdict.Actual, verdict.Needed, pool.ReportedAs)
            );
            if (owes && verdict.Gate == Gate.Absent && gates.EarnsInAbsence(i))
            {
                candidates.Absent.Add(i);
            }

            if (!demand.HoursAlone && verdict.Gate is Gate.Holiday or Gate.OutsideHours)
            {
                demand.HoursAlone = gates.Check(i, Skip.Hours).Passes;
            }
        }

        if (candidates.Positions.Count == 0)
        {
            return null;
        }

        Narrow(candidates, demand);
        return candidates;
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

    // Preferences one after another: each narrows where that leaves anybody, else it is dropped.
    private void Narrow(Candidates candidates, Demand demand)
    {
        foreach (var prefer in candidates.Pool.Prefer)
        {
            _narrowed.Clear();
            foreach (var position in candidates.Positions)
            {
                if (prefer.Holds(demand.ForRep(candidates.Pool.Ledger.Members[position].Rep!.Record)))
                {
                    _narrowed.Add(position);
                }
            }

            if (_narrowed.Count > 0 && _narrowed.Count < candidates.Positions.Count)
            {
                candidates.Positions.Clear();
                candidates.Positions.AddRange(_narrowed);
            }
        }
    }

    private int Winner(Candidates candidates, Demand demand, out Charge charge)
    {
        var ledger = candidates.Pool.Ledger;
        var count = candidates.Positions.Count;
        Gather(candidates);
        var cost = Costs.Of(candidates.Pool, demand);
        var owed = Owing.Shares(candidates, cost, demand.Now);
        var ranked = cost == 0 ? Nano.One : cost;
        Earn(count, ranked, owed.Sum(o => o.Amount));
        var chosen = Choose(candidates, demand, ranked);
        var position = candidates.Positions[chosen];
        demand.Details?.Add(
            new RankedPool(
                candidates.Pool,
                [.. candidates.Positions],
                _balances.AsSpan(0, count).ToArray(),
                position,
                ranked
            )
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

    private void Gather(Candidates candidates)
    {
        var count = candidates.Positions.Count;
        if (_balances.Length < count)
        {
            _balances = new long[count * 2];
            _last = new long[count * 2];
            _weights = new int[count * 2];
            _ties = new int[count * 2];
        }

        var members = CollectionsMarshal.AsSpan(candidates.Pool.Ledger.Members);
        var positions = CollectionsMarshal.AsSpan(candidates.Positions);
        for (var i = 0; i < positions.Length; i++)
        {
            var member = members[positions[i]];
            _balances[i] = member.Balance;
            _last[i] = member.LastAssigned;
            _weights[i] = member.Weight;
        }
    }

    private void Earn(int count, long cost, long owed)
    {
        Span<long> shares = count <= 256 ? stackalloc long[count] : new long[count];
        Rotation.Share(cost - owed, _weights.AsSpan(0, count), shares);
        for (var i = 0; i < count; i++)
        {
            _balances[i] += shares[i];
        }
    }

    private int Choose(Candidates candidates, Demand demand, long cost)
    {
        var count = candidates.Positions.Count;
        var balances = _balances.AsSpan(0, count);
        var weights = _weights.AsSpan(0, count);
        var last = _last.AsSpan(0, count);
        if (candidates.Pool.IsSplit || candidates.Pool.Config.Method == PoolMethod.RoundRobin)
        {
            return Rotation.Winner(balances, weights, last, cost);
        }

        var ties = Methods.Best(candidates, demand, _ties);
        return Rotation.BreakTie(_ties.AsSpan(0, ties), balances, weights, last, cost);
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

/// <summary>The eligible members of a pool by their position in its ledger, in order; of a split pool, those of each unit too.</summary>
internal sealed class Candidates
{
    public Pool Pool { get; private set; } = null!;
    public List<int> Positions { get; } = [];

    /// <summary>Absent members who earn beside the eligible ones (<c>absence: owe</c>).</summary>
    public List<int> Absent { get; } = [];

    /// <summary>Of a split pool, those of each eligible unit.</summary>
    public List<Candidates> Inner { get; } = [];

    public void Begin(Pool pool)
    {
        Pool = pool;
        Positions.Clear();
        Absent.Clear();
        Inner.Clear();
    }
}

/// <summary>How one pool ranked its eligible members: kept only while an explanation is made.</summary>
internal sealed record RankedPool(Pool Pool, int[] Positions, long[] Balances, int Winner, long Cost);
