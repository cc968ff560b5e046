using System.Text.Json;
using Baton.Server.Json;
using Baton.Storage;
using Baton.Storage.Webhooks;

namespace Baton.Server.Webhooks;

/// <summary>Webhooks and deliveries as the API shows them.</summary>
internal static class WebhookJson
{
    /// <param name="isNewSecret">Whether its secret was made just now, and is shown this once.</param>
    public static void Write(Utf8JsonWriter json, Webhook hook, bool isNewSecret)
    {
        json.WriteStartObject();
        json.WriteString("id"u8, hook.Id);
        json.WriteString("url"u8, hook.Url);
        json.WriteString("description"u8, hook.Description);
        json.WriteStartArray("events"u8);
        foreach (var type in hook.Events)
        {
            json.WriteStringValue(type);
        }

        json.WriteEndArray();
        json.WriteBoolean("enabled"u8, hook.Enabled);
        json.WriteBoolean("ordered"u8, hook.Ordered);
        json.WriteBoolean("contact"u8, hook.Contact);
        json.WriteString("disabled_reason"u8, hook.DisabledReason);
        json.WriteNumber("failures"u8, hook.Failures);
        LeadWriter.Time(json, "failing_since"u8, hook.FailingSince);
        json.WriteNumber("after"u8, hook.Position);
        LeadWriter.Time(json, "created_at"u8, hook.CreatedAt);
        LeadWriter.Time(json, "old_secret_until"u8, hook.OldUntil);
        if (isNewSecret)
        {
            json.WriteString("secret"u8, Signatures.TextOf(hook.Secret));
        }

        json.WriteEndObject();
    }

    /// <summary>Opens an object and leaves it open.</summary>
    public static void Begin(Utf8JsonWriter json, Delivery delivery)
    {
        json.WriteStartObject();
        json.WriteString("id"u8, delivery.Id.ToString());
        json.WriteString("message"u8, Messages.IdOf(delivery));
        json.WriteString("type"u8, delivery.Type);
        json.WriteString("lead"u8, delivery.Lead is { } number ? PublicId.Of(number) : null);
        json.WriteString("state"u8, WordOf(delivery.State));
        json.WriteNumber("tries"u8, delivery.Tries);
        Number(json, "status"u8, delivery.Status);
        json.WriteString("error"u8, delivery.Error);
        LeadWriter.Time(json, "created_at"u8, delivery.CreatedAt);
        LeadWriter.Time(json, "next_try_at"u8, delivery.State == DeliveryState.Waiting ? delivery.DueAt : null);
        LeadWriter.Time(json, "ended_at"u8, delivery.EndedAt);
    }

    public static void Write(Utf8JsonWriter json, Attempt attempt)
    {
        json.WriteStartObject();
        json.WriteNumber("n"u8, attempt.N);
        LeadWriter.Time(json, "at"u8, attempt.At);
        json.WriteNumber("milliseconds"u8, (long)attempt.Took.TotalMilliseconds);
        Number(json, "status"u8, attempt.Status);
        json.WriteString("error"u8, attempt.Error);
        json.WriteString("answer"u8, attempt.Answer);
        json.WriteEndObject();
    }

    public static string WordOf(DeliveryState state) =>
        state switch
        {
            DeliveryState.Waiting => "waiting",
            DeliveryState.Delivered => "delivered",
            DeliveryState.Dead => "dead",
            _ => throw new ArgumentOutOfRangeException(nameof(state)),
        };

    private static void Number(Utf8JsonWriter json, ReadOnlySpan<byte> name, int? number)
    {
        if (number is { } value)
        {
            json.WriteNumber(name, value);
        }
        else
        {
            json.WriteNull(name);
        }
    }
}
