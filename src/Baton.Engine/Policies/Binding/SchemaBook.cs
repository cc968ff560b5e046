using System.Text.Json.Nodes;

namespace Baton.Engine.Policies.Binding;

/// <summary>The shared parts of a JSON Schema, each described once under <c>$defs</c>.</summary>
internal sealed class SchemaBook
{
    private readonly SortedDictionary<string, JsonObject> _parts = new(StringComparer.Ordinal);

    public JsonObject Shared(string name, Func<JsonObject> describe)
    {
        if (!_parts.ContainsKey(name))
        {
            _parts[name] = [];
            _parts[name] = describe();
        }

        return new JsonObject { ["$ref"] = $"#/$defs/{name}" };
    }

    public JsonObject Parts() => new(_parts.Select(p => KeyValuePair.Create(p.Key, (JsonNode?)p.Value)));
}
