using System.Text.Json;
using System.Text.Json.Serialization;
using Baton.Engine.Assignment;
using Baton.Engine.Conditions;
using Baton.Engine.Events;
using Baton.Engine.Policies;
using Baton.Server.Json;
using Baton.Storage;
using Baton.Storage.Files;
using NodaTime;
using NodaTime.Text;

namespace Baton.Server.Events;

/// <summary>Writes; the API never reads events.</summary>
internal abstract class WritingConverter<T> : JsonConverter<T>
{
    public sealed override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        throw new NotSupportedException($"{typeof(T).Name} is only written");
}

internal sealed class InstantConverter : WritingConverter<Instant>
{
    public override void Write(Utf8JsonWriter writer, Instant value, JsonSerializerOptions options) =>
        writer.WriteStringValue(InstantPattern.ExtendedIso.Format(value));
}

internal sealed class ValueConverter : WritingConverter<Value>
{
    public override void Write(Utf8JsonWriter writer, Value value, JsonSerializerOptions options) =>
        LeadWriter.Write(writer, value);
}

internal sealed class FieldSetConverter : WritingConverter<FieldSet>
{
    public override void Write(Utf8JsonWriter writer, FieldSet value, JsonSerializerOptions options)
    {
        writer.WriteStartObject();
        foreach (var (name, field) in value.Items)
        {
            writer.WritePropertyName(name);
            LeadWriter.Write(writer, field);
        }

        writer.WriteEndObject();
    }
}

internal sealed class MapNodeConverter : WritingConverter<MapNode>
{
    public override void Write(Utf8JsonWriter writer, MapNode value, JsonSerializerOptions options) =>
        JsonNodes.WriteJson(value, writer);
}

/// <summary>An internal number as the opaque id that stands for it.</summary>
internal sealed class LeadNumberConverter : WritingConverter<long>
{
    public override void Write(Utf8JsonWriter writer, long value, JsonSerializerOptions options) =>
        writer.WriteStringValue(PublicId.Of(value));
}

/// <summary>10⁻⁹ units as units.</summary>
internal sealed class NanoConverter : WritingConverter<long>
{
    public override void Write(Utf8JsonWriter writer, long value, JsonSerializerOptions options) =>
        writer.WriteNumberValue(Nano.ToUnits(value));
}
