using System.Numerics;

namespace Baton.Engine.Tests.Assignment;

/// <summary>POLICY.md "Rotation" word for word, in exact rationals: slow, and with nothing clever in it.</summary>
internal static class RotationOracle
{
    private static readonly Ratio Tolerance = new(1, 1_000_000);

    public static int Winner(long[] balances, int[] weights, long[] lastAssigned, long cost)
    {
        var count = balances.Length;
        if (count == 1)
        {
            return 0;
        }

        var theta = new Ratio(1, (2 * count) - 2);
        var earned = balances.Select(b => new Ratio(b, cost)).ToArray();
        var everyone = Enumerable.Range(0, count).ToArray();
        var overdue = everyone.Where(i => earned[i] > Ratio.One - theta + Tolerance).ToArray();
        var reached = everyone.Where(i => earned[i] >= theta - Tolerance).ToArray();
        if (overdue.Length > 0 || reached.Length == 0)
        {
            return ByTies(everyone, earned, weights, lastAssigned);
        }

        var figures = everyone.Select(i => (Ratio.One - theta - earned[i]) / weights[i]).ToArray();
        var smallest = reached.Select(i => figures[i]).Min();
        return ByTies([.. reached.Where(i => figures[i] <= smallest + Tolerance)], earned, weights, lastAssigned);
    }

    private static int ByTies(int[] members, Ratio[] earned, int[] weights, long[] lastAssigned)
    {
        var most = members.Select(i => earned[i]).Max();
        return members
            .Where(i => earned[i] >= most - Tolerance)
            .OrderByDescending(i => weights[i])
            .ThenBy(i => lastAssigned[i])
            .ThenBy(i => i)
            .First();
    }

    /// <summary>A fraction with a positive denominator, not reduced.</summary>
    private readonly record struct Ratio(BigInteger Over, BigInteger Under) : IComparable<Ratio>
    {
        public static Ratio One => new(1, 1);

        public int CompareTo(Ratio other) => (Over * other.Under).CompareTo(other.Over * Under);

        public static Ratio operator +(Ratio a, Ratio b) =>
            new((a.Over * b.Under) + (b.Over * a.Under), a.Under * b.Under);

        public static Ratio operator -(Ratio a, Ratio b) =>
            new((a.Over * b.Under) - (b.Over * a.Under), a.Under * b.Under);

        public static Ratio operator /(Ratio a, int b) => new(a.Over, a.Under * b);

        public static bool operator >(Ratio a, Ratio b) => a.CompareTo(b) > 0;

        public static bool operator <(Ratio a, Ratio b) => a.CompareTo(b) < 0;

        public static bool operator >=(Ratio a, Ratio b) => a.CompareTo(b) >= 0;

        public static bool operator <=(Ratio a, Ratio b) => a.CompareTo(b) <= 0;
    }
}
