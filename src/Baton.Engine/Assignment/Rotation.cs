namespace Baton.Engine.Assignment;

/// <summary>
/// The arithmetic of <c>round_robin</c>: how a lead's cost is earned, and who pays it. After R. Tijdeman, The chairman
/// assignment problem (Discrete Mathematics 32, 1980): with a constant eligible set every member stays within 1 − θ of
/// the exact share after every lead, θ = 1/(2k − 2). Pure, exact, allocates nothing; linear in the number of members.
/// </summary>
public static partial class Rotation
{
    /// <summary>The largest weight a member may have.</summary>
    public const int MaxWeight = 1000;

    /// <summary>
    /// The alarm level of a balance, in leads (units of the dearest lead), where the eligible set changes. Up to 60
    /// members present at random (half of the time, some seldom, in shifts) reached 1.35 in millions of leads, one lead in
    /// ten thousand 1.2; neighbours served in turn, two at a time, 1.7. An adversary who always sends the two closest
    /// gets to 3.6 among 12 members and 16 among 60.
    /// </summary>
    public const int DriftAlarm = 2;

    /// <summary>Figures that differ by at most this part of a lead's cost are ties.</summary>
    private const long TiesInLead = 1_000_000;

    /// <summary>
    /// Splits <paramref name="cost"/> (nano, 0 or more) by weight into <paramref name="shares"/>, in the same order:
    /// cost·w/W floored, the remainder handed out one nano each to the earners in order. A weight of 0 earns nothing,
    /// unless all weigh 0: then all earn equally. The shares sum to the cost exactly.
    /// </summary>
    /// <exception cref="ArgumentException">The lengths differ, a weight or the cost is negative, the weights sum to 2³¹ or more, or a cost has nobody to earn it.</exception>
    public static void Share(long cost, ReadOnlySpan<int> weights, Span<long> shares)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(cost);
        ArgumentOutOfRangeException.ThrowIfNotEqual(shares.Length, weights.Length, nameof(shares));
        if (weights.IsEmpty)
        {
            ArgumentOutOfRangeException.ThrowIfNotEqual(cost, 0);
            return;
        }

        if (!weights.ContainsAnyExcept(weights[0]))
        {
            ShareAlike(cost, weights, shares);
            return;
        }

        var given = ShareByWeight(cost, SumOf(weights), weights, shares);
        for (var i = 0; given < cost; i++)
        {
            if (weights[i] > 0)
            {
                shares[i]++;
                given++;
            }
        }
    }

    /// <summary>
    /// Who gets the lead: an index into the spans, which list the eligible members in pool order.
    /// </summary>
    /// <param name="balancesAfterEarning">L, in nano, the shares of this lead already earned; within ±4·10¹⁸.</param>
    /// <param name="weights">1 to <see cref="MaxWeight"/>.</param>
    /// <param name="lastAssigned">The sequence number of the pool's last automatic pick of the member, 0 = never.</param>
    /// <param name="cost">c, in nano, 1 to <see cref="Nano.MaxCost"/>; for a lead that costs nothing pass <see cref="Nano.One"/>.</param>
    /// <exception cref="ArgumentException">Nobody is eligible, the lengths differ, or an argument is out of its range.</exception>
    public static int Winner(
        ReadOnlySpan<long> balancesAfterEarning,
        ReadOnlySpan<int> weights,
        ReadOnlySpan<long> lastAssigned,
        long cost
    )
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(cost, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(cost, Nano.MaxCost);
        ArgumentOutOfRangeException.ThrowIfZero(balancesAfterEarning.Length, nameof(balancesAfterEarning));
        ArgumentOutOfRangeException.ThrowIfNotEqual(weights.Length, balancesAfterEarning.Length, nameof(weights));
        ArgumentOutOfRangeException.ThrowIfNotEqual(
            lastAssigned.Length,
            balancesAfterEarning.Length,
            nameof(lastAssigned)
        );
        var (top, alike) = Survey(balancesAfterEarning, weights);
        if (weights.Length == 1)
        {
            return 0;
        }

        var spread = (2L * weights.Length) - 2;
        var reach = Reach(cost, spread);

        if (top >= reach && top <= cost - reach && !alike)
        {
            return MostUrgent(balancesAfterEarning, weights, lastAssigned, cost, reach);
        }

        // Also among equal weights, where the most urgent is the one with the largest balance.
        var floor = top - (cost / TiesInLead);
        return Foremost(balancesAfterEarning, weights, lastAssigned, top < reach ? floor : Math.Max(floor, reach));
    }

    /// <summary>
    /// The ledger's tie order alone, for methods whose ranks tie: of <paramref name="candidates"/> (indices into the
    /// other spans) the one with the larger balance, the larger weight, the least recently assigned (0 = never = first),
    /// the first among the candidates. Balances within 10⁻⁶ of <paramref name="cost"/> are equal.
    /// </summary>
    /// <returns>One of the candidates (not a place in their list).</returns>
    /// <exception cref="ArgumentException">There are no candidates, or the cost is below 1.</exception>
    public static int BreakTie(
        ReadOnlySpan<int> candidates,
        ReadOnlySpan<long> balances,
        ReadOnlySpan<int> weights,
        ReadOnlySpan<long> lastAssigned,
        long cost = Nano.One
    )
    {
        ArgumentOutOfRangeException.ThrowIfZero(candidates.Length, nameof(candidates));
        ArgumentOutOfRangeException.ThrowIfLessThan(cost, 1);
        var top = long.MinValue;
        foreach (var candidate in candidates)
        {
            top = Math.Max(top, balances[candidate]);
        }

        var best = -1;
        foreach (var candidate in candidates)
        {
            if (balances[candidate] >= top - (cost / TiesInLead) && IsBefore(candidate, best, weights, lastAssigned))
            {
                best = candidate;
            }
        }

        return best;
    }

    private static long SumOf(ReadOnlySpan<int> weights)
    {
        var (sum, signs) = (0L, 0);
        foreach (var weight in weights)
        {
            sum += weight;
            signs |= weight;
        }

        ArgumentOutOfRangeException.ThrowIfNegative(signs, nameof(weights));
        return sum;
    }

    // Who weigh alike, as in most pools, earn alike: by one division, and no look at each of them.
    private static void ShareAlike(long cost, ReadOnlySpan<int> weights, Span<long> shares)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(weights[0], nameof(weights));
        ArgumentOutOfRangeException.ThrowIfGreaterThan((long)weights[0] * shares.Length, int.MaxValue, nameof(weights));
        var (share, rest) = Math.DivRem(cost, shares.Length);
        shares[..(int)rest].Fill(share + 1);
        shares[(int)rest..].Fill(share);
    }

    /// <summary>
    /// With cost = q·W + r a share is q·w + ⌊r·w/W⌋, which stays below 2⁶³ where W is below 2³¹: two million members of
    /// the largest weight. A run of equal weights costs one division.
    /// </summary>
    private static long ShareByWeight(long cost, long sum, ReadOnlySpan<int> weights, Span<long> shares)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(sum, int.MaxValue, nameof(weights));
        var (whole, rest) = Math.DivRem(cost, sum);
        var (given, share, shareOf) = (0L, 0L, 0);
        for (var i = 0; i < weights.Length && i < shares.Length; i++)
        {
            var weight = weights[i];
            if (weight != shareOf)
            {
                (share, shareOf) = ((whole * weight) + (rest * weight / sum), weight);
            }

            shares[i] = share;
            given += share;
        }

        return given;
    }

    /// <summary>The largest balance, and whether all weights are equal.</summary>
    private static (long Top, bool Alike) Survey(ReadOnlySpan<long> balances, ReadOnlySpan<int> weights)
    {
        var (least, most, top) = (weights[0], weights[0], balances[0]);
        for (var i = 0; i < weights.Length && i < balances.Length; i++)
        {
            least = Math.Min(least, weights[i]);
            most = Math.Max(most, weights[i]);
            top = Math.Max(top, balances[i]);
        }

        ArgumentOutOfRangeException.ThrowIfLessThan(least, 1, nameof(weights));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(most, MaxWeight, nameof(weights));
        return (top, least == most);
    }

    /// <summary>
    /// The smallest balance that reaches θ, ties included: ⌈c·(1/spread − 10⁻⁶)⌉, spread = 1/θ. The largest that is not
    /// above 1 − θ, ties included, is the rest of c. A division of 128 bits is avoided where it can be: it takes longer
    /// than all else for a pool of ten.
    /// </summary>
    private static long Reach(long cost, long spread)
    {
        var per = TiesInLead - spread;
        return cost <= long.MaxValue / (2 * TiesInLead) && per >= 0
            ? ((cost * per) + (spread * TiesInLead) - 1) / (spread * TiesInLead)
            : (long)Ceiling((Int128)cost * per, (Int128)spread * TiesInLead);
    }

    private static Int128 Ceiling(Int128 over, Int128 under) => (over > 0 ? over + under - 1 : over) / under;

    /// <summary>Of those with at least <paramref name="floor"/>: the larger weight, the least recent, the first.</summary>
    private static int Foremost(
        ReadOnlySpan<long> balances,
        ReadOnlySpan<int> weights,
        ReadOnlySpan<long> lastAssigned,
        long floor
    )
    {
        var best = -1;
        for (var i = 0; i < balances.Length; i++)
        {
            if (balances[i] >= floor && IsBefore(i, best, weights, lastAssigned))
            {
                best = i;
            }
        }

        return best;
    }

    private static bool IsBefore(int one, int other, ReadOnlySpan<int> weights, ReadOnlySpan<long> lastAssigned) =>
        other < 0
        || weights[one] > weights[other]
        || (weights[one] == weights[other] && lastAssigned[one] < lastAssigned[other]);
}
