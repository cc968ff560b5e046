using System.Collections.Immutable;
using NodaTime;

namespace Baton.Engine.Policies.Config;

public sealed record QualifyConfig
{
    /// <summary>Null where none is named: then no question is asked.</summary>
    public QualifyFramework? Framework { get; init; }

    /// <summary>The keys of <c>lead.answers</c> and what is asked, those of a named framework included.</summary>
    public ImmutableArray<QuestionConfig> Questions { get; init; } = [];

    /// <summary>The reasons for which a person may disqualify a lead; empty = any.</summary>
    public ImmutableArray<string> Reasons { get; init; } = [];

    /// <summary>Null = everything qualifies.</summary>
    public ExpressionConfig? When { get; init; }

    public QualifyOtherwise Otherwise { get; init; } = QualifyOtherwise.Nurture;
    public NurtureConfig Nurture { get; init; } = new();
}

public sealed record QuestionConfig(string Key, string Text)
{
    /// <summary>How to find out, for whoever asks.</summary>
    public string? Guidance { get; init; }

    /// <summary>How much the answer counts in the share of what is known; 0 = not at all.</summary>
    public decimal Weight { get; init; } = 1;
}

/// <summary>How nurtured leads are kept; null = never.</summary>
public sealed record NurtureConfig
{
    public string? Track { get; init; }
    public Duration? Revisit { get; init; }
    public Duration? GiveUp { get; init; }
}
