using Baton.Trust.Tests.Load;

namespace Baton.Trust.Tests.Checking;

/// <summary>What clients were told against what the journal says.</summary>
internal static class PromiseChecks
{
    public static void All(ClientLog log, Happenings happened, Action<string> complain)
    {
        foreach (var contradiction in log.Contradictions)
        {
            complain(contradiction);
        }

        Captures(log, happened, complain);
        Actions(log, happened, complain);
    }

    private static void Captures(ClientLog log, Happenings happened, Action<string> complain)
    {
        foreach (var request in log.Sent.Where(r => r.Ask == Ask.Capture))
        {
            var arrivals = happened.Arrivals.GetValueOrDefault(request.Lead!, []);
            if (arrivals.Count > 1)
            {
                complain($"lead {request.Lead} was captured {arrivals.Count} times");
            }

            if (log.AnswerTo(request) is { Done: true } answer)
            {
                Captured(request, answer, arrivals, complain);
            }
        }
    }

    private static void Captured(Request request, Answer answer, List<Arrival> arrivals, Action<string> complain)
    {
        if (arrivals.Count == 0)
        {
            complain($"lead {request.Lead} was acknowledged and is lost");
        }
        else if (arrivals[0].Status != answer.Status || arrivals[0].Owner != answer.Owner)
        {
            complain(
                $"lead {request.Lead} was acknowledged as {answer.Status} of {answer.Owner ?? "nobody"}, "
                    + $"and record {arrivals[0].Seq} made it {arrivals[0].Status} of {arrivals[0].Owner ?? "nobody"}"
            );
        }
    }

    // Each action that was acknowledged stands in the journal once; one that nobody was told of once or not at all.
    private static void Actions(ClientLog log, Happenings happened, Action<string> complain)
    {
        var told = new Dictionary<(Ask Ask, long Lead, string? Rep), int>();
        var untold = new Dictionary<(Ask Ask, long Lead, string? Rep), int>();
        foreach (var request in log.Sent.Where(r => r.Ask is not (Ask.Capture or Ask.Presence or Ask.Publish)))
        {
            var answer = log.AnswerTo(request);
            if (answer is null || answer.Done)
            {
                var what = Named(request, answer, happened);
                var counts = answer is null ? untold : told;
                counts[what] = counts.GetValueOrDefault(what) + 1;
            }
        }

        foreach (var what in told.Keys.Union(happened.Counts.Select(c => c.What)))
        {
            var (least, actual) = (told.GetValueOrDefault(what), happened.CountOf(what.Ask, what.Lead, what.Rep));
            var most = least + untold.GetValueOrDefault(what);
            most += what.Ask == Ask.Claim ? untold.GetValueOrDefault((Ask.Claim, 0, what.Rep)) : 0;
            if (actual < least || actual > most)
            {
                var by = what.Rep is null ? "" : $" by {what.Rep}";
                complain(
                    $"{what.Ask} of lead {what.Lead}{by} was acknowledged {least} times and happened {actual} times"
                );
            }
        }
    }

    // Where the next of a queue was asked for and nobody answered, the lead is unknown: 0.
    private static (Ask, long, string?) Named(Request request, Answer? answer, Happenings happened)
    {
        var id = request.Lead ?? answer?.Lead;
        var lead = id is null ? 0 : happened.Arrivals.GetValueOrDefault(id)?[0].Lead ?? -1;
        return request.Ask switch
        {
            Ask.Claim or Ask.ClaimNext => (Ask.Claim, lead, request.Rep),
            Ask.Accept or Ask.Decline or Ask.Assign => (request.Ask, lead, request.Rep),
            _ => (request.Ask, lead, null),
        };
    }
}
