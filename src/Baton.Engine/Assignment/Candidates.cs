using System.Runtime.InteropServices;
using Baton.Engine.Conditions;
using Baton.Engine.Routing;

namespace Baton.Engine.Assignment;

/// <summary>
/// The eligible members of a pool by their position in its ledger, in order, and what the methods rank them by; of a split
/// pool, those of each unit too. The arrays are kept from one decision to the next.
/// </summary>
internal sealed class Candidates
{
    private long[] _balances = [];
    private long[] _shares = [];
    private long[] _last = [];
    private long[] _open = [];
    private int[] _weights = [];

    public Pool Pool { get; private set; } = null!;
    public List<int> Positions { get; } = [];

    /// <summary>Absent members who earn beside the eligible ones (<c>absence: owe</c>).</summary>
    public List<int> Absent { get; } = [];

    /// <summary>Of a split pool, those of each eligible unit.</summary>
    public List<Candidates> Inner { get; } = [];

    /// <summary>As <see cref="LedgerMember.Balance"/> by candidate, as of the last <see cref="Gather"/>; so are those below.</summary>
    public Span<long> Balances => _balances.AsSpan(0, Positions.Count);
    public ReadOnlySpan<long> Last => _last.AsSpan(0, Positions.Count);
    public ReadOnlySpan<int> Weights => _weights.AsSpan(0, Positions.Count);

    public void Begin(Pool pool)
    {
        Pool = pool;
        Positions.Clear();
        Absent.Clear();
        Inner.Clear();
    }

    /// <summary>Whether the preference holds for any of them.</summary>
    public bool HasAny(Condition prefer, Demand demand)
    {
        if (Pool.IsSplit)
        {
            return Inner.Exists(inner => inner.HasAny(prefer, demand));
        }

        foreach (var position in Positions)
        {
            if (Holds(prefer, position, demand))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Leaves those for whom the preference holds; a unit with none of them goes.</summary>
    public void Keep(Condition prefer, Demand demand)
    {
        if (!Pool.IsSplit)
        {
            KeepReps(Positions, prefer, demand);
            KeepReps(Absent, prefer, demand);
            return;
        }

        for (var i = Inner.Count - 1; i >= 0; i--)
        {
            Inner[i].Keep(prefer, demand);
            if (Inner[i].Positions.Count == 0)
            {
                Inner.RemoveAt(i);
                Positions.RemoveAt(i);
            }
        }
    }

    private void KeepReps(List<int> positions, Condition prefer, Demand demand)
    {
        var kept = 0;
        foreach (var position in CollectionsMarshal.AsSpan(positions))
        {
            if (Holds(prefer, position, demand))
            {
                positions[kept++] = position;
            }
        }

        CollectionsMarshal.SetCount(positions, kept);
    }

    private bool Holds(Condition prefer, int position, Demand demand) =>
        prefer.Holds(demand.ForRep(Pool.Ledger.Members[position].Rep!.Record));

    /// <summary>Takes the figures of those who are candidates by now.</summary>
    public void Gather()
    {
        if (_balances.Length < Positions.Count)
        {
            var length = Positions.Count * 2;
            (_balances, _shares, _last, _open) = (
                new long[length],
                new long[length],
                new long[length],
                new long[length]
            );
            _weights = new int[length];
        }

        var members = CollectionsMarshal.AsSpan(Pool.Ledger.Members);
        var positions = CollectionsMarshal.AsSpan(Positions);
        var (balances, last, weights) = (_balances, _last, _weights);
        for (var i = 0; i < positions.Length; i++)
        {
            var member = members[positions[i]];
            balances[i] = member.Balance;
            last[i] = member.LastAssigned;
            weights[i] = member.Weight;
        }
    }

    /// <summary>Adds to each balance its share of an amount, by weight.</summary>
    public void Earn(long amount)
    {
        var balances = Balances;
        var shares = _shares.AsSpan(0, balances.Length);
        Rotation.Share(amount, Weights, shares);
        for (var i = 0; i < balances.Length && i < shares.Length; i++)
        {
            balances[i] += shares[i];
        }
    }

    /// <summary>The open units of each, who are reps, as the demand takes them to be.</summary>
    public ReadOnlySpan<long> Open(Demand demand)
    {
        var members = CollectionsMarshal.AsSpan(Pool.Ledger.Members);
        var positions = CollectionsMarshal.AsSpan(Positions);
        var open = _open.AsSpan(0, positions.Length);
        for (var i = 0; i < open.Length; i++)
        {
            var rep = members[positions[i]].Rep!;
            open[i] = demand.Taken is null ? rep.Open : demand.OpenOf(rep);
        }

        return open;
    }
}
