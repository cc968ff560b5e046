using Baton.Server.Events;
using Baton.Server.Json;
using Baton.Storage;
using Baton.Storage.Webhooks;
using NodaTime;

namespace Baton.Server.Webhooks;

/// <summary>
/// Makes the message of a delivery when it is sent: the event as <c>GET /v1/events</c> shows it, with the lead's personal data
/// as it stands then where the webhook was granted it. So nothing personal is stored for it, and what was erased is not sent.
/// </summary>
internal sealed class Messages(BatonStore store, EventJson events)
{
    /// <summary>The same in every attempt, so that a receiver knows a message that comes twice.</summary>
    public static string IdOf(Delivery delivery) =>
        $"msg_{delivery.Webhook["wh_".Length..]}_{delivery.Id.Seq}_{delivery.Id.Place}";

    /// <summary>Null where the journal no longer has the record.</summary>
    public byte[]? BodyOf(Webhook hook, Delivery delivery) => BodyOf(hook, delivery, RecordOf(delivery.Id.Seq));

    /// <summary>The record of a message, or of several that are made together; it is read when the first of them is.</summary>
    public Lazy<JournalRecord?> RecordOf(long seq) => new(() => store.Journal.Get(seq));

    /// <param name="record">As <see cref="RecordOf"/> has it of the delivery's.</param>
    public byte[]? BodyOf(Webhook hook, Delivery delivery, Lazy<JournalRecord?> record)
    {
        using var body = JsonBuffer.Rent();
        if (delivery.IsTest)
        {
            WriteTest(body, delivery.CreatedAt);
            return body.Written.ToArray();
        }

        if (record.Value is not { } told || delivery.Id.Place >= told.Events.Length)
        {
            return null;
        }

        var index = (int)delivery.Id.Place;
        if (hook.Contact && delivery.Lead is { } number)
        {
            var lead = store.Leads.Get(number);
            events.WriteWithContact(body.Json, told, index, lead is { Erased: false } ? lead.Personal : null);
        }
        else
        {
            events.Write(body.Json, told, index);
        }

        return body.Written.ToArray();
    }

    private static void WriteTest(JsonBuffer body, Instant at)
    {
        body.Json.WriteStartObject();
        LeadWriter.Time(body.Json, "at"u8, at);
        body.Json.WriteString("type"u8, "webhook_test"u8);
        body.Json.WriteStartObject("data"u8);
        body.Json.WriteEndObject();
        body.Json.WriteEndObject();
    }
}
