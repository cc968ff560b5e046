using Baton.Engine.Conditions;
using FsCheck;
using FsCheck.Fluent;

namespace Baton.Engine.Tests.Conditions;

public sealed class RuleIndexTests
{
    private static readonly Gen<string> _conjunct = Gen.OneOf(
        from country in Gen.Choose(0, 30)
        select $"lead.country == 'C{country}'",
        from a in Gen.Choose(0, 30)
        from b in Gen.Choose(0, 30)
        select $"lead.country in ['C{a}', 'C{b}', null]",
        from symbol in Gen.Elements("<", "<=", ">", ">=")
        from n in Gen.Choose(-8, 8)
        select $"lead.employees {symbol} {n}",
        from symbol in Gen.Elements("<", "<=", ">", ">=")
        from n in Gen.Choose(-8, 8)
        select $"{n}.5 {symbol} lead.budget",
        from n in Gen.Choose(-3, 3)
        select $"lead.budget == {n}.0",
        from n in Gen.Choose(-3, 3)
        select $"lead.employees in [{n}, {n}.5, 'x', true]",
        Gen.Elements(
            "lead.region == null",
            "lead.country != 'C1'",
            "rep.weight >= 2",
            "account.owner == 'ana'",
            "big",
            "alps",
            "big_alps",
            "true",
            "has(lead.region)",
            "lead.consent",
            "(lead.employees == 1 || lead.country == 'C2')",
            "!(lead.employees > 3)",
            "lead.employees < 0.0 / 0.0"
        )
    );

    private static readonly Gen<string?> _rule = Gen.Frequency(
        (1, Gen.Constant<string?>(null)),
        (
            60,
            from parts in Gen.NonEmptyListOf(_conjunct)
            select string.Join(" && ", parts.Append("lead.budget < 7").Take(4))
        )
    );

    private static readonly Gen<ConditionInput> _input =
        from country in Gen.Choose(-1, 32)
        from employees in Gen.Elements(
            Value.Null,
            Value.Of(-8L),
            Value.Of(0L),
            Value.Of(1L),
            Value.Of(3L),
            Value.Of(300L),
            Value.Of(2.5),
            Value.Of("x"),
            Value.True,
            Value.Of(double.NaN)
        )
        from budget in Gen.Elements(
            Value.Null,
            Value.Of(-1.0),
            Value.Of(2L),
            Value.Of(0.5),
            Value.Of(-8.5),
            Value.Of(1e300),
            Value.Of(double.NegativeInfinity),
            Value.Of(double.NaN)
        )
        from weight in Gen.Choose(0, 3)
        select new ConditionInput
        {
            Lead = Exprs.Fields(
                Exprs.Lead,
                ("country", country < 0 ? Value.Null : Value.Of($"C{country}")),
                ("employees", employees),
                ("budget", budget)
            ),
            Rep = Exprs.Fields(Exprs.Rep, ("weight", Value.Of((long)weight))),
            Account = weight == 0 ? null : Exprs.Fields(Exprs.Account, ("owner", Value.Of("ana"))),
        };

    [Theory]
    [InlineData(0, 40)]
    [InlineData(16, 200)]
    [InlineData(4_000, 6_000)]
    public void The_index_finds_what_trying_every_rule_finds(int least, int most)
    {
        var sets =
            from count in Gen.Choose(least, most)
            from rules in _rule.ListOf(count)
            from inputs in _input.ListOf(30)
            select (rules, inputs);
        var tests = most > 1_000 ? 8 : 150;
        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(tests),
            Prop.ForAll(
                sets.ToArbitrary(),
                set =>
                {
                    Condition?[] rules = [.. set.rules.Select(r => r is null ? null : Exprs.Compile(r))];
                    var index = RuleIndex.Build(rules);
                    return set.inputs.All(input => AllMatchesAgree(rules, index, input));
                }
            )
        );
    }

    [Fact]
    public void Rare_values_and_frequent_ones_are_found_alike()
    {
        // Values of one, of a dozen and of a thousand rules: three ways to store a posting, with and without rules that ask nothing.
        var rules = Enumerable
            .Range(0, 9_000)
            .Select(i =>
                i % 3 == 0 ? $"lead.id == 'one{i}' && lead.employees > {i % 700}"
                : i % 3 == 1 ? $"lead.id == 'dozen{i % 720}' && lead.employees > {i}"
                : i % 30 == 2 ? $"lead.employees == {i}"
                : $"lead.id in ['many{i % 2}', 'dozen{i % 719}'] && lead.employees <= {i % 1_000}"
            )
            .Select(Exprs.Compile)
            .ToArray();
        var index = RuleIndex.Build(rules);
        foreach (var id in new[] { "one3", "one8997", "dozen1", "dozen718", "dozen4", "many0", "many1", "none" })
        {
            foreach (var employees in new[] { -1, 0, 1, 3, 62, 500, 719, 999, 8_900, 100_000 })
            {
                var input = new ConditionInput
                {
                    Lead = Exprs.Fields(Exprs.Lead, ("id", Value.Of(id)), ("employees", Value.Of((long)employees))),
                };
                AllMatchesAgree(rules, index, input).ShouldBeTrue();
            }
        }
    }

    [Fact]
    public void A_search_goes_on_behind_a_match()
    {
        var rules = Enumerable.Range(0, 100).Select(i => Exprs.Compile($"lead.employees >= {i}")).ToArray();
        var index = RuleIndex.Build(rules);
        index.FirstMatch(Exprs.Full, 42).ShouldBe(42);
        index.FirstMatch(Exprs.Full, 99).ShouldBe(99);
        index.FirstMatch(Exprs.Full, 100).ShouldBe(-1);
        index.FirstMatch(Exprs.Full, -5).ShouldBe(0);
        index.FirstMatch(Exprs.Blank).ShouldBe(-1);
    }

    [Fact]
    public void No_rules_match_nothing() => RuleIndex.Build([]).FirstMatch(Exprs.Full).ShouldBe(-1);

    private static bool AllMatchesAgree(Condition?[] rules, RuleIndex index, in ConditionInput input)
    {
        var from = 0;
        for (var matches = 0; matches < 20; matches++)
        {
            var expected = RuleIndex.FirstMatchNaive(rules, input, from);
            if (index.FirstMatch(input, from) != expected)
            {
                return false;
            }

            if (expected < 0)
            {
                return true;
            }

            from = expected + 1;
        }

        return true;
    }
}
