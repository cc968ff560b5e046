using System.Collections.Immutable;
using NodaTime;

namespace Baton.Storage.Webhooks;

/// <summary>An endpoint that is told of events, as it stands.</summary>
public sealed record Webhook
{
    public const string SecretLost = "secret_lost";

    /// <summary><c>wh_</c> and random letters: never used twice.</summary>
    public required string Id { get; init; }
    public required string Url { get; init; }
    public string? Description { get; init; }

    /// <summary>Names of event types; <c>*</c> alone = all.</summary>
    public required ImmutableArray<string> Events { get; init; }
    public required bool Enabled { get; init; }

    /// <summary>Whether a lead's later event waits until the earlier one is delivered or dead.</summary>
    public required bool Ordered { get; init; }

    /// <summary>Whether messages bear the lead's personal data.</summary>
    public required bool Contact { get; init; }
    public required Instant CreatedAt { get; init; }

    /// <summary>The last record of the journal that was looked at for it.</summary>
    public required long Position { get; init; }

    /// <summary>Attempts that failed since the last that did not.</summary>
    public int Failures { get; init; }

    /// <summary>The first of these; null = the last attempt succeeded, or there was none.</summary>
    public Instant? FailingSince { get; init; }

    /// <summary>
    /// Why it was disabled by itself: <c>gone</c>, <c>failing</c>, or <see cref="SecretLost"/> for as long as it cannot sign;
    /// null = it was not.
    /// </summary>
    public string? DisabledReason { get; init; }

    /// <summary>Empty = it is lost: the key that it was sealed by is not there.</summary>
    public required ReadOnlyMemory<byte> Secret { get; init; }

    /// <summary>The secret before the last rotation, which signs too until <see cref="OldUntil"/>; empty = none, or lost.</summary>
    public ReadOnlyMemory<byte> OldSecret { get; init; }
    public Instant? OldUntil { get; init; }

    public bool Wants(string type) => Events.Contains(type) || Events is ["*"];

    /// <summary>What signs at this instant, the newest first.</summary>
    public IEnumerable<ReadOnlyMemory<byte>> SecretsAt(Instant now) =>
        now < OldUntil && !OldSecret.IsEmpty ? [Secret, OldSecret] : [Secret];
}

/// <summary>What people say of a webhook.</summary>
public sealed record WebhookConfig(string Url, ImmutableArray<string> Events)
{
    public string? Description { get; init; }
    public bool Enabled { get; init; } = true;
    public bool Ordered { get; init; } = true;
    public bool Contact { get; init; }

    public static WebhookConfig Of(Webhook hook) =>
        new(hook.Url, hook.Events)
        {
            Description = hook.Description,
            Enabled = hook.Enabled,
            Ordered = hook.Ordered,
            Contact = hook.Contact,
        };
}
