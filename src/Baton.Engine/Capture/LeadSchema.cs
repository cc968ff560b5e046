using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Baton.Engine.Conditions;

namespace Baton.Engine.Capture;

/// <summary>
/// The fields that a lead can have: the standard ones in the fixed slots of <see cref="LeadSlots"/>, then the policy's
/// custom ones in order of declaration. Immutable and safe to share.
/// </summary>
public sealed class LeadSchema
{
    private const int LongText = 10_000;
    private const int ShortText = 1_000;
    private const int IdText = 200;

    private readonly ImmutableArray<LeadField> _fields;

    // Boxed once: what reads fields by slot does so some dozen times a lead.
    private readonly IReadOnlyList<LeadField> _list;
    private readonly FrozenDictionary<string, int> _slots;

    // Ascending, worked out once: a lead's fields are gone through several times on its way.
    private readonly int[] _all;
    private readonly int[] _shown;
    private readonly int[] _plain;
    private readonly int[] _personal;

    private LeadSchema(ImmutableArray<LeadField> fields)
    {
        _fields = fields;
        _all = [.. Enumerable.Range(0, fields.Length)];
        _shown = [.. _all.Where(slot => slot is LeadSlots.Answers or LeadSlots.Activities || !IsReserved(slot))];
        _plain = [.. _all.Where(slot => IsJournaled(slot) && !fields[slot].Personal)];
        _personal = [.. _all.Where(slot => IsJournaled(slot) && fields[slot].Personal)];
        _list = fields;
        _slots = fields.Select((field, slot) => (field.Name, slot)).ToFrozenDictionary(p => p.Name, p => p.slot);
    }

    /// <summary>The standard fields alone.</summary>
    public static LeadSchema Standard { get; } = new(StandardFields());

    public IReadOnlyList<LeadField> Fields => _list;

    public int Count => _fields.Length;

    /// <summary>The slot of the field of this exact name, or -1.</summary>
    public int SlotOf(string name) => _slots.GetValueOrDefault(name, -1);

    /// <summary>
    /// The same where the field most likely stands at <paramref name="from"/> or soon after, and the name is most likely
    /// the schema's own text: a walk over ten fields in order costs less than ten look-ups.
    /// </summary>
    internal int SlotOf(string name, int from)
    {
        for (var slot = from; slot < _fields.Length; slot++)
        {
            if (ReferenceEquals(_fields[slot].Name, name))
            {
                return slot;
            }
        }

        return SlotOf(name);
    }

    /// <summary>
    /// This schema with the custom fields added. One that bears the name of a field already here keeps that field's slot
    /// and takes the declared kind; it is personal where either is.
    /// </summary>
    public LeadSchema With(IEnumerable<LeadField> custom)
    {
        var fields = _fields.ToBuilder();
        foreach (var field in custom)
        {
            var slot = fields.FindIndex(f => f.Name == field.Name);
            if (slot < 0)
            {
                fields.Add(field with { Custom = true });
            }
            else
            {
                var personal = field.Personal || fields[slot].Personal;
                fields[slot] = field with { Personal = personal, Custom = fields[slot].Custom };
            }
        }

        return new LeadSchema(fields.ToImmutable());
    }

    /// <summary>Whether only Baton itself sets this field, never who sends the lead.</summary>
    public static bool IsReserved(int slot) =>
        slot
            is LeadSlots.Score
                or LeadSlots.Probability
                or LeadSlots.Grade
                or LeadSlots.Territory
                or LeadSlots.Segments
                or LeadSlots.Activities
                or LeadSlots.Stage
                or LeadSlots.Status;

    /// <summary>Every field that has a value, by name, in the order of the slots.</summary>
    internal ImmutableArray<KeyValuePair<string, Value>> Named(ReadOnlySpan<Value> all) => Those(_all, all);

    /// <summary>As <see cref="Named"/>, of what readers see: without what is read elsewhere in a lead.</summary>
    internal ImmutableArray<KeyValuePair<string, Value>> Shown(ReadOnlySpan<Value> all) => Those(_shown, all);

    /// <summary>As <see cref="Named"/>, of what an event holds of a lead and may stand in the journal's payload.</summary>
    internal ImmutableArray<KeyValuePair<string, Value>> Plain(ReadOnlySpan<Value> all) => Those(_plain, all);

    /// <summary>As <see cref="Plain"/>, of what is personal and stands apart.</summary>
    internal ImmutableArray<KeyValuePair<string, Value>> Personal(ReadOnlySpan<Value> all) => Those(_personal, all);

    private static bool IsJournaled(int slot) => slot != LeadSlots.CreatedAt && !IsReserved(slot);

    // Counted first: an array that grows is copied four times for the fields of a usual lead. There may be fewer values
    // than slots, where the schema has grown.
    private ImmutableArray<KeyValuePair<string, Value>> Those(int[] slots, ReadOnlySpan<Value> all)
    {
        var count = 0;
        foreach (var slot in slots)
        {
            count += slot >= all.Length || all[slot].IsNull ? 0 : 1;
        }

        var named = new KeyValuePair<string, Value>[count];
        for (var (i, next) = (0, 0); next < count; i++)
        {
            ref readonly var value = ref all[slots[i]];
            if (!value.IsNull)
            {
                named[next++] = new(_fields[slots[i]].Name, value);
            }
        }

        return ImmutableCollectionsMarshal.AsImmutableArray(named);
    }

    /// <summary>The longest text that the field takes, in UTF-16 units.</summary>
    public static int LongestText(int slot) =>
        slot switch
        {
            LeadSlots.Message or LeadSlots.LandingPage => LongText,
            LeadSlots.Id or LeadSlots.ExternalId => IdText,
            _ => ShortText,
        };

    private static ImmutableArray<LeadField> StandardFields() =>
        [
            Personal("id"),
            Personal("external_id"),
            Personal("email"),
            Personal("phone"),
            Personal("first_name"),
            Personal("last_name"),
            Personal("name"),
            Plain("title"),
            Plain("company"),
            Plain("domain"),
            Plain("website"),
            Plain("employees", FieldKind.Number),
            Plain("revenue", FieldKind.Number),
            Plain("industry"),
            Plain("country"),
            Plain("region"),
            Plain("city"),
            Plain("postal_code"),
            Plain("language"),
            Plain("source"),
            Plain("campaign"),
            Plain("medium"),
            Plain("landing_page"),
            Personal("message"),
            Plain("product"),
            Plain("budget", FieldKind.Number),
            Plain("value", FieldKind.Number),
            Plain("interests", FieldKind.List),
            Plain("consent", FieldKind.Bool),
            Plain("created_at", FieldKind.Timestamp),
            Plain("score", FieldKind.Number),
            Plain("probability", FieldKind.Number),
            Plain("grade"),
            Plain("territory"),
            Plain("segments", FieldKind.List),
            Plain("activities", FieldKind.Map),
            Plain("answers", FieldKind.Map),
            Plain("stage"),
            Plain("status"),
        ];

    private static LeadField Plain(string name, FieldKind kind = FieldKind.String) => new(name, kind, false, false);

    private static LeadField Personal(string name) => new(name, FieldKind.String, true, false);
}

file static class Builders
{
    public static int FindIndex(this ImmutableArray<LeadField>.Builder fields, Predicate<LeadField> wanted)
    {
        for (var i = 0; i < fields.Count; i++)
        {
            if (wanted(fields[i]))
            {
                return i;
            }
        }

        return -1;
    }
}
