using System.Buffers;
using System.Collections.Immutable;
using System.Text.Json;
using System.Text.RegularExpressions;
using Baton.Engine.Policies;

namespace Baton.Storage.Files;

/// <summary>
/// Documents as JSON, without loss: texts are quoted scalars, numbers (as they were written), true, false and null are
/// plain ones. A plain scalar that is none of those, as YAML has them, becomes a text. Positions are not kept.
/// </summary>
public static partial class JsonNodes
{
    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = 128, AllowDuplicateProperties = false };

    /// <summary>
    /// Throws <see cref="JsonException"/> where the text is no JSON, a map has a key twice or a text holds half of a
    /// surrogate pair.
    /// </summary>
    public static Node ReadJson(string text)
    {
        using var document = JsonDocument.Parse(text, Strict);
        return FromJson(document.RootElement);
    }

    /// <exception cref="JsonException">A text holds half of a surrogate pair.</exception>
    public static Node FromJson(JsonElement element)
    {
        try
        {
            return Of(element);
        }
        catch (InvalidOperationException halved)
        {
            throw new JsonException("a text holds half of a character: \\ud800 to \\udfff stand in pairs", halved);
        }
    }

    private static Node Of(JsonElement element) =>
        element.ValueKind switch
        {
            JsonValueKind.Object => new MapNode(
                [.. element.EnumerateObject().Select(p => new Entry(p.Name, Position.None, Of(p.Value)))],
                Position.None
            ),
            JsonValueKind.Array => new ListNode([.. element.EnumerateArray().Select(Of)], Position.None),
            JsonValueKind.String => new ScalarNode(element.GetString()!, true, Position.None),
            _ => new ScalarNode(element.GetRawText(), false, Position.None),
        };

    public static void WriteJson(Node node, Utf8JsonWriter writer)
    {
        switch (node)
        {
            case ScalarNode scalar:
                WriteScalar(scalar, writer);
                break;
            case ListNode list:
                writer.WriteStartArray();
                list.Items.ToList().ForEach(item => WriteJson(item, writer));
                writer.WriteEndArray();
                break;
            case MapNode map:
                writer.WriteStartObject();
                map.Entries.ToList().ForEach(entry => WriteEntry(entry, writer));
                writer.WriteEndObject();
                break;
            default:
                throw new InvalidOperationException($"unknown node {node.GetType().Name}");
        }
    }

    public static string ToJson(Node node)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            WriteJson(node, writer);
        }

        return System.Text.Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    /// <summary>Whether a plain scalar is a number of JSON; it alone keeps its exact text.</summary>
    internal static bool IsNumber(string text) => Number().IsMatch(text);

    private static void WriteEntry(Entry entry, Utf8JsonWriter writer)
    {
        writer.WritePropertyName(entry.Key);
        WriteJson(entry.Value, writer);
    }

    private static void WriteScalar(ScalarNode scalar, Utf8JsonWriter writer)
    {
        if (scalar.IsNull)
        {
            writer.WriteNullValue();
        }
        else if (scalar is { Quoted: false, Text: "true" or "false" })
        {
            writer.WriteBooleanValue(scalar.Text == "true");
        }
        else if (!scalar.Quoted && IsNumber(scalar.Text))
        {
            writer.WriteRawValue(scalar.Text);
        }
        else
        {
            writer.WriteStringValue(scalar.Text);
        }
    }

    [GeneratedRegex(@"^-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?\z")]
    private static partial Regex Number();
}
