using System.Collections.Immutable;
using Baton.Engine.Conditions.Parsing;

namespace Baton.Engine.Conditions.Terms;

/// <summary>Functions over lists, maps and texts that are not null.</summary>
internal static class Collections
{
    public static Value Size(in Value value, in Place place, ref Frame frame) =>
        value.Kind switch
        {
            ValueKind.String => Value.Of((long)CodePoints.Count(value.AsString())),
            ValueKind.List => Value.Of((long)value.AsList().Length),
            ValueKind.Map => Value.Of((long)value.AsMap().Count),
            _ => place.Fail($"{Kinds.Name(value)} has no size"),
        };

    /// <summary>An item of a list by its number from 0, or a value of a map by its key: null where the map lacks it.</summary>
    public static Value Index(in Value target, in Value index, in Place place, ref Frame frame)
    {
        if (target.Kind == ValueKind.Map)
        {
            return index.Kind == ValueKind.String
                ? target.AsMap().GetValueOrDefault(index.AsString())
                : place.Fail($"a map has text keys; {Kinds.Name(index)} is none");
        }

        if (target.Kind != ValueKind.List || !index.IsNumber)
        {
            return place.Fail($"{Kinds.Name(target)} has no item [{index}]");
        }

        var items = target.AsList();
        var number = index.AsNumber();
        return number >= 0 && number < items.Length && number == Math.Floor(number)
            ? items[(int)number]
            : place.Fail($"a list of {items.Length} has no item [{index}]");
    }

    private static Value KeysContain(in Value map, in Value item) =>
        Value.Of(item.TextOrNull is { } key && map.AsMap().ContainsKey(key));

    public static Value Contains(in Value item, in Value collection, in Place place, ref Frame frame) =>
        collection.Kind switch
        {
            ValueKind.Map => KeysContain(collection, item),
            ValueKind.List when !frame.Spend(collection.AsList().Length) => place.Fail(Macros.TooManySteps),
            ValueKind.List => Value.Of(collection.AsList().AsSpan().Contains(item)),
            _ => place.Fail($"'in' needs a list or a map, not {Kinds.Name(collection)}"),
        };
}

/// <summary>
/// <c>x in y</c>: false where y is null; null is in a list that holds null. It is not a <see cref="BinaryTerm"/> because its
/// left side may be null.
/// </summary>
internal sealed class InTerm(Term item, Term collection, Place place) : Term(FieldKind.Bool, item, collection)
{
    public override Value Evaluate(ref Frame frame)
    {
        var value = item.Evaluate(ref frame);
        if (value.IsFailed)
        {
            return value;
        }

        var within = collection.Evaluate(ref frame);
        return within.IsFailed ? within
            : within.IsNull ? Value.False
            : Collections.Contains(value, within, place, ref frame);
    }
}

internal sealed class ListTerm(Term[] items) : Term(FieldKind.List, items)
{
    public override Value Evaluate(ref Frame frame)
    {
        var values = new Value[Parts.Length];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = Parts[i].Evaluate(ref frame);
            if (values[i].IsFailed)
            {
                return values[i];
            }
        }

        return Value.Of([.. values]);
    }
}

/// <summary>A map literal; its keys must come out as texts, each once.</summary>
internal sealed class MapTerm(Term[] keys, Term[] values, Place place) : Term(FieldKind.Map, [.. keys, .. values])
{
    public override Value Evaluate(ref Frame frame)
    {
        var map = ImmutableSortedDictionary.CreateBuilder<string, Value>(StringComparer.Ordinal);
        for (var i = 0; i < keys.Length; i++)
        {
            var key = keys[i].Evaluate(ref frame);
            if (key.IsFailed)
            {
                return key;
            }

            var value = values[i].Evaluate(ref frame);
            if (value.IsFailed)
            {
                return value;
            }

            if (key.TextOrNull is not { } text)
            {
                return place.Fail($"the keys of a map are texts, not {Kinds.Name(key)}");
            }

            if (!map.TryAdd(text, value))
            {
                return place.Fail($"the map has the key '{text}' twice");
            }
        }

        return Value.Of(map.ToImmutable());
    }
}
