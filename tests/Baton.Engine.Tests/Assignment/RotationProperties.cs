using Baton.Engine.Assignment;
using FsCheck;
using FsCheck.Fluent;

namespace Baton.Engine.Tests.Assignment;

public sealed class RotationProperties
{
    private static readonly long[] Costs =
    [
        1,
        7,
        Nano.One,
        Nano.One,
        Nano.One,
        3 * Nano.One,
        40_000_000_000_000,
        Nano.MaxCost,
    ];

    private static Gen<int> Weight => Gen.OneOf(Gen.Choose(1, 5), Gen.Choose(1, 1000));

    [Fact]
    public void The_winner_is_that_of_the_exact_rule()
    {
        var cases =
            from count in Gen.Choose(1, 12)
            from cost in Gen.Elements(Costs)
            from weights in Weight.ArrayOf(count)
            from balances in Balance(count, cost).ArrayOf(count)
            from last in Gen.Choose(0, 4).ArrayOf(count)
            select (cost, weights, balances, last: last.Select(l => (long)l).ToArray());
        Check(
            cases,
            c =>
                Rotation.Winner(c.balances, c.weights, c.last, c.cost)
                == RotationOracle.Winner(c.balances, c.weights, c.last, c.cost),
            20_000
        );
    }

    /// <summary>Anywhere between -1 and 2 leads, or on a threshold to within a few nano of the tolerance.</summary>
    private static Gen<long> Balance(int count, long cost)
    {
        var spread = Math.Max(1, (2L * count) - 2);
        var marks = new[] { 0, cost / spread, cost - (cost / spread), cost / 2, 3 * (cost / 4), 2 * cost };
        var near =
            from mark in Gen.Elements(marks)
            from side in Gen.Choose(-2, 2)
            from nano in Gen.Choose(-2, 2)
            select mark + (side * (cost / 1_000_000)) + nano;
        var anywhere = Gen.Choose(-1000, 2000).Select(thousandths => (long)((Int128)cost * thousandths / 1000));
        return Gen.OneOf(near, anywhere);
    }

    [Fact]
    public void Shares_sum_to_the_cost_and_differ_from_the_exact_part_by_a_nano_at_most()
    {
        var cases =
            from count in Gen.Choose(1, 40)
            from weights in Gen.Choose(0, 1000).ArrayOf(count)
            from cost in Gen.OneOf(Gen.Elements(Costs), Gen.Choose(0, 1000).Select(c => (long)c))
            select (cost, weights);
        Check(cases, c => SharesAreExact(c.cost, c.weights), 2000);
    }

    private static bool SharesAreExact(long cost, int[] weights)
    {
        var shares = new long[weights.Length];
        Rotation.Share(cost, weights, shares);
        var sum = weights.Sum();
        return shares.Sum() == cost
            && (
                sum == 0
                || weights.Zip(shares).All(p => Int128.Abs(((Int128)p.Second * sum) - ((Int128)cost * p.First)) <= sum)
            );
    }

    [Fact]
    public void Each_share_is_floored_and_the_rest_goes_to_the_first_who_earn()
    {
        var cases =
            from count in Gen.Choose(1, 40)
            from weights in Gen.OneOf(
                Gen.Choose(0, 1000).ArrayOf(count),
                Gen.Choose(0, 1).ArrayOf(count),
                Gen.Choose(0, 3).Select(weight => Enumerable.Repeat(weight, count).ToArray())
            )
            from cost in Gen.OneOf(Gen.Elements(Costs), Gen.Choose(0, 1000).Select(c => (long)c))
            select (cost, weights);
        Check(cases, c => SharesAreThoseOfTheRule(c.cost, c.weights), 5000);
    }

    // Where all weigh 0 they earn as if all weighed 1.
    private static bool SharesAreThoseOfTheRule(long cost, int[] weights)
    {
        var shares = new long[weights.Length];
        Rotation.Share(cost, weights, shares);
        var earning = weights.Sum() == 0 ? [.. weights.Select(_ => 1)] : weights;
        var expected = earning.Select(w => (long)((Int128)cost * w / earning.Sum())).ToArray();
        var rest = cost - expected.Sum();
        for (var i = 0; rest > 0; i++)
        {
            var earns = earning[i] > 0 ? 1 : 0;
            expected[i] += earns;
            rest -= earns;
        }

        return shares.SequenceEqual(expected);
    }

    [Fact]
    public void With_a_constant_set_everybody_stays_within_one_minus_theta_of_the_exact_share()
    {
        var cases = from count in Gen.Choose(2, 12) from weights in Weight.ArrayOf(count) select weights;
        Check(cases, weights => Furthest(weights, Math.Min(4 * weights.Sum(), 6000)) <= Bound(weights.Length), 150);
    }

    private static decimal Bound(int count) => 1 - (1m / ((2 * count) - 2)) + 0.000001m;

    private static decimal Furthest(int[] weights, int leads)
    {
        var ledger = new Ledger(weights);
        var furthest = 0L;
        for (var lead = 0; lead < leads; lead++)
        {
            ledger.Lead(Nano.One);
            foreach (var balance in ledger.Balances)
            {
                furthest = Math.Max(furthest, Math.Abs(balance));
            }
        }

        ledger.Balances.Sum().ShouldBe(0);
        return Nano.ToUnits(furthest);
    }

    [Fact]
    public void Equal_weights_are_plain_rotation_in_order()
    {
        var cases = from count in Gen.Choose(1, 20) from weight in Weight select (count, weight);
        Check(
            cases,
            c =>
            {
                var ledger = new Ledger([.. Enumerable.Repeat(c.weight, c.count)]);
                return Enumerable.Range(0, 5 * c.count).All(lead => ledger.Lead(Nano.One) == lead % c.count);
            },
            100
        );
    }

    private static void Check<T>(Gen<T> cases, Func<T, bool> holds, int times) =>
        Prop.ForAll(cases.ToArbitrary(), holds).Check(Config.QuickThrowOnFailure.WithMaxTest(times));
}
