using System.Globalization;
using Baton.Engine.Conditions.Parsing;
using NodaTime;

namespace Baton.Engine.Conditions.Terms;

/// <summary>CEL's type conversions, of values that are not null.</summary>
internal static class Conversions
{
    public static Value ToInt(in Value value, in Place place, ref Frame frame) =>
        value.Kind switch
        {
            ValueKind.Int => value,
            ValueKind.Double when Math.Abs(value.AsNumber()) < 9223372036854775808.0 => Value.Of(
                (long)value.AsNumber()
            ),
            ValueKind.Double => place.Fail($"{value} is out of the range of whole numbers"),
            ValueKind.String when ParseInt(value.AsString()) is { } number => Value.Of(number),
            ValueKind.Timestamp => Value.Of(value.AsTimestamp().ToUnixTimeSeconds()),
            _ => Refuse("int", value, place),
        };

    public static Value ToDouble(in Value value, in Place place, ref Frame frame) =>
        value.Kind switch
        {
            ValueKind.Int or ValueKind.Double => Value.Of(value.AsNumber()),
            ValueKind.String when ParseDouble(value.AsString()) is { } number => Value.Of(number),
            _ => Refuse("double", value, place),
        };

    public static Value ToText(in Value value, in Place place, ref Frame frame) =>
        value.Kind is ValueKind.List or ValueKind.Map ? Refuse("string", value, place) : Value.Of(value.ToString());

    public static Value ToBool(in Value value, in Place place, ref Frame frame) =>
        value.Kind == ValueKind.Bool
            ? value
            : value.TextOrNull switch
            {
                "true" or "True" or "TRUE" or "t" or "1" => Value.True,
                "false" or "False" or "FALSE" or "f" or "0" => Value.False,
                _ => Refuse("bool", value, place),
            };

    public static Value ToTimestamp(in Value value, in Place place, ref Frame frame) =>
        value.Kind switch
        {
            ValueKind.Timestamp => value,
            ValueKind.Int => Times.FromUnixSeconds(value.AsInt(), place),
            ValueKind.String when Times.ParseTimestamp(value.AsString()) is { } instant => Value.Of(instant),
            _ => Refuse("timestamp", value, place),
        };

    public static Value ToDuration(in Value value, in Place place, ref Frame frame) =>
        value.Kind switch
        {
            ValueKind.Duration => value,
            ValueKind.String when Times.ParseDuration(value.AsString()) is { } duration => Value.Of(duration),
            _ => Refuse("duration", value, place),
        };

    private static Value Refuse(string name, in Value value, in Place place) =>
        place.Fail(
            value.Kind == ValueKind.String ? $"'{value}' is no {name}" : $"{Kinds.Name(value)} cannot become {name}"
        );

    private static long? ParseInt(string text) =>
        long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            ? number
            : null;

    private static double? ParseDouble(string text) =>
        double.TryParse(
            text,
            NumberStyles.Float & ~NumberStyles.AllowLeadingWhite & ~NumberStyles.AllowTrailingWhite,
            CultureInfo.InvariantCulture,
            out var number
        )
            ? number
            : null;
}
