using Baton.Server.Access;
using Baton.Server.Events;
using Baton.Server.Http;
using Baton.Server.Json;
using Baton.Server.Leads;
using Baton.Storage;
using Microsoft.AspNetCore.Http;
using NodaTime;

namespace Baton.Server.Privacy;

/// <summary>
/// <c>POST /v1/exports</c> of <c>{ email, phone, lead }</c>: everything stored about a person. A POST, so that the address
/// stands in no log of requests; it changes nothing but the audit log.
/// </summary>
internal sealed class PersonExportEndpoint(BatonStore store, EventJson events, Replays replays, TimeProvider clock)
{
    public async Task Invoke(HttpContext context)
    {
        var (fields, problem) = await Body.Fields(context);
        if (fields is null)
        {
            await problem!.Send(context);
            return;
        }

        (var request, problem) = PersonRequest.Read(new ActionBody(fields), store, mayDryRun: false);
        if (request is null)
        {
            await problem!.Send(context);
            return;
        }

        var leads = await replays.Run(
            () => store.Persons.LeadsOf(store.Persons.WithFormer(request.Sought)),
            context.RequestAborted
        );
        store.Audit.Add(Actor.By(context), Acts.PersonExported, null, Erasures.Count(leads.Length));
        using var answer = JsonBuffer.Rent();
        var now = Instant.FromDateTimeOffset(clock.GetUtcNow());
        new PersonExport(store, events).Write(answer.Json, leads, now);
        await answer.Send(context, StatusCodes.Status200OK);
    }
}
