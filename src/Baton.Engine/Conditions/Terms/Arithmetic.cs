using System.Collections.Immutable;
using Baton.Engine.Conditions.Parsing;
using NodaTime;

namespace Baton.Engine.Conditions.Terms;

/// <summary>
/// The arithmetic of CEL on values that are not null: whole numbers fail on overflow and truncate in division, doubles
/// follow IEEE 754, and, beyond CEL, a whole number beside a double counts as a double.
/// </summary>
internal static class Arithmetic
{
    private const int MaxLength = 1_000_000;

    public static BinaryFunction Function(string symbol) =>
        symbol switch
        {
            "+" => Add,
            "-" => Subtract,
            "*" => static (in Value l, in Value r, in Place place, ref Frame _) => OfNumbers(l, r, "*", place),
            "/" => static (in Value l, in Value r, in Place place, ref Frame _) => OfNumbers(l, r, "/", place),
            _ => static (in Value l, in Value r, in Place place, ref Frame _) => OfNumbers(l, r, "%", place),
        };

    public static Value Negate(in Value value, in Place place, ref Frame frame) =>
        value.Kind switch
        {
            ValueKind.Int when value.AsInt() == long.MinValue => place.Fail("whole number overflow"),
            ValueKind.Int => Value.Of(-value.AsInt()),
            ValueKind.Double => Value.Of(-value.AsNumber()),
            _ => place.Fail($"'-' cannot negate {Kinds.Name(value)}"),
        };

    private static Value Add(in Value left, in Value right, in Place place, ref Frame frame) =>
        (left.Kind, right.Kind) switch
        {
            (ValueKind.String, ValueKind.String) => Join(left.AsString(), right.AsString(), place, ref frame),
            (ValueKind.List, ValueKind.List) => Join(left.AsList(), right.AsList(), place, ref frame),
            (ValueKind.Timestamp, ValueKind.Duration) => Times.Shift(left.AsTimestamp(), right.AsDuration(), place),
            (ValueKind.Duration, ValueKind.Timestamp) => Times.Shift(right.AsTimestamp(), left.AsDuration(), place),
            (ValueKind.Duration, ValueKind.Duration) => Times.Checked(left.AsDuration() + right.AsDuration(), place),
            _ => OfNumbers(left, right, "+", place),
        };

    private static Value Subtract(in Value left, in Value right, in Place place, ref Frame frame) =>
        (left.Kind, right.Kind) switch
        {
            (ValueKind.Timestamp, ValueKind.Timestamp) => Value.Of(left.AsTimestamp() - right.AsTimestamp()),
            (ValueKind.Timestamp, ValueKind.Duration) => Times.Shift(left.AsTimestamp(), -right.AsDuration(), place),
            (ValueKind.Duration, ValueKind.Duration) => Times.Checked(left.AsDuration() - right.AsDuration(), place),
            _ => OfNumbers(left, right, "-", place),
        };

    private static Value Join(string left, string right, in Place place, ref Frame frame)
    {
        var length = (long)left.Length + right.Length;
        return length > MaxLength ? place.Fail($"a text of more than {MaxLength} characters")
            : frame.Spend((int)length / 16) ? Value.Of(left + right)
            : place.Fail(Macros.TooManySteps);
    }

    private static Value Join(ImmutableArray<Value> left, ImmutableArray<Value> right, in Place place, ref Frame frame)
    {
        var length = (long)left.Length + right.Length;
        return length <= MaxLength && frame.Spend((int)length)
            ? Value.Of(left.AddRange(right))
            : place.Fail(Macros.TooManySteps);
    }

    private static Value OfNumbers(in Value left, in Value right, string symbol, in Place place)
    {
        if (left.Kind == ValueKind.Int && right.Kind == ValueKind.Int)
        {
            return OfInts(left.AsInt(), right.AsInt(), symbol, place);
        }

        return left.IsNumber && right.IsNumber && symbol != "%"
            ? Value.Of(OfDoubles(left.AsNumber(), right.AsNumber(), symbol))
            : place.Fail($"'{symbol}' cannot stand between {Kinds.Name(left)} and {Kinds.Name(right)}");
    }

    private static double OfDoubles(double left, double right, string symbol) =>
        symbol switch
        {
            "+" => left + right,
            "-" => left - right,
            "*" => left * right,
            _ => left / right,
        };

    private static Value OfInts(long left, long right, string symbol, in Place place)
    {
        if (right == 0 && symbol is "/" or "%")
        {
            return place.Fail("division by zero");
        }

        var exact = symbol switch
        {
            "+" => (Int128)left + right,
            "-" => (Int128)left - right,
            "*" => (Int128)left * right,
            "/" => (Int128)left / right,
            // The specification's implementations refuse the least int modulo -1, as they do its quotient.
            _ => left == long.MinValue && right == -1 ? Int128.MaxValue : (Int128)left % right,
        };
        return exact < long.MinValue || exact > long.MaxValue
            ? place.Fail("whole number overflow")
            : Value.Of((long)exact);
    }
}
