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
        return
        [
            .. keys.Select(k =>
                    (k.Value.Count, Build: (Func<Column>)(() => KeyColumn.Build(Field(k.Key), shapes.Length, k.Value)))
                )
                .Concat(
                    ranges.Select(r =>
                        (
                            r.Value.Count,
                            Build: (Func<Column>)(() => RangeColumn.Build(Field(r.Key), shapes.Length, r.Value))
                        )
                    )
                )
                .Where(c => c.Count >= worth)
                .OrderByDescending(c => c.Count)
                .Take(most)
                .Select(c => c.Build()),
        ];
    }

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
