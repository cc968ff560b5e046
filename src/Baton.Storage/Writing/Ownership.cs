using System.Collections.Immutable;
using Baton.Engine.Events;

namespace Baton.Storage.Writing;

/// <summary>A rep began to own a lead. The larger <see cref="Order"/> is the later, over all leads.</summary>
internal readonly record struct Ownership(string Rep, long Order)
{
    // A record holds fewer events than this.
    private const int EventsInRecord = 1 << 20;

    /// <summary>The last one of a lead in a record; null = none.</summary>
    public static Ownership? In(ImmutableArray<Event> events, long lead, long seq)
    {
        for (var i = events.Length - 1; i >= 0; i--)
        {
            if (By(events[i], lead, seq, i) is { } owned)
            {
                return owned;
            }
        }

        return null;
    }

    /// <summary>What the event at this place in its record makes of the lead's ownership; null = nothing.</summary>
    public static Ownership? By(Event @event, long lead, long seq, int index) =>
        RepOf(@event, lead) is { } rep ? new Ownership(rep, (seq * EventsInRecord) + index) : null;

    private static string? RepOf(Event @event, long lead) =>
        @event switch
        {
            LeadAssigned e when e.Lead == lead => e.Rep,
            LeadClaimed e when e.Lead == lead => e.Rep,
            LeadReassigned e when e.Lead == lead => e.To,
            _ => null,
        };
}
