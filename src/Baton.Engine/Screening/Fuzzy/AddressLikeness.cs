using System.Collections.Frozen;

namespace Baton.Engine.Screening.Fuzzy;

/// <summary>
/// How alike two addresses are, whatever the order of their lines: as sets of words that are matched with their most
/// similar counterparts (A. E. Monge and C. P. Elkan, "The field matching problem", KDD 1996), or by shared pairs of
/// letters (L. R. Dice, Ecology 26(3), 1945), which forgives words run together or torn apart. The better counts.
/// </summary>
internal static class AddressLikeness
{
    private const double LeastAlike = 0.8;
    private const double CommonWord = 0.25;

    // What one line more on one side costs: half as much as a line that differs.
    private const double ShareOfMissing = 0.5;

    private static readonly FrozenSet<string> CommonWords = """
        street st road rd avenue ave lane ln drive dr place pl court ct circuit cct crescent cres close parade way
        boulevard blvd square sq terrace highway hwy unit flat flt apartment apt suite ste floor level building po box
        the of strasse str weg platz rue via calle rua de la du
        """.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).ToFrozenSet();

    /// <summary>Of two folded texts with a blank between words; 0 to 1, symmetric.</summary>
    public static double Of(string left, string right) => Math.Max(Words(left, right), Pairs(left, right));

    private static double Words(string left, string right)
    {
        var (one, other) = (left.Split(' '), right.Split(' '));
        var (first, second) = one.Length <= other.Length ? (one, other) : (other, one);
        var taken = new bool[second.Length];
        double shared = 0;
        foreach (var word in first)
        {
            shared += Take(word, second, taken);
        }

        return Share(2 * shared, first.Sum(Weight), second.Sum(Weight));
    }

    // The weight that the word shares with its best counterpart, which is then taken.
    private static double Take(string word, string[] words, bool[] taken)
    {
        var best = -1;
        double most = 0;
        for (var i = 0; i < words.Length; i++)
        {
            var likeness = taken[i] ? 0 : Alike(word, words[i]);
            if (likeness > most)
            {
                (best, most) = (i, likeness);
            }
        }

        if (best < 0)
        {
            return 0;
        }

        taken[best] = true;
        return most * (Weight(word) + Weight(words[best])) / 2;
    }

    // Numbers are the same or others; only their digits may have changed places.
    private static double Alike(string left, string right)
    {
        if (char.IsAsciiDigit(left[0]) || char.IsAsciiDigit(right[0]))
        {
            return left == right ? 1
                : left.Length == right.Length && TextLikeness.Edits(left, right) == 1 ? 0.5
                : 0;
        }

        var likeness = TextLikeness.JaroWinkler(left, right);
        return likeness < LeastAlike ? 0 : likeness;
    }

    private static double Weight(string word) => CommonWords.Contains(word) ? CommonWord : 1;

    private static double Pairs(string left, string right)
    {
        var (one, other) = (PairsOf(left), PairsOf(right));
        var shared = 0;
        foreach (var (pair, count) in one)
        {
            shared += Math.Min(count, other.GetValueOrDefault(pair));
        }

        return Share(2.0 * shared, one.Values.Sum(), other.Values.Sum());
    }

    private static Dictionary<(char, char), int> PairsOf(string text)
    {
        var pairs = new Dictionary<(char, char), int>();
        var letters = text.Replace(" ", "", StringComparison.Ordinal);
        for (var i = 1; i < letters.Length; i++)
        {
            var pair = (letters[i - 1], letters[i]);
            pairs[pair] = pairs.GetValueOrDefault(pair) + 1;
        }

        return pairs;
    }

    // Between the share of both, and the share of the shorter one, to which nothing was left out.
    private static double Share(double twice, double left, double right)
    {
        var (shorter, both) = (Math.Min(left, right), left + right);
        return both <= 0 || shorter <= 0
            ? 0
            : Math.Min(1, ShareOfMissing * (twice / both) + (1 - ShareOfMissing) * (twice / 2 / shorter));
    }
}
