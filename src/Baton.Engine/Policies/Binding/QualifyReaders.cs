using System.Collections.Immutable;
using Baton.Engine.Policies.Config;

namespace Baton.Engine.Policies.Binding;

/// <summary>Questions, the condition that qualifies, and what becomes of the others.</summary>
internal static class QualifyReaders
{
    private static Reader<QuestionConfig> Question { get; } =
        new ShapeReader<QuestionConfig>(
            "a question, or { text: …, guidance: …, weight: 2 }",
            scalar: Scalars.Name.As((text, _, place) => new QuestionConfig(place.Name, text)),
            map: new MapReader<QuestionConfig>(
                "question",
                "a map",
                keys => new QuestionConfig(keys.Name, keys.Need("text", Scalars.Name, "what is asked") ?? "")
                {
                    Guidance = keys.Take("guidance", Scalars.Text, "How to find out, for whoever asks."),
                    Weight = keys.Take(
                        "weight",
                        Scalars.NotNegative,
                        1,
                        "How much the answer counts in the share of what is known; default 1."
                    ),
                }
            )
        );

    public static Reader<QualifyConfig> Qualify { get; } =
        new MapReader<QualifyConfig>("qualify", "a map such as { when: … }", ReadQualify);

    private static Reader<NurtureConfig> Nurture { get; } =
        new MapReader<NurtureConfig>(
            "nurture",
            "a map such as { revisit: 30d }",
            keys => new NurtureConfig
            {
                Track = keys.Take("track", Scalars.Name, "The campaign that keeps in touch."),
                Revisit = keys.TakeValue("revisit", Scalars.Span, "How often the lead is looked at again."),
                GiveUp = keys.TakeValue("give_up", Scalars.Span, "After this long the lead is disqualified."),
            }
        );

    private static QualifyConfig ReadQualify(Keys keys)
    {
        var questions = new EntriesReader<QuestionConfig>(
            "a map of questions such as { pain: What hurts? }",
            Scalars.WordName,
            Question
        );
        var framework = keys.TakeValue(
            "framework",
            Scalars.Word<QualifyFramework>(),
            "The questions: answers are lead.answers.<key>."
        );
        var asked = keys.Take("questions", questions, [], "Key → question, where the framework is custom.");
        if (framework is null or QualifyFramework.Custom)
        {
            framework = asked.IsEmpty ? framework : QualifyFramework.Custom;
        }
        else if (keys.Has("questions"))
        {
            var message = $"'questions' belongs to the framework custom, not to {Choice.Word(framework.Value)}";
            keys.Place.Fault(keys.AtKey("questions"), "contradiction", message);
        }

        if (framework == QualifyFramework.Custom && !keys.Has("questions"))
        {
            keys.Place.Fault(keys.AtKey("framework"), "missing", "'questions' is missing: the framework is custom");
        }

        return new QualifyConfig
        {
            Framework = framework,
            Questions = framework is null or QualifyFramework.Custom
                ? [.. asked.Select(q => q.Value)]
                : Frameworks.Questions(framework.Value),
            Reasons = keys.Take(
                "reasons",
                new ListReader<string>("a list of reasons", Scalars.Id),
                [],
                "The reasons for which a person may disqualify a lead; absent = any."
            ),
            When = keys.Take("when", Scalars.Expression, "Which leads qualify; absent = every lead."),
            Otherwise = keys.Take(
                "otherwise",
                Scalars.Word<QualifyOtherwise>(),
                default,
                "What becomes of the others; default nurture."
            ),
            Nurture = keys.Take("nurture", Nurture, "How nurtured leads are kept.") ?? new(),
        };
    }
}
