using System.Collections.Immutable;
using Baton.Engine.Capture;
using Baton.Engine.Commands;
using Baton.Engine.Conditions;
using Baton.Engine.Policies;
using Baton.Server.Access;
using Baton.Server.Http;
using Baton.Server.Json;
using Baton.Storage;
using Microsoft.AspNetCore.Http;
using NodaTime;

namespace Baton.Server.Leads;

/// <summary><c>PATCH /v1/leads/{id}</c>: changes the fields that are sent; null clears one.</summary>
internal sealed class UpdateEndpoint(
    BatonStore store,
    Acting acting,
    Visibility visibility,
    Submitter submitter,
    LeadAnswers answers,
    TimeProvider clock
)
{
    // What a phone number, a region and a postal code are read by.
    private static readonly string[] Background = ["country", "region"];

    public async Task Invoke(HttpContext context)
    {
        var (fields, problem) = await Body.Fields(context);
        if (fields is null)
        {
            await problem!.Send(context);
            return;
        }

        var doer = await acting.Of(context);
        if (visibility.FindOpen(doer.Sight, PathId.Of(context)) is not { } lead)
        {
            await Problem.UnknownLead.Send(context);
            return;
        }

        (var change, problem) = Normalise(lead, fields, doer);
        await (
            change is null
                ? problem!.Send(context)
                : submitter.Send(
                    context,
                    change.Command,
                    ContentHash.Of(new RawLead(fields)),
                    answers.ActedFor(doer.Sight, change.Notes),
                    guard: GuardOf(context.Request, lead.Number)
                )
        );
    }

    // The tag is that of the whole lead, which whoever may change it has read.
    private static Func<Standing, Refusal?>? GuardOf(HttpRequest request, long number) =>
        !EntityTag.HasCondition(request)
            ? null
            : standing =>
                EntityTag.Check(request, TagOf(standing.Lead(number))) is { } problem
                    ? new Refusal(problem.Code, problem.Detail)
                    : null;

    private static string? TagOf(LeadRecord? lead)
    {
        if (lead is null)
        {
            return null;
        }

        using var written = JsonBuffer.Rent();
        LeadWriter.Lead(written.Json, lead);
        return EntityTag.Of(written);
    }

    private Parsed<Change> Normalise(LeadRecord lead, List<KeyValuePair<string, Value>> sent, Doer doer)
    {
        if (store.CurrentPolicy is not { } policy)
        {
            return Problem.Unavailable("no_policy", "no workspace file was published yet");
        }

        var faults = new List<CaptureFault>();
        var options = policy.Normaliser with { Now = Instant.FromDateTimeOffset(clock.GetUtcNow()) };
        var raw = new RawLead([.. sent, .. BackgroundOf(lead, sent)]);
        return LeadNormaliser.Normalise(raw, policy.Schema, options, faults) is { } read
            ? new Change(
                new UpdateLead(lead.Number, SetOf(policy, sent, read)) { By = doer.By, OnBehalfOf = doer.OnBehalfOf },
                [.. read.Notes.Where(n => sent.Exists(s => s.Key == n.Field))]
            )
            : Problem.Invalid([.. faults.Select(ProblemError.Of)]);
    }

    private static IEnumerable<KeyValuePair<string, Value>> BackgroundOf(
        LeadRecord lead,
        List<KeyValuePair<string, Value>> sent
    ) => lead.Fields.Items.Where(f => Background.Contains(f.Key) && !sent.Exists(s => s.Key == f.Key));

    // Only what was sent: what follows from it on a new lead (a name's parts, a domain) may have been set by hand since.
    private static ImmutableArray<KeyValuePair<string, Value>> SetOf(
        Policy policy,
        List<KeyValuePair<string, Value>> sent,
        CapturedLead read
    ) => [.. sent.Select(s => KeyValuePair.Create(s.Key, read.Fields[policy.Schema.SlotOf(s.Key)]))];

    private sealed record Change(UpdateLead Command, IReadOnlyList<CaptureFault> Notes);
}
