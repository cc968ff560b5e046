namespace Baton.Engine.Screening.Fuzzy;

/// <summary>How alike two short texts are, from 0 (nothing in common) to 1 (equal). The texts are already folded.</summary>
internal static class TextLikeness
{
    // A longer text is cut: names and addresses are shorter, and the cost grows with the product of the lengths.
    private const int Longest = 64;
    private const int LongestPrefix = 4;
    private const double PrefixScale = 0.1;

    /// <summary>
    /// Jaro's share of common letters, raised for a common prefix. W. E. Winkler, "String Comparator Metrics and Enhanced
    /// Decision Rules in the Fellegi-Sunter Model of Record Linkage", Survey Research Methods, ASA, 1990.
    /// </summary>
    public static double JaroWinkler(ReadOnlySpan<char> left, ReadOnlySpan<char> right)
    {
        left = Cut(left);
        right = Cut(right);
        if (left.SequenceEqual(right))
        {
            return 1;
        }

        var jaro = Jaro(left, right);
        var prefix = Math.Min(LongestPrefix, left.CommonPrefixLength(right));
        return jaro + prefix * PrefixScale * (1 - jaro);
    }

    /// <summary>
    /// The fewest insertions, deletions, replacements and swaps of neighbours, none of which touches another (optimal
    /// string alignment). F. J. Damerau, "A technique for computer detection and correction of spelling errors",
    /// Communications of the ACM 7(3), 1964.
    /// </summary>
    public static int Edits(ReadOnlySpan<char> left, ReadOnlySpan<char> right)
    {
        left = Cut(left);
        right = Cut(right);
        var width = right.Length + 1;
        Span<int> rows = stackalloc int[3 * (Longest + 1)];
        var before = rows[..width];
        var last = rows.Slice(Longest + 1, width);
        var row = rows.Slice(2 * (Longest + 1), width);
        for (var j = 0; j < width; j++)
        {
            last[j] = j;
        }

        for (var i = 1; i <= left.Length; i++)
        {
            NextRow(left, right, i, before, last, row);
            var free = before;
            before = last;
            last = row;
            row = free;
        }

        return last[right.Length];
    }

    /// <summary>One less the share of letters to be edited.</summary>
    public static double EditLikeness(ReadOnlySpan<char> left, ReadOnlySpan<char> right)
    {
        var longer = Math.Min(Longest, Math.Max(left.Length, right.Length));
        return longer == 0 ? 1 : 1 - (double)Edits(left, right) / longer;
    }

    private static void NextRow(
        ReadOnlySpan<char> left,
        ReadOnlySpan<char> right,
        int i,
        ReadOnlySpan<int> before,
        ReadOnlySpan<int> last,
        Span<int> row
    )
    {
        row[0] = i;
        for (var j = 1; j <= right.Length; j++)
        {
            var change = left[i - 1] == right[j - 1] ? 0 : 1;
            row[j] = Math.Min(Math.Min(last[j] + 1, row[j - 1] + 1), last[j - 1] + change);
            if (i > 1 && j > 1 && left[i - 1] == right[j - 2] && left[i - 2] == right[j - 1])
            {
                row[j] = Math.Min(row[j], before[j - 2] + 1);
            }
        }
    }

    private static double Jaro(ReadOnlySpan<char> left, ReadOnlySpan<char> right)
    {
        Span<bool> taken = stackalloc bool[Longest];
        taken.Clear();
        Span<char> common = stackalloc char[Longest];
        var reach = Math.Max(0, Math.Max(left.Length, right.Length) / 2 - 1);
        var count = 0;
        for (var i = 0; i < left.Length; i++)
        {
            var to = Math.Min(right.Length, i + reach + 1);
            for (var j = Math.Max(0, i - reach); j < to; j++)
            {
                if (!taken[j] && left[i] == right[j])
                {
                    taken[j] = true;
                    common[count++] = left[i];
                    break;
                }
            }
        }

        if (count == 0)
        {
            return 0;
        }

        double matches = count;
        var swaps = Displaced(common[..count], right, taken) / 2;
        return (matches / left.Length + matches / right.Length + (matches - swaps) / matches) / 3;
    }

    private static int Displaced(ReadOnlySpan<char> common, ReadOnlySpan<char> right, ReadOnlySpan<bool> taken)
    {
        var displaced = 0;
        var next = 0;
        for (var j = 0; j < right.Length; j++)
        {
            if (taken[j] && common[next++] != right[j])
            {
                displaced++;
            }
        }

        return displaced;
    }

    private static ReadOnlySpan<char> Cut(ReadOnlySpan<char> text) => text.Length > Longest ? text[..Longest] : text;
}
