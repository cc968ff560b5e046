using System.Buffers;
using System.Collections.Immutable;
using System.Text.Json;
using Baton.Engine.Policies;

namespace Baton.Storage.Json;

/// <summary>
/// Documents in the journal, loss-free but for their places: a quoted scalar is a string, a plain one that JSON knows
/// (a number, true, false, null) stands as it was written, any other plain text is <c>{"$":"us-west"}</c>, and a
/// map that would look like that is wrapped in <c>$map</c>. Unlike the JSON of the API this keeps every scalar's
/// spelling and quotes, because what a restart reads must be what was published.
/// </summary>
internal static class NodeJson
{
    public static void Write(Utf8JsonWriter writer, Node node)
    {
        switch (node)
        {
            case ScalarNode scalar:
                WriteScalar(writer, scalar);
                break;
            case ListNode list:
                writer.WriteStartArray();
                foreach (var item in list.Items)
                {
                    Write(writer, item);
                }

                writer.WriteEndArray();
                break;
            case MapNode map:
                WriteMap(writer, map);
                break;
            default:
                throw new InvalidOperationException($"a {node.GetType().Name} has no JSON");
        }
    }

    public static ReadOnlyMemory<byte> ToUtf8(Node node)
    {
        var buffer = new ArrayBufferWriter<byte>(4096);
        using var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { SkipValidation = true });
        Write(writer, node);
        writer.Flush();
        return buffer.WrittenMemory;
    }

    public static Node Read(JsonElement element) =>
        element.ValueKind switch
        {
            JsonValueKind.Array => new ListNode([.. element.EnumerateArray().Select(Read)], Position.None),
            JsonValueKind.Object => ReadObject(element),
            JsonValueKind.String => new ScalarNode(element.GetString()!, Quoted: true, Position.None),
            _ => new ScalarNode(element.GetRawText(), Quoted: false, Position.None),
        };

    public static MapNode ReadMap(JsonElement element) =>
        Read(element) as MapNode ?? throw new FormatException("a document must be a map");

    private static void WriteScalar(Utf8JsonWriter writer, ScalarNode scalar)
    {
        if (scalar.Quoted)
        {
            writer.WriteStringValue(scalar.Text);
        }
        else if (IsJsonLiteral(scalar.Text))
        {
            writer.WriteRawValue(scalar.Text, skipInputValidation: true);
        }
        else
        {
            writer.WriteStartObject();
            writer.WriteString("$"u8, scalar.Text);
            writer.WriteEndObject();
        }
    }

    private static void WriteMap(Utf8JsonWriter writer, MapNode map)
    {
        var ambiguous = map.Entries is [{ Key: "$" or "$map" }];
        if (ambiguous)
        {
            writer.WriteStartObject();
            writer.WritePropertyName("$map"u8);
        }

        writer.WriteStartObject();
        foreach (var entry in map.Entries)
        {
            writer.WritePropertyName(entry.Key);
            Write(writer, entry.Value);
        }

        writer.WriteEndObject();
        if (ambiguous)
        {
            writer.WriteEndObject();
        }
    }

    private static Node ReadObject(JsonElement element)
    {
        if (element.GetPropertyCount() == 1)
        {
            var only = element.EnumerateObject().First();
            if (only.Name == "$")
            {
                return new ScalarNode(only.Value.GetString()!, Quoted: false, Position.None);
            }

            if (only.Name == "$map")
            {
                return ReadEntries(only.Value);
            }
        }

        return ReadEntries(element);
    }

    private static MapNode ReadEntries(JsonElement element)
    {
        var entries = ImmutableArray.CreateBuilder<Entry>(element.GetPropertyCount());
        foreach (var property in element.EnumerateObject())
        {
            entries.Add(new Entry(property.Name, Position.None, Read(property.Value)));
        }

        return new MapNode(entries.DrainToImmutable(), Position.None);
    }

    private static bool IsJsonLiteral(string text) => text is "true" or "false" or "null" || IsNumber(text);

    // The grammar of RFC 8259, number: [-] (0 | 1-9 digits) [. digits] [e [+-] digits].
    private static bool IsNumber(ReadOnlySpan<char> text)
    {
        text = text is ['-', ..] ? text[1..] : text;
        var whole = Digits(text);
        if (whole == 0 || (whole > 1 && text[0] == '0'))
        {
            return false;
        }

        text = text[whole..];
        if (text is ['.', ..])
        {
            var decimals = Digits(text[1..]);
            if (decimals == 0)
            {
                return false;
            }

            text = text[(decimals + 1)..];
        }

        return text.IsEmpty || IsExponent(text);
    }

    private static bool IsExponent(ReadOnlySpan<char> text)
    {
        if (text[0] is not ('e' or 'E'))
        {
            return false;
        }

        var digits = text is [_, '+' or '-', ..] ? text[2..] : text[1..];
        return !digits.IsEmpty && Digits(digits) == digits.Length;
    }

    private static int Digits(ReadOnlySpan<char> text)
    {
        var end = text.IndexOfAnyExceptInRange('0', '9');
        return end < 0 ? text.Length : end;
    }
}
