using System.Text.Json.Nodes;

namespace Baton.Client;

/// <summary>What the bodies of actions say; null is left out.</summary>
internal sealed record ActionBody
{
    public string? Rep { get; init; }
    public string? By { get; init; }
    public string? Reason { get; init; }
    public string? Note { get; init; }
    public bool? Won { get; init; }
    public decimal? Value { get; init; }
    public JsonObject? Answers { get; init; }
    public string? Disqualify { get; init; }
    public string? Status { get; init; }
}

internal sealed record ActivityBody(string Type, DateTimeOffset? At, JsonNode? Value);

internal sealed record AdjustmentBody(IReadOnlyDictionary<string, decimal> Adjust, string Note);
