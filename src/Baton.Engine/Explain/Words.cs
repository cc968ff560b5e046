using System.Globalization;
using Baton.Engine.Assignment;
using Baton.Engine.Events;
using Baton.Engine.Policies.Config;
using Baton.Engine.Routing;

namespace Baton.Engine.Explain;

/// <summary>The sentences of an explanation.</summary>
internal static class Words
{
    public static string Of(PassedOver passed)
    {
        var figures =
            passed.Actual is not { } actual ? ""
            : passed.Code == ReasonCodes.CapacityFull ? $" (would be {actual} of {passed.Needed})"
            : $" ({actual} of {passed.Needed})";
        return $"{passed.Rep} {passed.Code}{figures}";
    }

    public static string Of(Decision decision) =>
        decision switch
        {
            ToOwner { How: "owner" } d => $"{d.Rep.Id} owns this person or account and gets the lead",
            ToOwner d => $"{d.Rep.Id} gets the lead from pool '{d.Pool}'",
            ToOffer d => $"the lead is offered to {string.Join(", ", d.Reps)}",
            ToQueue d => $"the lead is parked in queue '{d.Queue.Id}'",
            ToWaiting { Step: not null } d => $"the lead waits at its step until {d.Until}: {d.Reason}",
            ToWaiting d => $"the lead waits: {d.Reason}",
            _ => throw new ArgumentOutOfRangeException(nameof(decision), decision, null),
        };

    public static string ByHand(LeadEvent @event) =>
        @event switch
        {
            LeadClaimed e => $"{e.Rep} claimed it from queue '{e.Queue}'",
            LeadAssigned { How: "offer" } e => $"{e.Rep} accepted the offer",
            LeadAssigned e => $"{e.By ?? "an administrator"} assigned it to {e.Rep} by hand",
            _ => "a person decided",
        };

    public static string Ranked(RankedPool ranked, Demand demand)
    {
        var ledger = ranked.Pool.Ledger;
        var standing = ranked
            .Positions.Select((position, i) => (Member: ledger.Members[position], Balance: ranked.Balances[i]))
            .OrderByDescending(s => s.Balance)
            .Take(10)
            .Select(s => $"{s.Member.Id} {Figure(ranked, demand, s.Member, s.Balance)}");
        var method = ranked.Pool.IsSplit ? "split" : Choice.Word(ranked.Pool.Config.Method);
        return $"pool '{ranked.Pool.Id}' ({method}): {ranked.Positions.Length} of {ledger.Members.Count} eligible, "
            + $"{ledger.Members[ranked.Winner].Id} is next: {string.Join(", ", standing)}";
    }

    public static string Outranked(RankedPool ranked, Demand demand, string id, int at, LedgerMember winner, int won)
    {
        var member = ranked.Pool.Ledger.Members[ranked.Positions[at]];
        var mine = Figure(ranked, demand, member, ranked.Balances[at]);
        var theirs = Figure(ranked, demand, winner, ranked.Balances[won]);
        var margin = Units(ranked.Balances[won] - ranked.Balances[at]);
        return $"{id} was eligible with {mine}, {winner.Id} came first with {theirs}; in the ledger {winner.Id} is "
            + $"{margin} ahead after earning this lead's share";
    }

    // What the method looks at: the balance, the load, the room, the rank.
    private static string Figure(RankedPool ranked, Demand demand, LedgerMember member, long balance)
    {
        var owed = $"balance {Units(balance)}";
        return ranked.Pool.IsSplit
            ? owed
            : ranked.Pool.Config.Method switch
            {
                PoolMethod.RoundRobin => $"{owed}, weight {member.Weight}",
                PoolMethod.LeastLoaded => $"{member.Rep!.Open} open at weight {member.Weight}, {owed}",
                PoolMethod.MostAvailable => member.Rep!.Config.Capacity is { } capacity
                    ? $"{capacity - member.Rep.Open} of {capacity} free, {owed}"
                    : $"no limit and {member.Rep.Open} open, {owed}",
                PoolMethod.Ranked => $"rank {Methods.RankOf(ranked.Pool, demand, member)}, {owed}",
                PoolMethod.BestMatch => owed,
                _ => throw new ArgumentOutOfRangeException(nameof(ranked), ranked.Pool.Config.Method, null),
            };
    }

    private static string Units(long nano) => Nano.ToUnits(nano).ToString("0.###", CultureInfo.InvariantCulture);
}
