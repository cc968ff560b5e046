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
            Qualify = keys.Take("qualify", QualifyReaders.Qualify, "Which leads go on to the rules."),
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

    private static ImmutableArray<NamedExpressionConfig> Name(ImmutableArray<Named<ExpressionConfig>> entries) =>
        [.. entries.Select(e => new NamedExpressionConfig(e.Name, e.Value))];

    private static ImmutableArray<T> Values<T>(ImmutableArray<Named<T>> entries) => [.. entries.Select(e => e.Value)];
}
