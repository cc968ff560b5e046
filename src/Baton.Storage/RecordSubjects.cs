using System.Collections.Immutable;
using Baton.Engine.Events;

namespace Baton.Storage;

/// <summary>
/// What a record is filed under: the type of its first event, the first lead it names, the rep it ended with, and the
/// other leads whose history it belongs to.
/// </summary>
public readonly record struct RecordSubjects(string Type, long? Lead, string? Rep, ImmutableArray<long> OtherLeads)
{
    public static RecordSubjects Of(ImmutableArray<Event> events)
    {
        long? first = null;
        string? rep = null;
        HashSet<long>? others = null;
        foreach (var @event in events)
        {
            rep = RepOf(@event) ?? rep;
            if (@event is LeadEvent { Lead: var lead })
            {
                first ??= lead;
                Add(lead);
                Add(OtherOf(@event));
            }
        }

        return new RecordSubjects(EventTypes.NameOf(events[0]), first, rep, others is null ? [] : [.. others.Order()]);

        void Add(long? lead)
        {
            if (lead is { } number && number != first)
            {
                (others ??= []).Add(number);
            }
        }
    }

    /// <summary>The leads in whose history the event stands.</summary>
    public static ReadOnlySpan<long> LeadsOf(Event @event) =>
        @event is not LeadEvent { Lead: var lead } ? []
        : OtherOf(@event) is { } other ? new[] { lead, other }
        : new[] { lead };

    private static long? OtherOf(Event @event) =>
        @event switch
        {
            LeadMerged merged => merged.Into,
            LeadLinked linked => linked.To,
            LeadSuspected suspected => suspected.Of,
            LeadUnmerged unmerged => unmerged.Of,
            DuplicateDismissed dismissed => dismissed.Of,
            _ => null,
        };

    private static string? RepOf(Event @event) =>
        @event switch
        {
            LeadAssigned e => e.Rep,
            LeadClaimed e => e.Rep,
            LeadReassigned e => e.To ?? e.From,
            LeadReleased e => e.Rep,
            OfferAccepted e => e.Rep,
            OfferDeclined e => e.Rep,
            OfferExpired e => e.Rep,
            LeadWon e => e.Rep,
            LeadLost e => e.Rep,
            RepChanged e => e.Rep,
            _ => null,
        };
}
