using Baton.Engine.Conditions;
using FsCheck;
using FsCheck.Fluent;

namespace Baton.Engine.Tests.Conditions;

public sealed class RuleCoverageTests
{
    [Theory]
    [InlineData("lead.country == 'US'", "lead.country == 'US' && lead.employees > 5", true)]
    [InlineData("lead.country in ['US', 'CA']", "lead.country == 'CA'", true)]
    [InlineData("lead.country in ['US', 'CA']", "lead.country in ['CA', 'MX']", false)]
    [InlineData("lead.employees > 5", "lead.employees > 5 && lead.employees < 9", true)]
    [InlineData("lead.employees > 5", "lead.employees >= 5", false)]
    [InlineData("lead.employees >= 5", "lead.employees > 5", true)]
    [InlineData("lead.employees > 5", "lead.employees in [6, 7.5]", true)]
    [InlineData("lead.employees > 5", "lead.employees in [5, 6]", false)]
    [InlineData("lead.employees > 5", "lead.country == 'US'", false)]
    [InlineData("big", "lead.employees > 1000 && has(lead.company)", true)]
    [InlineData("has(lead.company)", "has(lead.company)", true)]
    [InlineData("has(lead.company) && lead.country == 'US'", "lead.country == 'US'", false)]
    [InlineData("lead.region == null", "lead.region == null && big", true)]
    [InlineData("lead.country == 'US' && lead.country == 'CA'", "lead.country == 'US'", false)]
    [InlineData("true", "big", true)]
    public void A_rule_behind_a_wider_one_never_matches(string first, string second, bool covered)
    {
        var index = RuleIndex.Build([Exprs.Compile(first), Exprs.Compile(second)]);
        index.Covered().ShouldBe(covered ? [(1, 0)] : []);
    }

    [Fact]
    public void Everything_behind_a_rule_without_a_condition_is_covered() =>
        RuleIndex.Build([Exprs.Compile("big"), null, Exprs.Compile("alps"), null]).Covered().ShouldBe([(2, 1), (3, 1)]);

    [Fact]
    public void A_covered_rule_is_found_among_many()
    {
        var rules = Enumerable
            .Range(0, 5_000)
            .Select(i => Exprs.Compile($"lead.country == 'C{i}' && lead.employees > {i}"))
            .Append(Exprs.Compile("lead.country == 'C7' && lead.employees > 8 && lead.source == 'ads'"))
            .Append(Exprs.Compile("lead.country == 'C7' && lead.employees > 6"))
            .ToArray();
        RuleIndex.Build(rules).Covered().ShouldBe([(5_000, 7)]);
    }

    [Theory]
    [InlineData("lead.country == 'US' && lead.country == 'CA'")]
    [InlineData("lead.employees > 5 && lead.employees < 5")]
    [InlineData("false && big")]
    public void A_contradiction_never_matches(string source) =>
        RuleIndex.Build([Exprs.Compile("big"), Exprs.Compile(source)]).Never().ShouldBe([1]);

    [Fact]
    public void Covered_rules_are_never_the_first_match()
    {
        var conjunct = Gen.OneOf(
            from c in Gen.Choose(0, 2)
            select $"lead.country == 'C{c}'",
            from c in Gen.Choose(0, 2)
            select $"lead.country in ['C{c}', 'C{c + 1}']",
            from s in Gen.Elements("<", "<=", ">", ">=")
            from n in Gen.Choose(-2, 2)
            select $"lead.employees {s} {n}",
            from n in Gen.Choose(-2, 2)
            select $"lead.employees == {n}"
        );
        var rule =
            from count in Gen.Choose(1, 3)
            from parts in conjunct.ListOf(count)
            select string.Join(" && ", parts);
        var found = 0;
        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(150),
            Prop.ForAll(
                rule.ListOf(24).ToArbitrary(),
                sources =>
                {
                    var rules = sources.Select(Exprs.Compile).ToArray();
                    var index = RuleIndex.Build(rules);
                    var covered = index.Covered();
                    found += covered.Count;
                    return covered.All(c => c.CoveredBy < c.Rule)
                        && !Inputs().Any(i => covered.Any(c => index.FirstMatch(i) == c.Rule));
                }
            )
        );
        found.ShouldBeGreaterThan(100);
    }

    private static IEnumerable<ConditionInput> Inputs() =>
        from country in new[] { null, "C0", "C1", "C2", "C3", "C4" }
        from employees in Enumerable.Range(-7, 15)
        select new ConditionInput
        {
            Lead = Exprs.Fields(
                Exprs.Lead,
                ("country", Value.Of(country)),
                ("employees", employees == 7 ? Value.Null : Value.Of(employees / 2.0))
            ),
        };
}
