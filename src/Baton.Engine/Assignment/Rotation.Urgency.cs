using System.Numerics;

namespace Baton.Engine.Assignment;

/// <summary>The middle case of the rule: the smallest (1 − θ − L)/w among those who have earned at least θ.</summary>
public static partial class Rotation
{
    /// <summary>
    /// Multiplied by spread·c the figures are integers over w: n = c·(spread − 1) − spread·L. All products below stay
    /// under 2·spread·c·<see cref="MaxWeight"/>, so 64 bits do for a cost of one lead and any pool up to a million
    /// members; larger costs take 128.
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
            if (balances[i] >= reach && bound.Admits(balances[i], weights[i]))
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
            var (least, per) = (T.Zero, T.Zero);
            for (var i = 0; i < balances.Length; i++)
            {
                if (balances[i] < reach)
                {
                    continue;
                }

                var figure = _goal - (_spread * T.CreateTruncating(balances[i]));
                var weight = T.CreateTruncating(weights[i]);
                if (per == T.Zero || figure * per < least * weight)
                {
                    (least, per) = (figure, weight);
                }
            }

            return new UrgencyBound<T>(
                _spread,
                _goal,
                Int128.CreateTruncating(least),
                Int128.CreateTruncating(per),
                cost
            );
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

        public UrgencyBound(T spread, T goal, Int128 least, Int128 weight, long cost)
        {
            (_spread, _goal) = (spread, goal);
            var tolerance = Int128.CreateTruncating(spread) * cost * weight;
            var (whole, rest) = Int128.DivRem((least * TiesInLead) + tolerance, weight * TiesInLead);
            (_whole, _rest, _per) = (T.CreateTruncating(whole), (long)rest, (long)weight * TiesInLead);
        }

        public bool Admits(long balance, int weight)
        {
            var w = T.CreateTruncating(weight);
            var above = _goal - (_spread * T.CreateTruncating(balance)) - (_whole * w);
            return above <= T.Zero || (above < w && long.CreateTruncating(above) * _per <= weight * _rest);
        }
    }
}
