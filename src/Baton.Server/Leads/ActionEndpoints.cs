using System.Collections.Immutable;
using Baton.Engine.Capture;
using Baton.Engine.Commands;
using Baton.Engine.Conditions;
using Baton.Server.Http;
using Baton.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Baton.Server.Leads;

/// <summary>What people do with a lead: each action is a POST whose body bears the keys of the same action in a scenario.</summary>
internal sealed class ActionEndpoints(BatonStore store, Submitter submitter, LeadAnswers answers)
{
    private delegate Command Reading(long lead, ActionBody body, string actor);

    public void Map(IEndpointRouteBuilder routes)
    {
        Map(routes, "accept", (lead, body, actor) => new AcceptOffer(lead, body.Text("rep")) { By = actor });
        Map(
            routes,
            "decline",
            (lead, body, actor) => new DeclineOffer(lead, body.Text("rep"), ReasonIn(body)) { By = actor }
        );
        Map(routes, "claim", (lead, body, actor) => new ClaimLead(lead, body.Text("rep")) { By = actor });

        // A hand assignment and a contact are made by somebody: a manager, a rep. A key is neither, it is an administrator.
        Map(
            routes,
            "assign",
            (lead, body, _) => new AssignLead(lead, body.Text("rep")) { By = body.OptionalText("by") }
        );
        Map(routes, "contact", (lead, body, _) => new ContactLead(lead) { By = body.OptionalText("by") });
        Map(routes, "release", (lead, body, actor) => new ReleaseLead(lead, ReasonIn(body)) { By = actor });
        Map(routes, "reject", (lead, body, actor) => new RejectLead(lead, ReasonIn(body)) { By = actor });
        Map(
            routes,
            "outcome",
            (lead, body, actor) =>
                new CloseLead(lead, body.Truth("won"), body.Number("value"), body.OptionalText("reason")) { By = actor }
        );
        Map(routes, "qualify", Qualification);
        Map(
            routes,
            "activities",
            (lead, body, actor) =>
                new RecordActivity(lead, body.Text("type"), body.Time("at"), body.Scalar("value")) { By = actor }
        );
        routes.MapPost("/v1/queues/{id}/claim", ClaimNext);
    }

    // Whoever disqualifies a lead need not answer anything.
    private static QualifyLead Qualification(long lead, ActionBody body, string actor)
    {
        var reason = body.OptionalText("disqualify");
        return new QualifyLead(lead, body.Map("answers", isNeeded: reason is null)) { Disqualify = reason, By = actor };
    }

    private static string ReasonIn(ActionBody body) => body.OptionalText("reason") ?? "other";

    private void Map(IEndpointRouteBuilder routes, string action, Reading read) =>
        routes.MapPost("/v1/leads/{id}/" + action, context => OnLead(context, read));

    private async Task OnLead(HttpContext context, Reading read)
    {
        var (fields, problem) = await Body.Fields(context, mayBeEmpty: true);
        if (fields is null)
        {
            await problem!.Send(context);
            return;
        }

        var body = new ActionBody(fields);
        var number = store.Leads.NumberOf(PathId.Of(context));
        var command = read(number ?? 0, body, KeyGate.ActorOf(context));
        problem = body.Problem() ?? (number is null ? Problem.UnknownLead : null);
        await (problem?.Send(context) ?? Submit(context, command, fields));
    }

    private async Task ClaimNext(HttpContext context)
    {
        var (fields, problem) = await Body.Fields(context);
        if (fields is null)
        {
            await problem!.Send(context);
            return;
        }

        var body = new ActionBody(fields);
        var command = new ClaimNext(PathId.Of(context), body.Text("rep")) { By = KeyGate.ActorOf(context) };
        await (body.Problem()?.Send(context) ?? Submit(context, command, fields));
    }

    private Task Submit(HttpContext context, Command command, List<KeyValuePair<string, Value>> fields) =>
        submitter.Send(context, command, ContentHash.Of(new RawLead(fields)), answers.Acted);
}
