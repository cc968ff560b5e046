using System.Text.Json.Nodes;

namespace Baton.Server.Describing;

/// <summary>Makes an example of a shape: the one that is written with it, or one that is put together from its parts.</summary>
internal static class Example
{
    /// <param name="schemas">The named shapes.</param>
    public static JsonNode? Of(JsonObject schema, JsonObject schemas)
    {
        if (schema["examples"] is JsonArray written)
        {
            return written[0]?.DeepClone();
        }

        if (schema["$ref"] is { } reference)
        {
            return Of(schemas[((string)reference!)[Shape.Folder.Length..]]!.AsObject(), schemas);
        }

        if (schema["oneOf"] is JsonArray choices)
        {
            return Of(choices[0]!.AsObject(), schemas);
        }

        if (schema["items"] is JsonObject items)
        {
            return new JsonArray(Of(items, schemas));
        }

        if (schema["properties"] is not JsonObject properties)
        {
            return OfType(schema);
        }

        return new JsonObject(properties.Select(p => KeyValuePair.Create(p.Key, Of(p.Value!.AsObject(), schemas))));
    }

    /// <summary>Of a value without parts.</summary>
    public static JsonNode? OfType(JsonObject schema)
    {
        if (schema["const"] is { } only)
        {
            return only.DeepClone();
        }

        if (schema["enum"] is JsonArray words)
        {
            return words[0]!.DeepClone();
        }

        return schema["type"] is not JsonValue type
            ? null
            : (string)type! switch
            {
                "integer" or "number" => (long?)schema["minimum"] ?? 1,
                "boolean" => false,
                "object" => new JsonObject(),
                "string" when schema["format"] is not null => "2026-03-02T09:30:00Z",
                _ => "k3v9-x2m7-q4ab",
            };
    }
}
