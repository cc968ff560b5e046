using Baton.Storage.Sqlite;
using NodaTime;

namespace Baton.Storage.Writing;

/// <summary>The idempotency keys of one batch: answers given before, and those that the batch itself gives.</summary>
internal sealed class BatchAnswers
{
    private readonly Func<SqliteFacts> _store;
    private readonly Instant _now;
    private readonly Dictionary<string, KnownAnswer> _known;
    private readonly List<KnownAnswer> _unwritten = [];

    public BatchAnswers(Func<SqliteFacts> store, Instant now, List<Pending> batch)
        : this(store, store, before: null, now, batch) { }

    /// <param name="store">The connection, with every record of the batch so far written.</param>
    /// <param name="source">What is asked for the keys: as <paramref name="store"/>, or what may not know the batch before yet.</param>
    /// <param name="before">The answers of that batch.</param>
    public BatchAnswers(
        Func<SqliteFacts> store,
        Func<SqliteFacts> source,
        BatchAnswers? before,
        Instant now,
        List<Pending> batch
    )
    {
        _store = store;
        _now = now;
        _known = new(StringComparer.Ordinal);
        var keys = batch.Select(p => p.Submission.IdempotencyKey).OfType<string>().ToHashSet(StringComparer.Ordinal);
        if (keys.Count == 0)
        {
            return;
        }

        foreach (var answer in source().Answers(keys, Times.ToMicros(now - SqliteAnswers.KeptFor)))
        {
            _known[answer.Key] = answer;
        }

        foreach (var key in before is null ? [] : keys)
        {
            if (before!._known.TryGetValue(key, out var answer))
            {
                _known[key] = answer;
            }
        }
    }

    /// <summary>The reply that a submission's key already has; null = it is new.</summary>
    public Reply? Known(Submission submission)
    {
        if (submission.IdempotencyKey is not { } key || !_known.TryGetValue(key, out var known))
        {
            return null;
        }

        if (known.RequestHash != submission.RequestHash)
        {
            return Replies.KeyConflict;
        }

        var publicId = known.Lead is { } lead ? _store().ClientIdOf(lead) ?? PublicId.Of(lead) : null;
        return Replies.Repeated(known.Answer, known.Lead, publicId);
    }

    /// <summary>Takes the answer to a new submission under its key; <see cref="Write"/> stores it.</summary>
    public void Keep(Submission submission, Reply reply)
    {
        if (submission is not { IdempotencyKey: { } key, Answer: { } answer } || answer(reply) is not { } stored)
        {
            return;
        }

        var lead = reply.Outcome?.Lead;
        _unwritten.Add(_known[key] = new KnownAnswer(key, submission.RequestHash, stored, lead));
    }

    /// <summary>Writes what was kept: at the end of the batch, so that its records need not be waited for one by one.</summary>
    public void Write(SqliteWriter database)
    {
        foreach (var answer in _unwritten)
        {
            database.Answers.Keep(answer.Key, answer.RequestHash, answer.Answer, answer.Lead, _now);
        }

        _unwritten.Clear();
    }
}
