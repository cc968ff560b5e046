using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Baton.Client;

/// <summary>A URL that is told of events.</summary>
public sealed record Webhook
{
    public required string Id { get; init; }
    public required string Url { get; init; }
    public string? Description { get; init; }

    /// <summary>Types of events; <c>*</c> alone = all.</summary>
    public ImmutableArray<string> Events { get; set; } = [];
    public bool Enabled { get; init; }

    /// <summary>A lead's next event waits until the one before is delivered.</summary>
    public bool Ordered { get; init; }

    /// <summary>Messages bear the lead's personal data.</summary>
    public bool Contact { get; init; }

    /// <summary>Why the server disabled it; null = it did not.</summary>
    public string? DisabledReason { get; init; }

    /// <summary>In a row.</summary>
    public int Failures { get; init; }

    /// <summary>The first of them; null = there are none.</summary>
    public DateTimeOffset? FailingSince { get; init; }

    /// <summary>The journal's record up to which deliveries were made.</summary>
    public long After { get; init; }
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>Until then the secret before signs too; null = there is none.</summary>
    public DateTimeOffset? OldSecretUntil { get; init; }

    /// <summary>What signs the messages, <c>whsec_…</c>; null but in the answer that made it.</summary>
    public string? Secret { get; init; }
}

/// <summary>A URL that is to be told of events. Null = as the server has it by itself.</summary>
public sealed record NewWebhook
{
    /// <summary>https, and public.</summary>
    public required string Url { get; init; }

    /// <summary>Types of events; null = all.</summary>
    public IReadOnlyList<string>? Events { get; init; }
    public string? Description { get; init; }

    /// <summary>Null = true.</summary>
    public bool? Enabled { get; init; }

    /// <summary>Null = true.</summary>
    public bool? Ordered { get; init; }

    /// <summary>Null = false.</summary>
    public bool? Contact { get; init; }

    /// <summary>Begins after this record of the journal; null = with what happens next.</summary>
    public long? After { get; init; }
}

/// <summary>What to change of a webhook; null = nothing.</summary>
public sealed record WebhookChange
{
    public string? Url { get; init; }
    public IReadOnlyList<string>? Events { get; init; }
    public string? Description { get; init; }
    public bool? Enabled { get; init; }
    public bool? Ordered { get; init; }
    public bool? Contact { get; init; }

    /// <summary>What is to be empty: description.</summary>
    [JsonIgnore]
    public ImmutableArray<string> Clear { get; init; } = [];
}

/// <summary>One event for one webhook.</summary>
public sealed record Delivery
{
    public required string Id { get; init; }

    /// <summary>The header <c>webhook-id</c>, the same in every try.</summary>
    public string Message { get; set; } = "";

    /// <summary>The event's.</summary>
    public string Type { get; set; } = "";

    /// <summary>The lead's opaque id; null = the event is of none.</summary>
    public string? Lead { get; init; }

    /// <summary>waiting, delivered or dead.</summary>
    public string State { get; set; } = "";

    /// <summary>So far.</summary>
    public int Tries { get; init; }

    /// <summary>That the last try was answered with; null = with none.</summary>
    public int? Status { get; init; }

    /// <summary>Why the last try failed, as a code; null = it did not.</summary>
    public string? Error { get; init; }
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>Null = it does not wait.</summary>
    public DateTimeOffset? NextTryAt { get; init; }

    /// <summary>When it was delivered or given up; null = neither.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>Every try in order; empty in a list.</summary>
    public ImmutableArray<DeliveryAttempt> Attempts { get; set; } = [];

    /// <summary>As it would be sent now; null in a list, and where its record was let go.</summary>
    public JsonElement? Body { get; init; }
}

/// <summary>One try of a delivery.</summary>
/// <param name="N">Counted from 1.</param>
/// <param name="Milliseconds">How long it took.</param>
/// <param name="Status">Null = there was no answer.</param>
/// <param name="Error">Such as <c>timeout</c>; null = it was answered.</param>
/// <param name="Answer">Its beginning.</param>
public sealed record DeliveryAttempt(
    int N,
    DateTimeOffset At,
    long Milliseconds,
    int? Status,
    string? Error,
    string? Answer
);

/// <summary>How many are sent again.</summary>
/// <param name="Count">Deliveries.</param>
/// <param name="More">Ask again for the others.</param>
public sealed record Redelivered([property: JsonPropertyName("redelivered")] int Count, bool More);

internal sealed record RedeliverBody(string State, DateTimeOffset? Since);
