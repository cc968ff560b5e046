using System.Collections.Immutable;
using Baton.Engine.Conditions;
using Baton.Engine.Policies.Config;

namespace Baton.Engine.People;

/// <summary>The variable <c>rep</c> of expressions: its fields and their values for one rep.</summary>
internal static class RepRecord
{
    public static RecordType Type { get; } =
        new(
            "rep",
            [
                new RecordField("id", FieldKind.String),
                new RecordField("name", FieldKind.String),
                new RecordField("email", FieldKind.String),
                new RecordField("timezone", FieldKind.String),
                new RecordField("calendar", FieldKind.String),
                new RecordField("skills", FieldKind.Map),
                new RecordField("territories", FieldKind.List),
                new RecordField("attributes", FieldKind.Map),
                new RecordField("weight", FieldKind.Integer),
                new RecordField("capacity", FieldKind.Integer),
                new RecordField("status", FieldKind.String),
                new RecordField("active", FieldKind.Bool),
                new RecordField("stats", FieldKind.Map)
                {
                    Keys = ["win_rate_90d", "value_90d", "response_p50_90d", "received_30d", "open"],
                },
            ]
        );

    /// <summary>The slot of <c>rep.stats</c>.</summary>
    public static int Stats { get; } = Type.SlotOf("stats");

    public static Value[] Of(RepConfig rep, RepStats? stats = null) =>
        [
            Value.Of(rep.Id),
            Value.Of(rep.Name),
            Value.Of(rep.Email),
            Value.Of(rep.TimeZone?.Id),
            Value.Of(rep.Calendar),
            Value.Of(
                rep.Skills.ToImmutableSortedDictionary(s => s.Key, s => Value.Of((long)s.Value), StringComparer.Ordinal)
            ),
            Value.OfList(rep.Territories),
            rep.Attributes,
            Value.Of((long)rep.Weight),
            rep.Capacity is { } capacity ? Value.Of((long)capacity) : Value.Null,
            Value.Of(Choice.Word(rep.Status)),
            Value.Of(rep.Active),
            stats is { } some ? MapOf(some) : Value.Null,
        ];

    private static Value MapOf(RepStats stats) =>
        Value.Of(
            ImmutableSortedDictionary.CreateRange(
                StringComparer.Ordinal,
                [
                    KeyValuePair.Create("win_rate_90d", Number(stats.WinRate)),
                    KeyValuePair.Create("value_90d", Number(stats.Value)),
                    KeyValuePair.Create("response_p50_90d", stats.Response is { } s ? Value.Of(s) : Value.Null),
                    KeyValuePair.Create("received_30d", Value.Of(stats.Received)),
                    KeyValuePair.Create("open", Value.Of(stats.Open)),
                ]
            )
        );

    private static Value Number(decimal? number) => number is { } some ? Value.Of((double)some) : Value.Null;
}
