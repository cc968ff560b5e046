using System.Collections.Frozen;

namespace Baton.Engine.Conditions.Indexing;

/// <summary>
/// Two fields looked up as one. Where each field alone leaves every leaf possible, as two of fifty values do, both together
/// leave few: with many rules this is what keeps a match short. It only narrows what the two columns say.
/// </summary>
internal sealed class PairIndex
{
    // A rule that accepts more combinations than this is left to the single columns.
    private const int MostCombinations = 64;
    private const int MostPerRule = 8;

    private readonly FrozenDictionary<long, Possible> _postings;
    private readonly Possible _others;

    private PairIndex(FrozenDictionary<long, Possible> postings, Possible others)
    {
        _postings = postings;
        _others = others;
    }

    /// <summary>Null where the combinations would take too much room.</summary>
    public static PairIndex? Build(KeyColumn first, KeyColumn second, IReadOnlyList<RuleShape> shapes)
    {
        var postings = new Dictionary<long, List<int>>();
        var asking = new List<int>();
        var total = 0L;
        for (var rule = 0; rule < shapes.Count; rule++)
        {
            if (Keys(shapes[rule], first) is not { } ones || Keys(shapes[rule], second) is not { } others)
            {
                continue;
            }

            if (ones.Count * others.Count > MostCombinations)
            {
                continue;
            }

            asking.Add(rule);
            total += ones.Count * others.Count;
            foreach (var key in ones.SelectMany(a => others.Select(b => Key(first.Find(a).Id, second.Find(b).Id))))
            {
                (postings.TryGetValue(key, out var list) ? list : postings[key] = []).Add(rule);
            }
        }

        if (total > (long)shapes.Count * MostPerRule)
        {
            return null;
        }

        var free = Column.Free(shapes.Count, asking);
        return new PairIndex(
            postings.ToFrozenDictionary(p => p.Key, p => Possible.Of(p.Value, free, shapes.Count, id: 0)),
            new Possible(free, null)
        );
    }

    public Possible Find(int first, int second) =>
        first >= 0 && second >= 0 && _postings.TryGetValue(Key(first, second), out var found) ? found : _others;

    private static long Key(int first, int second) => ((long)first << 32) | (uint)second;

    private static HashSet<Value>? Keys(RuleShape shape, KeyColumn column) =>
        shape.Demands.TryGetValue(FieldKey.Of(column.Field), out var demand) ? demand.Keys : null;
}
