using Baton.Engine.Conditions.Parsing;

namespace Baton.Engine.Conditions.Terms;

/// <summary>
/// A compiled part of an expression. Terms are immutable, never throw, and report a failed computation as a failed
/// <see cref="Value"/>, which <c>&amp;&amp;</c> and <c>||</c> may absorb as in CEL.
/// </summary>
internal abstract class Term
{
    protected Term(FieldKind kind, params ReadOnlySpan<Term> parts)
    {
        Kind = kind;
        Parts = parts.ToArray();
        foreach (var part in parts)
        {
            Depth = Math.Max(Depth, part.Depth);
            Size = Math.Min(Size + part.Size, int.MaxValue / 4);
        }

        Depth++;
        Size++;
    }

    public FieldKind Kind { get; }

    public Term[] Parts { get; }

    public int Depth { get; }

    /// <summary>How many terms one evaluation may visit, macros aside.</summary>
    public int Size { get; }

    public abstract Value Evaluate(ref Frame frame);

    /// <summary>Whether the value is true; null, a failure and anything else are not.</summary>
    public virtual bool Holds(ref Frame frame) => Evaluate(ref frame).IsTrue;
}

internal sealed class ConstantTerm(Value value) : Term(Kinds.Of(value))
{
    public Value Value => value;

    public override Value Evaluate(ref Frame frame) => value;
}

/// <summary>Stands where the binder has already reported a fault.</summary>
internal sealed class BrokenTerm() : Term(FieldKind.Any)
{
    public override Value Evaluate(ref Frame frame) => Value.Null;
}

internal delegate Value UnaryFunction(in Value operand, in Place place, ref Frame frame);

internal delegate Value BinaryFunction(in Value left, in Value right, in Place place, ref Frame frame);

/// <summary>A function of one value that has a fixed answer for null and passes failures on.</summary>
internal sealed class UnaryTerm(FieldKind kind, Term operand, Value whenNull, UnaryFunction function, Place place)
    : Term(kind, operand)
{
    public override Value Evaluate(ref Frame frame)
    {
        var value = operand.Evaluate(ref frame);
        return value.IsFailed ? value
            : value.IsNull ? whenNull
            : function(value, place, ref frame);
    }
}

/// <summary>A function of two values that has a fixed answer where either is null and passes failures on.</summary>
internal sealed class BinaryTerm(
    FieldKind kind,
    Term left,
    Term right,
    Value whenNull,
    BinaryFunction function,
    Place place
) : Term(kind, left, right)
{
    /// <summary>The operator or function, where somebody besides evaluation must know it.</summary>
    public string Symbol { get; init; } = "";

    public override Value Evaluate(ref Frame frame)
    {
        var first = left.Evaluate(ref frame);
        if (first.IsFailed)
        {
            return first;
        }

        var second = right.Evaluate(ref frame);
        return second.IsFailed ? second
            : first.IsNull || second.IsNull ? whenNull
            : function(first, second, place, ref frame);
    }
}
