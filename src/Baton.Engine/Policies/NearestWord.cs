namespace Baton.Engine.Policies;

/// <summary>
/// Finds the known word that somebody probably meant. Closeness is the optimal string alignment distance (insertions,
/// deletions, substitutions and swaps of neighbours, each costing one), ignoring ASCII case.
/// </summary>
public static class NearestWord
{
    private const int Few = 8;
    private const int LongestWord = 64;

    /// <summary>
    /// The nearest of <paramref name="known"/>, or null when nothing is close: at most one slip for every three
    /// letters of the longer word, and never more than three. Of equally near words the first wins.
    /// </summary>
    public static string? Find(string word, IEnumerable<string> known)
    {
        string? best = null;
        var bestDistance = int.MaxValue;
        foreach (var candidate in known)
        {
            var allowed = Math.Min(3, Math.Max(1, Math.Max(word.Length, candidate.Length) / 3));
            if (Math.Abs(word.Length - candidate.Length) > allowed || word.Length > LongestWord)
            {
                continue;
            }

            var distance = Distance(word.ToLowerInvariant(), candidate.ToLowerInvariant());
            if (distance <= allowed && distance < bestDistance)
            {
                (best, bestDistance) = (candidate, distance);
            }
        }

        return best;
    }

    /// <summary>
    /// The end of a message about an unknown word: <c>; did you mean 'x'?</c>, or <c>; known: a, b, c</c> when nothing
    /// is close and at most eight words are known, or nothing.
    /// </summary>
    public static string Hint(string word, IEnumerable<string> known)
    {
        var words = known as IReadOnlyCollection<string> ?? [.. known];
        if (Find(word, words) is { } nearest)
        {
            return $"; did you mean '{nearest}'?";
        }

        return words.Count is > 0 and <= Few ? $"; known: {string.Join(", ", words)}" : "";
    }

    private static int Distance(string left, string right)
    {
        var beforeLast = new int[right.Length + 1];
        var last = Enumerable.Range(0, right.Length + 1).ToArray();
        for (var i = 1; i <= left.Length; i++)
        {
            var row = new int[right.Length + 1];
            row[0] = i;
            for (var j = 1; j <= right.Length; j++)
            {
                var cost = left[i - 1] == right[j - 1] ? 0 : 1;
                row[j] = Math.Min(Math.Min(row[j - 1], last[j]) + 1, last[j - 1] + cost);
                if (i > 1 && j > 1 && left[i - 1] == right[j - 2] && left[i - 2] == right[j - 1])
                {
                    row[j] = Math.Min(row[j], beforeLast[j - 2] + 1);
                }
            }

            (beforeLast, last) = (last, row);
        }

        return last[right.Length];
    }
}
