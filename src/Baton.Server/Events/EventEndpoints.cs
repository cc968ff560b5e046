using System.Globalization;
using System.Text;
using Baton.Server.Access;
using Baton.Server.Hosting;
using Baton.Server.Http;
using Baton.Server.Json;
using Baton.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Hosting;

namespace Baton.Server.Events;

/// <summary>
/// <c>GET /v1/events</c>: the journal from a place on, as a page of JSON or as a live stream that can be resumed. Places
/// are a record's <c>seq</c>; within a stream also <c>seq.index</c>, so that not one event is missed or repeated.
/// Each subscriber gets what he may see, as the leads stand when it is sent; a stream ends with its key.
/// </summary>
internal sealed class EventEndpoints(
    BatonStore store,
    Visibility visibility,
    EventJson events,
    ServerOptions options,
    IHostApplicationLifetime lifetime
)
{
    private const int UsualLimit = 100;
    private const int MostLimit = 1_000;

    // Proxies see that the stream lives, and it is seen whether its key does.
    private static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(5);

    private const string LastEventId = "Last-Event-ID";

    // To begin at the start instead would repeat everything to whoever garbled it.
    private static readonly Problem NoPlace = Problem.Malformed(
        $"'{LastEventId}' is the 'id' of a message such as 12.0, or the 'seq' of a record"
    ) with
    {
        Errors =
        [
            new ProblemError(
                LastEventId,
                "invalid",
                "this is no place in the journal; leave it out to read from the first"
            ),
        ],
    };

    private static readonly string[] Known = ["after", "limit"];

    private int _streams;

    public void Map(IEndpointRouteBuilder routes) => routes.MapGet("/v1/events", Invoke);

    private Task Invoke(HttpContext context)
    {
        var query = context.Request.Query;
        var last = context.Request.Headers[LastEventId].ToString();
        if (last.Length > 0 && Place(last) is null)
        {
            return NoPlace.Send(context);
        }

        var named = Place(last) ?? Place(query["after"]);
        var after = named ?? (0, int.MaxValue);
        var errors = QueryFaults.Unknown(query, Known);
        var limit = QueryFaults.Limit(query, UsualLimit, MostLimit, errors);
        if (query["after"].ToString().Length > 0 && Place(query["after"]) is null)
        {
            errors.Add(new ProblemError("after", "invalid", "'after' is the 'seq' of a record"));
        }

        if (errors.Count > 0)
        {
            return Problem.Invalid([.. errors]).Send(context);
        }

        // Whoever names a place goes on from it; who names none begins where the journal does.
        if (named is not null && store.Journal.FirstSeq is var first && after.Seq < first - 1)
        {
            return Problem.HistoryCut(first).Send(context);
        }

        return !context.Request.Headers.Accept.ToString().Contains("text/event-stream", StringComparison.Ordinal)
                ? Page(context, after.Seq, limit)
            : IsBeyond(after.Seq) ? Beyond().Send(context)
            : Stream(context, after);
    }

    // A record is sent as soon as it stands in the file, which is just before it is the last.
    private bool IsBeyond(long seq) => seq > store.Journal.LastSeq && store.Journal.Get(seq) is null;

    // To wait for the place would pass over all that happens until the journal has come there.
    private Problem Beyond() =>
        new(
            StatusCodes.Status409Conflict,
            "beyond_journal",
            $"the journal ends with record {store.Journal.LastSeq} and never had this place; "
                + "was it restored from a backup? Read again from a place that you know to be the same"
        );

    // "12" is after record 12 as a whole, "12.0" after its first event.
    private static (long Seq, int Index)? Place(string? text)
    {
        var parts = (text ?? "").Split('.');
        return parts.Length > 2 || !long.TryParse(parts[0], NumberStyles.None, null, out var seq) ? null
            : parts.Length == 1 ? (seq, int.MaxValue)
            : int.TryParse(parts[1], NumberStyles.None, null, out var index) ? (seq, index)
            : null;
    }

    // Whole records only, so that 'next' is a place between records.
    private async Task Page(HttpContext context, long after, int limit)
    {
        var sight = await visibility.SightOf(context);
        using var answer = JsonBuffer.Rent();
        var json = answer.Json;
        var (count, next) = (0, after);
        json.WriteStartObject();
        json.WriteStartArray("items"u8);
        foreach (var record in store.Journal.Read(after).TakeWhile(_ => count < limit))
        {
            var isSeen = visibility.EventsSeenBy(sight, record.Events);
            for (var i = 0; i < record.Events.Length; i++)
            {
                if (isSeen(record.Events[i]))
                {
                    events.Write(json, record, i);
                    count++;
                }
            }

            next = record.Seq;
        }

        json.WriteEndArray();
        json.WriteNumber("next_after"u8, next);
        json.WriteNumber("last_seq"u8, store.Journal.LastSeq);
        json.WriteEndObject();
        await answer.Send(context, StatusCodes.Status200OK);
    }

    /// <summary>How many live streams are open.</summary>
    public int Streams => Volatile.Read(ref _streams);

    private async Task Stream(HttpContext context, (long Seq, int Index) after)
    {
        try
        {
            if (Interlocked.Increment(ref _streams) > options.LiveStreams)
            {
                await Problem.Unavailable("too_many_streams", "too many live streams are open").Send(context);
                return;
            }

            using var ending = CancellationTokenSource.CreateLinkedTokenSource(
                context.RequestAborted,
                lifetime.ApplicationStopping
            );
            context.Response.ContentType = "text/event-stream; charset=utf-8";
            context.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
            await Follow(context, after, ending.Token);
        }
        catch (OperationCanceledException) when (lifetime.ApplicationStopping.IsCancellationRequested)
        {
            // The reader resumes at the next server by its Last-Event-ID.
        }
        finally
        {
            Interlocked.Decrement(ref _streams);
        }
    }

    private async Task Follow(HttpContext context, (long Seq, int Index) after, CancellationToken ending)
    {
        // A comment at once tells the reader that the stream stands.
        await context.Response.WriteAsync(": baton\n\n", ending);
        while (Callers.StillHold(context))
        {
            after = await Pass(context, after, ending);
            await context.Response.Body.FlushAsync(ending);
            while (!await MoreAfter(after.Seq, ending) && Callers.StillHold(context))
            {
                await context.Response.WriteAsync(":\n\n", ending);
                await context.Response.Body.FlushAsync(ending);
            }
        }
    }

    // A reader in the middle of a record gets the rest of it first.
    private async Task<(long Seq, int Index)> Pass(
        HttpContext context,
        (long Seq, int Index) after,
        CancellationToken ending
    )
    {
        var sight = await visibility.SightOf(context);
        var isTold = false;
        var from = after.Index == int.MaxValue ? after.Seq : after.Seq - 1;
        foreach (var record in store.Journal.Read(from).TakeWhile(_ => Callers.StillHold(context)))
        {
            using var buffer = JsonBuffer.Rent();
            var isSeen = visibility.EventsSeenBy(sight, record.Events);
            for (var i = record.Seq == after.Seq ? after.Index + 1 : 0; i < record.Events.Length; i++)
            {
                if (!isSeen(record.Events[i]))
                {
                    if (!isTold && TurnSigns.Moves(sight, record.Events[i]))
                    {
                        await context.Response.WriteAsync(TurnSigns.Sign, ending);
                        isTold = true;
                    }

                    continue;
                }

                events.Write(buffer.Json, record, i);
                await Send(context, record, i, buffer, ending);
                buffer.Clear();
            }

            after = (record.Seq, int.MaxValue);
        }

        return after;
    }

    private static async Task Send(
        HttpContext context,
        JournalRecord record,
        int index,
        JsonBuffer buffer,
        CancellationToken ending
    )
    {
        var type = Engine.Events.EventTypes.NameOf(record.Events[index]);
        var head = Encoding.UTF8.GetBytes($"id: {record.Seq}.{index}\nevent: {type}\ndata: ");
        await context.Response.Body.WriteAsync(head, ending);
        await context.Response.Body.WriteAsync(buffer.Written, ending);
        await context.Response.Body.WriteAsync("\n\n"u8.ToArray(), ending);
    }

    private async Task<bool> MoreAfter(long seq, CancellationToken ending)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(ending);
        patience.CancelAfter(Heartbeat);
        try
        {
            await store.Journal.WaitAfter(seq, patience.Token);
            return true;
        }
        catch (OperationCanceledException) when (!ending.IsCancellationRequested)
        {
            return false;
        }
    }
}
