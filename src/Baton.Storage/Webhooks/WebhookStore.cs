using System.Security.Cryptography;
using Baton.Storage.Sqlite;
using NodaTime;

namespace Baton.Storage.Webhooks;

/// <summary>The endpoints that are told of events. Every act is audited in the transaction that does it. Thread-safe.</summary>
public sealed class WebhookStore
{
    /// <summary>How long a secret signs on after it was replaced.</summary>
    public static readonly Duration OldSecretLasts = Duration.FromHours(24);

    /// <summary>In bytes.</summary>
    internal const int SecretLength = 32;
    private const int IdLength = 16;
    private const string Letters = "0123456789abcdefghjkmnpqrstvwxyz";

    private readonly SqliteWebhooks _webhooks;
    private readonly TimeProvider _clock;

    internal WebhookStore(SqliteDatabase database, SecretSeal seal, TimeProvider clock) =>
        (_webhooks, _clock) = (new SqliteWebhooks(database, seal), clock);

    private Instant Now => Times.Now(_clock);

    /// <summary>Seals the secrets that an older version wrote in clear.</summary>
    /// <exception cref="StoreException">The key's file cannot be read or made.</exception>
    public void SealSecrets() => _webhooks.SealAll();

    /// <summary>In order of making.</summary>
    public IReadOnlyList<Webhook> List() => _webhooks.List();

    public Webhook? Get(string id) => _webhooks.List().FirstOrDefault(w => w.Id == id);

    /// <param name="after">The record of the journal after which it begins.</param>
    /// <param name="most">How many there may be.</param>
    /// <returns>Null = there are as many already.</returns>
    public Webhook? Add(WebhookConfig config, long after, int most, ActBy by)
    {
        var hook = new Webhook
        {
            Id = "wh_" + RandomNumberGenerator.GetString(Letters, IdLength),
            Url = config.Url,
            Description = config.Description,
            Events = config.Events,
            Enabled = config.Enabled,
            Ordered = config.Ordered,
            Contact = config.Contact,
            CreatedAt = Now,
            Position = after,
            Secret = RandomNumberGenerator.GetBytes(SecretLength),
        };
        return _webhooks.Add(hook, most, by) ? hook : null;
    }

    /// <summary>Null = there is none of this id. What waits is tried now; enabling forgets the failures.</summary>
    public Webhook? Change(string id, WebhookConfig config, ActBy by) =>
        _webhooks.Change(id, config, Now, by) ? Get(id) : null;

    /// <summary>Makes a new secret; the one before signs too for a day. Null = there is none of this id.</summary>
    public Webhook? Rotate(string id, ActBy by) =>
        _webhooks.Rotate(id, RandomNumberGenerator.GetBytes(SecretLength), Now, Now + OldSecretLasts, by)
            ? Get(id)
            : null;

    /// <summary>False = there is none of this id. What it was told goes bit by bit, in <see cref="DeliveryStore.Prune"/>.</summary>
    public bool Delete(string id, ActBy by) => _webhooks.Delete(id, Now, by);
}
