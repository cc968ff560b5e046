using Baton.Storage;

namespace Baton.Cli.Demo;

/// <summary>What the first burst came to.</summary>
internal sealed record DemoSummary
{
    public required int Refused { get; init; }
    public required TimeSpan Took { get; init; }
    public required IReadOnlyList<DemoLead> Leads { get; init; }
    public required DemoHistory History { get; init; }
    public required IReadOnlyList<PoolShare> Pools { get; init; }
    public required IReadOnlyList<DemoWay> Ways { get; init; }
    public required IReadOnlyList<TimeSpan> Decisions { get; init; }

    /// <summary>Where the leads stand now, by status.</summary>
    public required IReadOnlyList<(string Status, int Leads)> Statuses { get; init; }

    public double PerSecond => Leads.Count / Math.Max(Took.TotalSeconds, 0.001);

    /// <summary>The last lead of each rule, the oldest of them first.</summary>
    public IEnumerable<DemoAssignment> Latest =>
        History
            .Assignments.Index()
            .GroupBy(a => a.Item.Rule)
            .Select(g => g.Last())
            .OrderBy(a => a.Index)
            .Select(a => a.Item);

    public IEnumerable<(string Rep, int Leads, string Rules)> ByRep =>
        History
            .Assignments.GroupBy(a => a.Rep)
            .OrderByDescending(g => g.Count())
            .ThenBy(g => g.Key, StringComparer.Ordinal)
            .Select(g => (g.Key, g.Count(), TopRules(g)));

    public static async Task<DemoSummary> Of(
        BatonStore store,
        int refused,
        List<DemoLead> leads,
        TimeSpan took,
        CancellationToken cancellation
    )
    {
        var policy = store.CurrentPolicy!.Config.Policy;
        var history = DemoHistory.Read(store.Journal, new DecisionWords(policy));
        return new DemoSummary
        {
            Refused = refused,
            Took = took,
            Leads = leads,
            History = history,
            Pools = await store.Read(history.Pools.Result, cancellation),
            Ways = history.Ways.Result(policy),
            Decisions = DecisionTimes.Measure(await store.Read(w => w.Document, cancellation), leads),
            Statuses = StatusesOf(store.Leads),
        };
    }

    private static List<(string Status, int Leads)> StatusesOf(LeadQueries leads)
    {
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        string? cursor = null;
        do
        {
            var page = leads.List(LeadFilter.All, 1000, cursor);
            foreach (var lead in page.Items)
            {
                counts[lead.Status] = counts.GetValueOrDefault(lead.Status) + 1;
            }

            cursor = page.NextCursor;
        } while (cursor is not null);
        return [.. counts.OrderByDescending(c => c.Value).Select(c => (c.Key, c.Value))];
    }

    private static string TopRules(IEnumerable<DemoAssignment> assignments) =>
        string.Join(
            ", ",
            assignments
                .GroupBy(a => a.Rule ?? "no rule")
                .OrderByDescending(g => g.Count())
                .Take(3)
                .Select(g => $"{g.Key} {g.Count()}")
        );
}
