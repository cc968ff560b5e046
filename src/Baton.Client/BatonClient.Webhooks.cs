using System.Globalization;

namespace Baton.Client;

// URLs that are told of events: for an administrator's key.
public sealed partial class BatonClient
{
    public async Task<IReadOnlyList<Webhook>> WebhooksAsync(CancellationToken cancellation = default) =>
        (await Get("/v1/webhooks", BatonJson.Default.PageWebhook, cancellation).ConfigureAwait(false)).Items;

    public Task<Webhook> WebhookAsync(string id, CancellationToken cancellation = default) =>
        Get(OfWebhook(id), BatonJson.Default.Webhook, cancellation);

    /// <summary>Adds a webhook; <see cref="Webhook.Secret"/> is answered here and never again.</summary>
    public Task<Webhook> CreateWebhookAsync(NewWebhook webhook, CancellationToken cancellation = default) =>
        PostOnce("/v1/webhooks", Body(webhook, BatonJson.Default.NewWebhook), BatonJson.Default.Webhook, cancellation);

    /// <summary>Changes what is not null. What waits is tried at once.</summary>
    public Task<Webhook> UpdateWebhookAsync(
        string id,
        WebhookChange change,
        CancellationToken cancellation = default
    ) =>
        Patch(
            OfWebhook(id),
            Change(change, BatonJson.Default.WebhookChange, change.Clear),
            BatonJson.Default.Webhook,
            cancellation
        );

    /// <summary>Deletes it with its deliveries.</summary>
    public Task DeleteWebhookAsync(string id, CancellationToken cancellation = default) =>
        Delete(OfWebhook(id), cancellation);

    /// <summary>Makes a new <see cref="Webhook.Secret"/>; for 24 hours the old one signs too.</summary>
    public Task<Webhook> RotateWebhookSecretAsync(string id, CancellationToken cancellation = default) =>
        PostOnce(OfWebhook(id) + "/rotate", body: null, BatonJson.Default.Webhook, cancellation);

    /// <summary>Sends a test message, before all that waits.</summary>
    public Task<Delivery> TestWebhookAsync(string id, CancellationToken cancellation = default) =>
        PostOnce(OfWebhook(id) + "/test", body: null, BatonJson.Default.Delivery, cancellation);

    /// <summary>What a webhook was told, the newest first, fetched page by page as it is read.</summary>
    /// <param name="state">waiting, delivered or dead; null = all.</param>
    /// <param name="pageSize">How many are fetched at once, 1 to 500; null = 50.</param>
    public IAsyncEnumerable<Delivery> DeliveriesAsync(
        string webhook,
        string? state = null,
        int? pageSize = null,
        CancellationToken cancellation = default
    )
    {
        var query = Query(("state", state), ("limit", pageSize?.ToString(CultureInfo.InvariantCulture)));
        return Pages($"{OfWebhook(webhook)}/deliveries{query}", BatonJson.Default.PageDelivery, cancellation);
    }

    /// <summary>With its body and every attempt.</summary>
    public Task<Delivery> DeliveryAsync(string webhook, string id, CancellationToken cancellation = default) =>
        Get(OfDelivery(webhook, id), BatonJson.Default.Delivery, cancellation);

    public Task RedeliverAsync(string webhook, string id, CancellationToken cancellation = default) =>
        PostOnce(OfDelivery(webhook, id) + "/redeliver", body: null, BatonJson.Default.Redelivered, cancellation);

    /// <summary>Sends many again, at most 10,000: ask again while there are <see cref="Redelivered.More"/>.</summary>
    /// <param name="since">Those due at this instant or later; null = all.</param>
    /// <param name="deliveredToo">Also those that arrived; needs <paramref name="since"/>.</param>
    public Task<Redelivered> RedeliverManyAsync(
        string webhook,
        DateTimeOffset? since = null,
        bool deliveredToo = false,
        CancellationToken cancellation = default
    ) =>
        PostOnce(
            OfWebhook(webhook) + "/redeliver",
            Body(new RedeliverBody(deliveredToo ? "all" : "dead", since), BatonJson.Default.RedeliverBody),
            BatonJson.Default.Redelivered,
            cancellation
        );

    private static string OfWebhook(string id) => "/v1/webhooks/" + Uri.EscapeDataString(id);

    private static string OfDelivery(string webhook, string id) =>
        $"{OfWebhook(webhook)}/deliveries/{Uri.EscapeDataString(id)}";
}
