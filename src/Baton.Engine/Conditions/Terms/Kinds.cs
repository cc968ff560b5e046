namespace Baton.Engine.Conditions.Terms;

/// <summary>Kinds in the words of messages, and what is known of a result.</summary>
internal static class Kinds
{
    public static FieldKind Of(in Value value) =>
        value.Kind switch
        {
            ValueKind.Bool => FieldKind.Bool,
            ValueKind.Int => FieldKind.Integer,
            ValueKind.Double => FieldKind.Number,
            ValueKind.String => FieldKind.String,
            ValueKind.List => FieldKind.List,
            ValueKind.Map => FieldKind.Map,
            ValueKind.Timestamp => FieldKind.Timestamp,
            ValueKind.Duration => FieldKind.Duration,
            _ => FieldKind.Any,
        };

    public static string Name(FieldKind kind) =>
        kind switch
        {
            FieldKind.Bool => "a bool",
            FieldKind.Number => "a number",
            FieldKind.Integer => "a whole number",
            FieldKind.String => "text",
            FieldKind.List => "a list",
            FieldKind.Map => "a map",
            FieldKind.Timestamp => "a timestamp",
            FieldKind.Duration => "a duration",
            _ => "null",
        };

    public static string Name(in Value value) => Name(Of(value));

    public static bool IsNumeric(FieldKind kind) => kind is FieldKind.Number or FieldKind.Integer;

    public static bool May(FieldKind kind, params ReadOnlySpan<FieldKind> wanted) =>
        kind == FieldKind.Any || wanted.Contains(kind);

    /// <summary>What is known of a value that is one or the other.</summary>
    public static FieldKind Either(FieldKind left, FieldKind right) =>
        left == right ? left
        : IsNumeric(left) && IsNumeric(right) ? FieldKind.Number
        : FieldKind.Any;

    public static bool MayBeOrdered(FieldKind left, FieldKind right) =>
        left == FieldKind.Any ? right is not (FieldKind.List or FieldKind.Map)
        : right == FieldKind.Any ? left is not (FieldKind.List or FieldKind.Map)
        : (IsNumeric(left) && IsNumeric(right)) || (left == right && left is not (FieldKind.List or FieldKind.Map));

    /// <summary>The kind that an arithmetic operator gives, or null where it cannot apply.</summary>
    public static FieldKind? OfArithmetic(string symbol, FieldKind left, FieldKind right) =>
        symbol switch
        {
            "+" => OfSum(left, right),
            "-" => OfDifference(left, right),
            "%" => MayBeNumeric(left) && MayBeNumeric(right) ? FieldKind.Integer : null,
            _ => OfProduct(left, right),
        };

    private static bool MayBeNumeric(FieldKind kind) => kind == FieldKind.Any || IsNumeric(kind);

    private static FieldKind? OfProduct(FieldKind left, FieldKind right) =>
        !MayBeNumeric(left) || !MayBeNumeric(right) ? null
        : left == FieldKind.Integer && right == FieldKind.Integer ? FieldKind.Integer
        : FieldKind.Number;

    private static FieldKind? OfSum(FieldKind left, FieldKind right) =>
        (left, right) switch
        {
            (FieldKind.Any, FieldKind.Any or FieldKind.Duration) or (FieldKind.Duration, FieldKind.Any) =>
                FieldKind.Any,
            (FieldKind.Timestamp, FieldKind.Duration or FieldKind.Any) => FieldKind.Timestamp,
            (FieldKind.Duration or FieldKind.Any, FieldKind.Timestamp) => FieldKind.Timestamp,
            (FieldKind.Duration, FieldKind.Duration) => FieldKind.Duration,
            (FieldKind.String, FieldKind.String or FieldKind.Any) or (FieldKind.Any, FieldKind.String) =>
                FieldKind.String,
            (FieldKind.List, FieldKind.List or FieldKind.Any) or (FieldKind.Any, FieldKind.List) => FieldKind.List,
            _ => OfProduct(left, right),
        };

    private static FieldKind? OfDifference(FieldKind left, FieldKind right) =>
        (left, right) switch
        {
            (FieldKind.Any, FieldKind.Any or FieldKind.Duration) or (FieldKind.Timestamp, FieldKind.Any) =>
                FieldKind.Any,
            (FieldKind.Timestamp, FieldKind.Duration) => FieldKind.Timestamp,
            (FieldKind.Timestamp or FieldKind.Any, FieldKind.Timestamp) => FieldKind.Duration,
            (FieldKind.Duration, FieldKind.Duration or FieldKind.Any) => FieldKind.Duration,
            _ => OfProduct(left, right),
        };
}
