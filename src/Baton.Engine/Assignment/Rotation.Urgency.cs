using System.Numerics;

namespace Baton.Engine.Assignment;

/// <summary>The middle case of the rule: the smallest (1 − θ − L)/w among those who have earned at least θ.</summary>
public static partial class Rotation
{
    /// <summary>
    /// Multiplied by spread·c the figures are integers over w: n = c·(spread − 1) − spread·L. For those who reach θ all
    /// products stay under 4·spread·c·<see cref="MaxWeight"/>, so 64 bits do for a cost of one lead and any pool up to a
    /// million members; larger costs take 128. For the others a product may wrap, and its outcome is not used.
    /// </summary>
    private static int MostUrgent(
        ReadOnlySpan<long> balances,
        ReadOnlySpan<int> weights,
        ReadOnlySpan<long> lastAssigned,
        long cost,
        long reach
    )
    {
        var spread = (2L * balances.Length) - 2;
        return cost <= long.MaxValue / (4 * MaxWeight) / spread
            ? MostUrgent(balances, weights, lastAssigned, cost, reach, new Urgency<long>(spread, cost))
            : MostUrgent(balances, weights, lastAssigned, cost, reach, new Urgency<Int128>(spread, cost));
    }

    /// <summary>
    /// Ties do not depend on the order of comparing: the best figure is found exactly, then those within the tolerance
    /// of it, among them the largest balance, then those within the tolerance of that.
    /// </summary>
    private static int MostUrgent<T>(
        ReadOnlySpan<long> balances,
        ReadOnlySpan<int> weights,
        ReadOnlySpan<long> lastAssigned,
        long cost,
        long reach,
        Urgency<T> urgency
    )
        where T : struct, IBinaryInteger<T>
    {
        var bound = urgency.Bound(balances, weights, reach);
        var (top, alone) = (long.MinValue, -1);
        for (var i = 0; i < balances.Length; i++)
        {
            if (bound.Admits(balances[i], weights[i]) && balances[i] >= reach)
            {
                alone = top == long.MinValue ? i : -1;
                top = Math.Max(top, balances[i]);
            }
        }

        if (alone >= 0)
        {
            return alone;
        }

        var floor = Math.Max(reach, top - (cost / TiesInLead));
        var best = -1;
        for (var i = 0; i < balances.Length; i++)
        {
            if (
                balances[i] >= floor
                && bound.Admits(balances[i], weights[i])
                && IsBefore(i, best, weights, lastAssigned)
            )
            {
                best = i;
            }
        }

        return best;
    }

    private readonly struct Urgency<T>(long spread, long cost)
        where T : struct, IBinaryInteger<T>
    {
        private readonly T _spread = T.CreateTruncating(spread);
        private readonly T _goal = T.CreateTruncating(cost) * T.CreateTruncating(spread - 1);

        /// <summary>The smallest figure among those who reach θ (there is one), and the tolerance above it.</summary>
        public UrgencyBound<T> Bound(ReadOnlySpan<long> balances, ReadOnlySpan<int> weights, long reach)
        {
            // One over nothing is infinity. The comparison stands first because its answer is mostly no: a branch on
            // the threshold goes either way and cost as much as all the rest.
            var (least, per) = (T.One, T.Zero);
            for (var i = 0; i < balances.Length && i < weights.Length; i++)
            {
                var figure = _goal - (_spread * T.CreateTruncating(balances[i]));
                var weight = T.CreateTruncating(weights[i]);
                if (figure * per < least * weight && balances[i] >= reach)
                {
                    (least, per) = (figure, weight);
                }
            }

            return new UrgencyBound<T>(_spread, _goal, least, per, T.CreateTruncating(cost));
        }
    }

    /// <summary>
    /// Admits a figure n/w up to best + spread·c·10⁻⁶ = q + r/d (d = 10⁶·w of the best, 0 ≤ r &lt; d) by integers alone:
    /// n − w·q ≤ w·r/d.
    /// </summary>
    private readonly struct UrgencyBound<T>
        where T : struct, IBinaryInteger<T>
    {
        private readonly T _spread;
        private readonly T _goal;
        private readonly T _whole;
        private readonly long _rest;
        private readonly long _per;

        public UrgencyBound(T spread, T goal, T least, T weight, T cost)
        {
            (_spread, _goal) = (spread, goal);

            // (10⁶·least + spread·c·w)/(10⁶·w), with the powers of ten split off so that the products stay small.
            var ties = T.CreateTruncating(TiesInLead);
            var (parts, odd) = T.DivRem(spread * cost * weight, ties);
            var (whole, rest) = T.DivRem(least + parts, weight);
            (_whole, _rest, _per) = (
                whole,
                long.CreateTruncating((rest * ties) + odd),
                long.CreateTruncating(weight * ties)
            );
        }

        public bool Admits(long balance, int weight)
        {
            var w = T.CreateTruncating(weight);
            var above = _goal - (_spread * T.CreateTruncating(balance)) - (_whole * w);
            return above <= T.Zero || (above < w && long.CreateTruncating(above) * _per <= weight * _rest);
        }
    }
}
