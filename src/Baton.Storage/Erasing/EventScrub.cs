using System.Collections.Immutable;
using Baton.Engine.Capture;
using Baton.Engine.Events;
using Baton.Engine.Screening;

namespace Baton.Storage.Erasing;

/// <summary>
/// Takes out of an event what points to an erased person. What is left applies as before: a replay comes to the same
/// workspace, for the erased leads have left it.
/// </summary>
internal sealed class EventScrub(IReadOnlySet<long> erased, LeadSchema schema)
{
    private const string Other = "other";

    // What the engine itself gives as a reason; a person's is free words.
    private static readonly string[] OwnReasons = ["not_qualified", "gave_up", Other];

    /// <summary>The same event where nothing in it is about these leads.</summary>
    public Event Of(Event @event)
    {
        foreach (var lead in RecordSubjects.LeadsOf(@event))
        {
            if (erased.Contains(lead))
            {
                return Scrub((LeadEvent)@event);
            }
        }

        return @event;
    }

    private LeadEvent Scrub(LeadEvent @event) =>
        @event switch
        {
            LeadCaptured e => e with
            {
                ContentHash = 0,
                Fields = Kept(e.Fields),
                Personal = FieldSet.Empty,
                Original = FieldSet.Empty,
                AccountMatch = Kept(e.AccountMatch),
            },
            LeadUpdated e => e with
            {
                Fields = Kept(e.Fields),
                Personal = FieldSet.Empty,
                AccountMatch = Kept(e.AccountMatch),
            },
            LeadMerged e => e with
            {
                Fields = Kept(e.Fields),
                Personal = FieldSet.Empty,
                Evidence = [],
                Place = Kept(e.Place),
            },
            // What it brings back is its own, not that of the lead it had been taken for.
            LeadUnmerged e when !erased.Contains(e.Lead) => e with { PlaceOfFirst = Kept(e.PlaceOfFirst) },
            LeadUnmerged e => e with
            {
                Fields = Kept(e.Fields),
                Personal = FieldSet.Empty,
                AccountMatch = Kept(e.AccountMatch),
                PlaceOfFirst = erased.Contains(e.Of) ? Kept(e.PlaceOfFirst) : e.PlaceOfFirst,
            },
            LeadRestored e => e with
            {
                Fields = Kept(e.Fields),
                Personal = FieldSet.Empty,
                AccountMatch = Kept(e.AccountMatch),
            },
            LeadLinked e => e with { Evidence = [] },
            LeadSuspected e => e with { Evidence = [] },
            LeadActivity e => e with { Personal = FieldSet.Empty },
            LeadQualified e => e with { Answers = FieldSet.Empty },
            LeadRejected e => e with { Note = null },
            OfferDeclined e => e with { Note = null },
            LeadReleased e => e with { Note = null },
            LeadDisqualified e when !OwnReasons.Contains(e.Reason) => e with { Reason = Other },
            LeadLost e => e with { Reason = null },
            _ => @event,
        };

    private FieldSet Kept(FieldSet fields) => new(ErasedFields.Of(fields.Items, schema));

    private static LeadPlace? Kept(LeadPlace? place) =>
        place is null ? null : place with { AccountMatch = Kept(place.AccountMatch) };

    private static AccountMatch? Kept(AccountMatch? match) =>
        match is null ? null : new AccountMatch(match.Id) { MatchedBy = match.MatchedBy };
}
