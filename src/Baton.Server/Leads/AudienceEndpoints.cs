using Baton.Engine.Policies;
using Baton.Server.Http;
using Baton.Server.Json;
using Baton.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using NodaTime;

namespace Baton.Server.Leads;

/// <summary>
/// Leads for campaigns: those of a segment, and those that a nurture track keeps in touch with. JSON page by page, or all
/// of them as CSV with <c>?format=csv</c>. Junk, duplicates and erased leads are in none.
/// </summary>
internal sealed class AudienceEndpoints(BatonStore store, TimeProvider clock)
{
    private static readonly string[] _left = ["rejected", "duplicate"];

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/v1/segments/{id}/leads", Segment);
        routes.MapGet("/v1/nurture/{id}", Track);
    }

    private Task Segment(HttpContext context)
    {
        var (name, policy) = (PathId.Of(context), store.CurrentPolicy);
        return policy?.InSegment(name, Instant.FromDateTimeOffset(clock.GetUtcNow())) is { } isIn
            ? Send(context, policy, new LeadFilter { Where = lead => IsShown(lead) && isIn(LeadWriter.ViewOf(lead)) })
            : Unknown(context, "unknown_segment", $"segment '{name}'", name, policy?.SegmentNames ?? []);
    }

    private async Task Track(HttpContext context)
    {
        var (name, policy) = (PathId.Of(context), store.CurrentPolicy);
        var leads = await store.Read(w => w.OnTrack(name), context.RequestAborted);
        await (
            policy is null || leads is null
                ? Unknown(context, "unknown_track", $"nurture track '{name}'", name, TracksOf(policy))
                : Send(
                    context,
                    policy,
                    new LeadFilter
                    {
                        Statuses = ["nurture"],
                        Where = lead => IsShown(lead) && leads.Contains(lead.Number),
                    }
                )
        );
    }

    private static bool IsShown(LeadRecord lead) => !lead.Erased && !_left.Contains(lead.Status);

    private static string[] TracksOf(Policy? policy) =>
        policy?.Config.Policy.Qualify?.Nurture.Track is { } track ? [track] : [];

    private static Task Unknown(
        HttpContext context,
        string code,
        string what,
        string name,
        IEnumerable<string> known
    ) => Problem.NotFound(code, $"there is no {what}{NearestWord.Hint(name, known)}").Send(context);

    private async Task Send(HttpContext context, Policy policy, LeadFilter filter)
    {
        var (query, problem) = AudienceQuery.Of(context.Request.Query);
        if (query is null)
        {
            await problem!.Send(context);
        }
        else if (query.IsCsv)
        {
            await LeadCsv.Send(context, policy, Pages(filter));
        }
        else
        {
            await SendPage(context, store.Leads.List(filter, query.Limit, query.Cursor));
        }
    }

    private IEnumerable<LeadRecord> Pages(LeadFilter filter)
    {
        string? cursor = null;
        do
        {
            var page = store.Leads.List(filter, AudienceQuery.MostLimit, cursor);
            foreach (var lead in page.Items)
            {
                yield return lead;
            }

            cursor = page.NextCursor;
        } while (cursor is not null);
    }

    private static async Task SendPage(HttpContext context, LeadPage page)
    {
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
}
