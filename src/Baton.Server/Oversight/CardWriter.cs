using System.Text.Json;
using Baton.Engine.Conditions;
using Baton.Engine.Oversight;
using Baton.Server.Json;
using Baton.Storage;

namespace Baton.Server.Oversight;

/// <summary>Leads in brief, with the clock that presses on each.</summary>
internal static class CardWriter
{
    public static void Write(Utf8JsonWriter json, LeadRecord lead, LeadDue? due)
    {
        json.WriteStartObject();
        json.WriteString("id"u8, lead.PublicId);
        json.WriteString("name"u8, NameOf(lead));
        json.WriteString("company"u8, TextOf(lead, "company"));
        json.WriteString("status"u8, lead.Status);
        json.WriteString("owner"u8, lead.Owner);
        json.WriteString("rule"u8, lead.Rule);
        json.WriteString("queue"u8, lead.Queue);
        json.WriteString("reason"u8, lead.Reason);
        LeadWriter.Number(json, "score"u8, lead.Score);
        json.WriteString("grade"u8, lead.Grade);
        LeadWriter.Time(json, "created_at"u8, lead.CreatedAt);
        LeadWriter.Time(json, "assigned_at"u8, lead.AssignedAt);
        Due(json, due);
        json.WriteEndObject();
    }

    private static void Due(Utf8JsonWriter json, LeadDue? due)
    {
        if (due is null)
        {
            json.WriteNull("due"u8);
            return;
        }

        json.WriteStartObject("due"u8);
        json.WriteString("clock"u8, due.Clock);
        LeadWriter.Time(json, "at"u8, due.At);
        json.WriteBoolean("missed"u8, due.Missed);
        json.WriteEndObject();
    }

    // The best that it has; null where it has none, as after an erasure.
    private static string? NameOf(LeadRecord lead)
    {
        var both = string.Join(
            ' ',
            new[] { TextOf(lead, "first_name"), TextOf(lead, "last_name") }.Where(n => n is not null)
        );
        return TextOf(lead, "name") ?? (both.Length > 0 ? both : null) ?? TextOf(lead, "email");
    }

    private static string? TextOf(LeadRecord lead, string field)
    {
        var value = lead.Personal.Items.Concat(lead.Fields.Items).FirstOrDefault(f => f.Key == field).Value;
        return value.Kind == ValueKind.Null ? null : value.TextOrNull;
    }
}
