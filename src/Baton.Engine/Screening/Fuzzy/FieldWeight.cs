namespace Baton.Engine.Screening.Fuzzy;

/// <summary>
/// What agreement and disagreement of a field are worth, in bits: log2(m/u) and log2((1-m)/(1-u)), where m is how often
/// the field agrees in two records of one person, and u in records of two. Between <see cref="From"/> and equality the
/// weight rises in a straight line, as Winkler (1990) does. I. P. Fellegi and A. B. Sunter, "A Theory for Record
/// Linkage", Journal of the American Statistical Association 64(328), 1969.
/// </summary>
internal readonly record struct FieldWeight(double Agree, double Disagree, double From)
{
    /// <summary>
    /// The odds, in bits, against two leads that share a blocking key being one person before anything is compared. A
    /// name alone (about 15 bits) therefore decides nothing; with a town it is a case for a person, with a company or a
    /// telephone number it is enough.
    /// </summary>
    public const double Prior = -17;

    public double Of(double likeness) =>
        likeness <= From ? Disagree : Disagree + (Agree - Disagree) * (likeness - From) / (1 - From);

    /// <summary>
    /// Rough frequencies of business contacts, the same for everybody: weights learned from one workspace's own leads
    /// would change decisions as it grows, and none could be explained from its policy.
    /// </summary>
    public static FieldWeight For(FuzzyKind kind) =>
        kind switch
        {
            FuzzyKind.FirstName => new(6.5, -4, 0.7),
            FuzzyKind.LastName => new(9, -5, 0.7),
            FuzzyKind.FullName => new(15.5, -9, 0.7),
            FuzzyKind.Company => new(7, -3, 0.75),
            FuzzyKind.Email => new(14, -2.5, 0.5),
            FuzzyKind.Phone => new(13, -2, 0.5),
            FuzzyKind.City => new(5, -2, 0.7),
            FuzzyKind.PostalCode => new(7, -2.5, 0.4),
            FuzzyKind.Region => new(2, -1.5, 0.5),
            FuzzyKind.Country => new(0.5, -3, 0.5),
            FuzzyKind.Domain => new(6, -2, 0.5),
            FuzzyKind.Address => new(11, -3, 0.45),
            FuzzyKind.Date => new(13, -4, 0.4),
            FuzzyKind.Number => new(2, -1, 0.5),
            FuzzyKind.Text => new(5, -2, 0.7),
            _ => throw new ArgumentOutOfRangeException(nameof(kind)),
        };
}
