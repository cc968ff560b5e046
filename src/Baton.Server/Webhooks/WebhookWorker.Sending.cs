using Baton.Storage;
using Baton.Storage.Webhooks;
using Microsoft.Extensions.Logging;
using NodaTime;

namespace Baton.Server.Webhooks;

// What is sent, and how the loop rests between its rounds.
internal sealed partial class WebhookWorker
{
    // Returns when the next one falls due; the end of time = nothing to wait for but news.
    private Instant SendDue(Follower follower, Dictionary<long, Lazy<JournalRecord?>> records)
    {
        var room = follower.Room;
        if (follower.Waiting == 0 || room == 0)
        {
            return Instant.MaxValue;
        }

        var now = Now;
        foreach (var head in _store.Deliveries.Heads(follower.Hook, room + follower.InFlight.Count + 1))
        {
            if (follower.InFlight.Contains(head.Id))
            {
                continue;
            }

            if (head.DueAt > now)
            {
                return head.DueAt;
            }

            if (room-- == 0)
            {
                break; // whichever ends makes room, and wakes
            }

            follower.InFlight.Add(head.Id);
            if (!records.TryGetValue(head.Id.Seq, out var record))
            {
                record = records[head.Id.Seq] = _messages.RecordOf(head.Id.Seq);
            }

            Start(follower.Hook, head, record);
        }

        return Instant.MaxValue;
    }

    private void Start(Webhook hook, Delivery delivery, Lazy<JournalRecord?> record)
    {
        var key = (delivery.Webhook, delivery.Id);

        // Entered before it can end, so that it is not entered after it has.
        var entered = new TaskCompletionSource();
        _sending[key] = Task.Run(async () =>
        {
            await entered.Task;
            await Send(hook, delivery, record);
        });
        entered.SetResult();
    }

    private async Task Send(Webhook hook, Delivery delivery, Lazy<JournalRecord?> record)
    {
        Sent? sent;
        try
        {
            var trace = delivery.IsTest ? null : _traces.Of(delivery.Id.Seq);
            sent = _messages.BodyOf(hook, delivery, record) is { } body
                ? await _sender.Send(hook, Messages.IdOf(delivery), body, trace, _cutting.Token)
                : new Sent(new Attempt(Now, Duration.Zero, null, "no_record", null), null);
        }
        catch (Exception e)
        {
            // A message that cannot be made, or an endpoint that breaks the client, is a failed try and no end of the others.
            LogUnsent(_store.Name, delivery.Webhook, e);
            sent = new Sent(new Attempt(Now, Duration.Zero, null, "internal_error", null), null);
        }

        if (sent is null)
        {
            _sending.TryRemove((delivery.Webhook, delivery.Id), out _);
            return;
        }

        _finished.Enqueue(new Finished(_retries.Judge(delivery, sent, Now), sent));
        Wake();
    }

    private Instant Prune()
    {
        var now = Now;
        if (Interlocked.Exchange(ref _mustPrune, false) || now >= _pruneAt)
        {
            var isMore = _store.Deliveries.Prune(now - Duration.FromDays(_settings.HistoryDays), PruneAtOnce);
            _pruneAt = isMore ? now : now + PruneEvery;
        }

        return _pruneAt;
    }

    private async Task Rest(Instant until)
    {
        using var waking = CancellationTokenSource.CreateLinkedTokenSource(_ending.Token);
        var news = new List<Task> { _wake.Reader.WaitToReadAsync(waking.Token).AsTask() };
        var position = _followers.Values.Where(f => f.CanOpen).Select(f => (long?)f.Position).Min();
        if (position is { } after)
        {
            news.Add(_store.Journal.WaitAfter(after, waking.Token));
        }

        var now = Now;
        var wait = Duration.Max(Duration.Zero, Instant.Min(until, now + PruneEvery) - now);
        news.Add(Task.Delay(wait.ToTimeSpan(), _clock, waking.Token));
        await Task.WhenAny(news);
        await waking.CancelAsync();
        _wake.Reader.TryRead(out _);
        await Task.Delay(Breath, _ending.Token);
    }

    [LoggerMessage(1303, LogLevel.Error, "a message to the webhook {Webhook} of '{Workspace}' could not be sent")]
    private partial void LogUnsent(string workspace, string webhook, Exception trouble);
}
