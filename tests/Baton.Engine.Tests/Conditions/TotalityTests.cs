using Baton.Engine.Conditions;
using FsCheck;
using FsCheck.Fluent;

namespace Baton.Engine.Tests.Conditions;

public sealed class TotalityTests
{
    private static readonly Config _config = Config.QuickThrowOnFailure.WithMaxTest(2_000);

    [Fact]
    public void Every_expression_of_the_grammar_compiles_or_is_refused_and_never_throws()
    {
        var compiled = 0;
        var failed = 0;
        var texts = Gen.Choose(0, 4).SelectMany(RandomExpression.Any).ToArbitrary();
        Check.One(
            _config,
            Prop.ForAll(
                texts,
                text =>
                {
                    var faults = new List<ConditionFault>();
                    var condition = Condition.Compile(text, Exprs.Scope, faults);
                    if (condition is null)
                    {
                        return faults.Count > 0
                            && faults.TrueForAll(f => f.Line == 1 && f.Column >= 1 && f.Column <= text.Length + 1);
                    }

                    compiled++;
                    failed += HasFailed(condition) ? 1 : 0;
                    return faults.Count == 0
                        && HoldsAsItEvaluates(condition, Exprs.Full)
                        && HoldsAsItEvaluates(condition, Exprs.Blank);
                }
            )
        );
        compiled.ShouldBeGreaterThan(800);
        failed.ShouldBeGreaterThan(50);
    }

    [Fact]
    public void Any_text_at_all_is_compiled_or_refused()
    {
        var pieces = Gen.Elements(
            "lead",
            ".",
            "company",
            "(",
            ")",
            "[",
            "]",
            "{",
            "}",
            ",",
            ":",
            "?",
            "&&",
            "!",
            "-",
            "1",
            "1.",
            "0x",
            "'",
            "\"\"\"",
            "\\",
            "in",
            "//",
            "\n",
            "é",
            "\uD83D",
            "all",
            "x",
            " "
        );
        var texts = pieces.ListOf().Select(string.Concat<string>).ToArbitrary();
        Check.One(
            _config,
            Prop.ForAll(
                texts,
                text =>
                {
                    var faults = new List<ConditionFault>();
                    return Condition.Compile(text, Exprs.Scope, faults) is null == faults.Count > 0;
                }
            )
        );
    }

    [Fact]
    public void A_field_of_another_kind_than_declared_never_throws()
    {
        Value[] strange =
        [
            Value.True,
            Value.Of(1L),
            Value.Of(double.NaN),
            Value.Of("x"),
            Value.EmptyList,
            Value.EmptyMap,
            Value.Of(Exprs.Now),
        ];
        var cases = Gen.Choose(1, 3).SelectMany(RandomExpression.Bool).Zip(Gen.Elements(strange)).ToArbitrary();
        Check.One(
            _config,
            Prop.ForAll(
                cases,
                pair =>
                {
                    var (text, value) = pair;
                    var input = new ConditionInput
                    {
                        Lead = [.. Enumerable.Repeat(value, Exprs.Lead.Count)],
                        Rep = [value, value],
                        Now = Exprs.Now,
                    };
                    return Condition.Compile(text, Exprs.Scope, []) is not { } condition
                        || HoldsAsItEvaluates(condition, input);
                }
            )
        );
    }

    private static bool HasFailed(Condition condition)
    {
        condition.Evaluate(Exprs.Full, out var fault);
        return fault is not null;
    }

    private static bool HoldsAsItEvaluates(Condition condition, in ConditionInput input) =>
        condition.Holds(input) == condition.Evaluate(input).IsTrue;
}
