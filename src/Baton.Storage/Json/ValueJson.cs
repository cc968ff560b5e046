using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Baton.Engine.Conditions;
using Baton.Engine.Events;
using NodaTime;

namespace Baton.Storage.Json;

/// <summary>
/// Values and fields as JSON, loss-free: an int is a number without point or exponent, a double always has one;
/// what JSON has no word for is an object with one key that starts with <c>$</c>: <c>$time</c>, <c>$duration</c>
/// (seconds), <c>$double</c> (NaN and the infinities) and <c>$map</c> (a map that itself has such a key).
/// </summary>
internal static class ValueJson
{
    public static void Write(Utf8JsonWriter writer, Value value)
    {
        switch (value.Kind)
        {
            case ValueKind.Null:
                writer.WriteNullValue();
                break;
            case ValueKind.Bool:
                writer.WriteBooleanValue(value.IsTrue);
                break;
            case ValueKind.Int:
                writer.WriteNumberValue(value.AsInt());
                break;
            case ValueKind.Double:
                WriteDouble(writer, value.AsNumber());
                break;
            case ValueKind.String:
                writer.WriteStringValue(value.AsString());
                break;
            case ValueKind.Timestamp:
                WriteTagged(writer, "$time"u8, InstantText.Format(value.AsTimestamp()));
                break;
            case ValueKind.Duration:
                WriteTagged(writer, "$duration"u8, DurationText(value.AsDuration()));
                break;
            case ValueKind.List:
                WriteList(writer, value.AsList());
                break;
            case ValueKind.Map:
                WriteMap(writer, value.AsMap());
                break;
            default:
                throw new InvalidOperationException($"a value of kind {value.Kind} has no JSON");
        }
    }

    public static Value Read(JsonElement element) =>
        element.ValueKind switch
        {
            JsonValueKind.Null => Value.Null,
            JsonValueKind.True => Value.True,
            JsonValueKind.False => Value.False,
            JsonValueKind.Number => ReadNumber(element),
            JsonValueKind.String => Value.Of(element.GetString()),
            JsonValueKind.Array => ReadList(element),
            JsonValueKind.Object => ReadObject(element),
            _ => throw new FormatException($"no value: {element.ValueKind}"),
        };

    public static void Write(Utf8JsonWriter writer, ReadOnlySpan<KeyValuePair<string, Value>> fields)
    {
        writer.WriteStartObject();
        foreach (var (name, value) in fields)
        {
            writer.WritePropertyName(name);
            Write(writer, value);
        }

        writer.WriteEndObject();
    }

    public static FieldSet ReadFields(JsonElement element)
    {
        var fields = ImmutableArray.CreateBuilder<KeyValuePair<string, Value>>(element.GetPropertyCount());
        foreach (var property in element.EnumerateObject())
        {
            fields.Add(new(property.Name, Read(property.Value)));
        }

        return fields.Count == 0 ? FieldSet.Empty : new FieldSet(fields.DrainToImmutable());
    }

    private static void WriteDouble(Utf8JsonWriter writer, double number)
    {
        if (!double.IsFinite(number))
        {
            WriteTagged(writer, "$double"u8, number.ToString("R", CultureInfo.InvariantCulture));
            return;
        }

        Span<byte> text = stackalloc byte[40];
        number.TryFormat(text, out var length, "R", CultureInfo.InvariantCulture);
        if (text[..length].IndexOfAny((byte)'.', (byte)'E') < 0)
        {
            text[length++] = (byte)'.';
            text[length++] = (byte)'0';
        }

        writer.WriteRawValue(text[..length], skipInputValidation: true);
    }

    private static void WriteTagged(Utf8JsonWriter writer, ReadOnlySpan<byte> tag, string text)
    {
        writer.WriteStartObject();
        writer.WriteString(tag, text);
        writer.WriteEndObject();
    }

    private static void WriteList(Utf8JsonWriter writer, ImmutableArray<Value> items)
    {
        writer.WriteStartArray();
        foreach (var item in items)
        {
            Write(writer, item);
        }

        writer.WriteEndArray();
    }

    private static void WriteMap(Utf8JsonWriter writer, ImmutableSortedDictionary<string, Value> map)
    {
        var ambiguous = map.Count == 1 && map.Keys.First().StartsWith('$');
        if (ambiguous)
        {
            writer.WriteStartObject();
            writer.WritePropertyName("$map"u8);
        }

        writer.WriteStartObject();
        foreach (var (key, value) in map)
        {
            writer.WritePropertyName(key);
            Write(writer, value);
        }

        writer.WriteEndObject();
        if (ambiguous)
        {
            writer.WriteEndObject();
        }
    }

    private static Value ReadNumber(JsonElement element) =>
        element.TryGetInt64(out var whole) ? Value.Of(whole) : Value.Of(element.GetDouble());

    private static Value ReadList(JsonElement element)
    {
        var items = ImmutableArray.CreateBuilder<Value>(element.GetArrayLength());
        foreach (var item in element.EnumerateArray())
        {
            items.Add(Read(item));
        }

        return Value.Of(items.DrainToImmutable());
    }

    private static Value ReadObject(JsonElement element)
    {
        if (element.GetPropertyCount() == 1)
        {
            var only = element.EnumerateObject().First();
            if (only.Name.StartsWith('$'))
            {
                return ReadTagged(only);
            }
        }

        return ReadMap(element);
    }

    private static Value ReadTagged(JsonProperty tagged) =>
        tagged.Name switch
        {
            "$time" => Value.Of(InstantText.Parse(tagged.Value.GetString()!)),
            "$duration" => Value.Of(ParseDuration(tagged.Value.GetString()!)),
            "$double" => Value.Of(double.Parse(tagged.Value.GetString()!, CultureInfo.InvariantCulture)),
            "$map" => ReadMap(tagged.Value),
            _ => throw new FormatException($"no kind of value is marked '{tagged.Name}'"),
        };

    private static Value ReadMap(JsonElement element)
    {
        var map = ImmutableSortedDictionary.CreateBuilder<string, Value>(StringComparer.Ordinal);
        foreach (var property in element.EnumerateObject())
        {
            map[property.Name] = Read(property.Value);
        }

        return Value.Of(map.ToImmutable());
    }

    // Int128 keeps every duration exact: NodaTime's reach beyond 64 bits of nanoseconds.
    public static string DurationText(Duration duration)
    {
        var nano = duration.ToInt128Nanoseconds();
        var size = Int128.Abs(nano);
        var (seconds, rest) = Int128.DivRem(size, NodaConstants.NanosecondsPerSecond);
        var fraction = rest == 0 ? "" : "." + rest.ToString("D9", CultureInfo.InvariantCulture).TrimEnd('0');
        return (nano < 0 ? "-" : "") + seconds.ToString(CultureInfo.InvariantCulture) + fraction;
    }

    public static Duration ParseDuration(string text)
    {
        var point = text.IndexOf('.');
        var whole = point < 0 ? text : text[..point];
        var fraction = point < 0 ? "" : text[(point + 1)..];
        var nano = Int128.Parse(whole + fraction.PadRight(9, '0'), CultureInfo.InvariantCulture);
        return Duration.FromNanoseconds(nano);
    }
}
