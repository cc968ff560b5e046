using System.Text.Json;
using Baton.Engine;
using Baton.Engine.Capture;
using Baton.Engine.Commands;
using Baton.Engine.People;
using Baton.Engine.Policies;
using Baton.Server.Access;
using Baton.Server.Http;
using Baton.Server.Json;
using Baton.Server.Leads;
using Baton.Server.Resources;
using Baton.Storage;
using Baton.Storage.Files;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using NodaTime;

namespace Baton.Server.People;

/// <summary>The reps with what they hold now, and their presence.</summary>
internal sealed class RepEndpoints(
    BatonStore store,
    Visibility visibility,
    Acting acting,
    Submitter submitter,
    TimeProvider clock
)
{
    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/v1/reps", List);
        routes.MapGet("/v1/reps/{id}", Get);
        routes.MapPost("/v1/reps/{id}/status", SetStatus);
        routes.MapGet("/v1/colleagues", Colleagues);
    }

    private Instant Now => Instant.FromDateTimeOffset(clock.GetUtcNow());

    private async Task List(HttpContext context)
    {
        var (query, problem) = WholeListQuery.Of(context.Request.Query);
        if (query is null)
        {
            await problem!.Send(context);
            return;
        }

        var sight = await visibility.SightOf(context);
        var (reps, document) = await store.Read(w => (w.RepViews(Now), w.Document), context.RequestAborted);
        var (items, next) = query.Of([.. reps.Where(r => IsSeen(sight, r.Id))], r => r.Id);
        var entries = Entries(document).ToDictionary(e => e.Id, e => e.Entry, StringComparer.Ordinal);
        using var answer = JsonBuffer.Rent();
        answer.Json.WriteStartObject();
        answer.Json.WriteStartArray("items"u8);
        foreach (var rep in items)
        {
            Write(answer.Json, sight, rep, entries.GetValueOrDefault(rep.Id));
        }

        answer.Json.WriteEndArray();
        answer.Json.WriteString("next_cursor"u8, next);
        answer.Json.WriteEndObject();
        await answer.Send(context, StatusCodes.Status200OK);
    }

    private async Task Get(HttpContext context)
    {
        using var answer = JsonBuffer.Rent();
        var tag = await Write(context, answer, PathId.Of(context));
        await (tag is null ? UnknownRep(context) : EntityTag.Send(context, answer, tag));
    }

    /// <summary>
    /// Writes a rep as this reader sees him and returns his tag; null = there is none for him. The tag's first part is that
    /// of his entry in the workspace file, which a write goes by: what he holds changes by itself.
    /// </summary>
    public async Task<string?> Write(HttpContext context, JsonBuffer answer, string id)
    {
        var sight = await visibility.SightOf(context);
        if (!IsSeen(sight, id))
        {
            return null;
        }

        var (rep, document) = await store.Read(
            w => (w.RepViews(Now).FirstOrDefault(r => r.Id == id), w.Document),
            context.RequestAborted
        );
        if (rep is null)
        {
            return null;
        }

        var entry = Entries(document).FirstOrDefault(e => e.Id == id).Entry;
        Write(answer.Json, sight, rep, entry);
        var body = EntityTag.Digest(answer.Written.Span);
        return sight.Manages ? EntityTag.Of(ResourceEdit.VersionOf(entry), body) : EntityTag.Of(body);
    }

    // Whose id a rep reads in his pools anyway, he may call by name; what else there is to him stays hidden.
    private async Task Colleagues(HttpContext context)
    {
        var sight = await visibility.SightOf(context);
        var (reps, pools) = await store.Read(w => (w.RepViews(Now), w.PoolViews()), context.RequestAborted);
        var known = pools
            .Where(p => sight.Pools.Contains(p.Id))
            .SelectMany(p => p.Members, (_, m) => m.Id)
            .ToHashSet(StringComparer.Ordinal);
        using var answer = JsonBuffer.Rent();
        answer.Json.WriteStartObject();
        answer.Json.WriteStartArray("items"u8);
        foreach (var rep in reps.Where(r => IsSeen(sight, r.Id) || known.Contains(r.Id)))
        {
            answer.Json.WriteStartObject();
            answer.Json.WriteString("id"u8, rep.Id);
            answer.Json.WriteString("name"u8, rep.Name);
            answer.Json.WriteEndObject();
        }

        answer.Json.WriteEndArray();
        answer.Json.WriteNull("next_cursor"u8);
        answer.Json.WriteEndObject();
        await answer.Send(context, StatusCodes.Status200OK);
    }

    private async Task SetStatus(HttpContext context)
    {
        var (fields, problem) = await Body.Fields(context);
        if (fields is null)
        {
            await problem!.Send(context);
            return;
        }

        var body = new ActionBody(fields);
        var wish = PresenceWish.Of(body, Now);
        problem = body.Problem();

        // Nobody but a manager sets another's presence, be there such a rep or not.
        var doer = await acting.Of(context);
        problem ??= doer.For(PathId.Of(context));

        // A change of an unknown rep would add one.
        if (problem is null && await Find(context) is null)
        {
            await UnknownRep(context);
            return;
        }

        await (problem?.Send(context) ?? Submit(context, wish, doer.By, ContentHash.Of(new RawLead(fields))));
    }

    private Task Submit(HttpContext context, PresenceWish wish, string by, long content)
    {
        var id = PathId.Of(context);
        return submitter.Send(
            context,
            wish.For(id, by),
            content,
            (_, answer) =>
            {
                answer.Json.WriteStartObject();
                wish.Write(answer.Json, id);
                answer.Json.WriteEndObject();
                return StatusCodes.Status200OK;
            }
        );
    }

    // A rep sees himself.
    private static bool IsSeen(Sight sight, string rep) => sight.Manages || sight.Rep == rep;

    private async ValueTask<RepView?> Find(HttpContext context)
    {
        var id = PathId.Of(context);
        return !IsSeen(await visibility.SightOf(context), id)
            ? null
            : await store.Read(w => w.RepViews(Now).FirstOrDefault(r => r.Id == id), context.RequestAborted);
    }

    private static Task UnknownRep(HttpContext context) =>
        Problem.NotFound("unknown_rep", $"there is no rep '{PathId.Of(context)}'").Send(context);

    private static IEnumerable<(string Id, MapNode Entry)> Entries(MapNode document) =>
        new ResourceDocument(document, ResourceKind.Reps).Entries;

    // What the file says of a rep, a manager's notes included, is not for the rep.
    private static void Write(Utf8JsonWriter json, Sight sight, RepView rep, MapNode? entry)
    {
        json.WriteStartObject();
        json.WriteString("id"u8, rep.Id);
        json.WriteString("name"u8, rep.Name);
        json.WriteString("status"u8, rep.Status);
        LeadWriter.Time(json, "status_until"u8, rep.StatusUntil);
        json.WriteString("status_reason"u8, rep.StatusReason);
        json.WriteBoolean("active"u8, rep.Active);
        json.WriteBoolean("absent"u8, rep.Absent);
        json.WriteBoolean("in_hours"u8, rep.InHours);
        json.WriteNumber("open"u8, rep.Open);
        LeadWriter.Number(json, "capacity"u8, rep.Capacity);
        json.WriteNumber("owned"u8, rep.Owned);
        json.WriteNumber("offered"u8, rep.Offered);
        json.WriteNumber("received_today"u8, rep.ReceivedToday);
        json.WriteNumber("weight"u8, rep.Weight);
        Stats(json, rep.Stats);
        if (sight.Manages)
        {
            json.WritePropertyName("config"u8);
            JsonNodes.WriteJson(entry ?? (Node)new ScalarNode("null", Quoted: false, Position.None), json);
        }

        json.WriteEndObject();
    }

    private static void Stats(Utf8JsonWriter json, RepStats? known)
    {
        if (known is not { } stats)
        {
            json.WriteNull("stats"u8);
            return;
        }

        json.WriteStartObject("stats"u8);
        LeadWriter.Number(json, "win_rate_90d"u8, stats.WinRate);
        LeadWriter.Number(json, "value_90d"u8, stats.Value);
        LeadWriter.Number(json, "response_p50_90d"u8, stats.Response);
        json.WriteNumber("received_30d"u8, stats.Received);
        json.WriteNumber("open"u8, stats.Open);
        json.WriteEndObject();
    }
}
