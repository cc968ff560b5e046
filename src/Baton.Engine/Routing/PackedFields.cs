using System.Collections.Immutable;
using Baton.Engine.Conditions;
using NodaTime;

namespace Baton.Engine.Routing;

/// <summary>
/// The fields of a lead as bytes: how many slots there are, then those that have a value, ascending, each its slot, its
/// kind and its content; nothing comes after them.
/// </summary>
internal static class PackedFields
{
    // In the place of a kind: the instant at which the lead was created, which nearly every lead has as a field, too.
    private const int Created = 100;

    public static void Write(ReadOnlySpan<Value> fields, Instant created, PackedWriter to)
    {
        to.Count(fields.Length);
        for (var slot = 0; slot < fields.Length; slot++)
        {
            ref readonly var value = ref fields[slot];
            if (!value.IsNull)
            {
                to.Count(slot);
                if (value.Kind == ValueKind.Timestamp && value.AsTimestamp() == created)
                {
                    to.Count(Created);
                }
                else
                {
                    Write(value, to);
                }
            }
        }
    }

    /// <summary>The fields by slot, as many as they were.</summary>
    public static Value[] Read(ReadOnlySpan<byte> packed, Instant created)
    {
        var from = new PackedReader(packed);
        var fields = new Value[(int)from.Count()];
        while (from.Left > 0)
        {
            var slot = (int)from.Count();
            var kind = (int)from.Count();
            fields[slot] = kind == Created ? Value.Of(created) : Read((ValueKind)kind, ref from);
        }

        return fields;
    }

    private static void Write(in Value value, PackedWriter to)
    {
        to.Count((ulong)value.Kind);
        switch (value.Kind)
        {
            case ValueKind.Null:
                break;
            case ValueKind.Bool:
                to.Count(value.AsBool() ? 1 : 0);
                break;
            case ValueKind.Int:
                to.Number(value.AsInt());
                break;
            case ValueKind.Double:
                to.Real(value.AsNumber());
                break;
            case ValueKind.String:
                to.Text(value.AsString());
                break;
            case ValueKind.Timestamp:
                to.Time(value.AsTimestamp());
                break;
            case ValueKind.Duration:
                to.Time(value.AsDuration());
                break;
            case ValueKind.List:
                Write(value.AsList(), to);
                break;
            case ValueKind.Map:
                Write(value.AsMap(), to);
                break;
            default:
                throw new InvalidOperationException($"a value of kind {value.Kind} is none that a lead can have");
        }
    }

    private static void Write(ImmutableArray<Value> list, PackedWriter to)
    {
        to.Count(list.Length);
        foreach (var item in list)
        {
            Write(item, to);
        }
    }

    private static void Write(ImmutableSortedDictionary<string, Value> map, PackedWriter to)
    {
        to.Count(map.Count);
        foreach (var (key, item) in map)
        {
            to.Text(key);
            Write(item, to);
        }
    }

    private static Value Read(ref PackedReader from) => Read((ValueKind)from.Count(), ref from);

    private static Value Read(ValueKind kind, ref PackedReader from) =>
        kind switch
        {
            ValueKind.Null => Value.Null,
            ValueKind.Bool => Value.Of(from.Count() != 0),
            ValueKind.Int => Value.Of(from.Number()),
            ValueKind.Double => Value.Of(from.Real()),
            ValueKind.String => Value.Of(from.Text()),
            ValueKind.Timestamp => Value.Of(from.Time()),
            ValueKind.Duration => Value.Of(from.Span()),
            ValueKind.List => ReadList(ref from),
            ValueKind.Map => ReadMap(ref from),
            _ => throw new InvalidOperationException($"no value is of kind {kind}"),
        };

    private static Value ReadList(ref PackedReader from)
    {
        var items = new Value[(int)from.Count()];
        for (var i = 0; i < items.Length; i++)
        {
            items[i] = Read(ref from);
        }

        return Value.Of([.. items]);
    }

    private static Value ReadMap(ref PackedReader from)
    {
        var map = ImmutableSortedDictionary.CreateBuilder<string, Value>(StringComparer.Ordinal);
        for (var left = from.Count(); left > 0; left--)
        {
            var key = from.Text();
            map[key] = Read(ref from);
        }

        return Value.Of(map.ToImmutable());
    }
}
