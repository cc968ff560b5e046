using System.Collections.Immutable;
using NodaTime;

namespace Baton.Engine.Policies.Config;

public sealed record ScoreConfig
{
    public ImmutableArray<ScoreRuleConfig> Rules { get; init; } = [];
    public ScoreModel Model { get; init; } = ScoreModel.None;

    /// <summary>Highest threshold first; a grade holds at equality, and below the lowest there is none.</summary>
    public ImmutableArray<GradeConfig> Grades { get; init; } = [];
}

public sealed record GradeConfig(string Grade, decimal AtLeast);

/// <summary>Points for a condition, or for each activity of a kind, or for both together.</summary>
public sealed record ScoreRuleConfig
{
    public required string Name { get; init; }
    public ExpressionConfig? When { get; init; }
    public string? Activity { get; init; }

    /// <summary>May be negative.</summary>
    public decimal Points { get; init; }

    public Duration? HalfLife { get; init; }

    /// <summary>The most that all activities together can give; null = no limit.</summary>
    public decimal? AtMost { get; init; }

    /// <summary>Protected fields that this rule uses knowingly.</summary>
    public ImmutableArray<string> Acknowledge { get; init; } = [];

    public string? Note { get; init; }
    public Position At { get; init; }
}
