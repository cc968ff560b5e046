using Baton.Engine.Conditions;

namespace Baton.Engine.Capture;

/// <summary>
/// A stable 64-bit hash of what somebody sent, which tells "the same id, the same content" from "the same id, other
/// content". The order of the fields does not matter, a null is as good as absent, and 5 equals 5.0.
/// <para>
/// Algorithm: each field's name and value are hashed with FNV-1a (64 bits, over UTF-16 units and 64-bit words), the
/// result is mixed by the finaliser of SplitMix64 (Steele, Lea, Flood 2014) and the fields' results are added. It is not
/// proof against somebody who looks for collisions: who sends both contents could as well use another id.
/// </para>
/// </summary>
public static class ContentHash
{
    private const ulong Basis = 14695981039346656037;
    private const ulong Prime = 1099511628211;
    private const double LongLimit = 9223372036854775808.0;

    public static long Of(RawLead lead)
    {
        var sum = 0UL;
        foreach (ref readonly var field in lead.Span)
        {
            var (name, value) = field;
            if (!value.IsNull)
            {
                sum += Mixed(Add(Add(Basis, name), value));
            }
        }

        return unchecked((long)Mixed(sum));
    }

    private static ulong Add(ulong hash, Value value)
    {
        hash = Add(hash, (ulong)(value.Kind == ValueKind.Double && IsWhole(value) ? ValueKind.Int : value.Kind));
        return value.Kind switch
        {
            ValueKind.Null => hash,
            ValueKind.Bool => Add(hash, value.AsBool() ? 1UL : 0UL),
            ValueKind.Int => Add(hash, unchecked((ulong)value.AsInt())),
            ValueKind.Double => IsWhole(value)
                ? Add(hash, unchecked((ulong)(long)value.AsNumber()))
                : Add(hash, BitConverter.DoubleToUInt64Bits(value.AsNumber())),
            ValueKind.String => Add(hash, value.AsString()),
            ValueKind.List => AddList(hash, value),
            ValueKind.Map => AddMap(hash, value),
            _ => Add(hash, value.ToString()),
        };
    }

    private static bool IsWhole(Value value) =>
        value.AsNumber() is var number && number >= -LongLimit && number < LongLimit && Math.Floor(number) == number;

    private static ulong AddList(ulong hash, Value value)
    {
        var items = value.AsList();
        hash = Add(hash, (ulong)items.Length);
        foreach (var item in items)
        {
            hash = Add(hash, item);
        }

        return hash;
    }

    private static ulong AddMap(ulong hash, Value value)
    {
        var map = value.AsMap();
        hash = Add(hash, (ulong)map.Count);
        foreach (var (key, item) in map)
        {
            hash = Add(Add(hash, key), item);
        }

        return hash;
    }

    // The length goes in first, so that no two sequences of texts run together into the same one.
    private static ulong Add(ulong hash, string text)
    {
        hash = Add(hash, (ulong)text.Length);
        foreach (var unit in text)
        {
            hash = (hash ^ unit) * Prime;
        }

        return hash;
    }

    private static ulong Add(ulong hash, ulong word) => (hash ^ Mixed(word)) * Prime;

    private static ulong Mixed(ulong word)
    {
        word = (word ^ (word >> 30)) * 0xBF58476D1CE4E5B9;
        word = (word ^ (word >> 27)) * 0x94D049BB133111EB;
        return word ^ (word >> 31);
    }
}
