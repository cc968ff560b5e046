using System.Collections.Concurrent;
using System.Threading.Channels;
using Baton.Server.Metrics;
using Baton.Storage;
using Baton.Storage.Webhooks;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;
using NodaTime;

namespace Baton.Server.Webhooks;

/// <summary>
/// Tells a workspace's webhooks of its events: one loop that follows the journal, opens deliveries, sends what is due and writes
/// what came of it, at most one short transaction a round. The queue is in the database; memory holds what is on its way.
/// </summary>
/// <remarks>
/// A delivery is sent again where its outcome was not written, so each is made at least once. It is waiting until it is
/// written as delivered or dead, and only the first that waits of each lead is sent: that is what keeps the order, also over
/// a crash. Without webhooks the loop sleeps until one is made.
/// </remarks>
internal sealed partial class WebhookWorker : IAsyncDisposable
{
    private const int PageLength = 100;
    private const int PruneAtOnce = 200;

    // Lets results gather, and bounds how often the writer can meet this worker's transactions.
    private static readonly TimeSpan Breath = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan AfterTrouble = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LastPatience = TimeSpan.FromSeconds(5);
    private static readonly Duration PruneEvery = Duration.FromHours(1);

    private readonly BatonStore _store;
    private readonly Messages _messages;
    private readonly Traces _traces;
    private readonly WebhookSettings _settings;
    private readonly RetrySchedule _retries;
    private readonly WebhookSender _sender;
    private readonly TimeProvider _clock;
    private readonly Instruments _instruments;
    private readonly ILogger<WebhookWorker> _log;
    private readonly ConcurrentDictionary<string, Follower> _followers = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<Finished> _finished = [];
    private readonly ConcurrentDictionary<(string Webhook, DeliveryId Id), Task> _sending = new();
    private readonly Channel<bool> _wake = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite }
    );
    private readonly CancellationTokenSource _ending = new();
    private readonly CancellationTokenSource _cutting = new();
    private Instant _pruneAt = Instant.MinValue;
    private bool _mustPrune;
    private bool _isTroubled;
    private bool _areSealed;
    private Task _running = Task.CompletedTask;

    public WebhookWorker(
        BatonStore store,
        Messages messages,
        Traces traces,
        WebhookSettings settings,
        TimeProvider clock,
        Instruments instruments,
        ILogger<WebhookWorker> log
    )
    {
        (_store, _messages, _traces, _settings, _clock, _instruments, _log) = (
            store,
            messages,
            traces,
            settings,
            clock,
            instruments,
            log
        );
        _retries = new RetrySchedule(settings);
        _sender = new WebhookSender(settings, clock);
    }

    /// <summary>For each enabled webhook the records that it is behind the journal, and the deliveries that wait.</summary>
    public IEnumerable<(string Webhook, long Behind, int Waiting)> Backlogs =>
        _followers.Values.Select(f => (f.Hook.Id, Math.Max(0, _store.Journal.LastSeq - f.Position), f.Waiting));

    private Instant Now => Instant.FromDateTimeOffset(_clock.GetUtcNow());

    public void Start() => _running = Task.Run(Run);

    /// <summary>Looks again now: webhooks were changed, or deliveries made due.</summary>
    public void Wake() => _wake.Writer.TryWrite(true);

    /// <summary>As <see cref="Wake"/>, and clears away what a deleted webhook leaves.</summary>
    public void Forget()
    {
        Volatile.Write(ref _mustPrune, true);
        Wake();
    }

    /// <summary>Sends nothing more, waits a moment for what is on its way and writes it down.</summary>
    public async ValueTask DisposeAsync()
    {
        await _ending.CancelAsync();
        await _running;
        await Task.WhenAny(Task.WhenAll(_sending.Values), Task.Delay(LastPatience));
        await _cutting.CancelAsync();
        await Task.WhenAll(_sending.Values);
        try
        {
            Record([.. _finished], []);
        }
        catch (Exception e) when (e is SqliteException or StoreException)
        {
            NoteTrouble(e); // they are sent again
        }

        _sender.Dispose();
        _ending.Dispose();
        _cutting.Dispose();
    }

    private async Task Run()
    {
        while (!_ending.IsCancellationRequested)
        {
            try
            {
                var next = Round();
                _isTroubled = false;
                await Rest(next);
            }
            catch (OperationCanceledException) when (_ending.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                // Whatever it is, captures go on, and so does this after a while: from what is written, for followers may have
                // looked further than that.
                _followers.Clear();
                NoteTrouble(e);
                await Task.Delay(AfterTrouble, CancellationToken.None);
            }
        }
    }

    // Returns when to look again at the latest.
    private Instant Round()
    {
        SealSecrets();
        Follow();
        var finished = _finished.ToArray();
        var opened = Open(out var isMore);
        Record(finished, opened);
        for (var i = 0; i < finished.Length; i++)
        {
            _finished.TryDequeue(out _);
        }

        Settle(finished);
        if (finished.Length + opened.Count > 0)
        {
            Follow(); // with what waits now, and how each does
        }

        var next = Prune();

        // A record of hundreds of events is hundreds of messages, to each webhook: a round reads it once for all that it sends,
        // and keeps it no longer, for what is erased meanwhile must not be sent.
        var records = new Dictionary<long, Lazy<JournalRecord?>>();
        foreach (var follower in _followers.Values)
        {
            next = Instant.Min(next, SendDue(follower, records));
        }

        return isMore ? Instant.MinValue : next;
    }

    // In the first round, and not where the store is opened: nothing of webhooks keeps leads waiting.
    private void SealSecrets()
    {
        if (_areSealed)
        {
            return;
        }

        _store.Webhooks.SealSecrets();
        foreach (var hook in _store.Webhooks.List().Where(w => w.DisabledReason == Webhook.SecretLost))
        {
            LogSecretLost(hook.Id, _store.Name);
        }

        _areSealed = true;
    }

    private void Follow()
    {
        var enabled = _store.Webhooks.List().Where(w => w.Enabled).ToDictionary(w => w.Id);
        foreach (var id in _followers.Keys.Where(id => !enabled.ContainsKey(id)))
        {
            _followers.TryRemove(id, out _);
        }

        foreach (var (id, hook) in enabled)
        {
            _followers.GetOrAdd(id, _ => new Follower(hook)).Hook = hook;
        }

        if (!_followers.IsEmpty)
        {
            var waiting = _store.Deliveries.Waiting();
            foreach (var follower in _followers.Values)
            {
                follower.Waiting = waiting.GetValueOrDefault(follower.Hook.Id);
            }
        }
    }

    // Followers that stand at one place, as nearly all do, share its reading.
    private List<Delivery> Open(out bool isMore)
    {
        var opened = new List<Delivery>();
        isMore = false;
        var last = _store.Journal.LastSeq;
        foreach (
            var group in _followers.Values.Where(f => f.CanOpen && f.Position < last).GroupBy(f => f.Position).ToList()
        )
        {
            var page = _store.Journal.Page(group.Key, PageLength);
            foreach (var follower in group.Where(_ => page.Count > 0))
            {
                opened.AddRange(page.SelectMany(follower.Wanted));
                follower.Position = page[^1].Seq;
            }

            isMore |= page.Count == PageLength;
        }

        return opened;
    }

    private void Record(IReadOnlyCollection<Finished> finished, List<Delivery> opened)
    {
        var batch = new DeliveryBatch
        {
            Opened = [.. opened],
            Results = [.. finished.Select(f => f.Result)],
            Health = [.. HealthAfter(finished)],
            Positions =
            [
                .. _followers
                    .Values.Where(f => f.OwesPosition || opened.Exists(o => o.Webhook == f.Hook.Id))
                    .Select(f => (f.Hook.Id, f.Position)),
            ],
        };
        if (batch.Opened.Length + batch.Results.Length + batch.Positions.Length == 0)
        {
            return;
        }

        _store.Deliveries.Write(batch);
        foreach (var health in batch.Health.Where(h => h.DisabledReason is not null))
        {
            LogDisabled(_store.Name, health.Webhook, health.DisabledReason!);
        }
    }

    private IEnumerable<WebhookHealth> HealthAfter(IEnumerable<Finished> finished) =>
        finished
            .GroupBy(f => f.Result.Delivery.Webhook)
            .Where(g => _followers.ContainsKey(g.Key))
            .Select(g =>
                _followers[g.Key].HealthAfter(g.Select(f => f.Sent), Duration.FromDays(_settings.DisableAfterDays))
            );

    private void Settle(Finished[] finished)
    {
        foreach (var (result, _) in finished)
        {
            _sending.TryRemove((result.Delivery.Webhook, result.Delivery.Id), out _);
            _instruments.Delivered(_store.Name, result.State);
        }

        foreach (var follower in _followers.Values)
        {
            follower.InFlight.Clear();
        }

        foreach (var (webhook, id) in _sending.Keys)
        {
            if (_followers.TryGetValue(webhook, out var follower))
            {
                follower.InFlight.Add(id);
            }
        }
    }

    // Once, not each second for as long as it lasts.
    private void NoteTrouble(Exception trouble)
    {
        if (!_isTroubled)
        {
            _isTroubled = true;
            LogTrouble(_store.Name, trouble);
        }
    }

    [LoggerMessage(1301, LogLevel.Error, "webhooks of '{Workspace}' wait: the store failed")]
    private partial void LogTrouble(string workspace, Exception trouble);

    [LoggerMessage(1302, LogLevel.Warning, "the webhook {Webhook} of '{Workspace}' was disabled: {Reason}")]
    private partial void LogDisabled(string workspace, string webhook, string reason);

    [LoggerMessage(
        1304,
        LogLevel.Warning,
        "the webhook {Webhook} of '{Workspace}' waits: it was sealed by another secrets.key; put that back, or rotate the webhook's secret"
    )]
    private partial void LogSecretLost(string webhook, string workspace);

    private sealed record Finished(AttemptResult Result, Sent Sent);
}
