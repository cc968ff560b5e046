using Baton.Engine.Capture;
using Baton.Engine.Commands;
using Baton.Server.Access;
using Baton.Server.Http;
using Baton.Server.Json;
using Baton.Storage;
using Microsoft.AspNetCore.Http;
using NodaTime;

namespace Baton.Server.Leads;

/// <summary>
/// <c>POST /v1/leads</c>: reads and normalises on the request's thread, submits, and answers once the lead is durable and
/// decided. The hot path of the server.
/// </summary>
internal sealed class CaptureEndpoint(BatonStore store, Submitter submitter, LeadAnswers answers, TimeProvider clock)
{
    // A policy that is published meanwhile makes the normalised lead stale; twice in a row is rare, thrice a busy hour.
    private const int MostTries = 4;

    public async Task Invoke(HttpContext context)
    {
        var (fields, problem) = await Body.Fields(context);
        if (fields is null)
        {
            await problem!.Send(context);
            return;
        }

        var raw = new RawLead(fields);
        var hash = ContentHash.Of(raw);
        for (var tries = 1; ; tries++)
        {
            var (command, faulty) = Normalise(raw, hash, Actor.Of(context).Recorded);
            if (command is null)
            {
                await faulty!.Send(context);
                return;
            }

            if (tries == MostTries)
            {
                await submitter.Send(context, command, hash, answers.Captured);
                return;
            }

            if (await submitter.TrySend(context, command, hash, answers.Captured))
            {
                return;
            }
        }
    }

    private Parsed<CaptureLead> Normalise(RawLead raw, long hash, string actor)
    {
        if (store.CurrentPolicy is not { } policy)
        {
            return Problem.Unavailable("no_policy", "no workspace file was published yet");
        }

        var faults = new List<CaptureFault>();
        var options = policy.Normaliser with { Now = Instant.FromDateTimeOffset(clock.GetUtcNow()) };
        return LeadNormaliser.Normalise(raw, policy.Schema, options, faults) is { } lead
            ? new CaptureLead(lead.Fields, hash, policy.Version) { Original = [.. lead.Original], By = actor }
            : Problem.Invalid([.. faults.Select(ProblemError.Of)]);
    }
}
