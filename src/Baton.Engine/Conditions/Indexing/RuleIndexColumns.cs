using System.Collections.Immutable;
using Baton.Engine.Conditions.Terms;

namespace Baton.Engine.Conditions.Indexing;

/// <summary>Decides which fields are worth a column.</summary>
internal static class RuleIndexColumns
{
    // A column that fewer of the rules ask for costs more in look-ups than it saves in evaluations.
    private const int LeastShare = 256;

    public static ImmutableArray<Column> Choose(ImmutableArray<RuleShape> shapes, int smallest, int most)
    {
        if (shapes.Length < smallest)
        {
            return [];
        }

        var keys = new Dictionary<FieldKey, List<(int, HashSet<Value>)>>();
        var ranges = new Dictionary<FieldKey, List<(int, Interval)>>();
        for (var rule = 0; rule < shapes.Length; rule++)
        {
            Gather(shapes[rule], rule, keys, ranges);
        }

        var worth = Math.Max(1, shapes.Length / LeastShare);
        var keyColumns = keys.Where(k => k.Value.Count >= worth)
            .OrderByDescending(k => k.Value.Count)
            .Take(most)
            .Select(k => KeyColumn.Build(Field(k.Key), shapes.Length, k.Value))
            .OrderByDescending(c => c.Known);
        var rangeColumns = ranges
            .Where(r => r.Value.Count >= worth)
            .OrderByDescending(r => r.Value.Count)
            .Select(r => RangeColumn.Build(Field(r.Key), shapes.Length, r.Value));
        return [.. keyColumns.Concat<Column>(rangeColumns).Take(most)];
    }

    /// <summary>
    /// The two fields that most rules ask together, moved to the front; null where few rules do or there are few rules.
    /// </summary>
    public static PairIndex? Pair(ImmutableArray<RuleShape> shapes, ref ImmutableArray<Column> columns, int smallest)
    {
        if (shapes.Length < smallest)
        {
            return null;
        }

        KeyColumn[] keyed = [.. columns.OfType<KeyColumn>().Take(8)];
        var best = keyed
            .SelectMany((a, i) => keyed.Skip(i + 1).Select(b => (A: a, B: b)))
            .Select(p => (p.A, p.B, Count: shapes.Count(s => Asks(s, p.A) && Asks(s, p.B))))
            .OrderByDescending(p => p.Count)
            .FirstOrDefault();
        if (best.Count < shapes.Length / 4 || PairIndex.Build(best.A, best.B, shapes) is not { } pair)
        {
            return null;
        }

        columns = [best.A, best.B, .. columns.Where(c => c != best.A && c != best.B)];
        return pair;
    }

    private static bool Asks(RuleShape shape, Column column) =>
        shape.Demands.TryGetValue(FieldKey.Of(column.Field), out var demand) && demand.Keys is not null;

    private static void Gather(
        RuleShape shape,
        int rule,
        Dictionary<FieldKey, List<(int, HashSet<Value>)>> keys,
        Dictionary<FieldKey, List<(int, Interval)>> ranges
    )
    {
        foreach (var (field, demand) in shape.Demands)
        {
            if (demand.Keys is { } accepted)
            {
                (keys.TryGetValue(field, out var list) ? list : keys[field] = []).Add((rule, accepted));
            }

            if (demand.Range is { } range)
            {
                (ranges.TryGetValue(field, out var list) ? list : ranges[field] = []).Add((rule, range));
            }
        }
    }

    private static FieldTerm Field(FieldKey key) => new(key.Root, key.Slot, FieldKind.Any);
}
