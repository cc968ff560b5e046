using Baton.Engine.Conditions.Terms;

namespace Baton.Engine.Conditions.Indexing;

/// <summary>A field that rules look at.</summary>
internal readonly record struct FieldKey(Root Root, int Slot)
{
    public static FieldKey Of(FieldTerm field) => new(field.Root, field.Slot);
}

/// <summary>What a rule asks of one field: one of some values, or a number within an interval.</summary>
internal sealed class FieldDemand
{
    public HashSet<Value>? Keys { get; private set; }

    public Interval? Range { get; private set; }

    public List<Term> KeyTerms { get; } = [];

    public List<Term> RangeTerms { get; } = [];

    public bool IsEmpty => Keys is { Count: 0 } || Range is { IsEmpty: true };

    public void AddKeys(IEnumerable<Value> keys, Term term)
    {
        KeyTerms.Add(term);
        var added = keys.ToHashSet();
        if (Keys is null)
        {
            Keys = added;
        }
        else
        {
            Keys.IntersectWith(added);
        }
    }

    public void AddRange(in Interval range, Term term)
    {
        RangeTerms.Add(term);
        Range = (Range ?? Interval.Everything).And(range);
    }
}

/// <summary>A rule's condition taken apart: what it demands of single fields, and the rest of its conjunction.</summary>
internal sealed class RuleShape
{
    public Dictionary<FieldKey, FieldDemand> Demands { get; } = [];

    public List<Term> Residual { get; } = [];

    /// <summary>No input at all satisfies the demands.</summary>
    public bool Never { get; private set; }

    /// <summary>The shape of a condition; null is the rule that always matches.</summary>
    public static RuleShape Of(Condition? condition)
    {
        var shape = new RuleShape();
        if (condition is not null)
        {
            shape.Take(condition.Term);
        }

        shape.Never |= shape.Demands.Values.Any(d => d.IsEmpty);
        return shape;
    }

    private void Take(Term term)
    {
        switch (term)
        {
            case AndTerm and:
                Array.ForEach(and.Parts, Take);
                break;
            case ConstantTerm constant:
                Never |= !constant.Value.IsTrue;
                break;
            case FieldEqualTerm { Negated: false } equal when IsKey(equal.Constant):
                DemandOf(equal.Field).AddKeys([equal.Constant], term);
                break;
            case ConstantSetTerm { Field: { } field } set when set.Members.All(m => IsKey(m)):
                DemandOf(field).AddKeys(set.Members, term);
                break;
            case FieldOrderTerm order when !double.IsNaN(order.Number.AsNumber()):
                DemandOf(order.Field).AddRange(Interval.Of(order.Symbol, order.Number), term);
                break;
            default:
                Residual.Add(term);
                break;
        }
    }

    // A NaN equals nothing, and lists and maps are rare and slow to hash.
    private static bool IsKey(in Value value) =>
        value.Kind is ValueKind.Null or ValueKind.Bool or ValueKind.String
        || (value.IsNumber && !double.IsNaN(value.AsNumber()));

    private FieldDemand DemandOf(FieldTerm field)
    {
        var key = FieldKey.Of(field);
        return Demands.TryGetValue(key, out var demand) ? demand : Demands[key] = new FieldDemand();
    }
}
