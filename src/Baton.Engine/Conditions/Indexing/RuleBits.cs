using System.Numerics;

namespace Baton.Engine.Conditions.Indexing;

/// <summary>
/// A set of rules as a bitmap of 64-bit leaves under a summary that has a bit for each leaf that is not empty, so that an
/// intersection skips 4,096 rules at a time. The leaves are stored all, or only the ones that are not empty, found by
/// counting the summary's bits before them; then <c>rest</c>, stored in full, is part of the set too.
/// </summary>
internal sealed class RuleBits
{
    private readonly ulong[] _summary;
    private readonly ulong[]? _leaves;
    private readonly ulong[] _packedSummary;
    private readonly int[] _packedStart;
    private readonly ulong[] _packed;

    private RuleBits(
        ulong[] summary,
        ulong[]? leaves,
        ulong[] packedSummary,
        int[] packedStart,
        ulong[] packed,
        int count
    )
    {
        _summary = summary;
        _leaves = leaves;
        _packedSummary = packedSummary;
        _packedStart = packedStart;
        _packed = packed;
        Count = count;
    }

    public int Count { get; }

    public bool Contains(int rule) => (Leaf(rule >> 6) >> rule & 1) != 0;

    /// <summary>Stores every leaf: best for a set with a rule in most leaves.</summary>
    public static RuleBits Dense(ulong[] leaves)
    {
        var count = leaves.Sum(l => BitOperations.PopCount(l));
        return new RuleBits(SummaryOf(leaves), leaves, [], [], [], count);
    }

    /// <summary>The union of few rules, in ascending order, with a dense set or nothing.</summary>
    public static RuleBits Packed(IReadOnlyList<int> rules, RuleBits? rest, int leafCount)
    {
        var own = new ulong[(leafCount + 63) / 64];
        var starts = new int[own.Length];
        var packed = new List<ulong>();
        foreach (var rule in rules)
        {
            var leaf = rule >> 6;
            if ((own[leaf >> 6] >> leaf & 1) == 0)
            {
                own[leaf >> 6] |= 1UL << leaf;
                packed.Add(0);
            }

            packed[^1] |= 1UL << rule;
        }

        for (var i = 1; i < own.Length; i++)
        {
            starts[i] = starts[i - 1] + BitOperations.PopCount(own[i - 1]);
        }

        var summary = rest is null ? own : [.. own.Zip(rest._summary, (a, b) => a | b)];
        return new RuleBits(summary, rest?._leaves, own, starts, [.. packed], rules.Count + (rest?.Count ?? 0));
    }

    public static ulong[] Leaves(int rules, IEnumerable<int> members)
    {
        var leaves = new ulong[(rules + 63) / 64];
        foreach (var member in members)
        {
            leaves[member >> 6] |= 1UL << member;
        }

        return leaves;
    }

    public static ulong[] Union(ulong[] leaves, RuleBits? dense) =>
        dense?._leaves is { } others ? [.. leaves.Zip(others, (a, b) => a | b)] : leaves;

    /// <summary>The first rule from <paramref name="from"/> on that is in all the sets, or -1. At least one set.</summary>
    public static int Next(ReadOnlySpan<RuleBits> sets, int from)
    {
        var firstLeaf = from >> 6;
        var blocks = sets[0]._summary.Length;
        for (var block = firstLeaf >> 6; block < blocks; block++)
        {
            var leaves = CommonSummary(sets, block);
            if (block == firstLeaf >> 6)
            {
                leaves &= ulong.MaxValue << firstLeaf;
            }

            for (; leaves != 0; leaves &= leaves - 1)
            {
                var leaf = (block << 6) + BitOperations.TrailingZeroCount(leaves);
                var rules = CommonLeaf(sets, leaf);
                rules &= leaf == firstLeaf ? ulong.MaxValue << from : ulong.MaxValue;
                if (rules != 0)
                {
                    return (leaf << 6) + BitOperations.TrailingZeroCount(rules);
                }
            }
        }

        return -1;
    }

    private static ulong CommonSummary(ReadOnlySpan<RuleBits> sets, int block)
    {
        var common = ulong.MaxValue;
        foreach (var set in sets)
        {
            common &= set._summary[block];
        }

        return common;
    }

    private static ulong CommonLeaf(ReadOnlySpan<RuleBits> sets, int leaf)
    {
        var common = ulong.MaxValue;
        foreach (var set in sets)
        {
            common &= set.Leaf(leaf);
            if (common == 0)
            {
                break;
            }
        }

        return common;
    }

    private ulong Leaf(int leaf)
    {
        var stored = _leaves is null ? 0 : _leaves[leaf];
        if (_packed.Length == 0)
        {
            return stored;
        }

        var block = _packedSummary[leaf >> 6];
        var bit = 1UL << leaf;
        return (block & bit) == 0
            ? stored
            : stored | _packed[_packedStart[leaf >> 6] + BitOperations.PopCount(block & (bit - 1))];
    }

    private static ulong[] SummaryOf(ulong[] leaves)
    {
        var summary = new ulong[(leaves.Length + 63) / 64];
        for (var i = 0; i < leaves.Length; i++)
        {
            summary[i >> 6] |= leaves[i] == 0 ? 0 : 1UL << i;
        }

        return summary;
    }
}
