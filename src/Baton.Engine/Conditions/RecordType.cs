using System.Collections.Frozen;

namespace Baton.Engine.Conditions;

/// <summary>A field of <c>lead</c>, <c>rep</c> or <c>account</c>.</summary>
public sealed record RecordField(string Name, FieldKind Kind)
{
    /// <summary>The keys of a map that has no others; null = any.</summary>
    public IReadOnlyList<string>? Keys { get; init; }
}

/// <summary>
/// The shape of a root variable: which fields it has, and in which slot of a <c>Value[]</c> each one stands. Slots are
/// in the order of the fields given.
/// </summary>
public sealed class RecordType
{
    private readonly FrozenDictionary<string, int> _slots;

    /// <exception cref="ArgumentException">Two fields bear one name.</exception>
    public RecordType(string name, IEnumerable<RecordField> fields)
    {
        Name = name;
        Fields = [.. fields];
        _slots = Fields.Select((f, i) => KeyValuePair.Create(f.Name, i)).ToFrozenDictionary();
        if (_slots.Count != Fields.Count)
        {
            throw new ArgumentException($"two fields of {name} bear one name", nameof(fields));
        }
    }

    public string Name { get; }

    public IReadOnlyList<RecordField> Fields { get; }

    public int Count => Fields.Count;

    /// <summary>The slot of a field, or -1 where there is none of that name.</summary>
    public int SlotOf(string field) => _slots.GetValueOrDefault(field, -1);
}
