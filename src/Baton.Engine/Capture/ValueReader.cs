using System.Collections.Frozen;
using System.Collections.Immutable;
using Baton.Engine.Conditions;

namespace Baton.Engine.Capture;

/// <summary>Turns a sent value into one of its field's kind, or tells that it is none. Empty text is null everywhere.</summary>
internal static class ValueReader
{
    /// <summary>As deep as sent lists and maps may nest; what is deeper is no data of a lead.</summary>
    private const int Deepest = 8;

    private static readonly FrozenSet<string> Yes =
        "true yes y t 1 on x checked ja j oui si sim da tak igen kylla hai wahr vero".Split(' ').ToFrozenSet();

    private static readonly FrozenSet<string> No =
        "false no n f 0 off unchecked nein non nao nee nej ne nie nem ei iie falsch falso".Split(' ').ToFrozenSet();

    /// <summary>False where the value is not of the kind and cannot be read as one.</summary>
    public static bool TryRead(Value sent, FieldKind kind, bool lines, out Value value)
    {
        value = sent.Kind == ValueKind.String ? Value.Of(CleanText.Of(sent.AsString(), lines)) : sent;
        if (value.IsNull)
        {
            return true;
        }

        return kind switch
        {
            FieldKind.String => TryText(ref value),
            FieldKind.Number => TryNumber(ref value),
            FieldKind.Integer => TryNumber(ref value) && TryWhole(ref value),
            FieldKind.Bool => TryBool(ref value),
            FieldKind.List => TryList(ref value),
            FieldKind.Map => value.Kind == ValueKind.Map && TryCleanParts(ref value, 0),
            FieldKind.Timestamp => TryTimestamp(ref value),
            FieldKind.Duration => TryDuration(ref value),
            _ => TryCleanParts(ref value, 0),
        };
    }

    private static bool TryText(ref Value value)
    {
        switch (value.Kind)
        {
            case ValueKind.String:
                return true;
            case ValueKind.List or ValueKind.Map:
                return false;
            case ValueKind.Double
                when Math.Abs(value.AsNumber()) < 1e15 && Math.Floor(value.AsNumber()) == value.AsNumber():
                // A telephone number out of a spreadsheet is 1.4155552671E+10.
                value = Value.Of(Value.Of((long)value.AsNumber()).ToString());
                return true;
            default:
                value = Value.Of(value.ToString());
                return true;
        }
    }

    private static bool TryNumber(ref Value value) =>
        value.Kind switch
        {
            ValueKind.Int => true,
            ValueKind.Double => double.IsFinite(value.AsNumber()),
            ValueKind.String => NumberText.TryRead(value.AsString(), out value),
            _ => false,
        };

    private static bool TryWhole(ref Value value)
    {
        if (value.Kind == ValueKind.Double)
        {
            var number = value.AsNumber();
            if (Math.Abs(number) >= 9e18 || Math.Floor(number) != number)
            {
                return false;
            }

            value = Value.Of((long)number);
        }

        return true;
    }

    private static bool TryBool(ref Value value)
    {
        if (value.Kind == ValueKind.Bool)
        {
            return true;
        }

        if (value.Kind is not (ValueKind.Int or ValueKind.String) || value.ToString() is { Length: > 12 })
        {
            return false;
        }

        var word = Folding.Fold(value.ToString());
        var yes = Yes.Contains(word);
        if (!yes && !No.Contains(word))
        {
            return false;
        }

        value = Value.Of(yes);
        return true;
    }

    private static bool TryTimestamp(ref Value value)
    {
        if (value.Kind == ValueKind.Timestamp)
        {
            return true;
        }

        if (value.Kind != ValueKind.String || TimeText.ReadInstant(value.AsString()) is not { } instant)
        {
            return false;
        }

        value = Value.Of(instant);
        return true;
    }

    private static bool TryDuration(ref Value value)
    {
        if (value.Kind == ValueKind.Duration)
        {
            return true;
        }

        if (value.Kind != ValueKind.String || TimeText.ReadDuration(value.AsString()) is not { } duration)
        {
            return false;
        }

        value = Value.Of(duration);
        return true;
    }

    private static bool TryList(ref Value value)
    {
        if (value.Kind == ValueKind.String)
        {
            value = SplitList(value.AsString());
            return true;
        }

        if (value.Kind is ValueKind.Map)
        {
            return false;
        }

        value = value.Kind == ValueKind.List ? value : Value.Of(ImmutableArray.Create(value));
        return TryCleanParts(ref value, 0);
    }

    // Several entries in one text field: a spreadsheet's cell, a form's checkboxes.
    private static Value SplitList(string text)
    {
        var items = ImmutableArray.CreateBuilder<Value>();
        foreach (var range in text.AsSpan().SplitAny(",;|\n"))
        {
            var item = CleanText.Trim(text.AsSpan()[range]);
            if (item.Length > 0)
            {
                items.Add(Value.Of(item.ToString()));
            }
        }

        return items.Count == 0 ? Value.Null : Value.Of(items.DrainToImmutable());
    }

    // Texts inside lists and maps are cleaned like others; empty entries of lists go. False where it nests too deep.
    private static bool TryCleanParts(ref Value value, int depth)
    {
        if (value.Kind is not (ValueKind.List or ValueKind.Map))
        {
            return value.Kind != ValueKind.Double || double.IsFinite(value.AsNumber());
        }

        return depth < Deepest
            && (value.Kind == ValueKind.List ? TryCleanItems(ref value, depth) : TryCleanEntries(ref value, depth));
    }

    private static bool TryCleanItems(ref Value value, int depth)
    {
        var items = ImmutableArray.CreateBuilder<Value>();
        foreach (var sent in value.AsList())
        {
            var item = Cleaned(sent);
            if (!TryCleanParts(ref item, depth + 1))
            {
                return false;
            }

            if (!item.IsNull)
            {
                items.Add(item);
            }
        }

        value = Value.Of(items.DrainToImmutable());
        return true;
    }

    private static bool TryCleanEntries(ref Value value, int depth)
    {
        var entries = value.AsMap().ToBuilder();
        foreach (var (key, sent) in value.AsMap())
        {
            var item = Cleaned(sent);
            if (!TryCleanParts(ref item, depth + 1))
            {
                return false;
            }

            entries[key] = item;
        }

        value = Value.Of(entries.ToImmutable());
        return true;
    }

    private static Value Cleaned(Value sent) =>
        sent.Kind == ValueKind.String ? Value.Of(CleanText.Of(sent.AsString(), lines: true)) : sent;
}
