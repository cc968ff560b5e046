namespace Baton.Engine.Screening.Fuzzy;

/// <summary>
/// Two people's names compared: first with first and last with last, or crosswise where that fits better, because forms
/// and lists mix them up. A part that either lacks is null and weighs nothing.
/// </summary>
internal readonly record struct PersonLikeness(
    (double Likeness, double Bits)? First,
    (double Likeness, double Bits)? Last
)
{
    // One name in twenty or so is written the wrong way round.
    private const double Swapped = -2;
    private const double Initial = 0.85;
    private const double Nickname = 0.92;

    public double Bits => (First?.Bits ?? 0) + (Last?.Bits ?? 0);

    /// <summary>Both have a first name, and it is not the same one.</summary>
    public bool IsOtherFirst => First is { Bits: < 0 };

    public static PersonLikeness Of(FuzzyRecord left, FuzzyRecord right)
    {
        var straight = Of(left.First, left.Last, right.First, right.Last);
        if (straight is { First.Bits: >= 0, Last.Bits: >= 0 })
        {
            return straight;
        }

        var crosswise = Of(left.First, left.Last, right.Last, right.First);
        return crosswise.First is { } first && crosswise.Bits + Swapped > Math.Max(0, straight.Bits)
            ? crosswise with
            {
                First = (first.Likeness, first.Bits + Swapped),
            }
            : straight;
    }

    /// <summary>What a name field of the policy has said; null = nothing.</summary>
    public (double Likeness, double Bits)? Part(FuzzyKind kind) =>
        kind switch
        {
            FuzzyKind.FirstName => First,
            FuzzyKind.LastName => Last,
            _ => (First, Last) switch
            {
                ({ } first, { } last) => ((first.Likeness + last.Likeness) / 2, first.Bits + last.Bits),
                var (first, last) => first ?? last,
            },
        };

    private static PersonLikeness Of(string? leftFirst, string? leftLast, string? rightFirst, string? rightLast) =>
        new(
            Weigh(FuzzyKind.FirstName, leftFirst, rightFirst, FirstName),
            Weigh(FuzzyKind.LastName, leftLast, rightLast, Spelling)
        );

    private static (double, double)? Weigh(
        FuzzyKind kind,
        string? left,
        string? right,
        Func<string, string, double> compare
    )
    {
        if (left is null || right is null)
        {
            return null;
        }

        var likeness = compare(left, right);
        return (likeness, FieldWeight.For(kind).Of(likeness));
    }

    private static double FirstName(string left, string right)
    {
        if (left.Length == 1 || right.Length == 1)
        {
            return left[0] == right[0] ? Initial : 0;
        }

        return Math.Max(Nicknames.AreOne(left, right) ? Nickname : 0, Spelling(left, right));
    }

    private static double Spelling(string left, string right) =>
        Math.Max(TextLikeness.JaroWinkler(left, right), TextLikeness.EditLikeness(left, right));
}
