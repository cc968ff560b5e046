using Baton.Engine.Conditions;
using Baton.Server.Access;
using Baton.Server.Http;
using Baton.Server.Json;
using Baton.Server.Leads;
using Baton.Storage;
using Baton.Storage.Webhooks;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Baton.Server.Webhooks;

/// <summary>The workspace's webhooks, for its administrators. A secret is answered once, by the request that makes it.</summary>
internal sealed class WebhookEndpoints(BatonStore store, WebhookSettings settings, WebhookWorker worker)
{
    private const int Most = 20;

    internal static readonly Problem Unknown = Problem.NotFound("unknown_webhook", "there is no such webhook");
    private static readonly Problem TooMany = new(
        StatusCodes.Status409Conflict,
        "too_many",
        $"a workspace has at most {Most} webhooks"
    );
    private static readonly Problem Disabled = new(
        StatusCodes.Status409Conflict,
        "disabled",
        "this webhook is disabled; enable it first"
    );

    private static readonly Problem SecretLost = new(
        StatusCodes.Status409Conflict,
        Webhook.SecretLost,
        "the secret was sealed by another secrets.key than this server has; put that back, or make a new secret with /rotate"
    );

    private readonly WebhookBody _bodies = new(settings);

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/v1/webhooks", List);
        routes.MapPost("/v1/webhooks", Add);
        routes.MapGet("/v1/webhooks/{id}", Get);
        routes.MapPatch("/v1/webhooks/{id}", Change);
        routes.MapDelete("/v1/webhooks/{id}", Delete);
        routes.MapPost("/v1/webhooks/{id}/rotate", Rotate);
        routes.MapPost("/v1/webhooks/{id}/test", Test);
    }

    private async Task List(HttpContext context)
    {
        using var answer = JsonBuffer.Rent();
        answer.Json.WriteStartObject();
        answer.Json.WriteStartArray("items"u8);
        foreach (var hook in store.Webhooks.List())
        {
            WebhookJson.Write(answer.Json, hook, isNewSecret: false);
        }

        answer.Json.WriteEndArray();
        answer.Json.WriteNull("next_cursor"u8);
        answer.Json.WriteEndObject();
        await answer.Send(context, StatusCodes.Status200OK);
    }

    private Task Get(HttpContext context) => Answer(context, store.Webhooks.Get(PathId.Of(context)));

    private async Task Add(HttpContext context)
    {
        var (fields, problem) = await Body.Fields(context);
        if (fields is null)
        {
            await problem!.Send(context);
            return;
        }

        var body = new ActionBody(fields);
        var config = await _bodies.Read(body, fields, known: null, context.RequestAborted);
        var after = AfterIn(body);
        if (body.Problem() is { } faults)
        {
            await faults.Send(context);
            return;
        }

        if (store.Webhooks.Add(config, after, Most, Actor.By(context)) is not { } hook)
        {
            await TooMany.Send(context);
            return;
        }

        worker.Wake();
        await Answer(context, hook, StatusCodes.Status201Created, isNewSecret: true);
    }

    private async Task Change(HttpContext context)
    {
        var (fields, problem) = await Body.Fields(context);
        var known = store.Webhooks.Get(PathId.Of(context));
        problem ??= known is null ? Unknown : null;
        if (problem is not null)
        {
            await problem.Send(context);
            return;
        }

        await Change(context, fields!, known!);
    }

    private async Task Change(HttpContext context, List<KeyValuePair<string, Value>> fields, Webhook known)
    {
        var body = new ActionBody(fields);
        var config = await _bodies.Read(body, fields, WebhookConfig.Of(known), context.RequestAborted);
        if (body.Problem() is { } faults)
        {
            await faults.Send(context);
            return;
        }

        var hook = store.Webhooks.Change(known.Id, config, Actor.By(context));
        worker.Wake();
        await Answer(context, hook);
    }

    private Task Delete(HttpContext context)
    {
        if (!store.Webhooks.Delete(PathId.Of(context), Actor.By(context)))
        {
            return Unknown.Send(context);
        }

        worker.Forget();
        context.Response.StatusCode = StatusCodes.Status204NoContent;
        return Task.CompletedTask;
    }

    private Task Rotate(HttpContext context)
    {
        var hook = store.Webhooks.Rotate(PathId.Of(context), Actor.By(context));
        worker.Wake();
        return Answer(context, hook, isNewSecret: true);
    }

    private async Task Test(HttpContext context)
    {
        var hook = store.Webhooks.Get(PathId.Of(context));
        if (hook is not { Enabled: true })
        {
            await (
                hook is null ? Unknown
                : hook.DisabledReason == Webhook.SecretLost ? SecretLost
                : Disabled
            ).Send(context);
            return;
        }

        var delivery = store.Deliveries.AddTest(hook.Id, store.Journal.LastSeq);
        worker.Wake();
        using var answer = JsonBuffer.Rent();
        WebhookJson.Begin(answer.Json, delivery);
        answer.Json.WriteEndObject();
        await answer.Send(context, StatusCodes.Status202Accepted);
    }

    // Where it begins: after a record of the journal, else now.
    private long AfterIn(ActionBody body)
    {
        var last = store.Journal.LastSeq;
        var after = body.Number("after");
        if (after is not null && (after < 0 || after > last || after != decimal.Floor(after.Value)))
        {
            body.Fault("after", "range", $"'after' is the 'seq' of a record, or 0: at most {last}");
            return last;
        }

        return (long)(after ?? last);
    }

    private static async Task Answer(
        HttpContext context,
        Webhook? hook,
        int status = StatusCodes.Status200OK,
        bool isNewSecret = false
    )
    {
        if (hook is null)
        {
            await Unknown.Send(context);
            return;
        }

        using var answer = JsonBuffer.Rent();
        WebhookJson.Write(answer.Json, hook, isNewSecret);
        await answer.Send(context, status);
    }
}
