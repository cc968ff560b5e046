using System.Collections.Immutable;
using Baton.Engine.Conditions;
using Baton.Engine.Policies.Config;

namespace Baton.Engine.Qualification;

/// <summary>The questions of a policy, and what a lead has answered of them.</summary>
internal static class Questions
{
    /// <summary>The keys that may be answered; null where any may.</summary>
    public static ImmutableArray<string>? KeysOf(QualifyConfig? qualify) =>
        qualify is null || qualify.Questions.IsEmpty ? null : [.. qualify.Questions.Select(q => q.Key)];

    /// <summary>Every question in order with its answer.</summary>
    public static ImmutableArray<QuestionAnswer> Of(QualifyConfig qualify, Value answers)
    {
        var given = answers.Kind == ValueKind.Map ? answers.AsMap() : Value.EmptyMap.AsMap();
        return
        [
            .. qualify.Questions.Select(q => new QuestionAnswer
            {
                Key = q.Key,
                Text = q.Text,
                Guidance = q.Guidance,
                Weight = q.Weight,
                Answer = given.GetValueOrDefault(q.Key),
            }),
        ];
    }
}
