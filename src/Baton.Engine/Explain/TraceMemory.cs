using Baton.Engine.Events;

namespace Baton.Engine.Explain;

/// <summary>
/// The traces of the latest decisions, for those who ask at once: a cache of what the journal holds, bounded, and no part
/// of the state.
/// </summary>
internal sealed class TraceMemory
{
    private const int Most = 4096;
    private readonly Dictionary<long, Trace> _traces = [];
    private readonly Queue<long> _order = new();

    public void Note(Event @event)
    {
        var trace = @event switch
        {
            LeadAssigned { How: not "offer" } e => e.Trace,
            LeadOffered e => e.Trace,
            LeadWaiting e => e.Trace,
            LeadQueued e => e.Trace,
            LeadReassigned e => e.Trace,
            _ => null,
        };
        if (trace is null)
        {
            return;
        }

        var lead = ((LeadEvent)@event).Lead;
        if (_traces.TryAdd(lead, trace))
        {
            _order.Enqueue(lead);
            if (_order.Count > Most)
            {
                _traces.Remove(_order.Dequeue());
            }
        }
        else
        {
            _traces[lead] = trace;
        }
    }

    public Trace? Of(long lead) => _traces.GetValueOrDefault(lead);
}
