using System.Collections.Immutable;
using Baton.Engine.Conditions;

namespace Baton.Engine.Qualification;

/// <summary>Whether a lead qualifies, by which condition, and how much of what should be asked is known.</summary>
public sealed record Verdict
{
    public required bool Qualifies { get; init; }

    /// <summary>The condition of the policy; null = every lead qualifies.</summary>
    public string? When { get; init; }

    /// <summary>The policy's questions in order; empty where it asks none.</summary>
    public ImmutableArray<QuestionAnswer> Questions { get; init; } = [];

    public int Answered => Questions.Count(q => q.IsAnswered);

    /// <summary>The weight of the answered questions as a share of all, 0 to 1 in two decimals; null where none has weight.</summary>
    public decimal? Share =>
        Questions.Sum(q => q.Weight) is > 0 and var all
            ? decimal.Round(
                Questions.Where(q => q.IsAnswered).Sum(q => q.Weight) / all,
                2,
                MidpointRounding.AwayFromZero
            )
            : null;
}

/// <summary>A question and what is known; null and the empty text are no answer, false is one.</summary>
public sealed record QuestionAnswer
{
    public required string Key { get; init; }
    public required string Text { get; init; }

    /// <summary>How to find out; null = the question says it all.</summary>
    public string? Guidance { get; init; }
    public decimal Weight { get; init; } = 1;
    public Value Answer { get; init; }
    public bool IsAnswered => !Answer.IsNull && Answer.TextOrNull is not "";
}
