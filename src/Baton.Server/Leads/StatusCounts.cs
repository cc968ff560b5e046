using System.Diagnostics;
using Baton.Engine.People;
using Baton.Server.Access;
using Baton.Server.Http;
using Baton.Server.Json;
using Baton.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using NodaTime;

namespace Baton.Server.Leads;

/// <summary>
/// <c>GET /v1/reports/status</c>: how many leads have each status, of those that the asker sees. Counting reads as many index entries as there are leads,
/// so a count is kept a while: twenty times as long as it took, and some seconds at least.
/// </summary>
internal sealed class StatusCounts(BatonStore store, Visibility visibility, TimeProvider clock)
{
    private static readonly TimeSpan Least = TimeSpan.FromSeconds(2);

    private readonly SemaphoreSlim _one = new(1);
    private Counted? _last;

    public void Map(IEndpointRouteBuilder routes) => routes.MapGet("/v1/reports/status", Get);

    private async Task Get(HttpContext context)
    {
        var sight = await visibility.SightOf(context);
        if (!sight.Manages)
        {
            await Send(context, Own(sight));
            return;
        }

        await _one.WaitAsync(context.RequestAborted);
        try
        {
            if (_last is null || clock.GetElapsedTime(_last.Stamp) > _last.GoodFor)
            {
                _last = Count();
            }
        }
        finally
        {
            _one.Release();
        }

        await Send(context, _last);
    }

    private Counted Count()
    {
        var begun = Stopwatch.GetTimestamp();
        var counts = store.Leads.CountByStatus();
        var took = Stopwatch.GetElapsedTime(begun) * 20;
        var at = Instant.FromDateTimeOffset(clock.GetUtcNow());
        return new Counted(counts, at, clock.GetTimestamp(), took > Least ? took : Least);
    }

    // What a rep sees of is few, and changes as he works. A blind lead has no status for him.
    private Counted Own(Sight sight)
    {
        var counts = new SortedDictionary<string, long>(StringComparer.Ordinal);
        var seen = Visibility.Seen(sight, LeadFilter.All);
        for (string? cursor = null; ; )
        {
            var page = store.Leads.List(seen, 1_000, cursor);
            foreach (var lead in page.Items.Where(l => Visibility.Of(sight, l) == Visible.Everything))
            {
                counts[lead.Status] = counts.GetValueOrDefault(lead.Status) + 1;
            }

            if ((cursor = page.NextCursor) is null)
            {
                var at = Instant.FromDateTimeOffset(clock.GetUtcNow());
                return new Counted(counts, at, clock.GetTimestamp(), TimeSpan.Zero);
            }
        }
    }

    private static async Task Send(HttpContext context, Counted counted)
    {
        using var answer = JsonBuffer.Rent();
        answer.Json.WriteStartObject();
        LeadWriter.Time(answer.Json, "at"u8, counted.At);
        answer.Json.WriteNumber("total"u8, counted.Counts.Values.Sum());
        answer.Json.WriteStartObject("statuses"u8);
        foreach (var (status, count) in counted.Counts)
        {
            answer.Json.WriteNumber(status, count);
        }

        answer.Json.WriteEndObject();
        answer.Json.WriteEndObject();
        await answer.Send(context, StatusCodes.Status200OK);
    }

    private sealed record Counted(IReadOnlyDictionary<string, long> Counts, Instant At, long Stamp, TimeSpan GoodFor);
}
