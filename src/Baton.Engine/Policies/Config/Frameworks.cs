using System.Collections.Immutable;

namespace Baton.Engine.Policies.Config;

/// <summary>The questions of the named frameworks of qualification.</summary>
public static class Frameworks
{
    /// <summary>Empty for <see cref="QualifyFramework.Custom"/>, whose questions the policy gives.</summary>
    public static ImmutableArray<QuestionConfig> Questions(QualifyFramework framework) =>
        framework switch
        {
            QualifyFramework.Bant =>
            [
                new("budget", "Is there a budget?"),
                new("authority", "Who decides?"),
                new("need", "What is needed?"),
                new("timeline", "By when?"),
            ],
            QualifyFramework.Champ =>
            [
                new("challenges", "Which challenges are there?"),
                new("authority", "Who decides?"),
                new("money", "Is there money for it?"),
                new("prioritization", "How urgent is it?"),
            ],
            QualifyFramework.Meddic =>
            [
                new("metrics", "What is the measurable gain?"),
                new("economic_buyer", "Who holds the money?"),
                new("decision_criteria", "By what is it decided?"),
                new("decision_process", "How is it decided?"),
                new("identify_pain", "What hurts today?"),
                new("champion", "Who speaks for us inside?"),
            ],
            QualifyFramework.Custom => [],
            _ => throw new ArgumentOutOfRangeException(nameof(framework), framework, "unknown framework"),
        };
}
