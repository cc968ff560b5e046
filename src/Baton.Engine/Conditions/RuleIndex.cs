using System.Collections.Immutable;
using Baton.Engine.Conditions.Indexing;
using Baton.Engine.Conditions.Terms;

namespace Baton.Engine.Conditions;

/// <summary>
/// Finds the first of many rules that holds without trying them one by one. Conjuncts of the forms
/// <c>field == constant</c>, <c>field in [constants]</c> and <c>field &lt; number</c> are compiled to bitmaps by field and
/// value; a match intersects one bitmap a field, stops at the first rule left, and evaluates of it only what no bitmap
/// says. Immutable and safe for any number of threads. The method is that of packet classifiers: Lakshman and Stiliadis,
/// "High-speed policy-based packet forwarding using efficient multi-dimensional range matching", SIGCOMM 1998, with the
/// summaries of Baboescu and Varghese, "Scalable packet classification", SIGCOMM 2001.
/// </summary>
public sealed partial class RuleIndex
{
    // Below this it is quicker to try the rules.
    private const int SmallestIndexed = 16;
    private const int SmallestPaired = 4_096;
    private const int MaxColumns = Search.MaxFound - 1;

    private readonly ImmutableArray<Condition?> _rules;
    private readonly ImmutableArray<Column> _columns;

    // Over the values of the first two columns.
    private readonly PairIndex? _pair;

    // What is still to be evaluated of a rule that the columns leave: null = nothing.
    private readonly Term[]?[] _remaining;

    private RuleIndex(
        ImmutableArray<Condition?> rules,
        ImmutableArray<Column> columns,
        PairIndex? pair,
        Term[]?[] remaining
    )
    {
        _pair = pair;
        _rules = rules;
        _columns = columns;
        _remaining = remaining;
    }

    /// <summary>Indexes rules in their order; a null condition always holds.</summary>
    public static RuleIndex Build(IReadOnlyList<Condition?> rules)
    {
        ImmutableArray<RuleShape> shapes = [.. rules.Select(RuleShape.Of)];
        var columns = RuleIndexColumns.Choose(shapes, SmallestIndexed, MaxColumns);
        var pair = RuleIndexColumns.Pair(shapes, ref columns, SmallestPaired);
        var remaining = shapes.Select(s => Remaining(s, columns)).ToArray();
        return new RuleIndex([.. rules], columns, pair, remaining);
    }

    /// <summary>The first rule, from the given one on, whose condition holds; -1 when none does.</summary>
    public int FirstMatch(in ConditionInput input, int from = 0)
    {
        from = Math.Max(from, 0);
        var frame = new Frame(input, locals: 0);
        var search = default(Search);
        var last = -1;
        for (var i = 0; i < _columns.Length; i++)
        {
            var column = _columns[i];
            var possible = column.Find(column.Field.Evaluate(ref frame));
            search.Add(possible);
            if (i == 1 && _pair is not null)
            {
                search.Add(_pair.Find(last, possible.Id));
            }

            last = possible.Id;
            if (search.IsEmpty)
            {
                return -1;
            }
        }

        return search.Only is { } only ? FirstListed(only, search, input, from) : Scan(search, input, from);
    }

    /// <summary>What <see cref="FirstMatch"/> must give, by trying every rule.</summary>
    public static int FirstMatchNaive(IReadOnlyList<Condition?> rules, in ConditionInput input, int from = 0)
    {
        for (var rule = Math.Max(from, 0); rule < rules.Count; rule++)
        {
            if (rules[rule] is not { } condition || condition.Holds(input))
            {
                return rule;
            }
        }

        return -1;
    }

    // Rules listed by some field and left by all others, then rules that no field lists: whichever comes first.
    private int Scan(in Search search, in ConditionInput input, int from)
    {
        var best = -1;
        foreach (var possible in search.Found)
        {
            best = possible.Rare is null ? best : Earlier(best, FirstListed(possible.Rare, search, input, from));
        }

        var sets = search.Sets;
        for (var rule = Next(sets, from); rule >= 0 && (best < 0 || rule < best); rule = Next(sets, rule + 1))
        {
            if (Completes(rule, input))
            {
                return rule;
            }
        }

        return best;
    }

    private int FirstListed(int[] rules, in Search search, in ConditionInput input, int from)
    {
        foreach (var rule in rules)
        {
            if (rule >= from && search.Leaves(rule) && Completes(rule, input))
            {
                return rule;
            }
        }

        return -1;
    }

    private bool Completes(int rule, in ConditionInput input) =>
        _remaining[rule] is not { } terms || _rules[rule]!.HoldAll(terms, input);

    private int Next(ReadOnlySpan<RuleBits> sets, int from) =>
        from >= _rules.Length ? -1
        : sets.Length == 0 ? from
        : RuleBits.Next(sets, from);

    private static int Earlier(int left, int right) =>
        left < 0 ? right
        : right < 0 ? left
        : Math.Min(left, right);

    private static Term[]? Remaining(RuleShape shape, ImmutableArray<Column> columns)
    {
        var terms = new List<Term>(shape.Residual);
        foreach (var (key, demand) in shape.Demands)
        {
            var ofField = columns.Where(c => FieldKey.Of(c.Field) == key).ToArray();
            if (!Array.Exists(ofField, c => c is KeyColumn))
            {
                terms.AddRange(demand.KeyTerms);
            }

            if (!Array.Exists(ofField, c => c is RangeColumn { IsExact: true }))
            {
                terms.AddRange(demand.RangeTerms);
            }
        }

        if (shape.Never)
        {
            terms.Insert(0, new ConstantTerm(Value.False));
        }

        return terms.Count == 0 ? null : [.. terms];
    }
}
