using System.Collections.Immutable;

namespace Baton.Engine.Screening.Fuzzy;

/// <summary>
/// The keys under which a lead is found by those that may be the same person: two leads that share one are compared. Each
/// key joins two things that a mistake seldom hits both of, so that it is short to list and some key survives. M. A.
/// Hernández and S. J. Stolfo, "The Merge/Purge Problem for Large Databases", SIGMOD 1995 (several passes, each with
/// another key).
/// </summary>
public static class BlockingKeys
{
    private const int PhoneTail = 7;
    private const int Prefix = 4;
    private const int CompanyPrefix = 6;
    private const int LeastLocalPart = 3;
    private const int YearLength = 4;

    /// <summary>Distinct, in a fixed order, at most twenty; empty where the lead has too little to be compared by.</summary>
    public static ImmutableArray<string> Of(FuzzyMatcher matcher, FuzzyRecord record)
    {
        var parts = new Parts(matcher, record);
        var keys = new OrderedDictionary<string, bool>(StringComparer.Ordinal);
        foreach (var (kind, left, right) in Pairs(parts))
        {
            if (left is not null && right is not null)
            {
                keys.TryAdd($"{kind}:{left}:{right}", true);
            }
        }

        foreach (var (kind, text) in Singles(parts))
        {
            if (text is not null)
            {
                keys.TryAdd($"{kind}:{text}", true);
            }
        }

        return [.. keys.Keys];
    }

    // First and last name in either order have one key: they may have been swapped.
    private static IEnumerable<(string Kind, string? Left, string? Right)> Pairs(Parts p)
    {
        var isSorted = string.CompareOrdinal(p.First, p.Last) <= 0;
        yield return ("nn", isSorted ? p.First : p.Last, isSorted ? p.Last : p.First);
        foreach (var name in new[] { p.Last, p.First })
        {
            yield return ("np", name, p.PostalCode);
            yield return ("nc", name, p.City);
            yield return ("nd", name, p.BirthYear);
            yield return ("no", name, p.Company);
        }

        yield return ("ap", p.Address, p.PostalCode);
        yield return ("ac", p.Address, p.City);
        yield return ("oc", p.Company, p.City);
    }

    private static IEnumerable<(string Kind, string? Text)> Singles(Parts p)
    {
        yield return ("e", p.LocalPart);
        yield return ("t", p.Phone);
        yield return ("d", p.Date);
    }

    private sealed class Parts(FuzzyMatcher matcher, FuzzyRecord record)
    {
        public string? First { get; } = Sound(record.First);
        public string? Last { get; } = Sound(record.Last);
        public string? PostalCode => Text(FuzzyKind.PostalCode);
        public string? City => Cut(Text(FuzzyKind.City), Prefix);
        public string? Company => Cut(Text(FuzzyKind.Company), CompanyPrefix);
        public string? Date => Text(FuzzyKind.Date);
        public string? BirthYear => Cut(Date, YearLength);
        public string? Phone => Text(FuzzyKind.Phone) is { Length: >= PhoneTail } digits ? digits[^PhoneTail..] : null;

        // The longest word, the first of such: the name of the street or house rather than its number.
        public string? Address =>
            Text(FuzzyKind.Address)?.Split(' ').MaxBy(word => word.Length) is { } word ? Sound(word) : null;

        public string? LocalPart =>
            Text(FuzzyKind.Email) is { } email
            && email.IndexOf('@', StringComparison.Ordinal) is >= LeastLocalPart and var length
                ? email[..length]
                : null;

        private string? Text(FuzzyKind kind)
        {
            for (var i = 0; i < matcher.Fields.Length; i++)
            {
                if (matcher.Fields[i].Kind == kind)
                {
                    return record.Texts[i];
                }
            }

            return null;
        }

        // Names in other scripts have no sound here; they are taken as written.
        private static string? Sound(string? name) => name is null ? null : Soundex.Of(name) ?? Cut(name, Prefix);

        private static string? Cut(string? text, int length) => text?.Length > length ? text[..length] : text;
    }
}
