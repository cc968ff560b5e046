using System.Collections.Frozen;
using System.Collections.Immutable;
using Baton.Engine.Conditions;

namespace Baton.Engine.Capture;

/// <summary>
/// What an erased lead keeps of its fields: what counts and reports are made of, such as its source and country. Personal
/// fields go, and of the others those that point to one person or hold whatever was typed.
/// </summary>
public static class ErasedFields
{
    private static readonly FrozenSet<string> Pointing = new[]
    {
        "title",
        "company",
        "domain",
        "website",
        "city",
        "postal_code",
        "landing_page",
        "answers",
    }.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Whether a field that is not personal stays.</summary>
    public static bool Keeps(string field) => !Pointing.Contains(field);

    /// <summary>What stays of fields that were stored as not personal; some may have been declared personal since.</summary>
    public static ImmutableArray<KeyValuePair<string, Value>> Of(
        ImmutableArray<KeyValuePair<string, Value>> plain,
        LeadSchema schema
    ) => plain.RemoveAll(f => !Keeps(f.Key) || IsPersonal(schema, f.Key));

    private static bool IsPersonal(LeadSchema schema, string field) =>
        schema.SlotOf(field) is >= 0 and var slot && schema.Fields[slot].Personal;
}
