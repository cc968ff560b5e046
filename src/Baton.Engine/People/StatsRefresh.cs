using System.Collections.Immutable;
using Baton.Engine.Events;
using NodaTime;

namespace Baton.Engine.People;

/// <summary>
/// Works out every rep's statistics. A few leads say little about a rep, so what he did is mixed with
/// <see cref="Prior"/> leads of his team's mean m: (sum + k·m) / (n + k), the posterior mean under a prior of that weight
/// (Efron and Morris, Stein's estimation rule and its competitors, 1973). The median is read from the rep's response times
/// mixed in the same way with the team's. All in integers and decimals: every machine finds the same.
/// </summary>
internal sealed class StatsRefresh(WorkspaceState state, Instant at)
{
    /// <summary>The weight of the team's mean, in leads.</summary>
    public const int Prior = 20;

    private readonly int _today = RepTally.DayOf(at, state.Policy!.Zone);

    /// <summary>When the next day of the zone begins, strictly after <paramref name="now"/>.</summary>
    public static Instant NextAfter(Instant now, DateTimeZone zone) =>
        zone.AtStartOfDay(now.InZone(zone).Date.PlusDays(1)).ToInstant();

    /// <summary>Of all active reps, in the order of their ids.</summary>
    public ImmutableArray<RefreshedStats> All()
    {
        var reps = state.RepsInOrder.Where(r => r.Active).ToArray();
        var own = reps.ToDictionary(r => r.Id, r => Sum([r]), StringComparer.Ordinal);
        var teams = new Dictionary<string, Totals>(StringComparer.Ordinal);
        var result = ImmutableArray.CreateBuilder<RefreshedStats>(reps.Length);
        foreach (var rep in reps)
        {
            var team = state
                .Policy!.Teams.FirstOrDefault(t => state.Teams[t.Config.Name].Contains(rep.Id))
                ?.Config.Name;
            if (!teams.TryGetValue(team ?? "", out var mean))
            {
                mean = Sum(team is null ? reps : reps.Where(r => state.Teams[team].Contains(r.Id)));
                teams[team ?? ""] = mean;
            }

            result.Add(new RefreshedStats(rep.Id, Stats(rep, own[rep.Id], mean)));
        }

        return result.MoveToImmutable();
    }

    private static RepStats Stats(RepState rep, Totals own, Totals team) =>
        new(
            team.Closed == 0 ? null : Shrunk(own.Won, own.Closed, (decimal)team.Won / team.Closed, 4),
            team.Closed == 0 ? null : Shrunk(own.Value, own.Closed, team.Value / team.Closed, 2),
            Median(own, team),
            own.Received,
            rep.Open
        );

    private static decimal Shrunk(decimal sum, int count, decimal mean, int decimals) =>
        decimal.Round((sum + Prior * mean) / (count + Prior), decimals, MidpointRounding.AwayFromZero);

    // Each of the rep's answers weighs as many as the team has, and the team's all together weigh Prior times as many.
    private static long? Median(Totals own, Totals team)
    {
        if (team.Answered == 0)
        {
            return null;
        }

        var weight = (Int128)team.Answered * (own.Answered + Prior);
        Int128 passed = 0;
        foreach (var (bucket, count) in team.Responses)
        {
            passed += (Int128)team.Answered * own.Responses.GetValueOrDefault(bucket) + (Int128)Prior * count;
            if (passed * 2 >= weight)
            {
                return ResponseBuckets.Middle(bucket);
            }
        }

        throw new InvalidOperationException("a rep answered in a time that his team did not");
    }

    private Totals Sum(IEnumerable<RepState> reps)
    {
        var totals = new Totals();
        foreach (var day in reps.SelectMany(r => r.Tally.All).Where(d => d.Day < _today))
        {
            if (day.Day >= _today - RepTally.Days)
            {
                totals.Add(day);
            }

            totals.Received += day.Day >= _today - 30 ? day.Received : 0;
        }

        return totals;
    }

    private sealed class Totals
    {
        public long Received { get; set; }
        public int Won { get; private set; }
        public int Closed { get; private set; }
        public int Answered { get; private set; }
        public decimal Value { get; private set; }
        public SortedDictionary<int, int> Responses { get; } = [];

        public void Add(DayTally day)
        {
            Won += day.Won;
            Closed += day.Won + day.Lost;
            Value += day.Value;
            foreach (var (bucket, count) in day.Responses)
            {
                Answered += count;
                Responses[bucket] = Responses.GetValueOrDefault(bucket) + count;
            }
        }
    }
}
