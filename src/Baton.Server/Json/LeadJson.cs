using System.Buffers;
using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Text.Json;
using Baton.Engine.Capture;
using Baton.Engine.Conditions;
using Baton.Engine.Policies;

namespace Baton.Server.Json;

/// <summary>Text that is no JSON, and where it stops being any.</summary>
internal sealed record JsonFault(Position At, string Message)
{
    public override string ToString() => $"{At}: {Message}";
}

/// <summary>
/// Reads a flat JSON object straight into names and values, for leads and the bodies of actions: no document is built
/// between. A name that stands twice is kept twice; who takes the fields reports it.
/// </summary>
internal static class LeadJson
{
    private const int Deepest = 16;
    private static readonly JsonReaderOptions Options = new() { MaxDepth = Deepest };

    // The names that come with nearly every lead, so that they are not made anew for each.
    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Names = LeadSchema
        .Standard.Fields.Select(f => f.Name)
        .ToFrozenSet(StringComparer.Ordinal)
        .GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>The object's fields; null with a fault where the text is malformed or no object.</summary>
    public static List<KeyValuePair<string, Value>>? Read(in ReadOnlySequence<byte> text, out JsonFault? fault)
    {
        var body = WithoutMark(text);
        var reader = new Utf8JsonReader(body, Options);
        fault = null;
        try
        {
            return ReadObject(ref reader, ref fault);
        }
        catch (JsonException broken)
        {
            var at = new Position((int)(broken.LineNumber ?? 0) + 1, (int)(broken.BytePositionInLine ?? 0) + 1);
            fault = new JsonFault(at, Reason(broken));
            return null;
        }
        catch (InvalidOperationException)
        {
            // Escapes or bytes that make no Unicode text.
            fault = new JsonFault(PlaceOf(body, reader.TokenStartIndex), "a text that is not valid Unicode");
            return null;
        }
    }

    private static List<KeyValuePair<string, Value>>? ReadObject(ref Utf8JsonReader reader, ref JsonFault? fault)
    {
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            reader.Skip();
            while (reader.Read()) { }

            fault = new JsonFault(new Position(1, 1), "expected an object with fields");
            return null;
        }

        var fields = new List<KeyValuePair<string, Value>>(16);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = NameOf(ref reader);
            reader.Read();
            fields.Add(new(name, ReadValue(ref reader)));
        }

        // Anything but blanks after the object is a fault of the reader's own.
        while (reader.Read()) { }

        return fields;
    }

    private static string NameOf(ref Utf8JsonReader reader)
    {
        var length = reader.HasValueSequence ? reader.ValueSequence.Length : reader.ValueSpan.Length;
        if (length > 64)
        {
            return reader.GetString()!;
        }

        Span<char> text = stackalloc char[64];
        var name = text[..reader.CopyString(text)];
        return Names.TryGetValue(name, out var known) ? known : name.ToString();
    }

    private static Value ReadValue(ref Utf8JsonReader reader) =>
        reader.TokenType switch
        {
            JsonTokenType.String => Value.Of(reader.GetString()),
            JsonTokenType.Number => reader.TryGetInt64(out var whole) ? Value.Of(whole) : Value.Of(reader.GetDouble()),
            JsonTokenType.True => Value.True,
            JsonTokenType.False => Value.False,
            JsonTokenType.StartArray => ReadList(ref reader),
            JsonTokenType.StartObject => ReadMap(ref reader),
            _ => Value.Null,
        };

    private static Value ReadList(ref Utf8JsonReader reader)
    {
        var items = ImmutableArray.CreateBuilder<Value>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            items.Add(ReadValue(ref reader));
        }

        return Value.Of(items.DrainToImmutable());
    }

    private static Value ReadMap(ref Utf8JsonReader reader)
    {
        var map = ImmutableSortedDictionary.CreateBuilder<string, Value>(StringComparer.Ordinal);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader.GetString()!;
            reader.Read();
            map[name] = ReadValue(ref reader);
        }

        return Value.Of(map.ToImmutable());
    }

    private static ReadOnlySequence<byte> WithoutMark(in ReadOnlySequence<byte> text)
    {
        ReadOnlySpan<byte> mark = [0xEF, 0xBB, 0xBF];
        return text.Length >= mark.Length && text.Slice(0, mark.Length).ToArray().AsSpan().SequenceEqual(mark)
            ? text.Slice(mark.Length)
            : text;
    }

    // The framework's words end in a path and a position of its own counting.
    private static string Reason(JsonException broken)
    {
        var text = broken.Message;
        if (text.StartsWith("The input does not contain", StringComparison.Ordinal))
        {
            return "nothing was sent: expected an object with fields";
        }

        if (text.StartsWith("Expected depth to be zero", StringComparison.Ordinal))
        {
            return "the text ends before its object is closed";
        }

        var end = text.IndexOf(" LineNumber:", StringComparison.Ordinal);
        text = end < 0 ? text : text[..end];
        end = text.IndexOf(" Path:", StringComparison.Ordinal);
        return end < 0 ? text : text[..end];
    }

    private static Position PlaceOf(in ReadOnlySequence<byte> text, long offset)
    {
        var (line, column) = (1, 1);
        foreach (var part in text.Slice(0, offset))
        {
            foreach (var unit in part.Span)
            {
                (line, column) = unit == (byte)'\n' ? (line + 1, 1) : (line, column + 1);
            }
        }

        return new Position(line, column);
    }
}
