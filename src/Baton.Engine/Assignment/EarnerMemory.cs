using System.Collections.Immutable;

namespace Baton.Engine.Assignment;

/// <summary>
/// The sets of earners of a ledger's latest charges, by the positions left out. Every lead remembers its earners for a
/// refund: leads that were charged alike share one set, so that a set costs memory once and not once a lead.
/// </summary>
internal sealed class EarnerMemory
{
    private const int Most = 16;
    private readonly List<(ImmutableArray<int> Out, EarnerSet Earners)> _latest = new(Most);

    /// <summary>All members but those at the positions <paramref name="left"/>, which ascend.</summary>
    public EarnerSet Of(List<LedgerMember> members, ImmutableArray<int> left)
    {
        for (var i = _latest.Count - 1; i >= 0; i--)
        {
            if (_latest[i].Out.AsSpan().SequenceEqual(left.AsSpan()))
            {
                return _latest[i].Earners;
            }
        }

        if (_latest.Count == Most)
        {
            _latest.RemoveAt(0);
        }

        var earners = Without(members, left);
        _latest.Add((left, earners));
        return earners;
    }

    /// <summary>Members or weights have changed.</summary>
    public void Forget() => _latest.Clear();

    private static EarnerSet Without(List<LedgerMember> members, ImmutableArray<int> left)
    {
        var ids = new string[members.Count - left.Length];
        var weights = new int[ids.Length];
        var (next, to) = (0, 0);
        for (var i = 0; i < members.Count; i++)
        {
            if (next < left.Length && left[next] == i)
            {
                next++;
                continue;
            }

            ids[to] = members[i].Id;
            weights[to++] = members[i].Weight;
        }

        return new EarnerSet(ids, weights);
    }
}
