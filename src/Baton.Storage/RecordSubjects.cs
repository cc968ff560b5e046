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
            foreach (var lead in LeadsOf(@event))
            {
                first ??= lead;
                if (lead != first)
                {
                    (others ??= []).Add(lead);
                }
            }
        }

        return new RecordSubjects(EventTypes.NameOf(events[0]), first, rep, others is null ? [] : [.. others.Order()]);
    }

    /// <summary>The leads in whose history the event stands.</summary>
    public static ReadOnlySpan<long> LeadsOf(Event @event) =>
        @event switch
        {
            LeadMerged merged => new[] { merged.Lead, merged.Into },
            LeadLinked linked => new[] { linked.Lead, linked.To },
            LeadSuspected suspected => new[] { suspected.Lead, suspected.Of },
            LeadUnmerged unmerged => new[] { unmerged.Lead, unmerged.Of },
            DuplicateDismissed dismissed => new[] { dismissed.Lead, dismissed.Of },
            LeadEvent about => new[] { about.Lead },
            _ => [],
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
