using System.Collections.Frozen;
using Baton.Engine.Conditions.Terms;

namespace Baton.Engine.Conditions.Indexing;

/// <summary><c>==</c> and <c>in</c>: a posting for each value.</summary>
internal sealed class KeyColumn : Column
{
    private readonly FrozenDictionary<string, Possible> _texts;
    private readonly FrozenDictionary<Value, Possible> _values;

    private KeyColumn(FieldTerm field, Dictionary<Value, Possible> postings)
        : base(field)
    {
        _texts = postings
            .Where(p => p.Key.Kind == ValueKind.String)
            .ToFrozenDictionary(p => p.Key.AsString(), p => p.Value, StringComparer.Ordinal);
        _values = postings.Where(p => p.Key.Kind != ValueKind.String).ToFrozenDictionary();
    }

    /// <param name="field">The field.</param>
    /// <param name="rules">How many rules there are.</param>
    /// <param name="asking">Rules with the values they accept, in ascending order of the rules.</param>
    public static KeyColumn Build(FieldTerm field, int rules, IReadOnlyList<(int Rule, HashSet<Value> Keys)> asking)
    {
        var free = Free(rules, asking.Select(a => a.Rule));
        var postings = new Dictionary<Value, List<int>>();
        foreach (var (rule, keys) in asking)
        {
            foreach (var key in keys)
            {
                (postings.TryGetValue(key, out var list) ? list : postings[key] = []).Add(rule);
            }
        }

        return new KeyColumn(
            field,
            postings
                .Select((p, id) => (p.Key, Value: Possible.Of(p.Value, free, rules, id)))
                .ToDictionary(p => p.Key, p => p.Value)
        )
        {
            Others = new Possible(free, null),
        };
    }

    /// <summary>How many values have a posting.</summary>
    public int Known => _texts.Count + _values.Count;

    public override Possible Find(in Value value) =>
        value.TextOrNull is { } text
            ? _texts.TryGetValue(text, out var byText)
                ? byText
                : Others
            : _values.Count > 0 && _values.TryGetValue(value, out var byValue)
                ? byValue
                : Others;

    public override Possible Find(FieldDemand demand) =>
        demand.Keys is { Count: > 0 } keys ? Find(keys.First()) : Others;
}
