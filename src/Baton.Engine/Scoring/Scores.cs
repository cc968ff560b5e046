using System.Collections.Immutable;
using Baton.Engine.Events;
using Baton.Engine.Policies;
using Baton.Engine.Routing;
using NodaTime;

namespace Baton.Engine.Scoring;

/// <summary>Points of all rules that hold, each worth half after its half-life; to two decimals.</summary>
internal static class Scores
{
    public static ImmutableArray<ScorePart> PartsOf(WorkspaceState state, LeadState lead, Instant now)
    {
        var input = state.InputOf(lead.Fields!, state.AccountOf(lead.Account), now);
        var parts = ImmutableArray.CreateBuilder<ScorePart>();
        foreach (var (config, when) in state.Policy!.Score)
        {
            if (config.Activity is null && (when is null || when.Holds(input)))
            {
                parts.Add(new ScorePart(config.Name, config.Points));
            }
        }

        return parts.ToImmutable();
    }

    /// <summary>Half-lives count from the creation of the lead.</summary>
    public static ImmutableArray<LivePoints> Live(Policy policy, ImmutableArray<ScorePart> parts, Instant createdAt) =>
        [
            .. parts.Select(p => new LivePoints(
                p.Rule,
                p.Points,
                createdAt,
                policy.Score.Where(s => s.Config.Name == p.Rule).Select(s => s.Config.HalfLife).FirstOrDefault()
            )),
        ];

    public static decimal Total(ImmutableArray<LivePoints> points, Instant now) =>
        decimal.Round((decimal)points.Sum(p => p.At(now)), 2, MidpointRounding.AwayFromZero);

    /// <summary>The highest grade whose threshold the score reaches; null below the lowest.</summary>
    public static string? GradeOf(Policy policy, decimal score) =>
        policy
            .Config.Policy.Score.Grades.Where(g => score >= g.AtLeast)
            .OrderByDescending(g => g.AtLeast)
            .Select(g => g.Grade)
            .FirstOrDefault();
}
