using System.Text.Json;
using Baton.Engine.People;
using Baton.Server.Access;
using Baton.Server.Events;
using Baton.Server.Http;
using Baton.Server.Json;
using Baton.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using NodaTime;

namespace Baton.Server.Leads;

/// <summary>Leads as readers see them: one, a page of them, one's history, and why it went where it went.</summary>
internal sealed class LeadEndpoints(
    BatonStore store,
    Visibility visibility,
    EventJson events,
    Explanations explanations,
    TimeProvider clock
)
{
    private const int MostCounted = 10_000;

    private Instant Now => Instant.FromDateTimeOffset(clock.GetUtcNow());

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/v1/leads", List);
        routes.MapGet("/v1/leads/{id}", Get);
        routes.MapGet("/v1/leads/{id}/timeline", Timeline);
        routes.MapGet("/v1/leads/{id}/score", Score);
        routes.MapGet("/v1/leads/{id}/explain", explanations.Invoke);
    }

    private async Task Get(HttpContext context)
    {
        var sight = await visibility.SightOf(context);
        if (visibility.Find(sight, PathId.Of(context)) is not { } lead)
        {
            await Problem.UnknownLead.Send(context);
            return;
        }

        using var answer = JsonBuffer.Rent();
        Write(answer.Json, sight, lead);
        await EntityTag.Send(context, answer, EntityTag.Of(answer));
    }

    private async Task List(HttpContext context)
    {
        var (query, problem) = LeadListQuery.Of(context.Request.Query, store.CurrentPolicy, Now);
        if (query is null)
        {
            await problem!.Send(context);
            return;
        }

        var leads = query.Leads with { Sight = await visibility.SightOf(context) };
        try
        {
            await Answer(context, query with { Leads = leads });
        }
        catch (StoreException slow) when (slow.Code == StoreException.TooSlow)
        {
            const string Cure = "; ask for less, such as one owner, one status or the leads from a day on";
            await new Problem(StatusCodes.Status422UnprocessableEntity, slow.Code, slow.Message + Cure).Send(context);
        }
    }

    private async Task Answer(HttpContext context, LeadListQuery query)
    {
        var (items, next) = store.Leads.Find(query.Leads);
        var count = query.IsCounted ? store.Leads.Count(query.Leads, MostCounted + 1) : 0;
        using var answer = JsonBuffer.Rent();
        answer.Json.WriteStartObject();
        answer.Json.WriteStartArray("items"u8);
        foreach (var lead in items)
        {
            Write(answer.Json, query.Leads.Sight, lead);
        }

        answer.Json.WriteEndArray();
        answer.Json.WriteString("next_cursor"u8, next?.Write(query.List));
        if (query.IsCounted)
        {
            answer.Json.WriteNumber("count"u8, Math.Min(count, MostCounted));
            answer.Json.WriteBoolean("count_is_capped"u8, count > MostCounted);
        }

        answer.Json.WriteEndObject();
        await answer.Send(context, StatusCodes.Status200OK);
    }

    private async Task Score(HttpContext context)
    {
        if (visibility.FindOpen(await visibility.SightOf(context), PathId.Of(context)) is not { Number: var number })
        {
            await Problem.UnknownLead.Send(context);
            return;
        }

        var now = Now;
        var (score, verdict) = await store.Read(
            w => (w.ScoreOf(number, now), w.VerdictOf(number, now)),
            context.RequestAborted
        );
        if (score is null && verdict is null)
        {
            var nothing = "the lead is closed, or the policy neither scores nor qualifies";
            await Problem.NotFound("no_score", nothing).Send(context);
            return;
        }

        using var answer = JsonBuffer.Rent();
        answer.Json.WriteStartObject();
        StandingWriter.Score(answer.Json, score);
        StandingWriter.Qualification(answer.Json, verdict);
        answer.Json.WriteEndObject();
        await answer.Send(context, StatusCodes.Status200OK);
    }

    private async Task Timeline(HttpContext context)
    {
        var sight = await visibility.SightOf(context);
        if (visibility.FindOpen(sight, PathId.Of(context)) is not { } lead)
        {
            await Problem.UnknownLead.Send(context);
            return;
        }

        var entries = store.Leads.Timeline(lead.Number);
        var isSeen = visibility.EventsSeenBy(sight, entries.Select(e => e.Event));
        using var answer = JsonBuffer.Rent();
        answer.Json.WriteStartObject();
        answer.Json.WriteStartArray("items"u8);
        foreach (var entry in entries.Where(e => isSeen(e.Event)))
        {
            events.Write(answer.Json, entry);
        }

        answer.Json.WriteEndArray();
        answer.Json.WriteNull("next_cursor"u8);
        if (store.Journal.FirstSeq is > 1 and var first)
        {
            answer.Json.WriteNumber("first_seq"u8, first);
        }

        if (lead.Erased)
        {
            answer.Json.WriteBoolean("erased"u8, true);
        }

        answer.Json.WriteEndObject();
        await answer.Send(context, StatusCodes.Status200OK);
    }

    private void Write(Utf8JsonWriter json, Sight sight, LeadRecord lead)
    {
        if (Visibility.Of(sight, lead) == Visible.Everything)
        {
            LeadWriter.Lead(json, lead);
        }
        else
        {
            LeadWriter.Handle(json, lead.Number, lead.CreatedAt, lead.Grade, Now);
        }
    }
}
