using System.Collections.Immutable;
using Baton.Engine.Conditions;
using Baton.Engine.Events;
using Baton.Engine.Policies;
using Baton.Engine.Policies.Config;
using Baton.Engine.Routing;
using NodaTime;

namespace Baton.Engine.Scoring;

/// <summary>Points of all rules that hold, each worth half after its half-life; to two decimals.</summary>
internal static class Scores
{
    /// <summary>The parts in the order of the rules, an activity's newest first, without those that are spent.</summary>
    public static ImmutableArray<ScorePart> PartsOf(WorkspaceState state, LeadState lead, Instant now)
    {
        var input = state.InputOf(lead, now);
        var parts = ImmutableArray.CreateBuilder<ScorePart>();
        foreach (var (config, when) in state.Policy!.Score)
        {
            Add(parts, config, when, lead, input);
        }

        return parts.ToImmutable();
    }

    /// <summary>Half-lives count from the creation of the lead, an activity's from its own time.</summary>
    public static ImmutableArray<LivePoints> Live(
        Policy policy,
        ImmutableArray<ScorePart> parts,
        Instant createdAt,
        Instant now
    ) => Unspent([.. parts.Select(p => Live(policy, p, createdAt))], now);

    public static ImmutableArray<LivePoints> Unspent(ImmutableArray<LivePoints> points, Instant now) =>
        points.Any(p => p.IsSpent(now)) ? points.RemoveAll(p => p.IsSpent(now)) : points;

    /// <summary>Whether the sum changes by itself as time goes.</summary>
    public static bool Decay(ImmutableArray<LivePoints> points) => points.Any(p => p.HalfLife is not null);

    /// <summary>The sum, what each rule gave kept within its <c>at_most</c>.</summary>
    public static decimal Total(ImmutableArray<LivePoints> points, Instant now)
    {
        var total = 0d;
        for (var i = 0; i < points.Length; )
        {
            var (first, sum) = (points[i], 0d);
            for (; i < points.Length && points[i].Rule == first.Rule; i++)
            {
                sum += points[i].At(now);
            }

            total += first.AtMost is { } most ? Math.Clamp(sum, -(double)most, (double)most) : sum;
        }

        return Rounded(total);
    }

    /// <summary>To two decimals, half away from zero, without the zeros at the end: 15, not 15.00.</summary>
    public static decimal Rounded(double points) =>
        decimal.Round((decimal)points, 2, MidpointRounding.AwayFromZero) / 1.0000000000000000000000000000m;

    /// <summary>The highest grade whose threshold the score reaches; null below the lowest.</summary>
    public static string? GradeOf(Policy policy, decimal score) =>
        policy
            .Config.Policy.Score.Grades.Where(g => score >= g.AtLeast)
            .OrderByDescending(g => g.AtLeast)
            .Select(g => g.Grade)
            .FirstOrDefault();

    private static void Add(
        ImmutableArray<ScorePart>.Builder parts,
        ScoreRuleConfig rule,
        Condition? when,
        LeadState lead,
        in ConditionInput input
    )
    {
        if (when is not null && !when.Holds(input))
        {
            return;
        }

        if (rule.Activity is not { } activity)
        {
            parts.Add(new ScorePart(rule.Name, rule.Points));
        }
        else if (lead.Activities is { } all && all.TryGetValue(activity, out var times))
        {
            parts.AddRange(
                times.Take(Activities.CountedBy(rule)).Select(t => new ScorePart(rule.Name, rule.Points, t))
            );
        }
    }

    private static LivePoints Live(Policy policy, ScorePart part, Instant createdAt)
    {
        var rule = policy.Score.Select(s => s.Config).FirstOrDefault(c => c.Name == part.Rule);
        return new LivePoints(
            part.Rule,
            part.Points,
            part.Since ?? createdAt,
            rule?.HalfLife,
            part.Since is null ? null : rule?.AtMost
        );
    }
}
