using System.Text.Json;
using Baton.Engine.Capture;
using Baton.Engine.People;
using Baton.Engine.Turns;
using Baton.Server.Access;
using Baton.Server.Http;
using Baton.Server.Json;
using Baton.Server.Leads;
using Baton.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using NodaTime;

namespace Baton.Server.People;

/// <summary>What a rep asks about himself, and whether he is there: for whoever is linked to a rep.</summary>
internal sealed class MyTurnEndpoints(
    BatonStore store,
    Visibility visibility,
    Acting acting,
    Submitter submitter,
    SkipBook skips,
    TimeProvider clock
)
{
    private const int MostSkips = 50;

    private static readonly Problem NoRep = Problem.NotFound(
        "no_rep",
        "your user is no rep of this workspace: an administrator links it to one, by its e-mail or with PATCH /v1/users"
    );

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/v1/me/turns", Get);
        routes.MapPost("/v1/me/status", SetStatus);
    }

    private Instant Now => Instant.FromDateTimeOffset(clock.GetUtcNow());

    private async Task Get(HttpContext context)
    {
        var now = Now;
        var rep = await Self(context);
        if (rep is null || await store.Read(w => w.TurnsOf(rep, now), context.RequestAborted) is not { } turns)
        {
            await NoRep.Send(context);
            return;
        }

        var sight = await visibility.SightOf(context);
        var today = turns.Zone.AtStartOfDay(now.InZone(turns.Zone).Date).ToInstant();
        var passed = await skips.Of(rep, today, now, context.RequestAborted);
        using var answer = JsonBuffer.Rent();
        var json = answer.Json;
        json.WriteStartObject();
        TurnWriter.Presence(json, turns, now);
        TurnWriter.Room(json, turns);
        TurnWriter.Pools(json, turns.Pools);
        WriteWork(json, turns);
        TurnWriter.Queues(json, turns.Queues, now);
        WriteSkips(json, sight, today, passed);
        json.WriteEndObject();
        await answer.Send(context, StatusCodes.Status200OK);
    }

    // What has gone on since it was looked up is not his any more.
    private void WriteWork(Utf8JsonWriter json, TurnView turns)
    {
        json.WriteStartArray("work"u8);
        foreach (var item in turns.Work)
        {
            if (
                store.Leads.Get(item.Lead) is { } lead
                && (lead.Owner == turns.Rep || lead.OfferedTo.Contains(turns.Rep))
            )
            {
                TurnWriter.Work(json, item, lead);
            }
        }

        json.WriteEndArray();
        json.WriteNumber("work_count"u8, turns.WorkCount);
    }

    private void WriteSkips(Utf8JsonWriter json, Sight sight, Instant since, Skip[] passed)
    {
        var shown = passed
            .Select(s => (Skip: s, Lead: store.Leads.Get(s.Lead)))
            .Where(s => !Lies(sight, s.Lead))
            .ToArray();
        json.WriteStartObject("skips"u8);
        LeadWriter.Time(json, "since"u8, since);
        json.WriteNumber("count"u8, shown.Length);
        json.WriteBoolean("count_is_capped"u8, passed.Length == SkipBook.Most);
        json.WriteStartArray("items"u8);
        foreach (var (skip, lead) in shown.Take(MostSkips))
        {
            var isSeen = lead is not null && Visibility.Of(sight, lead) == Visible.Everything;
            TurnWriter.Skip(json, skip, isSeen ? lead!.PublicId : null);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    // Hidden in a queue: to the second when it came and how much it weighs is not told before it is claimed.
    private static bool Lies(Sight sight, LeadRecord? lead) =>
        lead is { Status: "queued" } && Visibility.Of(sight, lead) != Visible.Everything;

    private async Task SetStatus(HttpContext context)
    {
        var (fields, problem) = await Body.Fields(context);
        if (fields is null)
        {
            await problem!.Send(context);
            return;
        }

        var (now, body) = (Now, new ActionBody(fields));
        var wish = PresenceWish.Of(body, now);
        var isTrial = IsTrial(context.Request, body);
        var rep = await Self(context);
        problem = body.Problem() ?? (rep is null ? NoRep : null);
        await (
            problem is not null ? problem.Send(context)
            : isTrial ? Try(context, rep!, wish, now)
            : submitter.Send(
                context,
                wish.For(rep!, (await acting.Of(context)).By),
                ContentHash.Of(new RawLead(fields)),
                (_, answer) => Write(answer.Json, rep!, wish, null)
            )
        );
    }

    // Whoever asks for a trial in words that are not understood must not be taken at them.
    private static bool IsTrial(HttpRequest request, ActionBody body)
    {
        var asked = request.Query["dry_run"].ToString();
        if (asked is not ("" or "true" or "false"))
        {
            body.Fault("dry_run", "wrong_type", "'dry_run' must be true or false");
        }

        return body.OptionalTruth("dry_run") || asked == "true";
    }

    private async Task Try(HttpContext context, string rep, PresenceWish wish, Instant now)
    {
        var effect = await store.Read(w => w.EffectOf(rep, wish.Wanted, wish.Until, now), context.RequestAborted);
        if (effect is null)
        {
            await NoRep.Send(context);
            return;
        }

        using var answer = JsonBuffer.Rent();
        await answer.Send(context, Write(answer.Json, rep, wish, effect));
    }

    private int Write(Utf8JsonWriter json, string rep, PresenceWish wish, PresenceEffect? effect)
    {
        json.WriteStartObject();
        wish.Write(json, rep);
        json.WriteBoolean("dry_run"u8, effect is not null);
        if (effect is not null)
        {
            EffectWriter.Write(json, effect, n => store.Leads.Get(n)?.PublicId ?? PublicId.Of(n));
        }

        json.WriteEndObject();
        return StatusCodes.Status200OK;
    }

    private async ValueTask<string?> Self(HttpContext context) =>
        Actor.Of(context).RepName is { } user ? await store.Read(w => w.RepOf(user), context.RequestAborted) : null;
}
