using Baton.Engine.Explain;
using Baton.Server.Access;
using Baton.Server.Http;
using Baton.Server.Json;
using Baton.Storage;
using Microsoft.AspNetCore.Http;

namespace Baton.Server.Leads;

/// <summary>
/// <c>GET /v1/leads/{id}/explain</c>: why the last decision on a lead fell as it did, and with <c>?rep=</c> why not that rep.
/// The store makes the decision again on the state as it was, which costs as much as replaying the journal since its
/// nearest snapshot and the memory of a second state: so questions are answered one at a time.
/// </summary>
internal sealed class Explanations(BatonStore store, Visibility visibility, Replays replays)
{
    public async Task Invoke(HttpContext context)
    {
        var sight = await visibility.SightOf(context);
        if (visibility.FindOpen(sight, PathId.Of(context)) is not { Number: var number } lead)
        {
            await Problem.UnknownLead.Send(context);
            return;
        }

        if (lead.Erased)
        {
            await Problem.Erased.Send(context);
            return;
        }

        await (
            context.Request.Query["rep"].ToString() is { Length: > 0 } rep
                ? WhyNot(context, number, rep)
                : Why(context, number)
        );
    }

    private async Task Why(HttpContext context, long number)
    {
        if (await replays.Run(() => store.Decisions.Why(number), context.RequestAborted) is not { } why)
        {
            await NoDecision(context);
            return;
        }

        using var answer = JsonBuffer.Rent();
        ExplanationWriter.Write(answer.Json, why, PathId.Of(context));
        await answer.Send(context, StatusCodes.Status200OK);
    }

    private async Task WhyNot(HttpContext context, long number, string rep)
    {
        var why = await replays.Run(() => store.Decisions.WhyNot(number, rep), context.RequestAborted);
        if (why is null)
        {
            await NoDecision(context);
            return;
        }

        if (why.Code == ReasonCodes.UnknownRep)
        {
            await Problem.NotFound(why.Code, why.Sentence).Send(context);
            return;
        }

        using var answer = JsonBuffer.Rent();
        ExplanationWriter.Write(answer.Json, why, PathId.Of(context));
        await answer.Send(context, StatusCodes.Status200OK);
    }

    private Task NoDecision(HttpContext context) =>
        (
            store.Journal.FirstSeq is > 1 and var first
                ? Problem.HistoryCut(first)
                : Problem.NotFound("no_decision", "nothing was decided about this lead: it was never routed")
        ).Send(context);
}
