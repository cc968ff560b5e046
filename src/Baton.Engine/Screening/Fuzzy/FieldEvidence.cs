using System.Collections.Immutable;

namespace Baton.Engine.Screening.Fuzzy;

/// <summary>
/// What one field said when two leads were compared: how alike it is, 0 to 1, and for how much that counts, in bits
/// (one bit doubles the odds; negative speaks against). A field that either lead lacks says nothing and is not listed.
/// </summary>
public readonly record struct FieldEvidence(string Field, decimal Likeness, decimal Bits);

/// <summary>
/// Two leads compared. <see cref="Score"/> is the probability, 0 to 1 with four decimals, that they are one person;
/// <see cref="Evidence"/> stands in the order of the policy's fields.
/// </summary>
public sealed record FuzzyLikeness(decimal Score, ImmutableArray<FieldEvidence> Evidence)
{
    public bool Equals(FuzzyLikeness? other) =>
        other is not null && Score == other.Score && Evidence.AsSpan().SequenceEqual(other.Evidence.AsSpan());

    public override int GetHashCode() => Score.GetHashCode();
}
