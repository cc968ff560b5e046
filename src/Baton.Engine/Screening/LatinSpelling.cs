using System.Collections.Frozen;
using System.Text;

namespace Baton.Engine.Screening;

/// <summary>
/// Text in the Latin letters that people without the right keyboard write it in. Some letters have two usual spellings:
/// <c>Müller</c> is <c>Muller</c> and <c>Mueller</c>; Cyrillic and Greek have two usual systems each. One text spells a
/// letter, or an alphabet, in one way throughout. Letters with other marks are left to the folding that follows.
/// </summary>
internal static class LatinSpelling
{
    // Three letters with two spellings give eight texts; of more, only the first spelling of all and the second of all.
    private const int MostTwofold = 3;

    // Letters, first spelling, second spelling ("-" = none is written); each line is spelt one way throughout.
    private const string Twofold = """
        ä a ae
        ö o oe
        ü u ue
        ø o oe
        å a aa
        đ d dj
        """;

    // First as maps and the press have it (BGN/PCGN), then as passports have it (ICAO Doc 9303).
    private const string Cyrillic = """
        а a a,б b b,в v v,г g g,д d d,е e e,ё yo e,ж zh zh,з z z,и i i,й y i,к k k,л l l,м m m,н n n,о o o,п p p,р r r,с s s
        т t t,у u u,ф f f,х kh kh,ц ts ts,ч ch ch,ш sh sh,щ shch shch,ъ - ie,ы y y,ь - -,э e e,ю yu iu,я ya ia
        і i i,ї yi i,є ye ie,ґ g g,ў w u,ђ dj d,ј j j,љ lj lj,њ nj nj,ћ c c,џ dz dz,ѓ gj g,ќ kj k,ѕ dz dz
        """;

    // First by sound (ELOT 743), then letter by letter as in names of old.
    private const string Greek = """
        α a a,ά a a,β v b,γ g g,δ d d,ε e e,έ e e,ζ z z,η i e,ή i e,θ th th,ι i i,ί i i,ϊ i i,ΐ i i,κ k k,λ l l,μ m m,ν n n,ξ x x
        ο o o,ό o o,π p p,ρ r r,σ s s,ς s s,τ t t,υ y y,ύ y y,ϋ y y,ΰ y y,φ f ph,χ ch ch,ψ ps ps,ω o o,ώ o o
        ου ou ou,ού ou ou,αυ av au,αύ av au,ευ ev eu,εύ ev eu,γγ ng ng,μπ mp b
        """;

    // What a letter and the mark that follows it are together. Text may come taken apart.
    private static readonly FrozenDictionary<(char, char), char> s_whole = new Dictionary<(char, char), char>
    {
        [('a', '\u0308')] = 'ä',
        [('o', '\u0308')] = 'ö',
        [('u', '\u0308')] = 'ü',
        [('a', '\u030A')] = 'å',
        [('и', '\u0306')] = 'й',
        [('е', '\u0308')] = 'ё',
        [('і', '\u0308')] = 'ї',
    }.ToFrozenDictionary();

    private static readonly FrozenDictionary<string, Spelling> s_spellings = Read();

    /// <summary>
    /// The lower-case text in each of its spellings, at least one, the first the one without digraphs; each once. Of a text
    /// without such letters, the text itself.
    /// </summary>
    public static IReadOnlyList<string> Of(string text)
    {
        if (Ascii.IsValid(text))
        {
            return [text];
        }

        var whole = Whole(text);
        var groups = GroupsIn(whole);
        if (groups.Count == 0)
        {
            return [whole];
        }

        var all = (1 << groups.Count) - 1;
        var choices = groups.Count > MostTwofold ? [0, all] : Enumerable.Range(0, all + 1);
        return [.. choices.Select(choice => Spell(whole, groups, choice)).Distinct(StringComparer.Ordinal)];
    }

    private static List<int> GroupsIn(string text)
    {
        List<int> groups = [];
        for (var at = 0; at < text.Length; )
        {
            at += At(text, at, out var spelling);
            if (spelling is not null && !groups.Contains(spelling.Group))
            {
                groups.Add(spelling.Group);
            }
        }

        return groups;
    }

    private static string Spell(string text, List<int> groups, int choice)
    {
        var spelt = new StringBuilder(text.Length * 2);
        for (var at = 0; at < text.Length; )
        {
            var length = At(text, at, out var spelling);
            _ =
                spelling is null ? spelt.Append(text[at])
                : (choice >> groups.IndexOf(spelling.Group) & 1) == 0 ? spelt.Append(spelling.First)
                : spelt.Append(spelling.Second);
            at += length;
        }

        return spelt.ToString();
    }

    // How many characters the letter at a place has: two where both are spelt as one.
    private static int At(string text, int at, out Spelling? spelling)
    {
        spelling = null;
        if (text[at] < 128)
        {
            return 1;
        }

        var known = s_spellings.GetAlternateLookup<ReadOnlySpan<char>>();
        if (at + 1 < text.Length && known.TryGetValue(text.AsSpan(at, 2), out spelling))
        {
            return 2;
        }

        known.TryGetValue(text.AsSpan(at, 1), out spelling);
        return 1;
    }

    private static string Whole(string text)
    {
        if (!text.AsSpan().ContainsAnyInRange('\u0306', '\u030A'))
        {
            return text;
        }

        var whole = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            if (whole.Length > 0 && s_whole.TryGetValue((whole[^1], c), out var one))
            {
                whole[^1] = one;
            }
            else
            {
                whole.Append(c);
            }
        }

        return whole.ToString();
    }

    private static FrozenDictionary<string, Spelling> Read()
    {
        var spellings = new Dictionary<string, Spelling>(StringComparer.Ordinal);
        var group = 0;
        foreach (var line in Twofold.Split('\n'))
        {
            Read(line, group++);
        }

        foreach (var alphabet in (string[])[Cyrillic, Greek])
        {
            foreach (var entry in alphabet.Split([',', '\n']))
            {
                Read(entry, group);
            }

            group++;
        }

        return spellings.ToFrozenDictionary(StringComparer.Ordinal);

        void Read(string entry, int group)
        {
            var parts = entry.Split(' ');
            spellings.Add(parts[0], new Spelling(group, Text(parts[1]), Text(parts[2])));
        }
    }

    private static string Text(string spelling) => spelling == "-" ? "" : spelling;

    private sealed record Spelling(int Group, string First, string Second);
}
