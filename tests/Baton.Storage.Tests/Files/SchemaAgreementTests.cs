using System.Text.Json;
using Baton.Engine.Policies;
using Baton.Storage.Files;

namespace Baton.Storage.Tests.Files;

public sealed class SchemaAgreementTests
{
    private readonly JsonElement _schema = JsonDocument.Parse(WorkspaceSchema.ToJson()).RootElement;
    private readonly HashSet<string> _met = [];

    [Fact]
    public void The_sample_fits_the_schema_and_uses_every_key_of_it()
    {
        var sample = JsonDocument.Parse(JsonNodes.ToJson(Read(Sample.Everything))).RootElement;

        Fits(sample, _schema).ShouldBeTrue();

        Keys().Except(_met).ShouldBeEmpty();
    }

    [Fact]
    public void Every_given_workspace_fits_the_schema()
    {
        foreach (
            var (_, scenario) in Scenarios
                .All()
                .Where(s => s.Scenario["given"] is MapNode && s.Scenario["given_error"] is null)
        )
        {
            var given = JsonNodes.ToJson(scenario["given"]!);
            Fits(JsonDocument.Parse(given).RootElement, _schema).ShouldBeTrue(given);
        }
    }

    [Theory]
    [InlineData("reps: [{ id: a, weight: 1001 }]")]
    [InlineData("reps: [{ weight: 1 }]")]
    [InlineData("policy: { pools: { p: { metod: ranked } } }")]
    [InlineData("policy: { pools: { p: { method: ranke } } }")]
    public void What_the_binder_refuses_the_editor_underlines(string text)
    {
        Fits(JsonDocument.Parse(JsonNodes.ToJson(Read(text))).RootElement, _schema).ShouldBeFalse();
    }

    [Fact]
    public void Every_key_has_a_description()
    {
        var silent = _schema
            .GetProperty("$defs")
            .EnumerateObject()
            .SelectMany(part =>
                part.Value.GetProperty("properties")
                    .EnumerateObject()
                    .Where(key => !key.Value.TryGetProperty("description", out _))
                    .Select(key => $"{part.Name}.{key.Name}")
            );

        silent.ShouldBeEmpty();
    }

    private IEnumerable<string> Keys() =>
        _schema
            .GetProperty("$defs")
            .EnumerateObject()
            .SelectMany(part =>
                part.Value.GetProperty("properties").EnumerateObject().Select(key => $"{part.Name}.{key.Name}")
            )
            .Except(["territory_table.table", "account_table.table"]);

    // As much of JSON Schema as the schema of the workspace file uses, but for formats and patterns.
    private bool Fits(JsonElement value, JsonElement schema, string name = "")
    {
        if (schema.TryGetProperty("$ref", out var reference))
        {
            var part = reference.GetString()!["#/$defs/".Length..];
            return Fits(value, _schema.GetProperty("$defs").GetProperty(part), part);
        }

        if (schema.TryGetProperty("anyOf", out var ways))
        {
            return ways.EnumerateArray().Any(way => Fits(value, way));
        }

        if (schema.TryGetProperty("enum", out var words))
        {
            return value.ValueKind == JsonValueKind.String
                && words.EnumerateArray().Any(w => w.GetString() == value.GetString());
        }

        return FitsType(value, schema)
            && value.ValueKind switch
            {
                JsonValueKind.Object => FitsMap(value, schema, name),
                JsonValueKind.Array => !schema.TryGetProperty("items", out var items)
                    || value.EnumerateArray().All(i => Fits(i, items)),
                JsonValueKind.Number => FitsRange(value.GetDecimal(), schema),
                _ => true,
            };
    }

    private static bool FitsType(JsonElement value, JsonElement schema)
    {
        if (!schema.TryGetProperty("type", out var type))
        {
            return true;
        }

        var types =
            type.ValueKind == JsonValueKind.Array
                ? type.EnumerateArray().Select(t => t.GetString()).ToList()
                : [type.GetString()];
        return value.ValueKind switch
        {
            JsonValueKind.Object => types.Contains("object"),
            JsonValueKind.Array => types.Contains("array"),
            JsonValueKind.String => types.Contains("string"),
            JsonValueKind.Number => types.Contains("number") || (types.Contains("integer") && value.TryGetInt64(out _)),
            JsonValueKind.True or JsonValueKind.False => types.Contains("boolean"),
            _ => false,
        };
    }

    private static bool FitsRange(decimal number, JsonElement schema) =>
        (!schema.TryGetProperty("minimum", out var least) || number >= least.GetDecimal())
        && (!schema.TryGetProperty("maximum", out var most) || number <= most.GetDecimal());

    private bool FitsMap(JsonElement map, JsonElement schema, string name)
    {
        if (
            schema.TryGetProperty("required", out var required)
            && !required.EnumerateArray().All(k => map.TryGetProperty(k.GetString()!, out _))
        )
        {
            return false;
        }

        return map.EnumerateObject().All(entry => FitsEntry(entry, schema, name));
    }

    private bool FitsEntry(JsonProperty entry, JsonElement schema, string name)
    {
        if (schema.TryGetProperty("properties", out var known) && known.TryGetProperty(entry.Name, out var key))
        {
            _met.Add($"{name}.{entry.Name}");
            return Fits(entry.Value, key);
        }

        return !schema.TryGetProperty("additionalProperties", out var other)
            || (other.ValueKind == JsonValueKind.Object && Fits(entry.Value, other));
    }

    private static Node Read(string text) => YamlReader.Read(text, null, new List<Fault>())!;
}
