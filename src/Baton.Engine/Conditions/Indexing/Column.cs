using System.Collections.Frozen;
using Baton.Engine.Conditions.Terms;

namespace Baton.Engine.Conditions.Indexing;

/// <summary>
/// The rules that one value of one field leaves possible: a bitmap (null = empty), and beside it the few that ask for
/// this very value, where a bitmap of their own would cost more than trying them.
/// </summary>
internal readonly record struct Possible(RuleBits? Bits, int[]? Rare);

/// <summary>The index of one field: for each value the rules that it leaves possible.</summary>
internal abstract class Column(FieldTerm subject)
{
    public FieldTerm Field => subject;

    /// <summary>Rules that ask nothing of the field.</summary>
    public required Possible Others { get; init; }

    public abstract Possible Find(in Value value);

    /// <summary>For a value that satisfies the demand; a rule that demands less is among the possible ones.</summary>
    public abstract Possible Find(FieldDemand demand);

    protected static RuleBits? Free(int rules, IEnumerable<int> asking)
    {
        var leaves = RuleBits.Leaves(rules, Enumerable.Range(0, rules));
        foreach (var rule in asking)
        {
            leaves[rule >> 6] &= ~(1UL << rule);
        }

        return Array.TrueForAll(leaves, l => l == 0) ? null : RuleBits.Dense(leaves);
    }
}

/// <summary><c>==</c> and <c>in</c>: a posting for each value.</summary>
internal sealed class KeyColumn : Column
{
    private const int Few = 8;

    // A dense posting costs a bit for every rule; so many rules of their own must share it.
    private const int SharePerDense = 256;
    private const int AlwaysDense = 4_096;

    private readonly FrozenDictionary<string, Possible> _texts;
    private readonly FrozenDictionary<Value, Possible> _values;

    private KeyColumn(FieldTerm field, Dictionary<Value, Possible> postings)
        : base(field)
    {
        _texts = postings
            .Where(p => p.Key.Kind == ValueKind.String)
            .ToFrozenDictionary(p => p.Key.AsString(), p => p.Value, StringComparer.Ordinal);
        _values = postings.Where(p => p.Key.Kind != ValueKind.String).ToFrozenDictionary();
    }

    /// <param name="field">The field.</param>
    /// <param name="rules">How many rules there are.</param>
    /// <param name="asking">Rules with the values they accept, in ascending order of the rules.</param>
    public static KeyColumn Build(FieldTerm field, int rules, IReadOnlyList<(int Rule, HashSet<Value> Keys)> asking)
    {
        var free = Free(rules, asking.Select(a => a.Rule));
        var postings = new Dictionary<Value, List<int>>();
        foreach (var (rule, keys) in asking)
        {
            foreach (var key in keys)
            {
                (postings.TryGetValue(key, out var list) ? list : postings[key] = []).Add(rule);
            }
        }

        return new KeyColumn(field, postings.ToDictionary(p => p.Key, p => Posting(p.Value, free, rules)))
        {
            Others = new Possible(free, null),
        };
    }

    public override Possible Find(in Value value) =>
        value.TextOrNull is { } text
            ? _texts.TryGetValue(text, out var byText)
                ? byText
                : Others
            : _values.Count > 0 && _values.TryGetValue(value, out var byValue)
                ? byValue
                : Others;

    public override Possible Find(FieldDemand demand) =>
        demand.Keys is { Count: > 0 } keys ? Find(keys.First()) : Others;

    private static Possible Posting(List<int> own, RuleBits? free, int rules)
    {
        if (own.Count <= Few && rules > AlwaysDense)
        {
            return new Possible(free, [.. own]);
        }

        var bits =
            rules <= AlwaysDense || own.Count >= rules / SharePerDense
                ? RuleBits.Dense(RuleBits.Union(RuleBits.Leaves(rules, own), free))
                : RuleBits.Packed(own, free, (rules + 63) / 64);
        return new Possible(bits, null);
    }
}

/// <summary>
/// <c>&lt; &lt;= &gt; &gt;=</c>: the numbers that rules compare with cut the line into points and gaps, and each piece has the
/// rules whose interval holds it. Beyond <see cref="MaxPieces"/> several pieces share one set, which is then too large,
/// and the candidates' intervals must be checked (<see cref="IsExact"/>).
/// </summary>
internal sealed class RangeColumn : Column
{
    private const int MaxPieces = 128;

    private readonly Value[] _cuts;
    private readonly RuleBits?[] _pieces;
    private readonly int _shared;

    private RangeColumn(FieldTerm field, Value[] cuts, RuleBits?[] pieces, int shared)
        : base(field)
    {
        _cuts = cuts;
        _pieces = pieces;
        _shared = shared;
    }

    public bool IsExact => _shared == 1;

    /// <param name="field">The field.</param>
    /// <param name="rules">How many rules there are.</param>
    /// <param name="asking">Rules with the numbers they accept.</param>
    public static RangeColumn Build(FieldTerm field, int rules, IReadOnlyList<(int Rule, Interval Range)> asking)
    {
        var free = Free(rules, asking.Select(a => a.Rule));
        var bounds = asking.SelectMany(a => new[] { a.Range.Low, a.Range.High }).Where(b => !b.IsNull).ToArray();
        Array.Sort(bounds, Value.NumericCompare);
        var cuts = bounds.Where((b, i) => i == 0 || !b.Equals(bounds[i - 1])).ToArray();
        var count = (2 * cuts.Length) + 1;
        var shared = (count + MaxPieces - 1) / MaxPieces;
        var sets = Enumerable.Range(0, (count + shared - 1) / shared).Select(_ => RuleBits.Leaves(rules, [])).ToArray();
        foreach (var (rule, range) in asking)
        {
            var (low, high) = PiecesOf(cuts, range);
            for (var set = low / shared; set <= high / shared; set++)
            {
                sets[set][rule >> 6] |= 1UL << rule;
            }
        }

        return new RangeColumn(field, cuts, [.. sets.Select(s => RuleBits.Dense(RuleBits.Union(s, free)))], shared)
        {
            Others = new Possible(free, null),
        };
    }

    public override Possible Find(in Value value) =>
        value.IsNumber && !double.IsNaN(value.AsNumber())
            ? new Possible(_pieces[PieceOf(_cuts, value) / _shared], null)
            : Others;

    public override Possible Find(FieldDemand demand) =>
        demand.Range is { } range ? new Possible(_pieces[PiecesOf(_cuts, range).Low / _shared], null)
        : demand.Keys is { Count: > 0 } keys ? Find(keys.First())
        : Others;

    // Piece 2i + 1 is the cut i itself, piece 2i the gap before it.
    private static int PieceOf(Value[] cuts, in Value value)
    {
        var (low, high) = (0, cuts.Length);
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            var order = Value.NumericCompare(cuts[middle], value);
            if (order == 0)
            {
                return (2 * middle) + 1;
            }

            (low, high) = order < 0 ? (middle + 1, high) : (low, middle);
        }

        return 2 * low;
    }

    private static (int Low, int High) PiecesOf(Value[] cuts, in Interval range) =>
        (
            range.Low.IsNull ? 0 : PieceOf(cuts, range.Low) + (range.LowIncluded ? 0 : 1),
            range.High.IsNull ? 2 * cuts.Length : PieceOf(cuts, range.High) - (range.HighIncluded ? 0 : 1)
        );
}
