using System.Collections.Immutable;
using Baton.Engine.Conditions;
using Baton.Engine.People;
using Baton.Engine.Policies.Config;
using Baton.Engine.Routing;
using NodaTime;

namespace Baton.Engine.Assignment;

/// <summary>
/// Who is in which team, pool and queue, and by which weight: worked out anew after every change of people or policy.
/// </summary>
internal sealed class Membership(WorkspaceState state)
{
    /// <summary>Brings teams, ledgers and queues in line with the policy and the reps as they are.</summary>
    public void Refresh(Instant now)
    {
        state.Teams.Clear();
        foreach (var team in state.Policy!.Teams)
        {
            state.Teams[team.Config.Name] = team.Where is { } where ? Where(where, now) : team.Config.Members;
        }

        foreach (var pool in state.AllPools())
        {
            Wire(pool);
        }

        foreach (var pool in state.AllPools())
        {
            Fill(pool);
        }

        foreach (var queue in state.Queues.Values)
        {
            queue.Members = queue.Config.Team is { } team
                ? state.Teams.GetValueOrDefault(team, [])
                : queue.Config.Members;
        }
    }

    // A team by condition keeps the order of the workspace file.
    private ImmutableArray<string> Where(Condition where, Instant now) =>
        [
            .. state
                .RepsInOrder.Where(r => where.Holds(new ConditionInput { Rep = r.Record, Now = now }))
                .OrderBy(r => r.Order)
                .Select(r => r.Id),
        ];

    private void Wire(Pool pool)
    {
        var method = Choice.Word(pool.Config.Method);
        var unit = Choice.Word(pool.Config.Fairness.Unit);
        if (!state.Ledgers.TryGetValue(pool.Id, out var ledger))
        {
            state.Ledgers[pool.Id] = ledger = new Ledger
            {
                Id = pool.Id,
                Method = method,
                Unit = unit,
            };
        }
        else if (ledger.Method != method || ledger.Unit != unit)
        {
            Assignment.Ledgers.Reset(ledger);
            (ledger.Method, ledger.Unit) = (method, unit);
        }

        pool.Ledger = ledger;
        ledger.Pool = pool;
    }

    private void Fill(Pool pool)
    {
        var ledger = pool.Ledger;
        var members = new List<LedgerMember>();
        var joiners = new List<LedgerMember>();
        foreach (var (id, rep, weight) in Wanted(pool))
        {
            var member = ledger.Member(id);
            if (member is null || (member.HasLeft && member.IsActive))
            {
                joiners.Add(
                    member ??= new LedgerMember
                    {
                        Id = id,
                        Rep = rep,
                        Reserved = OffersOf(ledger, rep),
                    }
                );
            }

            member.Weight = weight;
            members.Add(member);
        }

        Assignment.Ledgers.SetMembers(ledger, members);
        foreach (var joiner in joiners)
        {
            joiner.Received = LowestCount(ledger, joiner, joiners);
        }
    }

    // Offers that the pool made while he was a member before, and that are open still.
    private int OffersOf(Ledger ledger, RepState? rep) =>
        rep?.OfferedLeads.Count(n => state.Leads.Look(n)!.Charges is [.., var last] && last.Ledger == ledger.Id) ?? 0;

    // A joiner's count starts at the lowest of the others, so that nobody is ahead of him from the first day.
    private static long LowestCount(Ledger ledger, LedgerMember joiner, List<LedgerMember> joiners)
    {
        var lowest = ledger
            .Members.Where(m => m.IsActive && m.Weight > 0 && !joiners.Contains(m))
            .MinBy(m => (decimal)m.Received / m.Weight);
        return lowest is null ? 0 : (long)((Int128)lowest.Received * Math.Max(joiner.Weight, 1) / lowest.Weight);
    }

    private IEnumerable<(string Id, RepState? Rep, int Weight)> Wanted(Pool pool)
    {
        if (pool.IsSplit)
        {
            return pool.Units.Select(u => (u.Name, (RepState?)null, ListedWeight(pool, u.Name) ?? 1));
        }

        return MembersOf(pool.Source)
            .Distinct(StringComparer.Ordinal)
            .Where(state.Reps.ContainsKey)
            .Select(id => (id, (RepState?)state.Reps[id], WeightOf(pool, state.Reps[id])));
    }

    private IEnumerable<string> MembersOf(PoolSource source) =>
        source switch
        {
            RepsSource reps => reps.Reps,
            TeamSource team => state.Teams.GetValueOrDefault(team.Team, []),
            TeamsSource teams => teams.Teams.SelectMany(t => state.Teams.GetValueOrDefault(t, [])),
            PoolsSource pools => pools.Pools.SelectMany(p => MembersOf(state.Pools[p].Config.Source)),
            _ => throw new ArgumentOutOfRangeException(nameof(source), source, null),
        };

    // A rep's own weight of 0 wins over any map or `equal`.
    private static int WeightOf(Pool pool, RepState rep)
    {
        if (rep.Config.Weight == 0)
        {
            return 0;
        }

        return pool.Config.Weights switch
        {
            EqualWeights => 1,
            RepWeights => rep.Config.Weight,
            ListedWeights => ListedWeight(pool, rep.Id) ?? rep.Config.Weight,
            ComputedWeights => Computed(pool, rep),
            _ => throw new ArgumentOutOfRangeException(nameof(pool), pool.Config.Weights, null),
        };
    }

    private static int? ListedWeight(Pool pool, string name) =>
        pool.Config.Weights is ListedWeights listed
            ? listed.Weights.Where(w => w.Name == name).Select(w => (int?)w.Weight).FirstOrDefault()
            : null;

    // Rounded, halves away from zero, and clamped; what is no number leaves the rep his own weight.
    private static int Computed(Pool pool, RepState rep)
    {
        var value = pool.Weight?.Evaluate(new ConditionInput { Rep = rep.Record }) ?? Value.Null;
        return value.IsNumber && !double.IsNaN(value.AsNumber())
            ? (int)Math.Clamp(Math.Round(value.AsNumber(), MidpointRounding.AwayFromZero), 0, Rotation.MaxWeight)
            : rep.Config.Weight;
    }
}
