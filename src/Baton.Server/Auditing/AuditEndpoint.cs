using System.Globalization;
using Baton.Server.Http;
using Baton.Server.Json;
using Baton.Storage;
using Microsoft.AspNetCore.Http;

namespace Baton.Server.Auditing;

/// <summary><c>GET /v1/audit?limit=&amp;cursor=</c>: administrative acts, the newest first.</summary>
internal sealed class AuditEndpoint(BatonStore store)
{
    private const int UsualLimit = 50;
    private const int MostLimit = 500;

    public async Task Invoke(HttpContext context)
    {
        var query = context.Request.Query;
        var errors = new List<ProblemError>();
        var limit = UsualLimit;
        if (
            query["limit"].ToString() is { Length: > 0 } text
            && (!int.TryParse(text, out limit) || limit is < 1 or > MostLimit)
        )
        {
            errors.Add(new ProblemError("limit", "range", $"'limit' is a whole number from 1 to {MostLimit}"));
        }

        long? before = null;
        if (query["cursor"].ToString() is { Length: > 0 } cursor)
        {
            before = long.TryParse(cursor, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : null;
            if (before is null)
            {
                errors.Add(new ProblemError("cursor", "invalid", "'cursor' is the 'next_cursor' of a page"));
            }
        }

        await (errors.Count > 0 ? Problem.Invalid([.. errors]).Send(context) : Answer(context, limit, before));
    }

    private async Task Answer(HttpContext context, int limit, long? before)
    {
        var entries = store.Audit.Read(limit + 1, before);
        using var answer = JsonBuffer.Rent();
        var json = answer.Json;
        json.WriteStartObject();
        json.WriteStartArray("items"u8);
        foreach (var entry in entries.Take(limit))
        {
            json.WriteStartObject();
            json.WriteNumber("id"u8, entry.Id);
            LeadWriter.Time(json, "at"u8, entry.At);
            json.WriteString("act"u8, entry.Act);
            json.WriteString("actor"u8, entry.Actor);
            json.WriteString("address"u8, entry.Address);
            json.WriteString("subject"u8, entry.Subject);
            json.WriteString("detail"u8, entry.Detail);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteString("next_cursor"u8, entries.Count > limit ? entries[limit - 1].Id.ToString() : null);
        json.WriteEndObject();
        await answer.Send(context, StatusCodes.Status200OK);
    }
}
