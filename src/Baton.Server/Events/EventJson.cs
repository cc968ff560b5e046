using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Baton.Engine.Events;
using Baton.Server.Json;
using Baton.Storage;
using NodaTime;

namespace Baton.Server.Events;

/// <summary>
/// Events as the API shows them: <c>{ seq, index, at, type, actor, lead, data }</c>. Leads appear under their opaque ids
/// only, and contact data not at all: whoever may see it asks for the lead.
/// </summary>
internal sealed class EventJson
{
    /// <summary>How each type of event is written: also what describes them.</summary>
    public static JsonSerializerOptions Contracts { get; } =
        new(EventContext.Default.Options) { TypeInfoResolver = EventContext.Default.WithAddedModifier(Project) };

    // What is personal, what is bulky and what only replay needs stays out.
    private static readonly string[] Hidden =
    [
        nameof(LeadCaptured.Personal),
        nameof(LeadCaptured.Original),
        nameof(LeadCaptured.ContentHash),
        nameof(PolicyPublished.Document),
        nameof(Charge.Out),
        nameof(Charge.Owed),
        nameof(ScoresAged.After),
    ];

    public void Write(Utf8JsonWriter json, TimelineEntry entry) =>
        Write(json, entry.Seq, null, entry.At, entry.Actor, entry.Event, NoteOf(entry.Event));

    public void Write(Utf8JsonWriter json, JournalRecord record, int index) =>
        Write(json, record.Seq, index, record.At, record.Actor, record.Events[index], note: null);

    /// <summary>The same with the personal data of its lead as <c>contact</c>, for a reader who was granted it; null = none is left.</summary>
    public void WriteWithContact(Utf8JsonWriter json, JournalRecord record, int index, FieldSet? contact) =>
        Write(json, record.Seq, index, record.At, record.Actor, record.Events[index], note: null, new Contact(contact));

    // Whoever may see the lead may read what was noted on it.
    private static string? NoteOf(Event @event) =>
        @event switch
        {
            OfferDeclined e => e.Note,
            LeadReleased e => e.Note,
            LeadRejected e => e.Note,
            _ => null,
        };

    private static void Write(
        Utf8JsonWriter json,
        long seq,
        int? index,
        Instant at,
        string? actor,
        Event @event,
        string? note,
        Contact? contact = null
    )
    {
        json.WriteStartObject();
        json.WriteNumber("seq"u8, seq);
        if (index is { } position)
        {
            json.WriteNumber("index"u8, position);
        }

        LeadWriter.Time(json, "at"u8, at);
        json.WriteString("type"u8, EventTypes.NameOf(@event));
        json.WriteString("actor"u8, actor);
        if (@event is LeadEvent about)
        {
            json.WriteString("lead"u8, PublicId.Of(about.Lead));
        }

        if (note is not null)
        {
            json.WriteString("note"u8, note);
        }

        contact?.Write(json);

        json.WritePropertyName("data"u8);
        JsonSerializer.Serialize(json, @event, Contracts.GetTypeInfo(@event.GetType()));
        json.WriteEndObject();
    }

    // What is noted on a lead may name people; of a ledger or a hand-over it is for the record.
    private static bool IsPersonal(JsonTypeInfo type, string property) =>
        property == "note" && type.Type.IsSubclassOf(typeof(LeadEvent));

    // Of the same names for all events: a lead's number never leaves, whichever event carries it.
    private static void Project(JsonTypeInfo type)
    {
        for (var i = type.Properties.Count - 1; i >= 0; i--)
        {
            var property = type.Properties[i];
            var isOwnLead = property.Name == "lead" && type.Type.IsAssignableTo(typeof(LeadEvent));
            if (
                isOwnLead
                || IsPersonal(type, property.Name)
                || Hidden.Any(h => JsonNamingPolicy.SnakeCaseLower.ConvertName(h) == property.Name)
            )
            {
                type.Properties.RemoveAt(i);
            }
            else if (property.Name is "into" or "to" or "of" or "lead" && property.PropertyType == typeof(long))
            {
                property.CustomConverter = new LeadNumberConverter();
            }
            else if (property.Name is "cost" or "nano" && property.PropertyType == typeof(long))
            {
                property.CustomConverter = new NanoConverter();
            }
        }
    }

    private sealed record Contact(FieldSet? Fields)
    {
        public void Write(Utf8JsonWriter json)
        {
            if (Fields is null)
            {
                json.WriteNull("contact"u8);
                return;
            }

            json.WriteStartObject("contact"u8);
            foreach (var (name, value) in Fields.Items)
            {
                json.WritePropertyName(name);
                LeadWriter.Write(json, value);
            }

            json.WriteEndObject();
        }
    }
}
