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
internal sealed class LeadEndpoints(BatonStore store, EventJson events, Explanations explanations, TimeProvider clock)
{
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
        if (store.Leads.Get(PathId.Of(context)) is not { } lead)
        {
            await Problem.UnknownLead.Send(context);
            return;
        }

        using var answer = JsonBuffer.Rent();
        LeadWriter.Lead(answer.Json, lead);
        await answer.Send(context, StatusCodes.Status200OK);
    }

    private async Task List(HttpContext context)
    {
        var (query, problem) = LeadListQuery.Of(context.Request.Query);
        if (query is null)
        {
            await problem!.Send(context);
            return;
        }

        var page = store.Leads.List(query.Filter, query.Limit, query.Cursor);
        using var answer = JsonBuffer.Rent();
        answer.Json.WriteStartObject();
        answer.Json.WriteStartArray("items"u8);
        foreach (var lead in page.Items)
        {
            LeadWriter.Lead(answer.Json, lead);
        }

        answer.Json.WriteEndArray();
        answer.Json.WriteString("next_cursor"u8, page.NextCursor);
        answer.Json.WriteEndObject();
        await answer.Send(context, StatusCodes.Status200OK);
    }

    private async Task Score(HttpContext context)
    {
        if (store.Leads.NumberOf(PathId.Of(context)) is not { } number)
        {
            await Problem.UnknownLead.Send(context);
            return;
        }

        var now = Instant.FromDateTimeOffset(clock.GetUtcNow());
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
        if (store.Leads.NumberOf(PathId.Of(context)) is not { } number)
        {
            await Problem.UnknownLead.Send(context);
            return;
        }

        using var answer = JsonBuffer.Rent();
        answer.Json.WriteStartObject();
        answer.Json.WriteStartArray("items"u8);
        foreach (var entry in store.Leads.Timeline(number))
        {
            events.Write(answer.Json, entry);
        }

        answer.Json.WriteEndArray();
        answer.Json.WriteNull("next_cursor"u8);
        answer.Json.WriteEndObject();
        await answer.Send(context, StatusCodes.Status200OK);
    }
}
