using System.Collections.Immutable;
using Baton.Engine.Conditions.Parsing;

namespace Baton.Engine.Conditions.Terms;

internal static class Macros
{
    public const string TooManySteps = "the expression takes too many steps";

    /// <summary>The items of a list, or the keys of a map in ordinal order; null is empty. False: it is neither.</summary>
    public static bool TryItems(in Value range, out ImmutableArray<Value> items)
    {
        items = range.Kind switch
        {
            ValueKind.List => range.AsList(),
            ValueKind.Map => [.. range.AsMap().Keys.Select(k => Value.Of(k))],
            _ => [],
        };
        return range.Kind is ValueKind.List or ValueKind.Map or ValueKind.Null;
    }
}

internal enum Quantifier : byte
{
    All,
    Exists,
    ExistsOne,
}

/// <summary>
/// <c>all</c>, <c>exists</c> and <c>exists_one</c>. All three are false over null. A failure of the test is absorbed where
/// another item decides <c>all</c> or <c>exists</c>, but never by <c>exists_one</c>.
/// </summary>
internal sealed class QuantifierTerm(Quantifier quantifier, Term range, int slot, Term test, Place place)
    : Term(FieldKind.Bool, range, test)
{
    public override Value Evaluate(ref Frame frame)
    {
        var over = range.Evaluate(ref frame);
        if (over.IsFailed || over.IsNull)
        {
            return over.IsFailed ? over : Value.False;
        }

        return Macros.TryItems(over, out var items)
            ? Decide(items, ref frame)
            : place.Fail($"a macro needs a list or a map, not {Kinds.Name(over)}");
    }

    private Value Decide(ImmutableArray<Value> items, ref Frame frame)
    {
        var failure = Value.Null;
        var count = 0;
        foreach (var item in items)
        {
            if (!frame.Spend(1))
            {
                return place.Fail(Macros.TooManySteps);
            }

            frame.Locals[slot] = item;
            var value = Logic.Truth(test.Evaluate(ref frame), "a macro", place);
            if (value.IsFailed)
            {
                failure = failure.IsNull ? value : failure;
            }
            else if (quantifier != Quantifier.ExistsOne && value.IsTrue == (quantifier == Quantifier.Exists))
            {
                return value;
            }
            else
            {
                count += value.IsTrue ? 1 : 0;
            }
        }

        return failure.IsFailed
            ? failure
            : Value.Of(quantifier == Quantifier.ExistsOne ? count == 1 : quantifier == Quantifier.All);
    }
}

/// <summary><c>filter</c> and <c>map</c>: the results for the items that pass the test. Over null both give the empty list.</summary>
internal sealed class CollectTerm(Term range, int slot, Term? test, Term? result, Place place)
    : Term(FieldKind.List, [range, .. test is null ? (Term[])[] : [test], .. result is null ? (Term[])[] : [result]])
{
    public override Value Evaluate(ref Frame frame)
    {
        var over = range.Evaluate(ref frame);
        if (over.IsFailed)
        {
            return over;
        }

        return Macros.TryItems(over, out var items)
            ? Collect(items, ref frame)
            : place.Fail($"a macro needs a list or a map, not {Kinds.Name(over)}");
    }

    private Value Collect(ImmutableArray<Value> items, ref Frame frame)
    {
        var results = ImmutableArray.CreateBuilder<Value>();
        foreach (var item in items)
        {
            if (!frame.Spend(1))
            {
                return place.Fail(Macros.TooManySteps);
            }

            frame.Locals[slot] = item;
            var passes = test is null ? Value.True : Logic.Truth(test.Evaluate(ref frame), "a macro", place);
            if (passes.IsFailed)
            {
                return passes;
            }

            if (!passes.IsTrue)
            {
                continue;
            }

            var value = result is null ? item : result.Evaluate(ref frame);
            if (value.IsFailed)
            {
                return value;
            }

            results.Add(value);
        }

        return Value.Of(results.ToImmutable());
    }
}
