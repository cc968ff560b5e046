using System.Collections.Immutable;
using Baton.Engine.Assignment;
using Baton.Engine.Eligibility;
using Baton.Engine.Explain;
using Baton.Engine.People;
using Baton.Engine.Policies.Config;
using Baton.Engine.Routing;
using NodaTime;

namespace Baton.Engine.Turns;

/// <summary>A rep's place in each of his pools, as turns played on copies of their ledgers say.</summary>
internal sealed class PoolTurns(WorkspaceState state, RepState rep, Instant now)
{
    // Beyond this many leads nobody can say when his turn comes; in a large pool fewer, since each turn looks at everybody.
    private const int MostAhead = 200;
    private const int MostLooks = 20_000;

    // Below this a pace is chance.
    private const int LeastForPace = 3;
    private const decimal MinutesOfPace = 60;

    /// <summary>Every leaf that has him as an active member, with the pools around it.</summary>
    public IEnumerable<(Pool Leaf, Pool[] Outer, LedgerMember Member)> Own()
    {
        foreach (var pool in state.AllPools().Where(p => !p.IsSplit))
        {
            if (pool.Ledger.Member(rep.Id) is { IsActive: true } member)
            {
                yield return (pool, [.. state.Pools.Values.Where(p => IsTeamOf(p, pool))], member);
            }
        }
    }

    public ImmutableArray<PoolTurn> All() => [.. Own().Select(o => Of(o.Leaf, o.Outer, o.Member))];

    /// <summary>How many turns are played to find somebody's place.</summary>
    public static int Reach(Pool leaf) => Math.Clamp(MostLooks / Math.Max(1, leaf.Ledger.Members.Count), 20, MostAhead);

    public bool IsPaused(Pool leaf, Pool[] outer) =>
        state.Paused.Contains((PauseKinds.Workspace, ""))
        || outer.Append(leaf).Any(p => state.Paused.Contains((PauseKinds.Pool, p.Id)));

    public static Bar? BarOf(Verdict verdict) =>
        verdict.Passes ? null : new Bar(ReasonCodes.Of(verdict.Gate), verdict.Actual, verdict.Needed);

    private PoolTurn Of(Pool leaf, Pool[] outer, LedgerMember member)
    {
        var ledger = leaf.Ledger;
        var active = ledger.Members.Where(m => m.IsActive).ToArray();
        var weights = active.Sum(m => (long)m.Weight);
        var verdict = new Preview(state, leaf, now, outer).Check(leaf, member);
        var barred = BarOf(verdict);
        var reach = Reach(leaf);
        int? before = barred is null ? new Preview(state, leaf, now, outer).Before(rep.Id, reach) : null;
        var pace = ledger.Received.InHour(now);
        return new PoolTurn
        {
            Pool = ledger.Id,
            Method = Choice.Word(leaf.Config.Method),
            Unit = Choice.Word(leaf.Config.Fairness.Unit),
            Paused = IsPaused(leaf, outer),
            Members = active.Length,
            Weight = member.Weight,
            Balance = Nano.ToUnits(member.Balance),
            Received = Nano.ToUnits(member.Received),
            ReceivedByAll = ledger.Members.Sum(m => Nano.ToUnits(m.Received)),
            TargetShare = weights == 0 ? 0 : (decimal)member.Weight / weights,
            Barred = barred,
            BarredUntil = BarEnd.Of(verdict.Gate, leaf, outer, member, now),
            LeadsBefore = before,
            LookedAhead = reach,
            LastHour = pace,
            LikelyMinutes = before is { } leads && pace >= LeastForPace ? Minutes(leads, pace) : null,
            Caps = CapsOf(leaf, outer, member),
        };
    }

    // The caps of a team's members are those of its pool, and count over all its teams.
    private ImmutableArray<CapUse> CapsOf(Pool leaf, Pool[] outer, LedgerMember member)
    {
        if (outer is not [var split, ..])
        {
            return member.Flow.Uses(leaf.Config.MemberCaps, now, rep.Zone, member.Reserved);
        }

        var inflow = split.Ledger.InflowOf(rep);
        return inflow.Received.Uses(split.Config.MemberCaps, now, rep.Zone, inflow.Reserved);
    }

    private static int Minutes(int leadsBefore, int pace) =>
        (int)Math.Ceiling((leadsBefore + 1) * MinutesOfPace / pace);

    private static bool IsTeamOf(Pool outer, Pool leaf) =>
        outer.Config.Source is TeamsSource && outer.Units.Any(u => ReferenceEquals(u.Pool, leaf));
}
