using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Baton.Server.Describing;

/// <summary>
/// A shape as it is written in <c>api/*.yaml</c>, as JSON Schema 2020-12. A value is <c>type, description</c>, where the type is
/// <c>string integer number boolean time any</c>, a shape's name, words with bars between, or <c>map&lt;…&gt;</c>; behind it may
/// stand a range <c>(1..50)</c>, <c>[]</c> for a list, <c>?</c> for null, and <c>=</c> with the value that stands for nothing.
/// A shape is a map of fields, whose names end in <c>?</c> where they may be absent.
/// </summary>
internal static partial class Shape
{
    public const string Folder = "#/components/schemas/";

    /// <summary>A named shape.</summary>
    /// <param name="find">What is written under another name.</param>
    public static JsonObject Named(JsonNode written, Func<string, JsonNode> find)
    {
        if (written is not JsonObject shape)
        {
            return Value(written);
        }

        var schema = new JsonObject { ["description"] = shape["about"]!.DeepClone() };
        if (shape["one_of"] is JsonArray names)
        {
            schema["oneOf"] = new JsonArray([.. names.Select(n => (JsonNode)Reference((string)n!))]);
            return schema;
        }

        AddFields(schema, [.. FieldsOf(shape, find)]);
        if (shape["open"] is { } open)
        {
            schema["additionalProperties"] = Value(open);
        }
        else if (shape["closed"] is not null)
        {
            schema["additionalProperties"] = false;
        }

        if (ExampleOf(shape, find) is { } example)
        {
            schema["examples"] = new JsonArray(example);
        }

        return schema;
    }

    /// <summary>A value; a map is JSON Schema already.</summary>
    public static JsonObject Value(JsonNode written)
    {
        if (written is JsonObject schema)
        {
            return schema.DeepClone().AsObject();
        }

        var (type, description) = Split(written);
        var read = OfType(type);
        if (description is not null)
        {
            read["description"] = description;
        }

        return read;
    }

    /// <summary>The type and the words behind its comma.</summary>
    public static (string Type, string? Description) Split(JsonNode written)
    {
        var text = (string)written!;
        var comma = text.IndexOf(", ", StringComparison.Ordinal);
        return comma < 0 ? (text, null) : (text[..comma], text[(comma + 2)..]);
    }

    public static JsonObject Reference(string name) => new() { ["$ref"] = Folder + name };

    private static IEnumerable<KeyValuePair<string, JsonNode?>> FieldsOf(
        JsonObject shape,
        Func<string, JsonNode> find
    ) =>
        shape["base"] is { } name
            ? FieldsOf(find((string)name!).AsObject(), find).Concat(shape["fields"]!.AsObject())
            : shape["fields"]!.AsObject();

    private static JsonObject? ExampleOf(JsonObject shape, Func<string, JsonNode> find)
    {
        if (
            shape["example"] is JsonObject
            || shape["base"] is not { } name
            || find((string)name!)["example"] is not JsonObject whole
        )
        {
            return shape["example"]?.DeepClone().AsObject();
        }

        var example = whole.DeepClone().AsObject();
        foreach (var (key, field) in shape["fields"]!.AsObject())
        {
            example[key] = Example.OfType(Value(field!));
        }

        return example;
    }

    private static void AddFields(JsonObject schema, IReadOnlyList<KeyValuePair<string, JsonNode?>> fields)
    {
        schema["type"] = "object";
        var properties = new JsonObject();
        foreach (var (key, written) in fields)
        {
            properties[key.TrimEnd('?')] = Value(written!);
        }

        schema["properties"] = properties;
        var required = fields.Where(f => !f.Key.EndsWith('?')).Select(f => (JsonNode)f.Key!).ToArray();
        if (required.Length > 0)
        {
            schema["required"] = new JsonArray(required);
        }
    }

    private static JsonObject OfType(string type)
    {
        var match = Grammar().Match(type);
        if (!match.Success)
        {
            throw new InvalidDataException($"'{type}' is no type");
        }

        var schema = OfBase(match.Groups["base"].Value, match.Groups["of"].Value);
        AddRange(schema, match);
        if (match.Groups["list"].Success)
        {
            schema = new JsonObject { ["type"] = "array", ["items"] = schema };
        }

        if (match.Groups["null"].Success)
        {
            schema = Nullable(schema);
        }

        if (match.Groups["default"] is { Success: true, Value: var value })
        {
            schema["default"] =
                schema["type"] is not { } kind || (string?)kind == "string" ? value : JsonNode.Parse(value);
        }

        return schema;
    }

    private static JsonObject OfBase(string name, string of) =>
        name switch
        {
            "string" or "integer" or "number" or "boolean" => new() { ["type"] = name },
            "time" => new() { ["type"] = "string", ["format"] = "date-time" },
            "any" => [],
            _ when of.Length > 0 => new() { ["type"] = "object", ["additionalProperties"] = OfType(of) },
            _ when char.IsAsciiLetterUpper(name[0]) => Reference(name),
            _ => new()
            {
                ["type"] = "string",
                ["enum"] = new JsonArray([.. name.Split('|').Select(w => (JsonNode)w!)]),
            },
        };

    private static void AddRange(JsonObject schema, Match match)
    {
        var (least, most) = (string?)schema["type"] == "string" ? ("minLength", "maxLength") : ("minimum", "maximum");
        foreach (var (key, group) in new[] { (least, match.Groups["min"]), (most, match.Groups["max"]) })
        {
            if (group.Length > 0)
            {
                schema[key] = long.Parse(group.ValueSpan, CultureInfo.InvariantCulture);
            }
        }
    }

    private static JsonObject Nullable(JsonObject schema)
    {
        if (schema["type"] is null)
        {
            return new JsonObject { ["oneOf"] = new JsonArray(schema, new JsonObject { ["type"] = "null" }) };
        }

        schema["type"] = new JsonArray((string)schema["type"]!, "null");
        if (schema["enum"] is JsonArray words)
        {
            words.Add(null);
        }

        return schema;
    }

    [GeneratedRegex(
        @"^(?<base>map<(?<of>.+)>|[A-Za-z][A-Za-z0-9_:-]*(\|[a-z0-9_:-]+)*|-[a-z]+\|[a-z0-9_|-]+)(\((?<min>\d+)\.\.(?<max>\d*)\))?(?<list>\[\])?(?<null>\?)?(=(?<default>.+))?\z",
        RegexOptions.ExplicitCapture
    )]
    private static partial Regex Grammar();
}
