using NodaTime;

namespace Baton.Engine.Scoring;

/// <summary>Points that a rule or an activity gave, worth half after each half-life since <see cref="Since"/>.</summary>
/// <param name="HalfLife">Null: the points last.</param>
/// <param name="AtMost">The most that all points of the rule together are worth; null = no limit.</param>
public readonly record struct LivePoints(
    string Rule,
    decimal Points,
    Instant Since,
    Duration? HalfLife,
    decimal? AtMost = null
)
{
    // What is worth less cannot be seen in two decimals.
    private const decimal Least = 0.005m;

    /// <summary>The worth at an instant; before <see cref="Since"/> the whole, and nothing once it is spent.</summary>
    public double At(Instant now)
    {
        if (HalfLife is not { } half || now <= Since)
        {
            return (double)Points;
        }

        return IsSpent(now) ? 0 : (double)Points * Math.Pow(2, -((now - Since) / half));
    }

    /// <summary>
    /// Worth nothing any more: so many whole half-lives have passed that less than 0.005 is left. Counted in whole
    /// half-lives and decimals, so that every machine agrees on the instant at which points may be forgotten.
    /// </summary>
    public bool IsSpent(Instant now) =>
        HalfLife is { } half && now > Since && (now - Since) / half >= HalvingsOf(Points);

    private static int HalvingsOf(decimal points)
    {
        var halvings = 0;
        for (var left = Math.Abs(points); left >= Least; left /= 2)
        {
            halvings++;
        }

        return halvings;
    }
}
