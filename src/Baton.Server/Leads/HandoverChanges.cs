using Baton.Engine.Commands;
using Baton.Engine.Events;
using Baton.Server.Http;
using Baton.Storage;

namespace Baton.Server.Leads;

/// <summary>What happened since a preview that may have changed its outcome, from the journal.</summary>
internal static class HandoverChanges
{
    private const int MostRecords = 500;
    private const int MostChanges = 20;

    public static IReadOnlyList<ProblemError> Since(Journal journal, ReassignRequest request)
    {
        var changes = journal
            .Read(request.PreviewedAt)
            .Take(MostRecords)
            .SelectMany(r => r.Events)
            .Select(e => Of(e, request))
            .OfType<ProblemError>()
            .DistinctBy(c => c.Message)
            .Take(MostChanges)
            .ToList();
        if (changes.Count == 0)
        {
            changes.Add(
                new ProblemError("token", "changed", "time has passed: hours, absences or caps are others now")
            );
        }

        return changes;
    }

    private static ProblemError? Of(Event @event, ReassignRequest request) =>
        @event switch
        {
            RepChanged e => new ProblemError("to", "changed", $"{e.Rep} was changed"),
            TeamChanged e => new ProblemError("to", "changed", $"the team {e.Team} was changed"),
            PolicyPublished e => new ProblemError(
                "to",
                "changed",
                $"version {e.Version} of the workspace was published"
            ),
            LedgerAdjusted e => new ProblemError("to", "changed", $"the ledger {e.Ledger} was adjusted"),
            LeadAssigned e when IsAbout(e, request, e.Rep, e.From) => Lead(e, request, $"{e.Rep} got it"),
            LeadClaimed e when IsAbout(e, request, e.Rep) => Lead(e, request, $"{e.Rep} claimed it"),
            LeadReassigned e when IsAbout(e, request, e.From, e.To) => Lead(e, request, $"{e.From} lost it"),
            LeadReleased e when IsAbout(e, request, e.Rep) => Lead(e, request, $"{e.Rep} gave it back"),
            LeadWon e when IsAbout(e, request, e.Rep) => Lead(e, request, "it was won"),
            LeadLost e when IsAbout(e, request, e.Rep) => Lead(e, request, "it was lost"),
            LeadRejected e when IsAbout(e, request) => Lead(e, request, "it was rejected"),
            LeadMerged e when IsAbout(e, request) => Lead(e, request, "it was merged"),
            LeadAssigned or LeadOffered or LeadClaimed or OfferDeclined or OfferExpired => new ProblemError(
                "to",
                "changed",
                "other leads were given out"
            ),
            _ => null,
        };

    private static bool IsAbout(LeadEvent @event, ReassignRequest request, params ReadOnlySpan<string?> reps) =>
        request.Command.Rep is { } rep ? reps.Contains(rep) : request.Ids.ContainsKey(@event.Lead);

    private static ProblemError Lead(LeadEvent @event, ReassignRequest request, string what)
    {
        var id = request.Ids.GetValueOrDefault(@event.Lead) ?? PublicId.Of(@event.Lead);
        return new ProblemError("leads", "changed", $"{id}: {what}");
    }
}
