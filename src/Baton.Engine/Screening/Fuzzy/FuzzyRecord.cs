namespace Baton.Engine.Screening.Fuzzy;

/// <summary>
/// The compared fields of one lead, each in the form in which it is compared; null where the lead lacks it. Made by a
/// <see cref="FuzzyMatcher"/> and of use to that one only. Immutable.
/// </summary>
public sealed class FuzzyRecord
{
    internal FuzzyRecord(string?[] texts, string? first, string? last)
    {
        Texts = texts;
        First = first;
        Last = last;
    }

    /// <summary>In the order of the matcher's fields; the places of names are empty.</summary>
    internal string?[] Texts { get; }

    internal string? First { get; }
    internal string? Last { get; }
}
