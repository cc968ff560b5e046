using Baton.Engine.Conditions.Terms;

namespace Baton.Engine.Conditions.Indexing;

/// <summary>
/// The rules that one value of one field leaves possible: a bitmap (null = empty), and beside it the few that ask for
/// this very value, where a list costs less than a bitmap. <see cref="Id"/> numbers the values that
/// a <see cref="KeyColumn"/> knows; -1 is any other.
/// </summary>
internal readonly record struct Possible(RuleBits? Bits, int[]? Rare, int Id = -1)
{
    private const int Few = 24;

    // A dense posting costs a bit for every rule; so many rules of its own must share it.
    private const int SharePerDense = 256;
    private const int AlwaysDense = 4_096;

    /// <summary>The rules that ask for a value, ascending, and those that do not ask.</summary>
    public static Possible Of(IReadOnlyList<int> own, RuleBits? free, int rules, int id)
    {
        if (own.Count <= Few && rules > AlwaysDense)
        {
            return new Possible(free, [.. own], id);
        }

        var bits =
            rules <= AlwaysDense || own.Count >= rules / SharePerDense
                ? RuleBits.Dense(RuleBits.Union(RuleBits.Leaves(rules, own), free))
                : RuleBits.Packed(own, free, (rules + 63) / 64);
        return new Possible(bits, null, id);
    }
}

/// <summary>The index of one field: for each value the rules that it leaves possible.</summary>
internal abstract class Column(FieldTerm subject)
{
    public FieldTerm Field => subject;

    /// <summary>Rules that ask nothing of the field.</summary>
    public required Possible Others { get; init; }

    public abstract Possible Find(in Value value);

    /// <summary>For a value that satisfies the demand; a rule that demands less is among the possible ones.</summary>
    public abstract Possible Find(FieldDemand demand);

    public static RuleBits? Free(int rules, IEnumerable<int> asking)
    {
        var leaves = RuleBits.Leaves(rules, Enumerable.Range(0, rules));
        foreach (var rule in asking)
        {
            leaves[rule >> 6] &= ~(1UL << rule);
        }

        return Array.TrueForAll(leaves, l => l == 0) ? null : RuleBits.Dense(leaves);
    }
}
