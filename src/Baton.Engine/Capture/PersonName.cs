namespace Baton.Engine.Capture;

/// <summary>
/// First and last names against whole names. A guess, as names are: used only to fill what the sender left out, never to
/// change what was sent.
/// </summary>
internal static class PersonName
{
    private static readonly string[] Particles =
    [
        "van",
        "von",
        "der",
        "den",
        "de",
        "da",
        "das",
        "do",
        "dos",
        "del",
        "della",
        "di",
        "du",
        "la",
        "le",
        "ten",
        "ter",
        "zu",
        "zur",
        "af",
        "av",
        "bin",
        "ibn",
        "al",
        "el",
        "san",
        "st.",
        "y",
    ];

    private static readonly string[] Honorifics =
    [
        "mr",
        "mr.",
        "mrs",
        "mrs.",
        "ms",
        "ms.",
        "dr",
        "dr.",
        "prof",
        "prof.",
        "sir",
        "herr",
        "frau",
        "mag.",
        "ing.",
        "m.",
        "mme",
        "mlle",
        "sr.",
        "sra.",
        "sig.",
        "dipl.-ing.",
    ];

    private static readonly string[] Suffixes =
    [
        "jr",
        "jr.",
        "sr",
        "sr.",
        "ii",
        "iii",
        "iv",
        "phd",
        "ph.d.",
        "md",
        "mba",
        "esq.",
    ];

    /// <summary>
    /// <c>Ann van der Berg</c> gives <c>Ann</c> and <c>van der Berg</c>; <c>Berg, Ann</c> gives <c>Ann</c> and <c>Berg</c>; a
    /// single word is a first name.
    /// </summary>
    public static (string? First, string? Last) Split(string name)
    {
        var comma = name.IndexOf(',');
        if (comma > 0 && name.IndexOf(',', comma + 1) < 0 && !IsOneOf(name[(comma + 1)..].Trim(), Suffixes))
        {
            return (Filled(name[(comma + 1)..]), Filled(name[..comma]));
        }

        var words = name.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var start = 0;
        while (start < words.Length - 1 && IsOneOf(words[start], Honorifics))
        {
            start++;
        }

        var last = LastNameAt(words, start);
        return last >= words.Length
            ? (Joined(words, start, words.Length), null)
            : (Joined(words, start, last), Joined(words, last, words.Length));
    }

    private static int LastNameAt(string[] words, int start)
    {
        var last = words.Length - 1;
        while (last > start + 1 && IsOneOf(words[last], Suffixes))
        {
            last--;
        }

        if (last <= start)
        {
            return words.Length;
        }

        // The first particle after the first name begins the last name.
        for (var i = start + 1; i < last; i++)
        {
            if (IsOneOf(words[i], Particles))
            {
                return i;
            }
        }

        return last;
    }

    private static string? Joined(string[] words, int from, int to) => Filled(string.Join(' ', words[from..to]));

    private static string? Filled(string text) => CleanText.Of(text, lines: false);

    private static bool IsOneOf(string word, string[] words) => words.Contains(word, StringComparer.OrdinalIgnoreCase);
}
