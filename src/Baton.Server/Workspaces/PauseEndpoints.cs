using Baton.Engine.Capture;
using Baton.Engine.Commands;
using Baton.Engine.Policies;
using Baton.Engine.Routing;
using Baton.Server.Access;
using Baton.Server.Http;
using Baton.Server.Leads;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Baton.Server.Workspaces;

/// <summary>
/// <c>POST /v1/pause</c> and <c>/v1/resume</c> of <c>{ kind, id, reason }</c>: a pool, a rule, a source, or the whole
/// workspace, which must be named too: a body that somebody forgot to fill would stop everything.
/// </summary>
internal sealed class PauseEndpoints(Submitter submitter)
{
    private static readonly string[] Kinds =
    [
        PauseKinds.Workspace,
        PauseKinds.Pool,
        PauseKinds.Rule,
        PauseKinds.Source,
    ];

    private const string NoKind =
        "'kind' is missing: 'pool', 'rule' or 'source' with its 'id', or 'workspace' for all of it; "
        + "for a rep there is POST /v1/reps/{id}/status";

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/v1/pause", context => Set(context, on: true));
        routes.MapPost("/v1/resume", context => Set(context, on: false));
    }

    private async Task Set(HttpContext context, bool on)
    {
        var (fields, problem) = await Body.Fields(context, mayBeEmpty: true);
        if (fields is null)
        {
            await problem!.Send(context);
            return;
        }

        var body = new ActionBody(fields);
        var kind = KindIn(body);
        var command = new Pause(kind, IdIn(body, kind), on, body.OptionalText("reason"))
        {
            By = Actor.Of(context).Recorded,
        };
        problem = body.Problem();
        await (problem?.Send(context) ?? Submit(context, command, ContentHash.Of(new RawLead(fields))));
    }

    private Task Submit(HttpContext context, Pause command, long content) =>
        submitter.Send(
            context,
            command,
            content,
            (_, answer) =>
            {
                answer.Json.WriteStartObject();
                answer.Json.WriteString("kind"u8, command.Kind);
                answer.Json.WriteString("id"u8, command.Id);
                answer.Json.WriteBoolean("paused"u8, command.On);
                answer.Json.WriteEndObject();
                return StatusCodes.Status200OK;
            }
        );

    private static string KindIn(ActionBody body)
    {
        var kind = body.Text("kind", NoKind);
        if (kind.Length > 0 && !Kinds.Contains(kind))
        {
            body.Fault("kind", "unknown_word", $"unknown kind '{kind}'{NearestWord.Hint(kind, Kinds)}");
        }

        return kind;
    }

    private static string IdIn(ActionBody body, string kind)
    {
        if (kind is PauseKinds.Pool or PauseKinds.Rule or PauseKinds.Source)
        {
            return body.Text("id");
        }

        var id = body.OptionalText("id");
        if (kind == PauseKinds.Workspace && id is not null)
        {
            body.Fault("id", "contradiction", "the whole workspace has no id; leave 'id' out, or name another kind");
        }

        return "";
    }
}
