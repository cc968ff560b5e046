using System.Collections.Concurrent;

namespace Baton.Server.Webhooks;

/// <summary>
/// To which trace the latest records of the journal belong, so that their messages bear it. A help for whoever looks for a fault
/// and no part of what happened: it is kept in memory alone, and of the newest. Thread-safe.
/// </summary>
internal sealed class Traces
{
    private const int Most = 10_000;

    private readonly ConcurrentDictionary<long, string> _parents = new();
    private readonly ConcurrentQueue<long> _order = [];

    /// <param name="parent">As <c>traceparent</c> has it.</param>
    public void Note(long seq, string parent)
    {
        if (!_parents.TryAdd(seq, parent))
        {
            return;
        }

        _order.Enqueue(seq);
        if (_order.Count > Most && _order.TryDequeue(out var oldest))
        {
            _parents.TryRemove(oldest, out _);
        }
    }

    /// <summary>Null = none is known.</summary>
    public string? Of(long seq) => _parents.GetValueOrDefault(seq);
}
