using System.Globalization;
using Baton.Engine.Capture;
using Baton.Engine.Conditions;
using Baton.Engine.Policies;
using Baton.Engine.Qualification;
using Baton.Engine.Routing;
using Baton.Engine.Scoring;
using Baton.Engine.Screening;
using NodaTime;

namespace Baton.Engine.Explain;

/// <summary>What a lead is worth and whether it qualifies, as figures and in words.</summary>
internal static class LeadStanding
{
    // Of a rule that counts many activities the newest are named.
    private const int MostNamed = 5;

    /// <summary>Null where the lead was never scored.</summary>
    public static ScoreBreakdown? ScoreOf(WorkspaceState state, LeadState lead, Instant at)
    {
        if (lead.Score is null)
        {
            return null;
        }

        var score = Scores.Total(lead.Points, at);
        return new ScoreBreakdown
        {
            At = at,
            Score = score,
            Grade = Scores.GradeOf(state.Policy!, score),
            Parts = [.. Scores.Unspent(lead.Points, at).Select(p => ShareOf(state.Policy!, p, at))],
        };
    }

    /// <summary>Null where the policy qualifies nothing.</summary>
    public static Verdict? VerdictOf(WorkspaceState state, LeadState lead, Instant at)
    {
        if (state.Policy!.Config.Policy.Qualify is not { } qualify)
        {
            return null;
        }

        var fields = lead.Fields!;
        return new Verdict
        {
            Qualifies = state.Policy.Qualifies?.Holds(state.InputOf(lead, at)) ?? true,
            When = qualify.When?.Text,
            Questions = Questions.Of(qualify, fields[LeadSlots.Answers]),
        };
    }

    public static IEnumerable<string> Sentences(WorkspaceState state, LeadState lead, Instant at)
    {
        if (lead.AccountMatch is { } account)
        {
            yield return Sentence(account);
        }

        if (ScoreOf(state, lead, at) is { } score)
        {
            yield return $"score {Number(score.Score)}{(score.Grade is { } grade ? $", grade {grade}" : "")}";
            foreach (var rule in score.Parts.GroupBy(p => p.Rule))
            {
                yield return $"'{rule.Key}' gives {Sentence([.. rule], score.At)}";
            }
        }

        if (VerdictOf(state, lead, at) is { } verdict)
        {
            yield return Sentence(verdict);
        }
    }

    private static string Sentence(AccountMatch account)
    {
        var sentence = $"it belongs to account '{account.Id}'";
        if (account is not { Score: { } score, Evidence: { } evidence })
        {
            return sentence;
        }

        var next = account.RunnerUp is { } other
            ? $"; next best is '{other.Id}' ({Number(other.Score)}): {other.Evidence}"
            : "";
        return $"{sentence} ({Number(score)}): {evidence}{next}";
    }

    private static ScoreShare ShareOf(Policy policy, LivePoints points, Instant at) =>
        new()
        {
            Rule = points.Rule,
            Activity = policy
                .Score.Select(s => s.Config)
                .FirstOrDefault(r => r.Name == points.Rule && r.Activity is not null)
                ?.Activity,
            Points = points.Points,
            Worth = Scores.Rounded(points.At(at)),
            HalfLife = points.HalfLife,
            Since = points.Since,
            AtMost = points.AtMost,
        };

    private static string Sentence(ScoreShare[] parts, Instant at)
    {
        var first = parts[0];
        var sum = parts.Sum(p => p.Worth);
        var most =
            first.AtMost is { } limit && Math.Abs(sum) > limit ? $", of which at most {Number(limit)} count" : "";
        var half = first.HalfLife is { } span ? $", worth half after {DurationText.Format(span)}" : "";
        if (first.Activity is not { } activity)
        {
            return Number(sum) + (half.Length > 0 ? $" of {Number(first.Points)}{half}, {Age(first, at)} old" : "");
        }

        var named = parts.Take(MostNamed).Select(p => $"{Number(p.Worth)} {Age(p, at)} ago");
        var more = parts.Length > MostNamed ? $", and {parts.Length - MostNamed} more" : "";
        return $"{Number(sum)}{most}: {activity} {string.Join(", ", named)}{more}{half}";
    }

    private static string Sentence(Verdict verdict)
    {
        var condition = verdict.When is { } when ? $": {when}" : "";
        var sentence = verdict.Qualifies ? $"it qualifies{condition}" : $"it does not qualify{condition}";
        if (verdict.Questions.IsEmpty)
        {
            return sentence;
        }

        var share = verdict.Share is { } known ? $" ({Number(known * 100)} % by weight)" : "";
        var open = verdict.Questions.Where(q => !q.IsAnswered).Select(q => q.Key).ToArray();
        var asked = open.Length > 0 ? $"; to be asked: {string.Join(", ", open)}" : "";
        return $"{sentence}; {verdict.Answered} of {verdict.Questions.Length} questions answered{share}{asked}";
    }

    private static string Age(ScoreShare part, Instant at)
    {
        var age = Duration.Max(Duration.Zero, at - part.Since);
        return age.TotalDays >= 1 ? $"{(int)age.TotalDays}d"
            : age.TotalHours >= 1 ? $"{(int)age.TotalHours}h"
            : age.TotalMinutes >= 1 ? $"{(int)age.TotalMinutes}m"
            : $"{(int)age.TotalSeconds}s";
    }

    private static string Number(decimal number) => number.ToString("0.##", CultureInfo.InvariantCulture);
}
