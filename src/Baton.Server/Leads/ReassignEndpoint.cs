using System.Globalization;
using Baton.Engine.Capture;
using Baton.Engine.Commands;
using Baton.Engine.Conditions;
using Baton.Engine.Explain;
using Baton.Server.Access;
using Baton.Server.Http;
using Baton.Server.Json;
using Baton.Storage;
using Microsoft.AspNetCore.Http;
using NodaTime;

namespace Baton.Server.Leads;

/// <summary>
/// <c>POST /v1/leads/reassign</c>: gives many leads to somebody else in one act, or with <c>dry_run</c> shows what that
/// would do. A preview bears a token; with it the act is done exactly as shown, or refused with what has changed.
/// </summary>
internal sealed class ReassignEndpoint(BatonStore store, Acting acting, Submitter submitter, TimeProvider clock)
{
    public async Task Invoke(HttpContext context)
    {
        var (fields, problem) = await Body.Fields(context);
        if (fields is null)
        {
            await problem!.Send(context);
            return;
        }

        var request = ReassignRequest.Read(new ActionBody(fields), store.Leads, await acting.Of(context));
        if (request.Problem is not null)
        {
            await request.Problem.Send(context);
            return;
        }

        await (
            request.DryRun
                ? Preview(context, request)
                : submitter.Send(
                    context,
                    request.Command,
                    ContentHash.Of(new RawLead(fields)),
                    (reply, answer) => Done(reply, answer, request),
                    refusal => Refused(refusal, request)
                )
        );
    }

    private async Task Preview(HttpContext context, ReassignRequest request)
    {
        var (outcome, token) = await Previewed(store, request.Command, clock, context.RequestAborted);
        if (outcome.Refusal is { } refusal)
        {
            await Problem.Of(refusal).Send(context);
            return;
        }

        using var answer = JsonBuffer.Rent();
        HandoverWriter.Write(answer.Json, outcome.Handover!, request.Ids, token);
        await answer.Send(context, StatusCodes.Status200OK);
    }

    /// <summary>
    /// What the command would do now, and the token of that. The state is copied on the writer's thread, where it is at
    /// rest, and the command is tried on the caller's.
    /// </summary>
    public static async Task<(Outcome Outcome, string Token)> Previewed(
        BatonStore store,
        ReassignLeads command,
        TimeProvider clock,
        CancellationToken cancellation
    )
    {
        command = command with { Expected = null };
        var (rehearsal, seq) = await store.Read(w => (w.Rehearsal(command), store.Journal.LastSeq), cancellation);
        var outcome = rehearsal.Handle(command, Facts.None, Instant.FromDateTimeOffset(clock.GetUtcNow()));
        return (outcome, outcome.Handover is { } handover ? TokenOf(seq, handover) : "");
    }

    private static int Done(Reply reply, JsonBuffer answer, ReassignRequest request)
    {
        HandoverWriter.Write(answer.Json, reply.Outcome!.Handover!, request.Ids, token: null);
        return StatusCodes.Status200OK;
    }

    private Problem Refused(Refusal refusal, ReassignRequest request)
    {
        var problem = Problem.Of(refusal);
        return refusal.Code == ReasonCodes.StalePreview
            ? problem with
            {
                Errors = [.. HandoverChanges.Since(store.Journal, request)],
            }
            : problem;
    }

    private static string TokenOf(long seq, Handover handover) =>
        seq.ToString(CultureInfo.InvariantCulture) + "-" + handover.Hash;
}
