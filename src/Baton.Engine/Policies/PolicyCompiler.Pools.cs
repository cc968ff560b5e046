using System.Collections.Frozen;
using System.Collections.Immutable;
using Baton.Engine.Assignment;
using Baton.Engine.Policies.Config;
using Baton.Engine.Routing;

namespace Baton.Engine.Policies;

public sealed partial class PolicyCompiler
{
    private FrozenDictionary<string, Pool> Linked(Dictionary<string, Pool> leaves)
    {
        foreach (var pool in leaves.Values)
        {
            pool.Units = UnitsOf(pool, leaves);
        }

        return leaves.ToFrozenDictionary();
    }

    // The teams of a pool split by team have ledgers of their own; an inner pool keeps the one it has everywhere.
    private ImmutableArray<(string Name, Pool Pool)> UnitsOf(Pool pool, Dictionary<string, Pool> all) =>
        pool.Config switch
        {
            { Source: PoolsSource pools, Split: PoolSplit.ByTeam } => [.. pools.Pools.Select(p => (p, all[p]))],
            { Source: TeamsSource teams, Split: PoolSplit.ByTeam } =>
            [
                .. teams.Teams.Select(t =>
                    (
                        t,
                        Leaf(
                            pool.Config with
                            {
                                Require = [],
                                Caps = Eligibility.Caps.None,
                            },
                            $"{pool.Id}/{t}",
                            new TeamSource(t)
                        )
                    )
                ),
            ],
            _ => [],
        };

    private Pool Leaf(PoolConfig config, string id, PoolSource source) =>
        new()
        {
            Id = id,
            ReportedAs = config.Name,
            Config = config,
            Source = source,
            Zone = _config.TimeZone,
            Require = All(config.Require, config.Acknowledge),
            Prefer = All(config.Prefer, config.Acknowledge),
            Rank = Optional(config.Rank, _repScope, mustHold: false),
            Value = Optional(config.Fairness.Value, _leadScope, mustHold: false),
            Weight = config.Weights is ComputedWeights computed
                ? Optional(computed.Expression, _repScope, mustHold: false)
                : null,
            MaxAhead = config.Fairness.MaxAhead is { } most ? Nano.FromUnits(most) : null,
        };
}
