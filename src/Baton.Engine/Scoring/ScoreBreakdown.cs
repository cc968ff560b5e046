using System.Collections.Immutable;
using NodaTime;

namespace Baton.Engine.Scoring;

/// <summary>What a lead's score is made of at an instant.</summary>
public sealed record ScoreBreakdown
{
    public required Instant At { get; init; }
    public required decimal Score { get; init; }
    public string? Grade { get; init; }

    /// <summary>In the order of the rules, an activity's newest first; what is spent is not in it.</summary>
    public ImmutableArray<ScoreShare> Parts { get; init; } = [];
}

/// <summary>What one rule gave for the lead, or for one activity.</summary>
public sealed record ScoreShare
{
    public required string Rule { get; init; }

    /// <summary>The type of the activity; null = the lead itself.</summary>
    public string? Activity { get; init; }

    /// <summary>When they were fresh.</summary>
    public required decimal Points { get; init; }

    /// <summary>At the instant asked, to two decimals, before <see cref="AtMost"/> cuts the sum of the rule.</summary>
    public required decimal Worth { get; init; }
    public Duration? HalfLife { get; init; }

    /// <summary>From when the half-life counts: the lead's creation, or the activity's time.</summary>
    public required Instant Since { get; init; }
    public decimal? AtMost { get; init; }
}
