using System.Collections.Immutable;
using Baton.Engine.Policies.Config;

namespace Baton.Engine.Policies.Binding;

/// <summary>Points and grades.</summary>
internal static class ScoreReaders
{
    private static Reader<ScoreRuleConfig> Rule { get; } =
        new MapReader<ScoreRuleConfig>("score_rule", "a rule such as { name: …, when: …, points: 30 }", ReadRule);

    public static Reader<ScoreConfig> Score { get; } =
        new MapReader<ScoreConfig>(
            "score",
            "a map such as { rules: […] }",
            keys => new ScoreConfig
            {
                Rules = keys.Take(
                    "rules",
                    new ListReader<ScoreRuleConfig>("a list of score rules", Rule),
                    [],
                    "All that hold add up."
                ),
                Model = keys.Take(
                    "model",
                    Scalars.Word<ScoreModel>(),
                    default,
                    "A learned probability beside the points; default none."
                ),
                Grades = ReadGrades(keys),
            }
        );

    private static ScoreRuleConfig ReadRule(Keys keys)
    {
        var rule = new ScoreRuleConfig
        {
            Name = keys.Need("name", Scalars.Name, "what the points are for") ?? "",
            When = keys.Take("when", Scalars.Expression, "An expression over lead."),
            Activity = keys.Take(
                "activity",
                Scalars.Id,
                "A kind of activity; each gives the points, from its own time."
            ),
            Points = keys.Need("points", Scalars.Number, "how many, may be negative"),
            HalfLife = keys.TakeValue("half_life", Scalars.Span, "After this long the points are worth half."),
            AtMost = keys.TakeValue("at_most", Scalars.NotNegative, "The most that all activities together give."),
            Acknowledge = keys.Take("acknowledge", Scalars.Refs(Kind.Field), [], Notes.Acknowledge),
            Note = keys.Take("note", Scalars.Text, Notes.About),
            At = keys.At,
        };
        if (!keys.Has("when") && !keys.Has("activity"))
        {
            keys.Place.Fault(keys.At, "missing", "a score rule needs 'when' or 'activity'");
        }

        return rule;
    }

    private static ImmutableArray<GradeConfig> ReadGrades(Keys keys)
    {
        var reader = new EntriesReader<decimal>(
            "a map of grades such as { A: 80, B: 50 }",
            Scalars.IdName,
            Scalars.Number
        );
        var grades = keys.Take("grades", reader, [], "Grade → least score.");
        foreach (var twice in grades.GroupBy(g => g.Value).Where(g => g.Skip(1).Any()))
        {
            var message = $"'{twice.Last().Name}' has the threshold of '{twice.First().Name}'";
            keys.Place.Fault(twice.Last().At, "contradiction", message);
        }

        return [.. grades.OrderByDescending(g => g.Value).Select(g => new GradeConfig(g.Name, g.Value))];
    }
}
