using System.Collections.Immutable;
using Baton.Engine.Events;
using Baton.Storage;
using NodaTime;

namespace Baton.Server.People;

/// <summary>
/// The latest decisions that passed each rep over, gathered from the journal beside the writer: each record is looked at
/// once. It holds what the journal holds, at most <see cref="Most"/> a rep and no older than the longest day.
/// </summary>
internal sealed class SkipBook(BatonStore store) : IDisposable
{
    public const int Most = 100;

    // The day in which the clocks go back, in the zone that is furthest behind.
    private static readonly Duration LongestDay = Duration.FromHours(25);

    private readonly SemaphoreSlim _one = new(1);
    private readonly Dictionary<string, List<Skip>> _skips = new(StringComparer.Ordinal);
    private long? _read;

    /// <summary>Newest first; whoever is passed over for the same lead and pool again is so once.</summary>
    /// <param name="since">Not before the longest day that ends now.</param>
    public async Task<Skip[]> Of(string rep, Instant since, Instant now, CancellationToken cancellation)
    {
        await _one.WaitAsync(cancellation);
        try
        {
            await Task.Run(() => CatchUp(now, cancellation), cancellation);
            return _skips.TryGetValue(rep, out var all) ? [.. all.Where(s => s.At >= since).Reverse()] : [];
        }
        finally
        {
            _one.Release();
        }
    }

    public void Dispose() => _one.Dispose();

    private void CatchUp(Instant now, CancellationToken cancellation)
    {
        foreach (var record in store.Journal.Read(_read ?? LastBefore(now - LongestDay)))
        {
            cancellation.ThrowIfCancellationRequested();
            foreach (var @event in record.Events)
            {
                Note(record.At, @event);
            }

            _read = record.Seq;
        }
    }

    private void Note(Instant at, Event @event)
    {
        var (trace, winners) = @event switch
        {
            LeadAssigned e => (e.Trace, [e.Rep]),
            LeadOffered e => (e.Trace, e.Reps),
            LeadReassigned e => (e.Trace, e.To is { } to ? [to] : []),
            LeadWaiting e => (e.Trace, []),
            LeadQueued e => (e.Trace, []),
            _ => (Trace.Empty, ImmutableArray<string>.Empty),
        };
        foreach (var passed in trace.PassedOver)
        {
            if (!winners.Contains(passed.Rep))
            {
                Keep(
                    passed,
                    new Skip(at, ((LeadEvent)@event).Lead, passed.Pool, passed.Code, passed.Actual, passed.Needed)
                );
            }
        }
    }

    private void Keep(PassedOver passed, Skip skip)
    {
        if (!_skips.TryGetValue(passed.Rep, out var all))
        {
            _skips[passed.Rep] = all = [];
        }

        all.RemoveAll(s => s.Lead == skip.Lead && s.Pool == skip.Pool);
        all.Add(skip);
        if (all.Count > Most)
        {
            all.RemoveAt(0);
        }
    }

    // Records are in the order of their time, so halving finds the place.
    private long LastBefore(Instant from)
    {
        var (low, high) = (store.Journal.FirstSeq - 1, store.Journal.LastSeq);
        while (low < high)
        {
            var middle = low + ((high - low) / 2) + 1;
            (low, high) =
                store.Journal.Get(middle) is { } record && record.At < from ? (middle, high) : (low, middle - 1);
        }

        return low;
    }
}
