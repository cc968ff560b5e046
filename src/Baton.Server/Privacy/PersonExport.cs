using System.Collections.Immutable;
using System.Text.Json;
using Baton.Engine.Events;
using Baton.Server.Events;
using Baton.Server.Json;
using Baton.Storage;
using Baton.Storage.Erasing;
using NodaTime;

namespace Baton.Server.Privacy;

/// <summary>
/// Everything stored about a person, for him: each of his leads with every field, its whole history with what was personal in
/// it, who had it and when, suspected duplicates, and which answers are kept for repetitions.
/// </summary>
internal sealed class PersonExport(BatonStore store, EventJson events)
{
    public void Write(Utf8JsonWriter json, ImmutableArray<long> leads, Instant at)
    {
        json.WriteStartObject();
        LeadWriter.Time(json, "at"u8, at);
        json.WriteStartArray("leads"u8);
        foreach (var number in leads)
        {
            if (store.Leads.Get(number) is { } lead)
            {
                Lead(json, lead);
                json.Flush();
            }
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private void Lead(Utf8JsonWriter json, LeadRecord lead)
    {
        json.WriteStartObject();
        json.WriteString("opaque_id"u8, PublicId.Of(lead.Number));
        json.WritePropertyName("lead"u8);
        LeadWriter.Lead(json, lead);
        LeadWriter.Time(json, "last_arrival"u8, lead.LastArrival);
        json.WriteStartArray("timeline"u8);
        foreach (var entry in store.Leads.Timeline(lead.Number))
        {
            json.WriteStartObject();
            json.WritePropertyName("event"u8);
            events.Write(json, entry);
            Personal(json, entry.Event);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        Kept(json, store.Persons.KeptOf(lead.Number));
        json.WriteEndObject();
    }

    // What events show to nobody else.
    private static void Personal(Utf8JsonWriter json, Event @event)
    {
        var (personal, original) = @event switch
        {
            LeadCaptured e => (e.Personal, e.Original),
            LeadUpdated e => (e.Personal, FieldSet.Empty),
            LeadMerged e => (e.Personal, FieldSet.Empty),
            LeadRevived e => (e.Personal, FieldSet.Empty),
            LeadActivity e => (e.Personal, FieldSet.Empty),
            _ => (FieldSet.Empty, FieldSet.Empty),
        };
        Fields(json, "personal"u8, personal);
        Fields(json, "as_sent"u8, original);
    }

    private static void Fields(Utf8JsonWriter json, ReadOnlySpan<byte> name, FieldSet fields)
    {
        if (fields.Items.IsEmpty)
        {
            return;
        }

        json.WriteStartObject(name);
        foreach (var (field, value) in fields.Items)
        {
            json.WritePropertyName(field);
            LeadWriter.Write(json, value);
        }

        json.WriteEndObject();
    }

    private static void Kept(Utf8JsonWriter json, KeptOfLead kept)
    {
        json.WriteStartArray("assignments"u8);
        foreach (var assignment in kept.Assignments)
        {
            json.WriteStartObject();
            json.WriteString("rep"u8, assignment.Rep);
            json.WriteString("pool"u8, assignment.Pool);
            json.WriteString("queue"u8, assignment.Queue);
            json.WriteString("rule"u8, assignment.Rule);
            json.WriteString("how"u8, assignment.How);
            LeadWriter.Time(json, "at"u8, assignment.At);
            LeadWriter.Time(json, "ended_at"u8, assignment.EndedAt);
            json.WriteString("end_reason"u8, assignment.EndReason);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        Texts(json, "also_found_by"u8, kept.Keys);
        Texts(json, "compared_by"u8, kept.Blocks);
        json.WriteStartArray("perhaps_the_same_as"u8);
        foreach (var other in kept.Suspects)
        {
            json.WriteStringValue(PublicId.Of(other));
        }

        json.WriteEndArray();
        json.WriteStartArray("answers_kept_for_repetition"u8);
        foreach (var (key, at) in kept.Answers)
        {
            json.WriteStartObject();
            json.WriteString("idempotency_key"u8, key);
            LeadWriter.Time(json, "at"u8, at);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void Texts(Utf8JsonWriter json, ReadOnlySpan<byte> name, ImmutableArray<string> texts)
    {
        json.WriteStartArray(name);
        foreach (var text in texts)
        {
            json.WriteStringValue(text);
        }

        json.WriteEndArray();
    }
}
