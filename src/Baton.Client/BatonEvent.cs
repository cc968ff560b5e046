using System.Text.Json;
using System.Text.Json.Serialization;

namespace Baton.Client;

/// <summary>Something that happened. <see cref="Data"/> is what its type has, as the API describes it.</summary>
public sealed record BatonEvent
{
    /// <summary>The journal's record.</summary>
    public long Seq { get; init; }

    /// <summary>Its place in the record; null in a lead's history.</summary>
    public int? Index { get; init; }
    public DateTimeOffset At { get; init; }

    /// <summary>Such as <c>lead_assigned</c>.</summary>
    public string Type { get; set; } = "";

    /// <summary>Who did it; null = Baton itself.</summary>
    public string? Actor { get; init; }

    /// <summary>The lead's opaque id; null where it is about none.</summary>
    public string? Lead { get; init; }

    /// <summary>Free words; in a lead's history alone.</summary>
    public string? Note { get; init; }
    public JsonElement Data { get; init; }

    /// <summary>After which a stream goes on. Keep it once the event is dealt with.</summary>
    [JsonIgnore]
    public string Place => Index is { } index ? $"{Seq}.{index}" : $"{Seq}";
}
