using Baton.Engine.Capture;
using Baton.Engine.Commands;
using Baton.Engine.Policies;
using Baton.Server.Access;
using Baton.Server.Enriching;
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
internal sealed class CaptureEndpoint(
    BatonStore store,
    Submitter submitter,
    LeadAnswers answers,
    Enrichment enrichment,
    TimeProvider clock
)
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
        raw = await Enriched(raw);
        for (var tries = 1; ; tries++)
        {
            var (normalised, faulty) = Normalise(raw, hash, Actor.Of(context).Recorded);
            if (normalised is null)
            {
                await faulty!.Send(context);
                return;
            }

            var answer = answers.CapturedWith(normalised.Notes);
            if (tries == MostTries)
            {
                await submitter.Send(context, normalised.Command, hash, answer);
                return;
            }

            if (await submitter.TrySend(context, normalised.Command, hash, answer))
            {
                return;
            }
        }
    }

    // What the service said may be refused as anything sent: then what is at fault is left out, and the lead's own stays.
    // Of a lead whose own address is none nothing is asked: it will be refused or is junk.
    private async ValueTask<RawLead> Enriched(RawLead raw)
    {
        if (
            store.CurrentPolicy is not { Config.Policy.Enrich: { } enrich } policy
            || Read(raw, policy, policy.Normaliser, []) is not { } lead
        )
        {
            return raw;
        }

        var enriched = await enrichment.Enrich(raw, lead, enrich, policy.Schema);
        var faults = new List<CaptureFault>();
        if (enriched.Fields.Count == raw.Fields.Count || Read(enriched, policy, policy.Normaliser, faults) is not null)
        {
            return enriched;
        }

        var wrong = faults.Select(f => f.Field).ToHashSet(StringComparer.Ordinal);
        var added = enriched.Fields.Skip(raw.Fields.Count).Where(f => !wrong.Contains(f.Key));
        var trimmed = new RawLead([.. raw.Fields, .. added]);
        return Read(trimmed, policy, policy.Normaliser, []) is null ? raw : trimmed;
    }

    private CapturedLead? Read(RawLead raw, Policy policy, NormaliserOptions options, List<CaptureFault> faults) =>
        LeadNormaliser.Normalise(
            raw,
            policy.Schema,
            options with
            {
                Now = Instant.FromDateTimeOffset(clock.GetUtcNow()),
            },
            faults
        );

    private Parsed<Normalised> Normalise(RawLead raw, long hash, string actor)
    {
        if (store.CurrentPolicy is not { } policy)
        {
            return Problem.Unavailable("no_policy", "no workspace file was published yet");
        }

        var faults = new List<CaptureFault>();
        return Read(raw, policy, policy.NormaliserOfArrivals, faults) is { } lead
            ? new Normalised(
                new CaptureLead(lead.Fields, hash, policy.Version) { Original = [.. lead.Original], By = actor },
                lead.Notes
            )
            : Problem.Invalid([.. faults.Select(ProblemError.Of)]);
    }

    private sealed record Normalised(CaptureLead Command, IReadOnlyList<CaptureFault> Notes);
}
