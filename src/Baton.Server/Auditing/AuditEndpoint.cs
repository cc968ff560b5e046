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
        var (page, problem) = PageQuery.Of(context.Request.Query, UsualLimit, MostLimit);
        await (page is null ? problem!.Send(context) : Answer(context, page.Limit, page.Before));
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
