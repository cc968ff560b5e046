using System.Collections.Frozen;
using Baton.Engine.Conditions.Parsing;

namespace Baton.Engine.Conditions.Terms;

/// <summary>The order of values as the four comparison operators see it.</summary>
internal static class Ordering
{
    /// <summary>Neither less, equal nor greater: a NaN is compared.</summary>
    public const int Unordered = 2;

    private const int Incomparable = 3;

    public static BinaryFunction Function(string symbol) =>
        symbol switch
        {
            "<" => static (in Value l, in Value r, in Place place, ref Frame _) => Test(l, r, "<", place),
            "<=" => static (in Value l, in Value r, in Place place, ref Frame _) => Test(l, r, "<=", place),
            ">" => static (in Value l, in Value r, in Place place, ref Frame _) => Test(l, r, ">", place),
            _ => static (in Value l, in Value r, in Place place, ref Frame _) => Test(l, r, ">=", place),
        };

    /// <summary>The operator that says the same with its sides exchanged.</summary>
    public static string Mirror(string symbol) =>
        symbol switch
        {
            "<" => ">",
            "<=" => ">=",
            ">" => "<",
            _ => "<=",
        };

    public static bool Satisfies(int order, string symbol) =>
        symbol switch
        {
            "<" => order < 0,
            "<=" => order <= 0,
            ">" => order is > 0 and not Unordered,
            _ => order is >= 0 and not Unordered,
        };

    private static Value Test(in Value left, in Value right, string symbol, in Place place)
    {
        var order = Compare(left, right);
        return order == Incomparable
            ? place.Fail($"'{symbol}' cannot compare {Kinds.Name(left)} with {Kinds.Name(right)}")
            : Value.Of(Satisfies(order, symbol));
    }

    private static int Compare(in Value left, in Value right)
    {
        if (left.IsNumber && right.IsNumber)
        {
            return Value.NumericCompare(left, right);
        }

        if (left.Kind != right.Kind)
        {
            return Incomparable;
        }

        return left.Kind switch
        {
            ValueKind.String => Math.Sign(CodePoints.Compare(left.AsString(), right.AsString())),
            ValueKind.Bool => Math.Sign(left.AsBool().CompareTo(right.AsBool())),
            ValueKind.Timestamp => Math.Sign(left.AsTimestamp().CompareTo(right.AsTimestamp())),
            ValueKind.Duration => Math.Sign(left.AsDuration().CompareTo(right.AsDuration())),
            _ => Incomparable,
        };
    }
}

/// <summary><c>lead.employees &gt; 100</c>: a field against a number, the commonest condition, without a virtual call.</summary>
internal sealed class FieldOrderTerm(FieldTerm subject, string symbol, Value number, Place place)
    : Term(FieldKind.Bool, subject)
{
    public FieldTerm Field => subject;

    public string Symbol => symbol;

    public Value Number => number;

    public override bool Holds(ref Frame frame)
    {
        var value = subject.Evaluate(ref frame);
        return value.IsNumber && Ordering.Satisfies(Value.NumericCompare(value, number), symbol);
    }

    public override Value Evaluate(ref Frame frame)
    {
        var value = subject.Evaluate(ref frame);
        return value.IsNumber ? Value.Of(Ordering.Satisfies(Value.NumericCompare(value, number), symbol))
            : value.IsNull ? Value.False
            : place.Fail($"'{symbol}' cannot compare {Kinds.Name(value)} with a number");
    }
}

/// <summary><c>==</c> and <c>!=</c>, between any kinds: different kinds are unequal.</summary>
internal sealed class EqualTerm(Term left, Term right, bool negated) : Term(FieldKind.Bool, left, right)
{
    public bool Negated => negated;

    public override Value Evaluate(ref Frame frame)
    {
        var first = left.Evaluate(ref frame);
        if (first.IsFailed)
        {
            return first;
        }

        var second = right.Evaluate(ref frame);
        return second.IsFailed ? second : Value.Of(first.Equals(second) != negated);
    }
}

/// <summary><c>lead.country == "US"</c>: a field against a constant.</summary>
internal sealed class FieldEqualTerm(FieldTerm subject, Value constant, bool negated) : Term(FieldKind.Bool, subject)
{
    public FieldTerm Field => subject;

    public Value Constant => constant;

    public bool Negated => negated;

    public override bool Holds(ref Frame frame) => subject.Evaluate(ref frame).Equals(constant) != negated;

    public override Value Evaluate(ref Frame frame) => Value.Of(Holds(ref frame));
}

/// <summary><c>x in ["a", "b"]</c>, also over the keys of a constant map: one probe whatever the length.</summary>
internal sealed class ConstantSetTerm : Term
{
    private readonly Term _item;
    private readonly FrozenSet<string> _texts;
    private readonly FrozenSet<Value> _others;

    public ConstantSetTerm(Term item, IReadOnlyList<Value> members)
        : base(FieldKind.Bool, item)
    {
        _item = item;
        Members = members;
        _texts = members
            .Where(m => m.Kind == ValueKind.String)
            .Select(m => m.AsString())
            .ToFrozenSet(StringComparer.Ordinal);
        _others = members.Where(m => m.Kind != ValueKind.String).ToFrozenSet();
    }

    public IReadOnlyList<Value> Members { get; }

    /// <summary>The field that is looked for, or null where it is something else.</summary>
    public FieldTerm? Field => _item as FieldTerm;

    public override bool Holds(ref Frame frame) => Contains(_item.Evaluate(ref frame));

    public override Value Evaluate(ref Frame frame)
    {
        var value = _item.Evaluate(ref frame);
        return value.IsFailed ? value : Value.Of(Contains(value));
    }

    private bool Contains(in Value value) =>
        value.TextOrNull is { } text
            ? _texts.Contains(text)
            : _others.Count > 0 && !value.IsFailed && _others.Contains(value);
}
