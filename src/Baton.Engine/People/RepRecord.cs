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
                new RecordField("stats", FieldKind.Map),
            ]
        );

    public static Value[] Of(RepConfig rep) =>
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
            Value.Null,
        ];
}
