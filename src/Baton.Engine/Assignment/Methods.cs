using Baton.Engine.Conditions;
using Baton.Engine.People;
using Baton.Engine.Policies.Config;
using Baton.Engine.Routing;

namespace Baton.Engine.Assignment;

/// <summary>
/// The methods that rank by something else than the rotation. Each names all who tie for the best; the ledger breaks the
/// tie.
/// </summary>
internal static class Methods
{
    /// <summary>Writes the indices (into the candidates' positions) of the best into <paramref name="best"/>; returns how many.</summary>
    public static int Best(Candidates candidates, Demand demand, int[] best)
    {
        var pool = candidates.Pool;
        var count =
            pool.Config.Method == PoolMethod.LeastLoaded
                ? Lightest(candidates, demand, best)
                : First(candidates, demand, best);
        return pool.Config.Floor is { } floor ? Floor(candidates, floor, best, count) : count;
    }

    private static int First(Candidates candidates, Demand demand, int[] best)
    {
        var pool = candidates.Pool;
        var count = 0;
        var members = pool.Ledger.Members;
        for (var i = 0; i < candidates.Positions.Count; i++)
        {
            var member = members[candidates.Positions[i]];
            var better = count == 0 ? 1 : Compare(pool, demand, member, members[candidates.Positions[best[0]]]);
            if (better > 0)
            {
                count = 0;
            }

            if (better >= 0)
            {
                best[count++] = i;
            }
        }

        return count;
    }

    /// <summary>Positive where the first member ranks before the second, zero where they tie.</summary>
    private static int Compare(Pool pool, Demand demand, LedgerMember a, LedgerMember b) =>
        pool.Config.Method switch
        {
            PoolMethod.MostAvailable => Freer(demand, a.Rep!, b.Rep!),
            PoolMethod.Ranked => Higher(RankOf(pool, demand, a), RankOf(pool, demand, b)),
            // Until a model has been published nobody is known to be a better match: the ledger decides.
            PoolMethod.BestMatch => 0,
            var other => throw new ArgumentOutOfRangeException(nameof(pool), other, null),
        };

    public static Value RankOf(Pool pool, Demand demand, LedgerMember member) =>
        pool.Rank?.Evaluate(demand.ForRep(member.Rep!.Record)) ?? Value.Null;

    // The fewest open units by weight. Where all weigh alike the units alone are compared, in two walks without a branch
    // that nobody could foresee.
    private static int Lightest(Candidates candidates, Demand demand, int[] best)
    {
        var open = candidates.Open(demand);
        var weights = candidates.Weights;
        return weights.ContainsAnyExcept(weights[0]) ? LightestByWeight(open, weights, best) : Least(open, best);
    }

    private static int Least(ReadOnlySpan<long> open, int[] best)
    {
        var least = open[0];
        foreach (var units in open)
        {
            least = Math.Min(least, units);
        }

        var count = 0;
        for (var i = 0; i < open.Length; i++)
        {
            best[count] = i;
            count += open[i] == least ? 1 : 0;
        }

        return count;
    }

    private static int LightestByWeight(ReadOnlySpan<long> open, ReadOnlySpan<int> weights, int[] best)
    {
        var (count, first) = (0, 0);
        for (var i = 0; i < open.Length; i++)
        {
            var order = i == 0 ? -1 : Products(open[i], weights[first], open[first], weights[i]);
            (count, first) = order < 0 ? (0, i) : (count, first);
            if (order <= 0)
            {
                best[count++] = i;
            }
        }

        return count;
    }

    // Compares a·b with c·d, exactly.
    private static int Products(long a, long b, long c, long d)
    {
        var high = Math.BigMul(a, b, out var low);
        var otherHigh = Math.BigMul(c, d, out var otherLow);
        return high != otherHigh ? high.CompareTo(otherHigh) : ((ulong)low).CompareTo((ulong)otherLow);
    }

    // No capacity = unlimited, ranks first; among those the fewest open units.
    private static int Freer(Demand demand, RepState a, RepState b) =>
        (a.Config.Capacity, b.Config.Capacity) switch
        {
            (null, null) => demand.OpenOf(b).CompareTo(demand.OpenOf(a)),
            (null, _) => 1,
            (_, null) => -1,
            ({ } most, { } other) => (most - demand.OpenOf(a)).CompareTo(other - demand.OpenOf(b)),
        };

    // What has no rank comes last; numbers by size, other values by kind and text so that the order is total.
    internal static int Higher(Value a, Value b)
    {
        if (a.IsNumber && b.IsNumber)
        {
            var order = Value.NumericCompare(a, b);
            return order == 2 ? 0 : order;
        }

        return a.IsNumber != b.IsNumber ? (a.IsNumber ? 1 : -1)
            : a.IsNull != b.IsNull ? (a.IsNull ? -1 : 1)
            : string.CompareOrdinal(a.ToString(), b.ToString());
    }

    // Nobody eligible falls below the floor of the pool's last 100 leads, this one included: whoever would is due first.
    // Several may fall due at once, so the count begins as many leads early as there are members to serve.
    private static int Floor(Candidates candidates, decimal floor, int[] best, int count)
    {
        var ledger = candidates.Pool.Ledger;
        var recent = ledger.Recent.Count >= 100 ? ledger.Recent.Skip(ledger.Recent.Count - 99).ToList() : ledger.Recent;
        var needed = (int)decimal.Floor(floor * Math.Min(100, recent.Count + candidates.Positions.Count));
        var lacking = candidates
            .Positions.Select((position, i) => (Index: i, Got: recent.Count(r => r == ledger.Members[position].Id)))
            .Where(c => c.Got < needed)
            .ToArray();
        if (lacking.Length == 0)
        {
            return count;
        }

        var least = lacking.Min(c => c.Got);
        var due = lacking.Where(c => c.Got == least).Select(c => c.Index).ToArray();
        due.CopyTo(best, 0);
        return due.Length;
    }
}
