using Baton.Engine.Conditions.Parsing;

namespace Baton.Engine.Conditions.Terms;

internal enum Root : byte
{
    Lead,
    Rep,
    Account,
}

/// <summary>A field of a root variable.</summary>
internal sealed class FieldTerm(Root root, int slot, FieldKind kind) : Term(kind)
{
    public Root Root => root;

    public int Slot => slot;

    public override Value Evaluate(ref Frame frame)
    {
        var record = root switch
        {
            Root.Lead => frame.Lead,
            Root.Rep => frame.Rep,
            _ => frame.Account,
        };
        return record is not null && (uint)slot < (uint)record.Length ? record[slot] : default;
    }
}

/// <summary><c>has(lead.x)</c>.</summary>
internal sealed class HasFieldTerm(FieldTerm field) : Term(FieldKind.Bool, field)
{
    public override Value Evaluate(ref Frame frame) => Value.Of(!field.Evaluate(ref frame).IsNull);
}

/// <summary><c>account == null</c> or <c>account != null</c>.</summary>
internal sealed class AccountKnownTerm(bool wanted) : Term(FieldKind.Bool)
{
    public bool Wanted => wanted;

    public override Value Evaluate(ref Frame frame) => Value.Of(frame.Account is not null == wanted);
}

internal sealed class NowTerm() : Term(FieldKind.Timestamp)
{
    public override Value Evaluate(ref Frame frame) => Value.Of(frame.Now);
}

internal sealed class OpenTerm(string calendar) : Term(FieldKind.Bool)
{
    public override Value Evaluate(ref Frame frame) => Value.Of(frame.IsOpen is { } isOpen && isOpen(calendar));
}

/// <summary>The variable of a macro.</summary>
internal sealed class LocalTerm(int slot) : Term(FieldKind.Any)
{
    public override Value Evaluate(ref Frame frame) => frame.Locals[slot];
}

/// <summary><c>map.field</c>: null where the map lacks it.</summary>
internal sealed class SelectTerm(Term target, string field, Place place) : Term(FieldKind.Any, target)
{
    public string Field => @field;

    public override Value Evaluate(ref Frame frame)
    {
        var value = target.Evaluate(ref frame);
        return value.Kind switch
        {
            ValueKind.Map => value.AsMap().GetValueOrDefault(field),
            ValueKind.Null => Value.Null,
            _ when value.IsFailed => value,
            _ => place.Fail($"{Kinds.Name(value)} has no field '{field}'"),
        };
    }
}

/// <summary><c>has(map.field)</c>.</summary>
internal sealed class HasKeyTerm(Term target, string field, Place place) : Term(FieldKind.Bool, target)
{
    public string Field => @field;

    public override Value Evaluate(ref Frame frame)
    {
        var value = target.Evaluate(ref frame);
        return value.Kind switch
        {
            ValueKind.Map => Value.Of(value.AsMap().ContainsKey(field)),
            ValueKind.Null => Value.False,
            _ when value.IsFailed => value,
            _ => place.Fail($"{Kinds.Name(value)} has no field '{field}'"),
        };
    }
}
