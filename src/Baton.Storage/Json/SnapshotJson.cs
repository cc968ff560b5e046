using System.Collections.Immutable;
using System.IO.Compression;
using System.Text.Json;
using System.Text.Json.Serialization;
using Baton.Engine.Conditions;
using Baton.Engine.Policies;
using Baton.Engine.Snapshots;
using NodaTime;
using NodaTime.Text;

namespace Baton.Storage.Json;

/// <summary>
/// Snapshots as compressed JSON, which a base still is. Everything is written, defaults too: a property that is missing means that another
/// version wrote it, and then <see cref="Read"/> says so and the journal is replayed instead.
/// </summary>
internal static class SnapshotJson
{
    public static byte[] Write(WorkspaceSnapshot snapshot)
    {
        using var body = new MemoryStream();
        using (var compressed = new GZipStream(body, CompressionLevel.Fastest))
        {
            JsonSerializer.Serialize(compressed, snapshot, SnapshotJsonContext.Default.WorkspaceSnapshot);
        }

        return body.ToArray();
    }

    /// <exception cref="FormatException">The bytes are not what this version writes.</exception>
    public static WorkspaceSnapshot Read(byte[] body)
    {
        try
        {
            using var plain = new GZipStream(new MemoryStream(body), CompressionMode.Decompress);
            return JsonSerializer.Deserialize(plain, SnapshotJsonContext.Default.WorkspaceSnapshot)
                ?? throw new FormatException("the snapshot is empty");
        }
        catch (Exception e) when (e is JsonException or InvalidDataException or InvalidOperationException)
        {
            throw new FormatException($"not a snapshot: {e.Message}", e);
        }
    }
}

[JsonSourceGenerationOptions(
    RespectRequiredConstructorParameters = true,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    Converters = [
        typeof(InstantConverter),
        typeof(DurationConverter),
        typeof(LocalDateConverter),
        typeof(ValueConverter),
        typeof(FieldsConverter),
        typeof(DocumentConverter),
    ]
)]
[JsonSerializable(typeof(WorkspaceSnapshot))]
internal sealed partial class SnapshotJsonContext : JsonSerializerContext;

internal sealed class InstantConverter : JsonConverter<Instant>
{
    public override Instant Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        InstantText.Parse(reader.GetString()!);

    public override void Write(Utf8JsonWriter writer, Instant value, JsonSerializerOptions options) =>
        writer.WriteStringValue(InstantText.Format(value));
}

internal sealed class DurationConverter : JsonConverter<Duration>
{
    public override Duration Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        ValueJson.ParseDuration(reader.GetString()!);

    public override void Write(Utf8JsonWriter writer, Duration value, JsonSerializerOptions options) =>
        writer.WriteStringValue(ValueJson.DurationText(value));
}

internal sealed class LocalDateConverter : JsonConverter<LocalDate>
{
    public override LocalDate Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        LocalDatePattern.Iso.Parse(reader.GetString()!).Value;

    public override void Write(Utf8JsonWriter writer, LocalDate value, JsonSerializerOptions options) =>
        writer.WriteStringValue(LocalDatePattern.Iso.Format(value));
}

internal sealed class ValueConverter : JsonConverter<Value>
{
    public override Value Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        ValueJson.Read(JsonElement.ParseValue(ref reader));

    public override void Write(Utf8JsonWriter writer, Value value, JsonSerializerOptions options) =>
        ValueJson.Write(writer, value);
}

internal sealed class FieldsConverter : JsonConverter<ImmutableArray<KeyValuePair<string, Value>>>
{
    public override ImmutableArray<KeyValuePair<string, Value>> Read(
        ref Utf8JsonReader reader,
        Type typeToConvert,
        JsonSerializerOptions options
    ) => ValueJson.ReadFields(JsonElement.ParseValue(ref reader)).Items;

    public override void Write(
        Utf8JsonWriter writer,
        ImmutableArray<KeyValuePair<string, Value>> value,
        JsonSerializerOptions options
    ) => ValueJson.Write(writer, value.AsSpan());
}

internal sealed class DocumentConverter : JsonConverter<MapNode>
{
    public override MapNode Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        NodeJson.ReadMap(JsonElement.ParseValue(ref reader));

    public override void Write(Utf8JsonWriter writer, MapNode value, JsonSerializerOptions options) =>
        NodeJson.Write(writer, value);
}
