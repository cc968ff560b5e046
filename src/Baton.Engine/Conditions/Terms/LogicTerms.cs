using Baton.Engine.Conditions.Parsing;

namespace Baton.Engine.Conditions.Terms;

/// <summary>
/// <c>&amp;&amp;</c> over all its parts: false if any part is false or null, else the first failure, else true. As in CEL
/// a false part hides failures on either side of it.
/// </summary>
internal sealed class AndTerm(Term[] parts, Place place) : Term(FieldKind.Bool, parts)
{
    public override bool Holds(ref Frame frame)
    {
        foreach (var part in Parts)
        {
            if (!part.Holds(ref frame))
            {
                return false;
            }
        }

        return true;
    }

    public override Value Evaluate(ref Frame frame)
    {
        var result = Value.True;
        foreach (var part in Parts)
        {
            var value = Logic.Truth(part.Evaluate(ref frame), "&&", place);
            if (value.Kind == ValueKind.Bool && !value.IsTrue)
            {
                return Value.False;
            }

            result = result.IsFailed ? result : value;
        }

        return result;
    }
}

/// <summary><c>||</c> over all its parts: true if any part is true, else the first failure, else false.</summary>
internal sealed class OrTerm(Term[] parts, Place place) : Term(FieldKind.Bool, parts)
{
    public override bool Holds(ref Frame frame)
    {
        foreach (var part in Parts)
        {
            if (part.Holds(ref frame))
            {
                return true;
            }
        }

        return false;
    }

    public override Value Evaluate(ref Frame frame)
    {
        var result = Value.False;
        foreach (var part in Parts)
        {
            var value = Logic.Truth(part.Evaluate(ref frame), "||", place);
            if (value.IsTrue)
            {
                return Value.True;
            }

            result = result.IsFailed ? result : value;
        }

        return result;
    }
}

internal sealed class NotTerm(Term operand, Place place) : Term(FieldKind.Bool, operand)
{
    public override Value Evaluate(ref Frame frame)
    {
        var value = Logic.Truth(operand.Evaluate(ref frame), "!", place);
        return value.IsFailed ? value : Value.Of(!value.IsTrue);
    }
}

internal sealed class ChoiceTerm(Term test, Term then, Term otherwise, Place place)
    : Term(Kinds.Either(then.Kind, otherwise.Kind), test, then, otherwise)
{
    public override Value Evaluate(ref Frame frame)
    {
        var value = Logic.Truth(test.Evaluate(ref frame), "?", place);
        return value.IsFailed ? value
            : value.IsTrue ? then.Evaluate(ref frame)
            : otherwise.Evaluate(ref frame);
    }
}

internal static class Logic
{
    /// <summary>A bool or a failure: null counts as not true, anything else is a failure.</summary>
    public static Value Truth(in Value value, string symbol, in Place place) =>
        value.Kind == ValueKind.Bool || value.IsFailed ? value
        : value.IsNull ? Value.False
        : place.Fail($"'{symbol}' needs a bool, not {Kinds.Name(value)}");
}
