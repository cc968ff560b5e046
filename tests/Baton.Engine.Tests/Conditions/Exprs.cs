using System.Collections.Immutable;
using Baton.Engine.Conditions;
using NodaTime;

namespace Baton.Engine.Tests.Conditions;

/// <summary>A small world for expressions: a lead, a rep, an account and a Friday afternoon.</summary>
internal static class Exprs
{
    public static readonly RecordType Lead = new(
        "lead",
        [
            new("id", FieldKind.String),
            new("company", FieldKind.String),
            new("country", FieldKind.String),
            new("region", FieldKind.String),
            new("employees", FieldKind.Integer),
            new("budget", FieldKind.Number),
            new("source", FieldKind.String),
            new("interests", FieldKind.List),
            new("answers", FieldKind.Map),
            new("created_at", FieldKind.Timestamp),
            new("consent", FieldKind.Bool),
            new("hobby", FieldKind.Any),
            new("language", FieldKind.String),
            new("message", FieldKind.String),
        ]
    );

    public static readonly RecordType Rep = new(
        "rep",
        [
            new("id", FieldKind.String),
            new("skills", FieldKind.Map),
            new("timezone", FieldKind.String),
            new("weight", FieldKind.Integer),
        ]
    );

    public static readonly RecordType Account = new(
        "account",
        [new("name", FieldKind.String), new("owner", FieldKind.String)]
    );

    public static readonly ConditionScope Scope = new()
    {
        Lead = Lead,
        Rep = Rep,
        Account = Account,
        Calendars = ["us-office", "eu-office"],
        Named = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["big"] = "lead.employees > 250",
            ["alps"] = "lead.country in {'AT': 1, 'CH': 2}",
            ["big_alps"] = "big && alps",
            ["broken"] = "lead.employes > 1 &&\n lead.cuntry == 'US'",
            ["ring_a"] = "ring_b || true",
            ["ring_b"] = "!ring_a",
            ["unfinished"] = "lead.employees >",
            ["headcount"] = "lead.employees + 1",
        },
    };

    /// <summary>2026-05-15, a Friday, 13:45:30.123456789 UTC.</summary>
    public static readonly Instant Now =
        Instant.FromUtc(2026, 5, 15, 13, 45, 30) + Duration.FromNanoseconds(123_456_789L);

    public static Value Map(params (string Key, Value Value)[] entries) =>
        Value.Of(entries.ToImmutableSortedDictionary(e => e.Key, e => e.Value, StringComparer.Ordinal));

    public static Value[] Fields(RecordType type, params (string Field, Value Value)[] values)
    {
        var record = new Value[type.Count];
        foreach (var (field, value) in values)
        {
            record[type.SlotOf(field)] = value;
        }

        return record;
    }

    /// <summary>A lead of 300 in California with a budget of 2.5, and a rep who speaks Spanish.</summary>
    public static ConditionInput Full =>
        new()
        {
            Lead = Fields(
                Lead,
                ("company", Value.Of("Orbit")),
                ("country", Value.Of("US")),
                ("region", Value.Of("CA")),
                ("employees", Value.Of(300L)),
                ("budget", Value.Of(2.5)),
                ("interests", Value.OfList("crm", "billing")),
                ("answers", Map(("budget", Value.Of("yes")))),
                ("created_at", Value.Of(Now - Duration.FromHours(2))),
                ("consent", Value.True),
                ("language", Value.Of("es"))
            ),
            Rep = Fields(
                Rep,
                ("id", Value.Of("ana")),
                ("skills", Map(("es", Value.Of(5L)), ("tax", Value.Of(2L)))),
                ("timezone", Value.Of("America/New_York"))
            ),
            Account = Fields(Account, ("name", Value.Of("Acme"))),
            Now = Now,
            IsOpen = static name => name == "us-office",
        };

    /// <summary>Nothing is known of anybody.</summary>
    public static ConditionInput Blank => new() { Now = Now };

    public static Condition Compile(string source)
    {
        var faults = new List<ConditionFault>();
        var condition = Condition.Compile(source, Scope, faults);
        return condition ?? throw new InvalidOperationException($"{source}: {string.Join("; ", faults)}");
    }

    public static Value Evaluate(string source) => Compile(source).Evaluate(Full);

    /// <summary>The faults as <c>line:column message</c>.</summary>
    public static IReadOnlyList<string> Faults(string source)
    {
        var faults = new List<ConditionFault>();
        Condition.Compile(source, Scope, faults).ShouldBeNull();
        return [.. faults.Select(f => $"{f.Line}:{f.Column} {f.Message}")];
    }
}
