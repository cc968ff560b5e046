using NodaTime;

namespace Baton.Engine.Scoring;

/// <summary>Points that a rule or an activity gave, worth half after each half-life since <see cref="Since"/>.</summary>
/// <param name="HalfLife">Null: the points last.</param>
public readonly record struct LivePoints(string Rule, decimal Points, Instant Since, Duration? HalfLife)
{
    /// <summary>The worth at an instant; before <see cref="Since"/> the whole.</summary>
    public double At(Instant now)
    {
        if (HalfLife is not { } half || now <= Since)
        {
            return (double)Points;
        }

        return (double)Points * Math.Pow(2, -((now - Since) / half));
    }
}
