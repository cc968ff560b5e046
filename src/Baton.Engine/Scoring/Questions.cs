using System.Collections.Immutable;
using Baton.Engine.Policies.Config;

namespace Baton.Engine.Scoring;

/// <summary>The keys of the answers that a qualification framework asks for.</summary>
internal static class Questions
{
    /// <summary>Null where any key may be answered.</summary>
    public static ImmutableArray<string>? KeysOf(QualifyConfig? qualify)
    {
        if (qualify is null)
        {
            return null;
        }

        ImmutableArray<string> framework = qualify.Framework switch
        {
            QualifyFramework.Bant => ["budget", "authority", "need", "timeline"],
            QualifyFramework.Champ => ["challenges", "authority", "money", "prioritization"],
            QualifyFramework.Meddic =>
            [
                "metrics",
                "economic_buyer",
                "decision_criteria",
                "decision_process",
                "identify_pain",
                "champion",
            ],
            QualifyFramework.Custom or null => [],
            _ => throw new ArgumentOutOfRangeException(nameof(qualify), qualify.Framework, null),
        };
        var all = framework.Concat(qualify.Questions.Select(q => q.Key)).ToImmutableArray();
        return all.IsEmpty ? null : all;
    }
}
