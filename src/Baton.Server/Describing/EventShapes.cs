using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using System.Text.Json.Serialization.Metadata;
using Baton.Engine.Conditions;
using Baton.Engine.Events;
using Baton.Engine.Policies;
using Baton.Server.Events;
using NodaTime;

namespace Baton.Server.Describing;

/// <summary>
/// The shapes of events, read off the very contracts by which <see cref="EventJson"/> writes them: a shape a type of event, and one
/// for each part that events share. A new event is described without a word more.
/// </summary>
internal static class EventShapes
{
    private const string Prefix = "Event";

    /// <summary>Adds <c>Event</c>, what may stand in its place, and their parts.</summary>
    public static void AddTo(IDictionary<string, JsonObject> schemas)
    {
        var types = EventTypes.Names.OrderBy(t => t.Value, StringComparer.Ordinal).ToArray();
        foreach (var (type, name) in types)
        {
            schemas.Add(type.Name + Prefix, Envelope(type, name, Data(type, schemas)));
        }

        schemas.Add(
            Prefix,
            new JsonObject
            {
                ["description"] = "Something that happened; its type says what stands in data.",
                ["oneOf"] = new JsonArray([.. types.Select(t => (JsonNode)Shape.Reference(t.Key.Name + Prefix))]),
            }
        );
    }

    private static JsonObject Envelope(Type type, string name, JsonObject data)
    {
        var isOfLead = type.IsSubclassOf(typeof(LeadEvent));
        var properties = new JsonObject
        {
            ["seq"] = Described("integer", "the journal's record"),
            ["index"] = Described("integer", "the event's place in its record; not in a lead's history"),
            ["at"] = Described("time", "when it happened"),
            ["type"] = new JsonObject { ["type"] = "string", ["const"] = name },
            ["actor"] = Described("string?", "who did it; null = Baton itself"),
        };
        string[] required = ["seq", "at", "type", "actor", "data"];
        if (isOfLead)
        {
            properties["lead"] = Described("string", "the lead's opaque id");
            properties["note"] = Described("string", "free words on a lead; in its history alone");
            required = [.. required, "lead"];
        }

        properties["data"] = data;
        return new JsonObject
        {
            ["description"] = $"The event {name}.",
            ["type"] = "object",
            ["properties"] = properties,
            ["required"] = new JsonArray([.. required.Select(r => (JsonNode)r!)]),
        };
    }

    private static JsonObject Described(string type, string words) => Shape.Value($"{type}, {words}");

    private static JsonObject Data(Type type, IDictionary<string, JsonObject> schemas) =>
        EventJson
            .Contracts.GetJsonSchemaAsNode(
                type,
                new JsonSchemaExporterOptions
                {
                    TreatNullObliviousAsNonNullable = true,
                    TransformSchemaNode = (context, schema) => Transform(context, schema, schemas),
                }
            )
            .AsObject();

    private static JsonNode Transform(
        JsonSchemaExporterContext context,
        JsonNode schema,
        IDictionary<string, JsonObject> schemas
    )
    {
        var type = Nullable.GetUnderlyingType(context.TypeInfo.Type) ?? context.TypeInfo.Type;
        if (Written(context.PropertyInfo, type) is { } written)
        {
            return written;
        }

        if (schema is not JsonObject node)
        {
            return schema;
        }

        WithoutNull(node);
        if (context.TypeInfo.Kind != JsonTypeInfoKind.Object)
        {
            return node;
        }

        Require(node, context.TypeInfo);
        if (context.Path.IsEmpty)
        {
            return node;
        }

        schemas.TryAdd(Prefix + type.Name, node.DeepClone().AsObject());
        return Shape.Reference(Prefix + type.Name);
    }

    // What a converter of ours writes, the exporter cannot know.
    private static JsonObject? Written(JsonPropertyInfo? property, Type type) =>
        property?.CustomConverter switch
        {
            LeadNumberConverter => Described("string", "a lead's opaque id"),
            NanoConverter => Described("number", "in the ledger's unit"),
            _ when type == typeof(Instant) => Shape.Value("time"),
            _ when type == typeof(Value) => [],
            _ when type == typeof(FieldSet) => Described("map<any>", "fields by name"),
            _ when type == typeof(MapNode) => Described("map<any>", "as in the workspace file"),
            _ => null,
        };

    // Nulls are left out of events.
    private static void WithoutNull(JsonObject node)
    {
        if (node["type"] is JsonArray types)
        {
            node["type"] = types.Select(t => (string)t!).First(t => t != "null");
        }
    }

    private static void Require(JsonObject node, JsonTypeInfo contract)
    {
        node.Remove("required");
        node["type"] = "object";
        var required = contract
            .Properties.Where(p => p.Get is not null && !MayBeNull(p))
            .Select(p => (JsonNode)p.Name!);
        if (required.ToArray() is { Length: > 0 } names)
        {
            node["required"] = new JsonArray(names);
        }
    }

    private static bool MayBeNull(JsonPropertyInfo property) =>
        property.PropertyType.IsValueType
            ? Nullable.GetUnderlyingType(property.PropertyType) is not null
            : property.IsGetNullable;
}
