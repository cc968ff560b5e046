using System.Collections.Immutable;
using Baton.Engine.Capture;
using Baton.Engine.Commands;
using Baton.Engine.Conditions;
using Baton.Server.Access;
using Baton.Server.Http;
using Baton.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Baton.Server.Leads;

/// <summary>
/// What people do with a lead: each action is a POST whose body bears the keys of the same action in a scenario. What a rep
/// may know of the lead, and whether it is his, is checked where the command is decided, so that nobody gets in between.
/// </summary>
internal sealed class ActionEndpoints(BatonStore store, Acting acting, Submitter submitter, LeadAnswers answers)
{
    private delegate Command Reading(long lead, ActionBody body, Doer doer);

    public void Map(IEndpointRouteBuilder routes)
    {
        Map(routes, "accept", (lead, body, doer) => new AcceptOffer(lead, doer.RepIn(body)) { By = doer.By });
        Map(
            routes,
            "decline",
            (lead, body, doer) =>
                new DeclineOffer(lead, doer.RepIn(body), ReasonIn(body))
                {
                    By = doer.By,
                    Note = body.OptionalText("note"),
                }
        );
        Map(routes, "claim", (lead, body, doer) => new ClaimLead(lead, doer.RepIn(body)) { By = doer.By });

        // A hand assignment and a contact are made by somebody: a manager, a rep. An administrator's key is neither.
        Map(routes, "assign", Assignment);
        Map(routes, "contact", (lead, body, doer) => new ContactLead(lead) { By = doer.ByIn(body) });
        Map(
            routes,
            "release",
            (lead, body, doer) =>
                new ReleaseLead(lead, ReasonIn(body)) { By = doer.By, Note = body.OptionalText("note") }
        );
        Map(
            routes,
            "reject",
            (lead, body, doer) =>
                new RejectLead(lead, ReasonIn(body)) { By = doer.By, Note = body.OptionalText("note") }
        );
        Map(
            routes,
            "outcome",
            (lead, body, doer) =>
                new CloseLead(lead, body.Truth("won"), body.Number("value"), body.OptionalText("reason"))
                {
                    By = doer.By,
                }
        );
        Map(routes, "qualify", Qualification);
        Map(
            routes,
            "activities",
            (lead, body, doer) =>
                new RecordActivity(lead, body.Text("type"), body.Time("at"), body.Scalar("value")) { By = doer.By }
        );
        Map(routes, "unmerge", (lead, _, doer) => new UnmergeLead(lead) { By = doer.By });
        Map(routes, "restore", (lead, _, doer) => new RestoreLead(lead) { By = doer.By });
        Map(
            routes,
            "/v1/duplicates/{id}/merge",
            (lead, body, doer) => new MergeDuplicate(lead, body.OptionalText("owner")) { By = doer.By }
        );
        Map(routes, "/v1/duplicates/{id}/dismiss", (lead, _, doer) => new DismissDuplicate(lead) { By = doer.By });
        routes.MapPost("/v1/queues/{id}/claim", ClaimNext);
    }

    private static AssignLead Assignment(long lead, ActionBody body, Doer doer)
    {
        var by = doer.ByIn(body);
        var from = body.OptionalText("from");
        return new AssignLead(lead, body.Text("rep"))
        {
            From = body.Has("from") ? from ?? "" : null,
            By = by,
            ByRole = doer.ManagesAs(by),
        };
    }

    // Whoever disqualifies a lead need not answer anything.
    private static QualifyLead Qualification(long lead, ActionBody body, Doer doer)
    {
        var reason = body.OptionalText("disqualify");
        return new QualifyLead(lead, body.Map("answers", isNeeded: reason is null))
        {
            Disqualify = reason,
            By = doer.By,
        };
    }

    private static string ReasonIn(ActionBody body) => body.Word("reason", CodedReasons.All);

    private void Map(IEndpointRouteBuilder routes, string action, Reading read) =>
        routes.MapPost(action.StartsWith('/') ? action : "/v1/leads/{id}/" + action, context => OnLead(context, read));

    private async Task OnLead(HttpContext context, Reading read)
    {
        var (fields, problem) = await Body.Fields(context, mayBeEmpty: true);
        if (fields is null)
        {
            await problem!.Send(context);
            return;
        }

        var body = new ActionBody(fields);
        var doer = await acting.Of(context);
        var id = PathId.Of(context);

        // An id that nobody bears goes the same way as one that is hidden, down to the refusal's words.
        var command = read(store.Leads.NumberOf(id) ?? 0, body, doer);
        if (command is LeadCommand about)
        {
            command = about with { OnBehalfOf = doer.OnBehalfOf, ByOpaqueId = PublicId.NumberOf(id) is not null };
        }

        problem = body.Problem() ?? doer.For(RepOf(command), command.By);
        await (problem?.Send(context) ?? Submit(context, command, doer, fields));
    }

    private async Task ClaimNext(HttpContext context)
    {
        var (fields, problem) = await Body.Fields(context, mayBeEmpty: true);
        if (fields is null)
        {
            await problem!.Send(context);
            return;
        }

        var body = new ActionBody(fields);
        var doer = await acting.Of(context);
        var command = new ClaimNext(PathId.Of(context), doer.RepIn(body)) { By = doer.By };
        problem = body.Problem() ?? doer.For(command.Rep);
        await (problem?.Send(context) ?? Submit(context, command, doer, fields));
    }

    // Whose answer or claim it is.
    private static string? RepOf(Command command) =>
        command switch
        {
            AcceptOffer c => c.Rep,
            DeclineOffer c => c.Rep,
            ClaimLead c => c.Rep,
            _ => null,
        };

    private Task Submit(HttpContext context, Command command, Doer doer, List<KeyValuePair<string, Value>> fields) =>
        submitter.Send(context, command, ContentHash.Of(new RawLead(fields)), answers.ActedFor(doer.Sight));
}
