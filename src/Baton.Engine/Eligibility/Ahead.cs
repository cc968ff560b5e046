using Baton.Engine.Assignment;
using Baton.Engine.Explain;
using Baton.Engine.Routing;

namespace Baton.Engine.Eligibility;

/// <summary>
/// The gate of <c>max_ahead</c> in one pool: nobody is more leads ahead of the others than it allows, each counted by
/// weight.
/// </summary>
/// <param name="most">Null = no such gate.</param>
/// <param name="given">Leads that members are taken to have received besides; null = none.</param>
internal readonly struct Ahead(
    long? most,
    LedgerMember? lowest,
    LedgerMember? secondLowest,
    IReadOnlyDictionary<LedgerMember, int>? given
)
{
    public static Ahead Of(Pool pool, IReadOnlyDictionary<LedgerMember, int>? given = null)
    {
        if (pool.MaxAhead is not { } most)
        {
            return default;
        }

        // For the lowest itself the second one counts.
        LedgerMember? lowest = null;
        LedgerMember? second = null;
        foreach (var member in pool.Ledger.Members)
        {
            if (!member.IsActive || member.Weight == 0)
            {
                continue;
            }

            if (lowest is null || IsBelow(member, lowest, given))
            {
                (lowest, second) = (member, lowest);
            }
            else if (second is null || IsBelow(member, second, given))
            {
                second = member;
            }
        }

        return new Ahead(most, lowest, second, given);
    }

    public Verdict Check(LedgerMember member)
    {
        var other = ReferenceEquals(member, lowest) ? secondLowest : lowest;
        if (most is not { } allowed || other is null)
        {
            return default;
        }

        // received_i / w_i − received_l / w_l > most, without dividing.
        var ahead = ((Int128)Received(member, given) * other.Weight) - ((Int128)Received(other, given) * member.Weight);
        return ahead > (Int128)allowed * member.Weight * other.Weight
            ? new(Gate.TooFarAhead, (long)(ahead / (member.Weight * other.Weight) / Nano.One), allowed / Nano.One)
            : default;
    }

    private static bool IsBelow(LedgerMember a, LedgerMember b, IReadOnlyDictionary<LedgerMember, int>? given) =>
        (Int128)Received(a, given) * b.Weight < (Int128)Received(b, given) * a.Weight;

    private static long Received(LedgerMember member, IReadOnlyDictionary<LedgerMember, int>? given) =>
        given is null ? member.Received : member.Received + (given.GetValueOrDefault(member) * Nano.One);
}
