using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Baton.Client;

/// <summary>A lead's fields; null = absent. In an update null leaves a field as it is: clear one through <see cref="Custom"/>.</summary>
public sealed record LeadFields : IJsonOnSerializing, IJsonOnDeserialized
{
    /// <summary>Your own id of the lead. The same id with the same content is the same lead.</summary>
    public string? Id { get; init; }
    public string? ExternalId { get; init; }
    public string? Email { get; init; }
    public string? Phone { get; init; }
    public string? FirstName { get; init; }
    public string? LastName { get; init; }
    public string? Name { get; init; }
    public string? Title { get; init; }
    public string? Company { get; init; }
    public string? Domain { get; init; }
    public string? Website { get; init; }
    public decimal? Employees { get; init; }
    public decimal? Revenue { get; init; }
    public string? Industry { get; init; }
    public string? Country { get; init; }
    public string? Region { get; init; }
    public string? City { get; init; }
    public string? PostalCode { get; init; }
    public string? Language { get; init; }
    public string? Source { get; init; }
    public string? Campaign { get; init; }
    public string? Medium { get; init; }
    public string? LandingPage { get; init; }
    public string? Message { get; init; }
    public string? Product { get; init; }
    public decimal? Budget { get; init; }
    public decimal? Value { get; init; }
    public IReadOnlyList<string>? Interests { get; init; }
    public bool? Consent { get; init; }
    public DateTimeOffset? CreatedAt { get; init; }

    /// <summary>Fields of the workspace's own and all others, by name: <c>Custom = { ["seats"] = 3 }</c>. An explicit null clears one.</summary>
    [JsonIgnore]
    public JsonObject Custom { get; set; } = [];

    // The generated writer breaks a JsonObject in this place in two.
    [JsonInclude]
    [JsonExtensionData]
    internal Dictionary<string, JsonElement>? Others { get; set; }

    void IJsonOnSerializing.OnSerializing() =>
        Others = Custom.ToDictionary(f => f.Key, f => JsonElement.Parse(f.Value?.ToJsonString() ?? "null"));

    void IJsonOnDeserialized.OnDeserialized()
    {
        foreach (var (name, value) in Others ?? [])
        {
            Custom[name] = JsonNode.Parse(value.GetRawText());
        }

        Others = null;
    }
}
