using Baton.Engine.Capture;
using Baton.Engine.Commands;
using Baton.Server.Access;
using Baton.Server.Http;
using Baton.Server.Leads;
using Microsoft.AspNetCore.Http;

namespace Baton.Server.People;

/// <summary><c>POST /v1/reps/{id}/return</c>: a rep is back before his absence is over.</summary>
internal sealed class ReturnEndpoint(Acting acting, Submitter submitter)
{
    public async Task Invoke(HttpContext context)
    {
        var (fields, problem) = await Body.Fields(context, mayBeEmpty: true);
        if (fields is null)
        {
            await problem!.Send(context);
            return;
        }

        var id = PathId.Of(context);
        var doer = await acting.Of(context);
        problem = new ActionBody(fields).Problem() ?? doer.For(id);
        await (problem?.Send(context) ?? Submit(context, new ReturnRep(id) { By = doer.By }, new RawLead(fields)));
    }

    private Task Submit(HttpContext context, ReturnRep command, RawLead body) =>
        submitter.Send(
            context,
            command,
            ContentHash.Of(body),
            (_, answer) =>
            {
                answer.Json.WriteStartObject();
                answer.Json.WriteString("id"u8, command.Rep);
                answer.Json.WriteString("status"u8, "available"u8);
                answer.Json.WriteEndObject();
                return StatusCodes.Status200OK;
            }
        );
}
