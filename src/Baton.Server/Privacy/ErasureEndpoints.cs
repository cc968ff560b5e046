using System.Globalization;
using Baton.Engine.Commands;
using Baton.Server.Access;
using Baton.Server.Http;
using Baton.Server.Json;
using Baton.Server.Leads;
using Baton.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Baton.Server.Privacy;

/// <summary>
/// <c>POST /v1/erasures</c> of <c>{ email, phone, lead, dry_run }</c> erases a person, <c>DELETE /v1/leads/{id}</c> one lead
/// with what was merged with it, <c>GET /v1/erasures</c> lists receipts. An erasure repeated erases nothing more, so it
/// keeps no Idempotency-Key: a hash of the request would be one of the person's address.
/// </summary>
internal sealed class ErasureEndpoints(BatonStore store, Visibility visibility, Replays replays)
{
    private const int UsualLimit = 50;
    private const int MostLimit = 500;

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapDelete("/v1/leads/{id}", OfLead);
        routes.MapPost("/v1/erasures", OfPerson);
        routes.MapGet("/v1/erasures", List);
        routes.MapGet("/v1/erasures/{id}", Get);
    }

    private async Task OfLead(HttpContext context)
    {
        var sight = await visibility.SightOf(context);
        if (visibility.FindOpen(sight, PathId.Of(context)) is not { Number: var number })
        {
            await Problem.UnknownLead.Send(context);
            return;
        }

        await Erase(context, new PersonSought { Leads = [number] });
    }

    private async Task OfPerson(HttpContext context)
    {
        var (fields, problem) = await Body.Fields(context);
        if (fields is null)
        {
            await problem!.Send(context);
            return;
        }

        (var request, problem) = PersonRequest.Read(new ActionBody(fields), store, mayDryRun: true);
        if (request is null)
        {
            await problem!.Send(context);
            return;
        }

        var person = await replays.Run(() => store.Persons.WithFormer(request.Sought), context.RequestAborted);
        await (request.DryRun ? Preview(context, person) : Erase(context, person));
    }

    private async Task Preview(HttpContext context, PersonSought person)
    {
        using var answer = JsonBuffer.Rent();
        Erasures.Write(answer, null, store.Persons.LeadsOf(person), isDryRun: true);
        await answer.Send(context, StatusCodes.Status200OK);
    }

    private async Task Erase(HttpContext context, PersonSought person)
    {
        var (done, reply) = await Erasures.Erase(store, person, Actor.By(context));
        if (reply.Status is not ReplyStatus.Done)
        {
            await (reply.Outcome?.Refusal is { } refusal ? Problem.Of(refusal) : Problem.Of(reply)).Send(context);
            return;
        }

        using var answer = JsonBuffer.Rent();
        Erasures.Write(answer, done, done?.Leads ?? [], isDryRun: false);
        await answer.Send(context, StatusCodes.Status200OK);
    }

    private async Task Get(HttpContext context)
    {
        var isNumber = long.TryParse(PathId.Of(context), NumberStyles.None, CultureInfo.InvariantCulture, out var id);
        if (!isNumber || store.Persons.Erasure(id) is not { } erasure)
        {
            await Problem.NotFound("unknown_erasure", "there is no such erasure").Send(context);
            return;
        }

        using var answer = JsonBuffer.Rent();
        Erasures.Write(answer, erasure);
        await answer.Send(context, StatusCodes.Status200OK);
    }

    private async Task List(HttpContext context)
    {
        var (page, problem) = PageQuery.Of(context.Request.Query, UsualLimit, MostLimit);
        if (page is null)
        {
            await problem!.Send(context);
            return;
        }

        var items = store.Persons.Erasures(page.Limit + 1, page.Before);
        using var answer = JsonBuffer.Rent();
        answer.Json.WriteStartObject();
        answer.Json.WriteStartArray("items"u8);
        foreach (var erasure in items.Take(page.Limit))
        {
            Erasures.Write(answer, erasure);
        }

        answer.Json.WriteEndArray();
        answer.Json.WriteString(
            "next_cursor"u8,
            items.Count > page.Limit ? items[page.Limit - 1].Id.ToString(CultureInfo.InvariantCulture) : null
        );
        answer.Json.WriteEndObject();
        await answer.Send(context, StatusCodes.Status200OK);
    }
}
