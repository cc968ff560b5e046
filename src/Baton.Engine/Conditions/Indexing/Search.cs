using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace Baton.Engine.Conditions.Indexing;

/// <summary>A match under way: what each field leaves possible. Kept on the stack, so that a match allocates nothing.</summary>
internal struct Search
{
    public const int MaxFound = 16;

    private Possibles _found;
    private BitSets _sets;
    private int _count;

    /// <summary>Some field leaves no rule at all.</summary>
    public bool IsEmpty { get; private set; }

    /// <summary>The shortest list beside which a field leaves nothing; null when every field leaves more than a list.</summary>
    public int[]? Only { get; private set; }

    [UnscopedRef]
    public readonly ReadOnlySpan<Possible> Found => ((ReadOnlySpan<Possible>)_found)[.._count];

    /// <summary>The bitmaps, the smallest first, as it empties most leaves. Whole only while <see cref="Only"/> is null.</summary>
    [UnscopedRef]
    public readonly ReadOnlySpan<RuleBits> Sets => ((ReadOnlySpan<RuleBits>)_sets!)[.._count];

    public void Add(in Possible possible)
    {
        _found[_count] = possible;
        if (possible.Bits is null)
        {
            IsEmpty |= possible.Rare is null;
            Only = Only is null || possible.Rare?.Length < Only.Length ? possible.Rare : Only;
        }

        var at = _count++;
        for (; at > 0 && SizeOf(_sets[at - 1]) > SizeOf(possible.Bits); at--)
        {
            _sets[at] = _sets[at - 1];
        }

        _sets[at] = possible.Bits;
    }

    /// <summary>Whether every field leaves the rule possible.</summary>
    public readonly bool Leaves(int rule)
    {
        foreach (ref readonly var possible in Found)
        {
            if (possible.Bits?.Contains(rule) != true && (possible.Rare is null || !possible.Rare.Contains(rule)))
            {
                return false;
            }
        }

        return true;
    }

    private static int SizeOf(RuleBits? bits) => bits?.Count ?? 0;

    [InlineArray(MaxFound)]
    private struct Possibles
    {
        private Possible _first;
    }

    [InlineArray(MaxFound)]
    private struct BitSets
    {
        private RuleBits? _first;
    }
}
