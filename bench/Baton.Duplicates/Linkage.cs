using Baton.Engine.Screening.Fuzzy;

namespace Baton.Duplicates;

/// <summary>The pairs of some records that share a blocking key, with their scores, beside all pairs that there are.</summary>
public sealed class Linkage
{
    private readonly List<ScoredPair> _pairs = [];

    public Linkage(IReadOnlyList<LinkedRecord> records)
    {
        Records = records.Count;
        TruePairs = records.GroupBy(r => r.Entity).Sum(g => g.Count() * (g.Count() - 1) / 2);
        foreach (var (left, right) in Candidates(records))
        {
            var score = LinkedRecord.Matcher.Compare(left.Compared, right.Compared).Score;
            _pairs.Add(new ScoredPair(left, right, score));
        }
    }

    public int Records { get; }

    /// <summary>Pairs of records of one person, found or not.</summary>
    public int TruePairs { get; }

    public IReadOnlyList<ScoredPair> Pairs => _pairs;

    /// <summary>The share of true pairs that share a key at all: no comparison can find more.</summary>
    public double BlockingRecall => (double)_pairs.Count(p => p.IsTrue) / TruePairs;

    /// <summary>The share of true pairs at or above the threshold.</summary>
    public double Recall(decimal at) => (double)_pairs.Count(p => p.IsTrue && p.Score >= at) / TruePairs;

    /// <summary>The share of true pairs among those at or above the threshold; 1 where there are none.</summary>
    public double Precision(decimal at)
    {
        var found = _pairs.Count(p => p.Score >= at);
        return found == 0 ? 1 : (double)_pairs.Count(p => p.IsTrue && p.Score >= at) / found;
    }

    /// <summary>Of the hundredths from 0.01 to 0.99 the one of the best F1; of several equally good ones the middle.</summary>
    public decimal BestThreshold()
    {
        var steps = Enumerable.Range(1, 99).Select(i => i / 100m).ToLookup(F1);
        var best = steps.MaxBy(g => g.Key)!.ToList();
        return best[best.Count / 2];
    }

    private double F1(decimal at)
    {
        var (recall, precision) = (Recall(at), Precision(at));
        return recall + precision == 0 ? 0 : 2 * recall * precision / (recall + precision);
    }

    private static IEnumerable<(LinkedRecord Left, LinkedRecord Right)> Candidates(IReadOnlyList<LinkedRecord> records)
    {
        var blocks = new Dictionary<string, List<LinkedRecord>>(StringComparer.Ordinal);
        foreach (var record in records)
        {
            var met = new HashSet<LinkedRecord>(ReferenceEqualityComparer.Instance);
            foreach (var key in BlockingKeys.Of(LinkedRecord.Matcher, record.Compared))
            {
                var block = blocks.TryGetValue(key, out var known) ? known : blocks[key] = [];
                met.UnionWith(block);
                block.Add(record);
            }

            foreach (var earlier in met)
            {
                yield return (earlier, record);
            }
        }
    }
}

/// <summary>Two records that share a blocking key.</summary>
public sealed record ScoredPair(LinkedRecord Left, LinkedRecord Right, decimal Score)
{
    public bool IsTrue => Left.Entity == Right.Entity;
}
