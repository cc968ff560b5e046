using Baton.Storage.Sqlite;
using NodaTime;

namespace Baton.Storage.Webhooks;

/// <summary>
/// What webhooks were told and are to be told. Only what waits, and the history, has rows: the journal itself is the queue
/// behind them. Writes are short transactions beside the writer. Thread-safe.
/// </summary>
public sealed class DeliveryStore
{
    private readonly SqliteDeliveries _deliveries;
    private readonly TimeProvider _clock;

    internal DeliveryStore(SqliteDatabase database, TimeProvider clock) =>
        (_deliveries, _clock) = (new SqliteDeliveries(database), clock);

    private Instant Now => Times.Now(_clock);

    /// <summary>Newest first, those before <paramref name="before"/>; null = any state, or from the newest.</summary>
    public IReadOnlyList<Delivery> List(string webhook, DeliveryState? state, DeliveryId? before, int limit) =>
        _deliveries.List(webhook, state, before ?? new DeliveryId(long.MaxValue, long.MaxValue), limit);

    public Delivery? Get(string webhook, DeliveryId id) => _deliveries.Get(webhook, id);

    /// <summary>In order; those of the last days only, as long as the delivery is kept.</summary>
    public IReadOnlyList<Attempt> Attempts(string webhook, DeliveryId id) => _deliveries.Attempts(webhook, id);

    /// <summary>How many wait for each webhook.</summary>
    public IReadOnlyDictionary<string, int> Waiting() => _deliveries.Waiting();

    /// <summary>
    /// What may be sent next: the first of each line (of an unordered webhook, all), the one that is due first first. They may
    /// be due later than now.
    /// </summary>
    public IReadOnlyList<Delivery> Heads(Webhook hook, int limit) => _deliveries.Heads(hook.Id, hook.Ordered, limit);

    /// <summary>Writes in one transaction, which does not wait for the disk: a power cut may have it done again.</summary>
    public void Write(DeliveryBatch batch) => _deliveries.Write(batch, Now);

    /// <summary>A message that only tests, due now.</summary>
    public Delivery AddTest(string webhook, long seq) => _deliveries.AddTest(webhook, seq, Now);

    /// <summary>Has it sent again, with all its tries before it; one that waits is due now. False = there is none.</summary>
    public bool Redeliver(string webhook, DeliveryId id) => _deliveries.Redeliver(webhook, id, Now);

    /// <summary>Has dead ones, or all that have ended, sent again, the oldest first.</summary>
    /// <param name="since">Those made at this instant or later; null = all.</param>
    /// <returns>How many; where it is <paramref name="limit"/>, there may be more.</returns>
    public int Redeliver(string webhook, bool deadOnly, Instant? since, int limit) =>
        _deliveries.Redeliver(webhook, deadOnly, since, limit, Now);

    /// <summary>
    /// Forgets what ended before, and everything about deleted webhooks, at most <paramref name="limit"/> deliveries.
    /// </summary>
    /// <returns>Whether there may be more.</returns>
    public bool Prune(Instant before, int limit) => _deliveries.Prune(before, limit);

    /// <summary>
    /// Forgets what was told of a lead, with all answers. What still waits stays: it is made of the journal and of the lead's
    /// row when it is sent, so it bears personal data no longer than these do.
    /// </summary>
    public void DeleteForLead(long lead) => _deliveries.DeleteForLead(lead);
}
