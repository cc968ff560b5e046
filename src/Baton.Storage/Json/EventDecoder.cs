using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Baton.Engine.Events;

namespace Baton.Storage.Json;

/// <summary>
/// Reads what <see cref="EventEncoder"/> wrote, by this version or any before it: a key is never renamed, and a new one
/// has a meaning when it is absent. Erased personal data reads as empty.
/// </summary>
internal static partial class EventDecoder
{
    /// <param name="payload">The events, an array.</param>
    /// <param name="personal">Their personal data by index; empty = none, or erased.</param>
    /// <exception cref="FormatException">The record is not what an encoder writes.</exception>
    public static ImmutableArray<Event> Decode(ReadOnlyMemory<byte> payload, ReadOnlyMemory<byte> personal)
    {
        try
        {
            using var json = JsonDocument.Parse(payload);
            using var apart = personal.IsEmpty ? null : JsonDocument.Parse(personal);
            var list = json.RootElement;
            var events = ImmutableArray.CreateBuilder<Event>(list.GetArrayLength());
            foreach (var item in list.EnumerateArray())
            {
                events.Add(Read(new EventReading(item, Apart(apart, events.Count))));
            }

            return events.DrainToImmutable();
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or KeyNotFoundException)
        {
            throw new FormatException($"not a journal record: {e.Message}", e);
        }
    }

    private static JsonElement Apart(JsonDocument? personal, int index) =>
        personal is not null
        && personal.RootElement.TryGetProperty(index.ToString(CultureInfo.InvariantCulture), out var apart)
            ? apart
            : default;

    private static Event Read(EventReading e) =>
        e.Type switch
        {
            "lead_captured" => Captured(e),
            "lead_updated" => Updated(e),
            "lead_merged" => Merged(e),
            "lead_linked" => new LeadLinked
            {
                Lead = e.Lead,
                To = e.Number("to"u8),
                On = e.Text("on"u8),
                Score = e.DecimalOrNull("score"u8),
                Evidence = e.Evidence(),
            },
            "lead_suspected" => new LeadSuspected
            {
                Lead = e.Lead,
                Of = e.Number("of"u8),
                Score = e.DecimalOrNull("score"u8) ?? throw new FormatException("'score' is missing"),
                Evidence = e.Evidence(),
            },
            "lead_unmerged" => Unmerged(e),
            "lead_restored" => Restored(e),
            "duplicate_dismissed" => new DuplicateDismissed
            {
                Lead = e.Lead,
                Of = e.Number("of"u8),
                By = e.By,
            },
            "lead_rejected" => new LeadRejected
            {
                Lead = e.Lead,
                Reason = e.Reason,
                By = e.By,
                Note = e.Note,
            },
            "lead_scored" => Scored(e),
            "scores_aged" => new ScoresAged { Scores = e.Scores(), After = e.NumberOrNull("after"u8) },
            "lead_activity" => Activity(e),
            "lead_qualified" => Qualified(e),
            "lead_nurtured" => Nurtured(e),
            "lead_disqualified" => new LeadDisqualified
            {
                Lead = e.Lead,
                Reason = e.Reason,
                By = e.By,
            },
            "lead_routed" => new LeadRouted
            {
                Lead = e.Lead,
                Rule = e.Text("rule"u8),
                Version = e.Whole("version"u8),
                Stage = e.TextOrNull("stage"u8),
                KeepsAttempts = e.Flag("keeps_attempts"u8),
            },
            "lead_waiting" => Waiting(e),
            "lead_queued" => Queued(e),
            "lead_offered" => Offered(e),
            "offer_accepted" => new OfferAccepted { Lead = e.Lead, Rep = e.Rep },
            "offer_declined" => new OfferDeclined
            {
                Lead = e.Lead,
                Rep = e.Rep,
                Reason = e.Reason,
                Refunded = e.Refunded,
                Kept = e.Kept,
                Note = e.Note,
            },
            "offer_expired" => new OfferExpired
            {
                Lead = e.Lead,
                Rep = e.Rep,
                Refunded = e.Refunded,
                Kept = e.Kept,
            },
            "offer_rescinded" => new OfferRescinded
            {
                Lead = e.Lead,
                Rep = e.Rep,
                Reason = e.Reason,
            },
            "lead_assigned" => Assigned(e),
            "lead_claimed" => new LeadClaimed
            {
                Lead = e.Lead,
                Rep = e.Rep,
                Queue = e.Text("queue"u8),
            },
            "lead_released" => new LeadReleased
            {
                Lead = e.Lead,
                Rep = e.Rep,
                Reason = e.Reason,
                Refunded = e.Refunded,
                Kept = e.Kept,
                Note = e.Note,
            },
            "lead_reassigned" => Reassigned(e),
            "lead_refunded" => new LeadRefunded { Lead = e.Lead, Rep = e.Rep },
            "lead_contacted" => new LeadContacted
            {
                Lead = e.Lead,
                By = e.Text("by"u8),
                First = e.Flag("first"u8),
            },
            "lead_won" => new LeadWon
            {
                Lead = e.Lead,
                Rep = e.RepOrNull,
                Value = e.DecimalOrNull("value"u8),
            },
            "lead_lost" => new LeadLost
            {
                Lead = e.Lead,
                Rep = e.RepOrNull,
                Reason = e.TextOrNull("reason"u8),
            },
            "sla_warned" => new SlaWarned
            {
                Lead = e.Lead,
                Sla = e.Text("sla"u8),
                Rep = e.RepOrNull,
            },
            "sla_breached" => new SlaBreached
            {
                Lead = e.Lead,
                Sla = e.Text("sla"u8),
                Rep = e.RepOrNull,
            },
            "lead_escalated" => new LeadEscalated
            {
                Lead = e.Lead,
                Manager = e.TextOrNull("manager"u8),
                Reason = e.Reason,
            },
            "cap_warned" => CapWarned(e),
            "personal_data_erased" => new PersonalDataErased { Lead = e.Lead, By = e.By },
            _ => Administration(e),
        };

    private static LeadCaptured Captured(EventReading e) =>
        new()
        {
            Lead = e.Lead,
            CreatedAt = e.Time("created_at"u8),
            ContentHash = e.Number("content_hash"u8),
            Fields = e.Fields,
            Personal = e.Personal,
            Original = e.Original,
            Territory = e.TextOrNull("territory"u8),
            AccountMatch = e.AccountMatch,
            Segments = e.Texts("segments"u8),
            LastOwner = e.TextOrNull("last_owner"u8),
            Score = e.DecimalOrNull("score"u8),
            Grade = e.TextOrNull("grade"u8),
        };

    private static LeadUpdated Updated(EventReading e) =>
        new()
        {
            Lead = e.Lead,
            Fields = e.Fields,
            Personal = e.Personal,
            Territory = e.TextOrNull("territory"u8),
            AccountMatch = e.AccountMatch,
            Segments = e.Texts("segments"u8),
            By = e.By,
        };

    private static LeadMerged Merged(EventReading e) =>
        new()
        {
            Lead = e.Lead,
            Into = e.Number("into"u8),
            On = e.Text("on"u8),
            Score = e.DecimalOrNull("score"u8),
            Evidence = e.Evidence(),
            Fields = e.Fields,
            Personal = e.Personal,
            Place = e.Place("place"u8),
            By = e.By,
        };

    private static LeadUnmerged Unmerged(EventReading e) =>
        new()
        {
            Lead = e.Lead,
            CreatedAt = e.Time("created_at"u8),
            Fields = e.Fields,
            Personal = e.Personal,
            Territory = e.TextOrNull("territory"u8),
            AccountMatch = e.AccountMatch,
            Segments = e.Texts("segments"u8),
            LastOwner = e.TextOrNull("last_owner"u8),
            By = e.By,
            Of = e.Number("of"u8),
            Emptied = e.Texts("emptied"u8),
            PlaceOfFirst = e.Place("place_of_first"u8),
        };

    private static LeadRestored Restored(EventReading e) =>
        new()
        {
            Lead = e.Lead,
            CreatedAt = e.Time("created_at"u8),
            Fields = e.Fields,
            Personal = e.Personal,
            Territory = e.TextOrNull("territory"u8),
            AccountMatch = e.AccountMatch,
            Segments = e.Texts("segments"u8),
            LastOwner = e.TextOrNull("last_owner"u8),
            By = e.By,
        };

    private static LeadScored Scored(EventReading e) =>
        new()
        {
            Lead = e.Lead,
            Score = e.DecimalOrNull("score"u8) ?? throw new FormatException("'score' is missing"),
            Grade = e.TextOrNull("grade"u8),
            Parts = e.Parts(),
        };

    private static LeadActivity Activity(EventReading e) =>
        new()
        {
            Lead = e.Lead,
            Activity = e.Text("activity"u8),
            At = e.Time("at"u8),
            Personal = e.Personal,
            By = e.By,
        };

    private static LeadQualified Qualified(EventReading e) =>
        new()
        {
            Lead = e.Lead,
            Answers = e.Answers,
            Qualifies = e.Flag("qualifies"u8),
            Stage = e.TextOrNull("stage"u8),
            By = e.By,
        };

    private static LeadNurtured Nurtured(EventReading e) =>
        new()
        {
            Lead = e.Lead,
            Track = e.TextOrNull("track"u8),
            RevisitAt = e.TimeOrNull("revisit_at"u8),
            GiveUpAt = e.TimeOrNull("give_up_at"u8),
        };

    private static LeadWaiting Waiting(EventReading e) =>
        new()
        {
            Lead = e.Lead,
            Reason = e.Reason,
            Step = e.WholeOrNull("step"u8),
            Until = e.TimeOrNull("until"u8),
            Trace = e.Trace(),
        };

    private static LeadQueued Queued(EventReading e) =>
        new()
        {
            Lead = e.Lead,
            Queue = e.Text("queue"u8),
            Step = e.Whole("step"u8),
            WarnAt = e.TimeOrNull("warn_at"u8),
            ExpiresAt = e.TimeOrNull("expires_at"u8),
            Trace = e.Trace(),
        };

    private static LeadOffered Offered(EventReading e) =>
        new()
        {
            Lead = e.Lead,
            Reps = e.Texts("reps"u8),
            Pool = e.TextOrNull("pool"u8),
            Queue = e.TextOrNull("queue"u8),
            Step = e.Whole("step"u8),
            ExpiresAt = e.TimeOrNull("expires_at"u8),
            NextAt = e.TimeOrNull("next_at"u8),
            Until = e.TimeOrNull("until"u8),
            Charges = e.Charges(),
            Trace = e.Trace(),
        };

    private static LeadAssigned Assigned(EventReading e) =>
        new()
        {
            Lead = e.Lead,
            Rep = e.Rep,
            How = e.Text("how"u8),
            From = e.TextOrNull("from"u8),
            Pool = e.TextOrNull("pool"u8),
            Queue = e.TextOrNull("queue"u8),
            Step = e.WholeOrNull("step"u8),
            Reason = e.TextOrNull("reason"u8),
            By = e.By,
            Charges = e.Charges(),
            Trace = e.Trace(),
        };

    private static LeadReassigned Reassigned(EventReading e) =>
        new()
        {
            Lead = e.Lead,
            From = e.Text("from"u8),
            To = e.TextOrNull("to"u8),
            Reason = e.Reason,
            Refunded = e.Refunded,
            Kept = e.Kept,
            Blameless = e.Flag("blameless"u8),
            ByHand = e.Flag("by_hand"u8),
            Pool = e.TextOrNull("pool"u8),
            Step = e.WholeOrNull("step"u8),
            How = e.TextOrNull("how"u8),
            Charges = e.Charges(),
            Trace = e.Trace(),
        };

    private static CapWarned CapWarned(EventReading e) =>
        new()
        {
            Lead = e.Lead,
            Rep = e.Rep,
            Code = e.Text("code"u8),
            Actual = e.Number("actual"u8),
            Needed = e.Number("needed"u8),
        };
}
