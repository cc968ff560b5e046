using System.Collections.Immutable;
using System.Diagnostics;
using System.Text.Json;
using Baton.Engine.Oversight;
using Baton.Engine.Policies;
using Baton.Server.Http;
using Baton.Server.Json;
using Baton.Storage;
using Baton.Storage.Listing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using NodaTime;

namespace Baton.Server.Oversight;

/// <summary>
/// <c>GET /v1/exceptions</c>: the leads that are stuck, by reason; and <c>/v1/exceptions/{code}</c>: those behind one of the
/// numbers. Both look at every open lead: where something has happened since, the next look waits until twenty times as long as
/// the last one took has passed, and those who ask meanwhile share it. Nobody gets an answer of before his own act.
/// </summary>
internal sealed class StuckEndpoints(BatonStore store, TimeProvider clock) : IDisposable
{
    private const string Duplicate = "duplicate";
    private const string Rejected = "rejected";
    private const int UsualLimit = 50;
    private const int MostLimit = 200;
    private const int MostCounted = 10_000;

    // Who is in hours changes by itself.
    private static readonly TimeSpan LongestAge = TimeSpan.FromSeconds(2);
    private static readonly Duration JunkOfInterest = Duration.FromDays(7);
    private static readonly string[] Known = ["kind", "id", "limit"];
    private static readonly string[] Codes =
    [
        "no_rule",
        "no_eligible_rep",
        "waiting_for_hours",
        "paused",
        "queued",
        "offered",
        "inactive",
        "sla_breached",
    ];

    private readonly SemaphoreSlim _one = new(1);
    private Found? _last;

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/v1/exceptions", List);
        routes.MapGet("/v1/exceptions/{code}", Leads);
    }

    public void Dispose() => _one.Dispose();

    private Instant Now => Instant.FromDateTimeOffset(clock.GetUtcNow());

    private async Task List(HttpContext context)
    {
        if (QueryFaults.Unknown(context.Request.Query, []) is { Count: > 0 } errors)
        {
            await Problem.Invalid([.. errors]).Send(context);
            return;
        }

        await _one.WaitAsync(context.RequestAborted);
        Found found;
        try
        {
            found = await Fresh(context);
            _last = found;
        }
        finally
        {
            _one.Release();
        }

        using var answer = JsonBuffer.Rent();
        answer.Json.WriteStartObject();
        LeadWriter.Time(answer.Json, "at"u8, found.At);
        answer.Json.WriteStartArray("items"u8);
        foreach (var group in found.Groups)
        {
            Write(answer.Json, group);
        }

        Write(answer.Json, Duplicate, found.Suspected.Count, found.Suspected.Oldest);
        Write(answer.Json, Rejected, found.Junk.Count, found.Junk.Oldest);
        answer.Json.WriteEndArray();
        answer.Json.WriteEndObject();
        await answer.Send(context, StatusCodes.Status200OK);
    }

    private async Task<Found> Fresh(HttpContext context)
    {
        if (_last is not { } last)
        {
            return await Find(context);
        }

        var age = clock.GetElapsedTime(last.Stamp);
        if (last.Seq == store.Journal.LastSeq && age < LongestAge)
        {
            return last;
        }

        if (age < last.Rest)
        {
            await Task.Delay(last.Rest - age, clock, context.RequestAborted);
        }

        return await Find(context);
    }

    private async Task<Found> Find(HttpContext context)
    {
        var now = Now;
        var (groups, seq, took) = await store.Read(
            w =>
            {
                var begun = Stopwatch.GetTimestamp();
                return (w.StuckGroups(now), store.Journal.LastSeq, Stopwatch.GetElapsedTime(begun));
            },
            context.RequestAborted
        );
        var oldest = store.Leads.Get(groups.Select(g => g.Oldest));
        var named = groups.Select(g => new Named(g, oldest.GetValueOrDefault(g.Oldest)?.PublicId)).ToImmutableArray();
        var suspected = store.Leads.CountSuspicions();
        return new Found(named, suspected, JunkSince(now - JunkOfInterest), now)
        {
            Seq = seq,
            Stamp = clock.GetTimestamp(),
            Rest = took * 20,
        };
    }

    private (int Count, Instant? Oldest) JunkSince(Instant from)
    {
        var junk = new LeadQuery
        {
            Filter = LeadFilter.All with { Statuses = [Rejected], CreatedFrom = from },
            Sort = LeadSort.Of("created_at")!,
            Limit = 1,
        };
        return (store.Leads.Count(junk, MostCounted), store.Leads.Find(junk).Items.FirstOrDefault()?.CreatedAt);
    }

    private async Task Leads(HttpContext context)
    {
        var (query, problem) = Of(context);
        if (query is null)
        {
            await problem!.Send(context);
            return;
        }

        var now = Now;
        var stuck = await store.Read(w => w.StuckLeads(query.Reason, query.Limit, now), context.RequestAborted);
        var leads = store.Leads.Get(stuck.Shown.Select(l => l.Number));
        using var answer = JsonBuffer.Rent();
        answer.Json.WriteStartObject();
        answer.Json.WriteNumber("count"u8, stuck.Count);
        answer.Json.WriteStartArray("items"u8);
        foreach (var (number, due) in stuck.Shown.Where(l => leads.ContainsKey(l.Number)))
        {
            CardWriter.Write(answer.Json, leads[number], due);
        }

        answer.Json.WriteEndArray();
        answer.Json.WriteEndObject();
        await answer.Send(context, StatusCodes.Status200OK);
    }

    private static Parsed<StuckQuery> Of(HttpContext context)
    {
        var code = (string)context.Request.RouteValues["code"]!;
        if (!Codes.Contains(code))
        {
            var elsewhere = code switch
            {
                Duplicate => "these are listed by GET /v1/duplicates",
                Rejected => "these are listed by GET /v1/leads?status=rejected",
                _ => $"leads are not stuck for the reason '{code}'{NearestWord.Hint(code, Codes)}",
            };
            return Problem.NotFound("not_found", elsewhere);
        }

        var query = context.Request.Query;
        var errors = QueryFaults.Unknown(query, Known);
        var limit = QueryFaults.Limit(query, UsualLimit, MostLimit, errors);

        string? kind = query["kind"];
        return errors.Count > 0
            ? Problem.Invalid([.. errors])
            : new StuckQuery(new StuckReason(code, kind, kind is null ? null : query["id"].ToString()), limit);
    }

    private static void Write(Utf8JsonWriter json, Named named)
    {
        var (group, oldest) = named;
        json.WriteStartObject();
        json.WriteString("code"u8, group.Reason.Code);
        json.WriteString("kind"u8, group.Reason.Kind);
        json.WriteString("id"u8, group.Reason.Id);
        json.WriteNumber("count"u8, group.Count);
        LeadWriter.Time(json, "oldest_at"u8, group.Since);
        json.WriteString("oldest"u8, oldest);
        json.WriteStartArray("passed_over"u8);
        foreach (var passed in group.Trace.PassedOver)
        {
            json.WriteStartObject();
            json.WriteString("rep"u8, passed.Rep);
            json.WriteString("code"u8, passed.Code);
            LeadWriter.Number(json, "actual"u8, passed.Actual);
            LeadWriter.Number(json, "needed"u8, passed.Needed);
            json.WriteString("pool"u8, passed.Pool);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartObject("counts"u8);
        foreach (var (code, count) in group.Trace.Counts)
        {
            json.WriteNumber(code, count);
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, string code, int count, Instant? oldest)
    {
        if (oldest is not { } at)
        {
            return;
        }

        Write(json, new Named(new StuckGroup(new StuckReason(code), count, 0, at), null));
    }

    private sealed record StuckQuery(StuckReason Reason, int Limit);

    private sealed record Named(StuckGroup Group, string? Oldest);

    private sealed record Found(
        ImmutableArray<Named> Groups,
        (int Count, Instant? Oldest) Suspected,
        (int Count, Instant? Oldest) Junk,
        Instant At
    )
    {
        public required long Stamp { get; init; }
        public required long Seq { get; init; }

        /// <summary>How long the writer is spared another look.</summary>
        public required TimeSpan Rest { get; init; }
    }
}
