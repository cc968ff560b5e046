using Baton.Server.Access;
using Baton.Server.Http;
using Baton.Server.Json;
using Baton.Server.Leads;
using Baton.Storage;
using Baton.Storage.Webhooks;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using NodaTime;

namespace Baton.Server.Webhooks;

/// <summary>What a webhook was told, attempt by attempt, and its being told again.</summary>
internal sealed class DeliveryEndpoints(BatonStore store, WebhookWorker worker, Messages messages)
{
    private const int UsualLimit = 50;
    private const int MostLimit = 500;
    private const int MostRedelivered = 10_000;

    // Few enough that captures do not wait behind them.
    private const int RedeliveredAtOnce = 1_000;

    private static readonly Problem Unknown = Problem.NotFound("unknown_delivery", "there is no such delivery");

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/v1/webhooks/{id}/deliveries", List);
        routes.MapGet("/v1/webhooks/{id}/deliveries/{delivery}", Get);
        routes.MapPost("/v1/webhooks/{id}/deliveries/{delivery}/redeliver", Redeliver);
        routes.MapPost("/v1/webhooks/{id}/redeliver", RedeliverMany);
    }

    private Task List(HttpContext context)
    {
        var query = context.Request.Query;
        var errors = QueryFaults.Unknown(query, ["limit", "cursor", "state"]);
        var limit = QueryFaults.Limit(query, UsualLimit, MostLimit, errors);

        var before = query["cursor"].ToString() is { Length: > 0 } cursor ? DeliveryId.Read(cursor) : null;
        if (before is null && query["cursor"].ToString().Length > 0)
        {
            errors.Add(new ProblemError("cursor", "invalid", "'cursor' is the 'next_cursor' of a page"));
        }

        var word = query["state"].ToString();
        var state = Enum.GetValues<DeliveryState>()
            .Cast<DeliveryState?>()
            .FirstOrDefault(s => WebhookJson.WordOf(s!.Value) == word);
        if (state is null && word.Length > 0)
        {
            errors.Add(new ProblemError("state", "unknown_word", "'state' is waiting, delivered or dead"));
        }

        return errors.Count > 0 ? Problem.Invalid([.. errors]).Send(context)
            : store.Webhooks.Get(PathId.Of(context)) is { } hook ? Answer(context, hook, state, before, limit)
            : WebhookEndpoints.Unknown.Send(context);
    }

    private async Task Answer(HttpContext context, Webhook hook, DeliveryState? state, DeliveryId? before, int limit)
    {
        var deliveries = store.Deliveries.List(hook.Id, state, before, limit + 1);
        using var answer = JsonBuffer.Rent();
        var json = answer.Json;
        json.WriteStartObject();
        json.WriteStartArray("items"u8);
        foreach (var delivery in deliveries.Take(limit))
        {
            WebhookJson.Begin(json, delivery);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteString("next_cursor"u8, deliveries.Count > limit ? deliveries[limit - 1].Id.ToString() : null);
        json.WriteEndObject();
        await answer.Send(context, StatusCodes.Status200OK);
    }

    private async Task Get(HttpContext context)
    {
        if (Find(context) is not var (hook, delivery))
        {
            await Unknown.Send(context);
            return;
        }

        using var answer = JsonBuffer.Rent();
        var json = answer.Json;
        WebhookJson.Begin(json, delivery);
        json.WriteStartArray("attempts"u8);
        foreach (var attempt in store.Deliveries.Attempts(hook.Id, delivery.Id))
        {
            WebhookJson.Write(json, attempt);
        }

        json.WriteEndArray();
        json.WritePropertyName("body"u8);
        if (messages.BodyOf(hook, delivery) is { } body)
        {
            json.WriteRawValue(body, skipInputValidation: true);
        }
        else
        {
            json.WriteNullValue();
        }

        json.WriteEndObject();
        await answer.Send(context, StatusCodes.Status200OK);
    }

    private async Task Redeliver(HttpContext context)
    {
        if (Find(context) is not var (hook, delivery) || !store.Deliveries.Redeliver(hook.Id, delivery.Id))
        {
            await Unknown.Send(context);
            return;
        }

        store.Audit.Add(Actor.By(context), Acts.WebhookRedelivered, hook.Id, delivery.Id.ToString());
        await Done(context, 1, isMore: false);
    }

    private async Task RedeliverMany(HttpContext context)
    {
        var (fields, problem) = await Body.Fields(context, mayBeEmpty: true);
        var hook = store.Webhooks.Get(PathId.Of(context));
        problem ??= hook is null ? WebhookEndpoints.Unknown : null;
        if (problem is not null)
        {
            await problem.Send(context);
            return;
        }

        var body = new ActionBody(fields!);
        var (state, since) = (body.Word("state", ["all", "dead"]), body.Time("since"));
        if (state == "all" && since is null)
        {
            body.Fault("since", "missing", "all deliveries are sent again from an instant on: 'since' is missing");
        }

        if (body.Problem() is { } faults)
        {
            await faults.Send(context);
            return;
        }

        var count = Redeliver(hook!.Id, state == "dead", since);
        store.Audit.Add(
            Actor.By(context),
            Acts.WebhookRedelivered,
            hook.Id,
            $"{count} {state} since {since?.ToString() ?? "ever"}"
        );
        await Done(context, count, count == MostRedelivered);
    }

    private int Redeliver(string hook, bool deadOnly, Instant? since)
    {
        var (count, last) = (0, RedeliveredAtOnce);
        while (last == RedeliveredAtOnce && count < MostRedelivered)
        {
            last = store.Deliveries.Redeliver(hook, deadOnly, since, RedeliveredAtOnce);
            count += last;
        }

        return count;
    }

    private async Task Done(HttpContext context, int count, bool isMore)
    {
        worker.Wake();
        using var answer = JsonBuffer.Rent();
        answer.Json.WriteStartObject();
        answer.Json.WriteNumber("redelivered"u8, count);
        answer.Json.WriteBoolean("more"u8, isMore);
        answer.Json.WriteEndObject();
        await answer.Send(context, StatusCodes.Status202Accepted);
    }

    private (Webhook Hook, Delivery Delivery)? Find(HttpContext context) =>
        store.Webhooks.Get(PathId.Of(context)) is { } hook
        && DeliveryId.Read((string)context.GetRouteValue("delivery")!) is { } id
        && store.Deliveries.Get(hook.Id, id) is { } delivery
            ? (hook, delivery)
            : null;
}
