using System.Net.Http.Headers;
using Baton.Storage.Webhooks;
using NodaTime;

namespace Baton.Server.Webhooks;

/// <summary>
/// When a delivery is tried again: exponential backoff with full jitter (M. Brooker, "Exponential Backoff And Jitter", 2015), so
/// that what failed together does not come back together.
/// </summary>
internal sealed class RetrySchedule(WebhookSettings settings)
{
    private static readonly Duration LongestAsked = Duration.FromHours(24);

    /// <param name="failed">Failed tries of this round, from 1.</param>
    /// <param name="asked">How long the receiver asks to wait; at most a day is heeded.</param>
    /// <returns>Null = that was the last.</returns>
    public Instant? Next(int failed, Instant now, Duration? asked)
    {
        if (failed > settings.Retries.Length)
        {
            return null;
        }

        var wait = Duration.FromTimeSpan(settings.Retries[failed - 1] * Random.Shared.NextDouble());
        return now + Duration.Max(wait, Duration.Min(asked ?? Duration.Zero, LongestAsked));
    }

    /// <summary>What an attempt makes of its delivery.</summary>
    public AttemptResult Judge(Delivery delivery, Sent sent, Instant now)
    {
        var attempt = sent.Attempt with { N = delivery.Tries + 1 };
        if (sent.Succeeded)
        {
            return new AttemptResult(delivery, attempt, DeliveryState.Delivered, now);
        }

        return Next(attempt.N - delivery.Spent, now, sent.RetryAfter) is { } next
            ? new AttemptResult(delivery, attempt, DeliveryState.Waiting, next)
            : new AttemptResult(delivery, attempt, DeliveryState.Dead, now);
    }

    /// <summary>What <c>Retry-After</c> asks for; null = nothing that can be read.</summary>
    public static Duration? Asked(HttpResponseHeaders headers, Instant now) =>
        headers.RetryAfter is not { } asked ? null
        : asked.Delta is { } delta ? Duration.FromTimeSpan(delta)
        : asked.Date is { } date ? Duration.Max(Duration.Zero, Instant.FromDateTimeOffset(date) - now)
        : null;
}
