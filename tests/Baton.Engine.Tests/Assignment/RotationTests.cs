using Baton.Engine.Assignment;

namespace Baton.Engine.Tests.Assignment;

public sealed class RotationTests
{
    [Theory]
    [InlineData(new[] { 1, 1, 1, 1, 1, 1, 1, 1, 1, 1 }, "abcdefghijabcdefghij")]
    [InlineData(new[] { 1, 1, 1, 1 }, "abcdab")]
    [InlineData(new[] { 2, 3, 5 }, "cbcacbcabccbcacbcabccbcacbcabccbcacbcabc")]
    [InlineData(new[] { 7 }, "aaa")]
    public void Leads_go_round_by_weight(int[] weights, string order) =>
        new Ledger(weights).Order(order.Length).ShouldBe(order);

    [Theory]
    [InlineData(new[] { 2, 3, 5 }, 40)]
    [InlineData(new[] { 10, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1 }, 40)]
    [InlineData(new[] { 70, 30 }, 50)]
    [InlineData(new[] { 10, 10, 3, 1, 1 }, 75)]
    [InlineData(new[] { 3, 1 }, 8)]
    [InlineData(new[] { 100, 150 }, 5)]
    public void After_whole_cycles_everybody_has_the_exact_share_and_was_never_a_lead_off(int[] weights, int leads)
    {
        var ledger = new Ledger(weights);
        var counts = new int[weights.Length];
        for (var lead = 0; lead < leads; lead++)
        {
            counts[ledger.Lead(Nano.One)]++;
            ledger.Balances.ShouldAllBe(b => Math.Abs(b) < Nano.One);
        }

        counts.ShouldBe(weights.Select(w => w * leads / weights.Sum()));
    }

    [Fact]
    public void With_no_history_the_heaviest_gets_the_first_lead() => new Ledger(100, 200, 100).Order(1).ShouldBe("b");

    [Fact]
    public void A_member_who_was_passed_over_is_next_when_back_and_gets_no_extra_turn()
    {
        var ledger = new Ledger(1, 1, 1);
        (ledger.Order(1) + ledger.Order(1, 0, 2) + ledger.Order(3)).ShouldBe("acbac");
    }

    [Fact]
    public void When_the_third_of_a_cycle_drops_out_the_turn_stays_in_order()
    {
        var ledger = new Ledger(1, 1, 1);
        ledger.Order(2).ShouldBe("ab");
        ledger.Order(1, 0, 1).ShouldBe("a");
        ledger.Owed.ShouldBe([-0.833m, 0.167m, 0.667m]);
        ledger.Order(1, 0, 1).ShouldBe("b");
        ledger.Owed.ShouldBe([-0.333m, -0.333m, 0.667m]);
        ledger.Order(2).ShouldBe("ca");
    }

    [Fact]
    public void Of_two_who_remain_the_one_who_is_owed_most_of_a_lead_comes_first_even_twice_in_a_row()
    {
        var ledger = new Ledger(4, 2, 1);
        (ledger.Order(2) + ledger.Order(2, 0, 2)).ShouldBe("abaa");
        ledger.Owed.ShouldBe([-0.257m, -0.429m, 0.686m]);
    }

    [Fact]
    public void Among_members_who_have_not_earned_enough_the_one_who_has_earned_more_wins()
    {
        var ledger = new Ledger(1, 3, 4);
        ledger.Order(1).ShouldBe("c");
        ledger.Owed.ShouldBe([0.125m, 0.375m, -0.5m]);
        ledger.Order(1, 0, 2).ShouldBe("a");
        ledger.Owed.ShouldBe([-0.675m, 0.375m, 0.3m]);
    }

    [Fact]
    public void A_weight_changed_midway_counts_from_the_next_lead_and_resets_nothing()
    {
        var ledger = new Ledger(1, 1, 2);
        ledger.Order(8);
        ledger.Weights[0] = 3;
        var order = ledger.Order(12);
        "abc".Select(m => order.Count(o => o == m)).ShouldBe([6, 2, 4]);
        ledger.Owed.ShouldBe([0m, 0m, 0m]);
    }

    [Fact]
    public void A_heavy_lead_is_balanced_by_several_light_ones()
    {
        var ledger = new Ledger(1, 1);
        ledger.Lead(3 * Nano.One).ShouldBe(0);
        ledger.Order(4).ShouldBe("bbba");
    }

    [Fact]
    public void A_large_value_is_balanced_by_small_ones_of_the_same_sum()
    {
        var ledger = new Ledger(1, 1);
        ledger.Lead(900 * Nano.One).ShouldBe(0);
        ledger.Owed.ShouldBe([-450m, 450m]);
        Enumerable.Range(0, 4).Select(_ => ledger.Lead(300 * Nano.One)).ShouldBe([1, 1, 1, 0]);
        ledger.Owed.ShouldBe([-150m, 150m]);
    }

    [Fact]
    public void What_an_absence_is_owed_is_caught_up()
    {
        var ledger = new Ledger(1, 1);
        (ledger.Balances[0], ledger.Balances[1]) = (2 * Nano.One, -2 * Nano.One);
        (ledger.Order(4) + ledger.Order(4)).ShouldBe("aaaababa");
    }

    [Theory]
    [InlineData(999, 0)]
    [InlineData(1000, 0)]
    [InlineData(1001, 1)]
    public void Balances_within_a_millionth_of_a_lead_are_ties(long ahead, int winner) =>
        Rotation.Winner([3 * Nano.One, (3 * Nano.One) + ahead], [1, 1], [0, 0], Nano.One).ShouldBe(winner);

    [Theory]
    [InlineData(750_001_000, 1)]
    [InlineData(750_001_001, 0)]
    public void A_millionth_above_the_upper_threshold_is_not_overdue_yet(long light, int winner) =>
        Rotation.Winner([light, 750_000_000, -499_000_000], [1, 1000, 1], [0, 0, 0], Nano.One).ShouldBe(winner);

    [Theory]
    [InlineData(249_999_000, 1)]
    [InlineData(249_998_999, 0)]
    public void A_millionth_below_the_lower_threshold_reaches_it(long heavy, int winner) =>
        Rotation.Winner([700_000_000, heavy, 0], [1, 1000, 1], [0, 0, 0], Nano.One).ShouldBe(winner);

    [Theory]
    [InlineData(674_996_999, 1)]
    [InlineData(674_996_998, 0)]
    public void Figures_exactly_a_millionth_apart_are_ties(long light, int winner) =>
        Rotation.Winner([599_999_998, light, -200_000_000], [6, 3, 1], [0, 0, 0], Nano.One).ShouldBe(winner);

    [Fact]
    public void Ties_go_to_weight_then_to_the_least_recent_then_to_the_order()
    {
        const long Owed = 2 * Nano.One;
        Rotation.Winner([Owed, Owed, Owed], [1, 2, 2], [0, 8, 7], Nano.One).ShouldBe(2);
        Rotation.Winner([Owed, Owed, Owed], [2, 2, 2], [3, 0, 0], Nano.One).ShouldBe(1);
    }

    [Fact]
    public void The_tie_order_alone_looks_at_the_candidates_only()
    {
        Rotation.BreakTie([1, 2, 3], [9 * Nano.One, 1, 0, 500], [1, 1, 1, 1], [0, 5, 4, 4]).ShouldBe(2);
        Rotation.BreakTie([3, 1], [0, 5000, 0, 0], [1, 1, 1, 1], [0, 5, 4, 4]).ShouldBe(1);
        Rotation.BreakTie([3, 2], [0, 0, 0, 0], [1, 1, 1, 1], [0, 5, 4, 4]).ShouldBe(3);
        Rotation.BreakTie([0, 1], [0, 20, 0, 0], [1, 1, 1, 1], [0, 5, 4, 4], cost: Nano.One / 100).ShouldBe(1);
    }

    [Theory]
    [InlineData(1_000_000_000, new[] { 1, 1, 1 }, new[] { 333_333_334L, 333_333_333, 333_333_333 })]
    [InlineData(1_000_000_000, new[] { 0, 2, 4 }, new[] { 0L, 333_333_334, 666_666_666 })]
    [InlineData(8, new[] { 0, 0, 0 }, new[] { 3L, 3, 2 })]
    [InlineData(0, new[] { 1, 2 }, new[] { 0L, 0 })]
    [InlineData(2, new[] { 5, 0, 5, 5 }, new[] { 1L, 0, 1, 0 })]
    public void Shares_are_floored_and_the_rest_is_handed_out_in_order(long cost, int[] weights, long[] expected)
    {
        var shares = new long[weights.Length];
        Rotation.Share(cost, weights, shares);
        shares.ShouldBe(expected);
    }

    [Fact]
    public void A_cost_needs_somebody_to_earn_it() =>
        Should.Throw<ArgumentException>(() => Rotation.Share(1, [], [])).ParamName.ShouldBe("cost");

    [Fact]
    public void A_weight_out_of_range_is_refused() =>
        Should.Throw<ArgumentException>(() => Rotation.Winner([0, 0], [0, 1], [0, 0], 1)).ParamName.ShouldBe("weights");

    [Fact]
    public void Amounts_beyond_a_milliard_units_are_held_there()
    {
        Nano.FromUnits(2.5m).ShouldBe(2_500_000_000);
        Nano.FromUnits(decimal.MaxValue).ShouldBe(Nano.MaxCost);
        Nano.FromUnits(decimal.MinValue).ShouldBe(-Nano.MaxCost);
        Nano.ToUnits(-333_333_333).ShouldBe(-0.333333333m);
    }
}
