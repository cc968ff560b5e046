using System.Text.Json;
using Baton.Server.Http;
using Baton.Server.Json;
using Baton.Storage;
using Microsoft.AspNetCore.Http;

namespace Baton.Server.Leads;

/// <summary>
/// <c>GET /v1/duplicates</c>: leads that may be the same person as an earlier one, for a person to decide; each under the
/// later lead's id.
/// </summary>
internal sealed class DuplicateList(BatonStore store)
{
    private const int UsualLimit = 25;
    private const int MostLimit = 100;

    public async Task Invoke(HttpContext context)
    {
        var query = context.Request.Query;
        var errors = QueryFaults.Unknown(query, ["limit", "cursor"]);
        var limit = QueryFaults.Limit(query, UsualLimit, MostLimit, errors);
        if (errors.Count > 0)
        {
            await Problem.Invalid([.. errors]).Send(context);
            return;
        }

        var page = store.Leads.Suspicions(limit, query["cursor"].ToString() is { Length: > 0 } cursor ? cursor : null);
        using var answer = JsonBuffer.Rent();
        answer.Json.WriteStartObject();
        answer.Json.WriteStartArray("items"u8);
        foreach (var item in page.Items)
        {
            Write(answer.Json, item);
        }

        answer.Json.WriteEndArray();
        answer.Json.WriteString("next_cursor"u8, page.NextCursor);
        answer.Json.WriteEndObject();
        await answer.Send(context, StatusCodes.Status200OK);
    }

    private static void Write(Utf8JsonWriter json, SuspicionRecord item)
    {
        json.WriteStartObject();
        json.WriteString("id"u8, item.Lead.PublicId);
        LeadWriter.Time(json, "at"u8, item.At);
        json.WriteNumber("score"u8, item.Score);
        json.WriteStartArray("evidence"u8);
        foreach (var (field, likeness, bits) in item.Evidence)
        {
            json.WriteStartObject();
            json.WriteString("field"u8, field);
            json.WriteNumber("likeness"u8, likeness);
            json.WriteNumber("bits"u8, bits);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WritePropertyName("lead"u8);
        LeadWriter.Lead(json, item.Lead);
        json.WritePropertyName("of"u8);
        LeadWriter.Lead(json, item.Of);
        json.WriteEndObject();
    }
}
