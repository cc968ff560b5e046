using System.Buffers;
using System.Collections.Immutable;
using System.Text.Json;
using Baton.Engine.Screening.Fuzzy;

namespace Baton.Storage.Json;

/// <summary>What each field said for two leads being one person: names and figures, no contact data.</summary>
internal static class EvidenceJson
{
    public static byte[] Write(ImmutableArray<FieldEvidence> evidence)
    {
        var bytes = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(bytes))
        {
            json.WriteStartArray();
            foreach (var (field, likeness, bits) in evidence)
            {
                json.WriteStartObject();
                json.WriteString("field"u8, field);
                json.WriteNumber("likeness"u8, likeness);
                json.WriteNumber("bits"u8, bits);
                json.WriteEndObject();
            }

            json.WriteEndArray();
        }

        return bytes.WrittenSpan.ToArray();
    }

    public static ImmutableArray<FieldEvidence> Read(string json)
    {
        using var document = JsonDocument.Parse(json);
        return
        [
            .. document
                .RootElement.EnumerateArray()
                .Select(item => new FieldEvidence(
                    item.TextAt("field"u8),
                    item.GetProperty("likeness"u8).GetDecimal(),
                    item.GetProperty("bits"u8).GetDecimal()
                )),
        ];
    }
}
