using Baton.Engine.Conditions.Terms;

namespace Baton.Engine.Conditions.Indexing;

/// <summary>
/// <c>&lt; &lt;= &gt; &gt;=</c>: the numbers that rules compare with cut the line into points and gaps, and each piece has the
/// rules whose interval meets it. Of more than <see cref="MaxCuts"/> numbers only some cut; then the sets are too large,
/// and the candidates' intervals must be checked (<see cref="IsExact"/>).
/// </summary>
internal sealed class RangeColumn : Column
{
    private const int MaxCuts = 64;

    private readonly Value[] _cuts;
    private readonly RuleBits[] _pieces;

    private RangeColumn(FieldTerm field, Value[] cuts, RuleBits[] pieces, bool isExact)
        : base(field)
    {
        _cuts = cuts;
        _pieces = pieces;
        IsExact = isExact;
    }

    public bool IsExact { get; }

    /// <param name="field">The field.</param>
    /// <param name="rules">How many rules there are.</param>
    /// <param name="asking">Rules with the numbers they accept.</param>
    public static RangeColumn Build(FieldTerm field, int rules, IReadOnlyList<(int Rule, Interval Range)> asking)
    {
        var free = Free(rules, asking.Select(a => a.Rule));
        var bounds = asking.SelectMany(a => new[] { a.Range.Low, a.Range.High }).Where(b => !b.IsNull).ToArray();
        Array.Sort(bounds, Value.NumericCompare);
        var distinct = bounds.Where((b, i) => i == 0 || !b.Equals(bounds[i - 1])).ToArray();
        var step = (distinct.Length + MaxCuts - 1) / MaxCuts;
        var cuts = step <= 1 ? distinct : distinct.Where((_, i) => i % step == step / 2).ToArray();
        var sets = Enumerable.Range(0, (2 * cuts.Length) + 1).Select(_ => RuleBits.Leaves(rules, [])).ToArray();
        foreach (var (rule, range) in asking)
        {
            var (low, high) = PiecesOf(cuts, range);
            for (var piece = low; piece <= high; piece++)
            {
                sets[piece][rule >> 6] |= 1UL << rule;
            }
        }

        var pieces = sets.Select(s => RuleBits.Dense(RuleBits.Union(s, free))).ToArray();
        return new RangeColumn(field, cuts, pieces, step <= 1) { Others = new Possible(free, null) };
    }

    public override Possible Find(in Value value) =>
        value.IsNumber && !double.IsNaN(value.AsNumber()) ? new Possible(_pieces[PieceOf(_cuts, value)], null) : Others;

    public override Possible Find(FieldDemand demand) =>
        demand.Range is { } range ? new Possible(_pieces[PiecesOf(_cuts, range).Low], null)
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

    // A bound within a gap takes the whole gap; an excluded bound that is a cut leaves the point itself out.
    private static (int Low, int High) PiecesOf(Value[] cuts, in Interval range)
    {
        var low = range.Low.IsNull ? 0 : PieceOf(cuts, range.Low);
        var high = range.High.IsNull ? 2 * cuts.Length : PieceOf(cuts, range.High);
        return (
            int.IsOddInteger(low) && !range.LowIncluded ? low + 1 : low,
            int.IsOddInteger(high) && !range.HighIncluded ? high - 1 : high
        );
    }
}
