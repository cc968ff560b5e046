using System.Collections.Immutable;
using Baton.Engine.Conditions;
using Baton.Engine.People;
using Baton.Engine.Policies.Config;
using Baton.Engine.Routing;

namespace Baton.Engine.Policies;

/// <summary>Pools that cannot give a lead to anybody, and settings of theirs that do nothing.</summary>
internal static class LintPools
{
    public static void Check(Policy policy, List<Fault> found)
    {
        foreach (var config in policy.Config.Policy.Pools)
        {
            Members(policy, policy.Pools[config.Name], found);
            Settings(config, found);
        }
    }

    /// <summary>A team's members by id, in order; empty for an unknown team.</summary>
    public static ImmutableArray<string> MembersOf(Policy policy, string team) =>
        policy.Teams.FirstOrDefault(t => t.Config.Name == team) is not { } found ? []
        : found.Where is null ? found.Config.Members
        :
        [
            .. policy
                .Config.Reps.Where(r => found.Where.Holds(new ConditionInput { Rep = RepRecord.Of(r) }))
                .Select(r => r.Id),
        ];

    private static void Members(Policy policy, Pool pool, List<Fault> found)
    {
        var config = pool.Config;
        if (config.Source is PoolsSource)
        {
            return;
        }

        var members = config.Source switch
        {
            TeamSource team => MembersOf(policy, team.Team),
            TeamsSource teams => [.. teams.Teams.SelectMany(t => MembersOf(policy, t)).Distinct()],
            RepsSource reps => reps.Reps,
            _ => [],
        };
        var active = policy.Config.Reps.Where(r => r.Active && members.Contains(r.Id)).ToList();
        if (active.Count == 0)
        {
            Add(found, "empty_pool", config, "the pool has no active member: it never gives a lead to anybody");
            return;
        }

        if (active.TrueForAll(r => r.Weight == 0 || Listed(config.Weights, r) == 0))
        {
            Add(found, "zero_weights", config, "every member weighs 0: the pool never gives a lead to anybody");
        }

        // Only what depends on the rep alone can be judged without a lead.
        var fixedRequire = pool.Require.Where(IsAboutRepAlone).ToList();
        if (!active.Exists(r => fixedRequire.TrueForAll(c => c.Holds(new ConditionInput { Rep = RepRecord.Of(r) }))))
        {
            Add(found, "nobody_qualifies", config, "no active member fulfils 'require'");
        }
    }

    private static bool IsAboutRepAlone(Condition condition) =>
        condition is { LeadSlots.Count: 0, ReadsAccount: false, ReadsNow: false, OpenCalendars.Count: 0 }
        && !condition.RepSlots.Contains(RepRecord.Type.SlotOf("stats"));

    private static int? Listed(WeightsConfig weights, RepConfig rep) =>
        weights is ListedWeights listed ? listed.Weights.FirstOrDefault(w => w.Name == rep.Id)?.Weight : null;

    private static void Settings(PoolConfig pool, List<Fault> found)
    {
        var fairness = pool.Fairness;
        if (fairness.Absence == AbsenceFairness.Skip && (fairness.OweMax is not null || fairness.OweFor is not null))
        {
            Add(
                found,
                "unused_setting",
                pool,
                "'owe_max' and 'owe_for' do nothing here; they need 'absence: owe'",
                ".fairness"
            );
        }

        if (pool.Rank is not null && pool.Method != PoolMethod.Ranked)
        {
            Add(found, "unused_setting", pool, "'rank' does nothing here; it needs 'method: ranked'", ".rank");
        }

        if (pool.Floor is not null && pool.Method is not (PoolMethod.Ranked or PoolMethod.BestMatch))
        {
            Add(
                found,
                "unused_setting",
                pool,
                "'floor' does nothing here; it needs 'method: ranked' or 'method: best_match'",
                ".floor"
            );
        }

        if (pool.Ramp is { } ramp && ramp.Per >= ramp.For)
        {
            Add(
                found,
                "short_ramp",
                pool,
                "the ramp ends before its first 'per' does; make 'for' longer than 'per'",
                ".ramp"
            );
        }
    }

    private static void Add(List<Fault> found, string code, PoolConfig pool, string message, string part = "") =>
        found.Add(Lint.Warning(code, $"policy.pools.{pool.Name}{part}", pool.At, message));
}
