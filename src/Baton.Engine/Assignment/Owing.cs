using System.Collections.Immutable;
using Baton.Engine.Events;
using NodaTime;

namespace Baton.Engine.Assignment;

/// <summary><c>absence: owe</c>: an absent member earns by weight as if eligible, for a time and up to a maximum.</summary>
internal static class Owing
{
    public static ImmutableArray<OwedShare> Shares(Candidates candidates, long cost, Instant now) =>
        candidates.Absent.Count == 0 || cost == 0 ? [] : SharesOfAbsent(candidates, cost, now);

    private static ImmutableArray<OwedShare> SharesOfAbsent(Candidates candidates, long cost, Instant now)
    {
        var members = candidates.Pool.Ledger.Members;
        var earning = candidates.Absent.Where(p => InTime(candidates.Pool, members[p], now)).ToArray();
        int[] weights = [.. candidates.Positions.Concat(earning).Select(p => members[p].Weight)];
        var shares = new long[weights.Length];
        Rotation.Share(cost, weights, shares);
        var most = candidates.Pool.Config.Fairness.OweMax is { } max ? Nano.FromUnits(max) : long.MaxValue;
        var owed = ImmutableArray.CreateBuilder<OwedShare>();
        for (var i = 0; i < earning.Length; i++)
        {
            var member = members[earning[i]];
            var share = Math.Min(shares[candidates.Positions.Count + i], Math.Max(0, most - member.Balance));
            if (share > 0)
            {
                owed.Add(new OwedShare(member.Id, share));
            }
        }

        return owed.ToImmutable();
    }

    private static bool InTime(Routing.Pool pool, LedgerMember member, Instant now) =>
        pool.Config.Fairness.OweFor is not { } within || now < member.Rep!.AvailabilityAt(now).Since + within;
}
