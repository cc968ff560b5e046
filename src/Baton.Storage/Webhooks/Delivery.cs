using System.Collections.Immutable;
using System.Globalization;
using NodaTime;

namespace Baton.Storage.Webhooks;

/// <summary>An event's place in the journal, which is its delivery's id: <c>12.0</c> is the first event of record 12.</summary>
public readonly record struct DeliveryId(long Seq, long Place)
{
    /// <summary>Null where the text is none.</summary>
    public static DeliveryId? Read(string text) =>
        text.Split('.') is [var seq, var place]
        && long.TryParse(seq, NumberStyles.None, CultureInfo.InvariantCulture, out var first)
        && long.TryParse(place, NumberStyles.None, CultureInfo.InvariantCulture, out var second)
            ? new DeliveryId(first, second)
            : null;

    public override string ToString() => $"{Seq}.{Place}";
}

public enum DeliveryState
{
    /// <summary>To be sent, or to be tried again.</summary>
    Waiting,

    /// <summary>Answered with a status of 2xx.</summary>
    Delivered,

    /// <summary>Given up after the last try.</summary>
    Dead,
}

/// <summary>That a webhook is to be told of one event. The message itself is made when it is sent.</summary>
public sealed record Delivery
{
    public required string Webhook { get; init; }
    public required DeliveryId Id { get; init; }

    /// <summary>Behind what it waits: the lead's number, 0 = events of no lead, below 0 = a test, which waits behind nothing.</summary>
    public required long Line { get; init; }
    public required string Type { get; init; }
    public DeliveryState State { get; init; }

    /// <summary>All attempts.</summary>
    public int Tries { get; init; }

    /// <summary>Those made before it was last sent again by hand.</summary>
    public int Spent { get; init; }
    public required Instant CreatedAt { get; init; }

    /// <summary>Not before this it is sent.</summary>
    public required Instant DueAt { get; init; }

    /// <summary>When it was delivered or given up; null = neither.</summary>
    public Instant? EndedAt { get; init; }

    /// <summary>The status of the last answer; null = there was none.</summary>
    public int? Status { get; init; }

    /// <summary>What failed in the last attempt; null = it was answered, or there was none.</summary>
    public string? Error { get; init; }

    public long? Lead => Line > 0 ? Line : null;

    public bool IsTest => Line < 0;
}

/// <summary>One request to an endpoint, and what came of it.</summary>
/// <param name="Status">Null = no answer.</param>
/// <param name="Error">What failed, as a code; null = it was answered.</param>
/// <param name="Answer">The first bytes of the answer as text. May hold personal data.</param>
public sealed record Attempt(Instant At, Duration Took, int? Status, string? Error, string? Answer)
{
    /// <summary>From 1.</summary>
    public int N { get; init; }
}

/// <summary>An attempt and what it makes of its delivery.</summary>
/// <param name="DueAt">When to try again; of no meaning where it is not waiting.</param>
public sealed record AttemptResult(Delivery Delivery, Attempt Attempt, DeliveryState State, Instant DueAt);

/// <summary>How an endpoint does after some attempts.</summary>
/// <param name="DisabledReason">Null = it stays enabled.</param>
/// <param name="Recovered">It answers again after a row of failures: what waits is tried now.</param>
public sealed record WebhookHealth(
    string Webhook,
    int Failures,
    Instant? FailingSince,
    string? DisabledReason,
    bool Recovered
);

/// <summary>What is written together: new deliveries, how far the journal was looked at, and what came of attempts.</summary>
public sealed record DeliveryBatch
{
    public ImmutableArray<Delivery> Opened { get; init; } = [];
    public ImmutableArray<(string Webhook, long Position)> Positions { get; init; } = [];
    public ImmutableArray<AttemptResult> Results { get; init; } = [];
    public ImmutableArray<WebhookHealth> Health { get; init; } = [];
}
