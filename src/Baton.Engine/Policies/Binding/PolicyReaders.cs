using System.Collections.Immutable;
using Baton.Engine.Policies.Config;

namespace Baton.Engine.Policies.Binding;

/// <summary>The policy but for pools, queues and rules.</summary>
internal static class PolicyReaders
{
    private static Reader<FieldConfig> Field { get; } =
        new ShapeReader<FieldConfig>(
            "a type (string, number, bool, list, timestamp), or { type: …, personal: true }",
            scalar: Scalars
                .Word<FieldType>()
                .As((type, _, place) => new FieldConfig(place.Name, type, false, place.At)),
            map: new MapReader<FieldConfig>(
                "field",
                "a map",
                keys => new FieldConfig(
                    keys.Name,
                    keys.Need("type", Scalars.Word<FieldType>(), "string, number, bool, list or timestamp"),
                    keys.Take(
                        "personal",
                        Scalars.Bool,
                        false,
                        "true = personal data: kept apart and erased with the person."
                    ),
                    keys.At
                )
            )
        );

    private static Reader<ImmutableArray<NamedExpressionConfig>> NamedExpressions { get; } =
        new EntriesReader<ExpressionConfig>("a map of named expressions", Scalars.WordName, Scalars.Expression).As(
            Name
        );

    private static Reader<ImmutableArray<NamedExpressionConfig>> Segments { get; } =
        new EntriesReader<ExpressionConfig>("a map of segments", Scalars.IdName, Scalars.Expression).As(Name);

    private static Reader<EnrichConfig> Enrich { get; } =
        new MapReader<EnrichConfig>(
            "enrich",
            "a service such as { url: https://…, timeout: 2s }",
            keys => new EnrichConfig(
                keys.Need("url", Scalars.Url, "the address that is asked") ?? "",
                keys.Need("timeout", Scalars.Span, "how long to wait at most, such as 2s")
            )
        );

    private static Reader<QualifyConfig> Qualify { get; } =
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

    public static Reader<PolicyConfig> Policy { get; } = new MapReader<PolicyConfig>("policy", "a policy", ReadPolicy);

    private static PolicyConfig ReadPolicy(Keys keys) =>
        new()
        {
            Fields = ReadFields(keys),
            Conditions = keys.Take(
                "conditions",
                NamedExpressions,
                [],
                "Named conditions, used in expressions by name."
            ),
            Segments = keys.Take("segments", Segments, [], "Named groups of leads, found in lead.segments."),
            Protected = ReadProtected(keys),
            Enrich = keys.Take(
                "enrich",
                Enrich,
                "A service asked for more data before scoring; never delays a lead further."
            ),
            Screen = keys.Take("screen", ScreenReaders.Screen, "Junk and duplicates.") ?? new(),
            Score = keys.Take("score", ScoreReaders.Score, "Points, a learned model and grades.") ?? new(),
            Qualify = keys.Take("qualify", Qualify, "Which leads go on to the rules."),
            Pools = Values(keys.Take("pools", PoolReaders.Pools, [], "Reps that leads are pushed to, by name.")),
            Queues = Values(keys.Take("queues", QueueReaders.Queues, [], "Queues that reps pull leads from, by name.")),
            Rules = keys.Take("rules", RuleReaders.Rules, [], "The first that matches wins, top to bottom."),
            Note = keys.Take("note", Scalars.Text, Notes.About),
        };

    private static ImmutableArray<FieldConfig> ReadFields(Keys keys)
    {
        var reader = new EntriesReader<FieldConfig>(
            "a map of fields such as { seats: number }",
            Scalars.WordName,
            Field
        );
        var fields = Values(keys.Take("fields", reader, [], "Custom lead fields and their types."));
        foreach (var field in fields)
        {
            keys.Place.Findings.Know(Kind.Field, field.Name);
        }

        return fields;
    }

    // A field may be protected before anything carries it.
    private static ImmutableArray<string> ReadProtected(Keys keys)
    {
        var names = keys.Take(
            "protected",
            Scalars.Texts,
            [],
            "Fields whose use in a rule must be acknowledged by name."
        );
        foreach (var name in names)
        {
            keys.Place.Findings.Know(Kind.Field, name);
        }

        return names;
    }

    private static QualifyConfig ReadQualify(Keys keys)
    {
        var questions = new EntriesReader<string>(
            "a map of questions such as { pain: What hurts? }",
            Scalars.WordName,
            Scalars.Name
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
                ? [.. asked.Select(q => new QuestionConfig(q.Name, q.Value))]
                : Frameworks.Questions(framework.Value),
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

    private static ImmutableArray<NamedExpressionConfig> Name(ImmutableArray<Named<ExpressionConfig>> entries) =>
        [.. entries.Select(e => new NamedExpressionConfig(e.Name, e.Value))];

    private static ImmutableArray<T> Values<T>(ImmutableArray<Named<T>> entries) => [.. entries.Select(e => e.Value)];
}
