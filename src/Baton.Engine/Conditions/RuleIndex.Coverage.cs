using System.Runtime.InteropServices;
using Baton.Engine.Conditions.Indexing;

namespace Baton.Engine.Conditions;

public sealed partial class RuleIndex
{
    // For each rule so many candidates are looked at: the answer need not be complete.
    private const int MostTries = 64;

    /// <summary>Rules that no input satisfies, such as <c>lead.x == 1 &amp;&amp; lead.x == 2</c>; sound, not complete.</summary>
    public IReadOnlyList<int> Never() =>
        [.. Enumerable.Range(0, _rules.Length).Where(r => RuleShape.Of(_rules[r]).Never)];

    /// <summary>
    /// Rules that can never be the first match because an earlier one holds wherever they do, each with an earlier rule that
    /// shows it. Sound but not complete: only demands on single fields are compared, and whole conditions by their text,
    /// for which all rules must have been compiled in one scope. In the order of the rules.
    /// </summary>
    public IReadOnlyList<(int Rule, int CoveredBy)> Covered()
    {
        var shapes = _rules.Select(RuleShape.Of).ToArray();
        var plain = RuleBits.Dense(
            RuleBits.Leaves(
                shapes.Length,
                Enumerable.Range(0, shapes.Length).Where(r => shapes[r] is { Residual: [], Never: false })
            )
        );
        var bySource = new Dictionary<string, int>(StringComparer.Ordinal);
        var covered = new List<(int, int)>();
        for (var rule = 0; rule < shapes.Length; rule++)
        {
            var source = _rules[rule]?.Source ?? "true";
            var same = bySource.TryAdd(source, rule) ? -1 : bySource[source];
            var by = shapes[rule].Never ? -1 : Earlier(same, Coverer(rule, shapes, plain));
            if (by >= 0)
            {
                covered.Add((rule, by));
            }
        }

        return covered;
    }

    // A rule that covers this one is possible for every value that satisfies this one's demands; one value a field is
    // enough to find it, and what is found is then compared exactly.
    private int Coverer(int rule, RuleShape[] shapes, RuleBits plain)
    {
        var sets = new List<RuleBits> { plain };
        var best = -1;
        foreach (var column in _columns)
        {
            var demanded = shapes[rule].Demands.TryGetValue(FieldKey.Of(column.Field), out var demand);
            var possible = demanded ? column.Find(demand!) : column.Others;
            var rare = Array.FindIndex(possible.Rare ?? [], r => r < rule && Covers(shapes[r], shapes[rule]));
            best = rare < 0 ? best : Earlier(best, possible.Rare![rare]);
            if (possible.Bits is null)
            {
                return best;
            }

            sets.Add(possible.Bits);
        }

        var all = CollectionsMarshal.AsSpan(sets);
        var candidate = Next(all, 0);
        for (var tries = 0; candidate >= 0 && candidate < rule && tries < MostTries; tries++)
        {
            if (Covers(shapes[candidate], shapes[rule]))
            {
                return Earlier(best, candidate);
            }

            candidate = Next(all, candidate + 1);
        }

        return best;
    }

    private static bool Covers(RuleShape wide, RuleShape narrow) =>
        wide is { Residual: [], Never: false }
        && wide.Demands.All(d => narrow.Demands.TryGetValue(d.Key, out var demand) && Covers(d.Value, demand));

    private static bool Covers(FieldDemand wide, FieldDemand narrow) =>
        (wide.Keys is null || (narrow.Keys is { } keys && keys.IsSubsetOf(wide.Keys)))
        && (
            wide.Range is not { } range
            || (narrow.Range is { } inner && range.Contains(inner))
            || (narrow.Keys is { } values && values.All(v => range.Contains(v)))
        );
}
