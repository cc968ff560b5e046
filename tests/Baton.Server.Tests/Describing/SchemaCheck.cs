using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Baton.Server.Describing;

namespace Baton.Server.Tests.Describing;

/// <summary>
/// JSON against the part of JSON Schema that the API's description uses. Stricter than the standard: what a shape does not
/// name is a fault, unless it says that anything may stand there. A keyword that is not known here is one too.
/// </summary>
internal static class SchemaCheck
{
    private static readonly string[] Known =
    [
        "$ref",
        "oneOf",
        "const",
        "enum",
        "type",
        "format",
        "minimum",
        "maximum",
        "minLength",
        "maxLength",
        "items",
        "properties",
        "required",
        "additionalProperties",
        "description",
        "examples",
        "default",
    ];

    public static IEnumerable<string> Faults(JsonNode? value, JsonObject schema, string where)
    {
        foreach (var (keyword, _) in schema.Where(k => !Known.Contains(k.Key)))
        {
            yield return $"{where}: '{keyword}' cannot be checked";
        }

        schema = Resolve(schema)!;
        foreach (var fault in OfChoice(value, schema, where).Concat(OfValue(value, schema, where)))
        {
            yield return fault;
        }

        foreach (var fault in OfItems(value, schema, where).Concat(OfProperties(value, schema, where)))
        {
            yield return fault;
        }
    }

    /// <summary>What a reference stands for; other nodes themselves.</summary>
    public static JsonObject? Resolve(JsonObject? node) =>
        node?["$ref"] is { } reference
            ? ((string)reference!)
                .Split('/')
                .Skip(1)
                .Aggregate((JsonNode?)ApiDocument.Root, (n, part) => n![part])!
                .AsObject()
            : node;

    private static IEnumerable<string> OfChoice(JsonNode? value, JsonObject schema, string where)
    {
        if (schema["oneOf"] is not JsonArray choices)
        {
            yield break;
        }

        var tries = choices.Select(c => Faults(value, c!.AsObject(), where).ToList()).ToList();
        if (tries.Count(t => t.Count == 0) != 1)
        {
            var nearest = string.Join("; ", tries.MinBy(t => t.Count)!);
            yield return $"{where}: is {tries.Count(t => t.Count == 0)} of {choices.Count}, nearest: {nearest}";
        }
    }

    private static IEnumerable<string> OfValue(JsonNode? value, JsonObject schema, string where)
    {
        var text = value?.ToJsonString() ?? "null";
        if (schema["type"] is { } type && !Types(type).Contains(TypeOf(value)) && !IsWhole(type, value))
        {
            yield return $"{where}: {text} is no {type.ToJsonString()}";
            yield break;
        }

        if (schema["const"] is { } only && only.ToJsonString() != text)
        {
            yield return $"{where}: {text} is not {only.ToJsonString()}";
        }

        if (schema["enum"] is JsonArray words && !words.Any(w => (w?.ToJsonString() ?? "null") == text))
        {
            yield return $"{where}: {text} is none of {words.ToJsonString()}";
        }

        if (value is not null && IsOutside(value, schema))
        {
            yield return $"{where}: {text} is out of its range";
        }

        if (schema["format"] is { } format && value is not null && !IsTime((string)value!))
        {
            yield return $"{where}: {text} is no {format}";
        }
    }

    private static IEnumerable<string> OfItems(JsonNode? value, JsonObject schema, string where) =>
        value is JsonArray list && schema["items"] is JsonObject items
            ? list.SelectMany((item, i) => Faults(item, items, $"{where}[{i}]"))
            : [];

    private static IEnumerable<string> OfProperties(JsonNode? value, JsonObject schema, string where)
    {
        if (value is not JsonObject map)
        {
            yield break;
        }

        var properties = schema["properties"]?.AsObject();
        var others = schema["additionalProperties"];
        foreach (var name in (schema["required"]?.AsArray() ?? []).Where(r => !map.ContainsKey((string)r!)))
        {
            yield return $"{where}: '{name}' is missing";
        }

        foreach (var (key, item) in map)
        {
            var shape = properties?[key] ?? others as JsonObject;
            var isAllowed = shape is not null || (properties is null && schema["type"] is null && others is null);
            foreach (var fault in shape is null ? [] : Faults(item, shape.AsObject(), $"{where}.{key}"))
            {
                yield return fault;
            }

            if (!isAllowed)
            {
                yield return $"{where}: '{key}' is not described";
            }
        }
    }

    private static IEnumerable<string> Types(JsonNode type) =>
        type is JsonArray several ? several.Select(t => (string)t!) : [(string)type!];

    private static string TypeOf(JsonNode? value) =>
        value?.GetValueKind() switch
        {
            null or JsonValueKind.Null => "null",
            JsonValueKind.Object => "object",
            JsonValueKind.Array => "array",
            JsonValueKind.String => "string",
            JsonValueKind.Number => "number",
            _ => "boolean",
        };

    private static bool IsWhole(JsonNode type, JsonNode? value) =>
        Types(type).Contains("integer")
        && value?.GetValueKind() == JsonValueKind.Number
        && long.TryParse(value.ToJsonString(), NumberStyles.AllowLeadingSign, null, out _);

    private static bool IsOutside(JsonNode value, JsonObject schema)
    {
        var (size, least, most) = value.GetValueKind() switch
        {
            JsonValueKind.Number => (Number(value), "minimum", "maximum"),
            JsonValueKind.String => (((string)value!).Length, "minLength", "maxLength"),
            _ => (0.0, "", ""),
        };
        return (schema[least] is { } min && size < Number(min)) || (schema[most] is { } max && size > Number(max));
    }

    // However the node holds it.
    private static double Number(JsonNode value) => double.Parse(value.ToJsonString(), CultureInfo.InvariantCulture);

    private static bool IsTime(string text) =>
        text.EndsWith('Z') && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, out _);
}
