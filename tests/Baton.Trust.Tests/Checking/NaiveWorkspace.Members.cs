using Baton.Engine.Policies.Config;

namespace Baton.Trust.Tests.Checking;

// Who is in which ledger, and by which weight.
internal sealed partial class NaiveWorkspace
{
    private void SetMembers()
    {
        foreach (var pool in Config.Policy.Pools)
        {
            SetMembers(pool, pool.Name);
            if (pool is { Source: TeamsSource teams, Split: PoolSplit.ByTeam })
            {
                foreach (var team in teams.Teams)
                {
                    SetMembers(pool with { Source = new TeamSource(team) }, $"{pool.Name}/{team}");
                }
            }
        }
    }

    private void SetMembers(PoolConfig pool, string id)
    {
        var kind = $"{pool.Method} by {pool.Fairness.Unit}";
        if (!Ledgers.TryGetValue(id, out var ledger))
        {
            Ledgers[id] = ledger = new NaiveLedger(id) { Kind = kind };
        }

        if (ledger.Kind != kind)
        {
            ledger.Reset();
            ledger.Kind = kind;
        }

        ledger.SetMembers(UnitsOf(pool) is { } units ? units : RepsOf(pool));
    }

    // Of a pool split by team its teams or inner pools take turns.
    private static List<(string Id, int Weight, bool Active)>? UnitsOf(PoolConfig pool) =>
        pool switch
        {
            { Split: PoolSplit.ByTeam, Source: TeamsSource { Teams: var teams } } =>
            [
                .. teams.Select(t => (t, Listed(pool, t) ?? 1, true)),
            ],
            { Split: PoolSplit.ByTeam, Source: PoolsSource { Pools: var pools } } =>
            [
                .. pools.Select(p => (p, Listed(pool, p) ?? 1, true)),
            ],
            _ => null,
        };

    private List<(string Id, int Weight, bool Active)> RepsOf(PoolConfig pool) =>
        [
            .. MembersOf(pool.Source)
                .Distinct(StringComparer.Ordinal)
                .Select(id => Config.Reps.First(r => r.Id == id))
                .Select(rep => (rep.Id, WeightOf(pool, rep), rep.Active)),
        ];

    private IEnumerable<string> MembersOf(PoolSource source) =>
        source switch
        {
            RepsSource reps => reps.Reps,
            TeamSource team => Team(team.Team),
            TeamsSource teams => teams.Teams.SelectMany(Team),
            PoolsSource pools => pools.Pools.SelectMany(p =>
                MembersOf(Config.Policy.Pools.First(c => c.Name == p).Source)
            ),
            _ => throw new NotSupportedException($"members from {source}"),
        };

    private IEnumerable<string> Team(string name) =>
        Config.Teams.First(t => t.Name == name) is { Where: null } team
            ? team.Members
            : throw new NotSupportedException($"the naive reading knows no teams by condition, such as {name}");

    private static int WeightOf(PoolConfig pool, RepConfig rep) =>
        (rep.Weight, pool.Weights) switch
        {
            (0, _) => 0,
            (_, EqualWeights) => 1,
            (_, RepWeights) => rep.Weight,
            (_, ListedWeights) => Listed(pool, rep.Id) ?? rep.Weight,
            _ => throw new NotSupportedException("the naive reading knows no computed weights"),
        };

    private static int? Listed(PoolConfig pool, string name) =>
        (pool.Weights as ListedWeights)?.Weights.FirstOrDefault(w => w.Name == name)?.Weight;
}
