using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Runtime.InteropServices;
using System.Text;
using Baton.Engine.Conditions;
using NodaTime;

namespace Baton.Engine.Routing;

/// <summary>
/// The fields of a lead as bytes: those that have a value, ascending, each its slot, its kind and its content. One object
/// of three hundred bytes in the place of a dozen: what the state holds of owned leads is most of what a collector has
/// to go through.
/// </summary>
internal static class PackedFields
{
    // Text of Latin-1 takes a byte a character. All other is kept as it is in memory, so that nothing is lost.
    private const byte WideString = 100;

    public static byte[] Pack(ReadOnlySpan<Value> fields)
    {
        var length = 0;
        foreach (ref readonly var value in fields)
        {
            length += value.IsNull ? 0 : sizeof(ushort) + LengthOf(value);
        }

        var packed = new byte[length];
        var rest = packed.AsSpan();
        for (var slot = 0; slot < fields.Length; slot++)
        {
            if (!fields[slot].IsNull)
            {
                BinaryPrimitives.WriteUInt16LittleEndian(rest, (ushort)slot);
                rest = rest[sizeof(ushort)..];
                Write(fields[slot], ref rest);
            }
        }

        return packed;
    }

    /// <summary>The fields by slot, as many as they were.</summary>
    public static Value[] Unpack(ReadOnlySpan<byte> packed, int width)
    {
        var fields = new Value[width];
        while (packed.Length > 0)
        {
            var slot = BinaryPrimitives.ReadUInt16LittleEndian(packed);
            packed = packed[sizeof(ushort)..];
            fields[slot] = Read(ref packed);
        }

        return fields;
    }

    private static int LengthOf(Value value) =>
        1
        + value.Kind switch
        {
            ValueKind.Null => 0,
            ValueKind.Bool => 1,
            ValueKind.Int or ValueKind.Double => sizeof(long),
            ValueKind.String => LengthOf(value.AsString()),
            ValueKind.Timestamp or ValueKind.Duration => sizeof(long) + sizeof(int),
            ValueKind.List => sizeof(int) + value.AsList().Sum(LengthOf),
            ValueKind.Map => sizeof(int) + value.AsMap().Sum(p => 1 + LengthOf(p.Key) + LengthOf(p.Value)),
            _ => throw new InvalidOperationException($"a value of kind {value.Kind} is none that a lead can have"),
        };

    private static int LengthOf(string text) => sizeof(int) + (IsWide(text) ? sizeof(char) * text.Length : text.Length);

    private static bool IsWide(string text) => text.AsSpan().ContainsAnyExceptInRange('\0', '\u00ff');

    private static void Write(Value value, ref Span<byte> to)
    {
        switch (value.Kind)
        {
            case ValueKind.String:
                Write(value.AsString(), ref to);
                return;
            case ValueKind.List:
                Begin(value.Kind, value.AsList().Length, ref to);
                foreach (var item in value.AsList())
                {
                    Write(item, ref to);
                }

                return;
            case ValueKind.Map:
                Begin(value.Kind, value.AsMap().Count, ref to);
                foreach (var (key, item) in value.AsMap())
                {
                    Write(key, ref to);
                    Write(item, ref to);
                }

                return;
            default:
                to[0] = (byte)value.Kind;
                to = to[1..];
                WriteContent(value, ref to);
                return;
        }
    }

    private static void Begin(ValueKind kind, int count, ref Span<byte> to)
    {
        to[0] = (byte)kind;
        BinaryPrimitives.WriteInt32LittleEndian(to[1..], count);
        to = to[(1 + sizeof(int))..];
    }

    private static void Write(string text, ref Span<byte> to)
    {
        if (IsWide(text))
        {
            Begin((ValueKind)WideString, text.Length, ref to);
            var bytes = MemoryMarshal.AsBytes(text.AsSpan());
            bytes.CopyTo(to);
            to = to[bytes.Length..];
        }
        else
        {
            Begin(ValueKind.String, text.Length, ref to);
            to = to[Encoding.Latin1.GetBytes(text, to)..];
        }
    }

    private static void WriteContent(Value value, ref Span<byte> to)
    {
        switch (value.Kind)
        {
            case ValueKind.Bool:
                to[0] = value.AsBool() ? (byte)1 : (byte)0;
                to = to[1..];
                break;
            case ValueKind.Int:
                WriteLong(value.AsInt(), ref to);
                break;
            case ValueKind.Double:
                WriteLong(BitConverter.DoubleToInt64Bits(value.AsNumber()), ref to);
                break;
            case ValueKind.Timestamp:
                WriteTime(value.AsTimestamp() - NodaConstants.UnixEpoch, ref to);
                break;
            case ValueKind.Duration:
                WriteTime(value.AsDuration(), ref to);
                break;
            default:
                break;
        }
    }

    // Whole days and the nanoseconds of the day, as the library keeps them.
    private static void WriteTime(Duration value, ref Span<byte> to)
    {
        BinaryPrimitives.WriteInt32LittleEndian(to, value.FloorDays());
        to = to[sizeof(int)..];
        WriteLong((value - Duration.FromDays(value.FloorDays())).ToInt64Nanoseconds(), ref to);
    }

    private static int FloorDays(this Duration value) => value.NanosecondOfDay < 0 ? value.Days - 1 : value.Days;

    private static void WriteLong(long value, ref Span<byte> to)
    {
        BinaryPrimitives.WriteInt64LittleEndian(to, value);
        to = to[sizeof(long)..];
    }

    private static Value Read(ref ReadOnlySpan<byte> from)
    {
        var kind = from[0];
        from = from[1..];
        switch ((ValueKind)kind)
        {
            case ValueKind.Null:
                return Value.Null;
            case ValueKind.Bool:
                var isTrue = from[0] != 0;
                from = from[1..];
                return Value.Of(isTrue);
            case ValueKind.Int:
                return Value.Of(ReadLong(ref from));
            case ValueKind.Double:
                return Value.Of(BitConverter.Int64BitsToDouble(ReadLong(ref from)));
            case ValueKind.Timestamp:
                return Value.Of(NodaConstants.UnixEpoch + ReadTime(ref from));
            case ValueKind.Duration:
                return Value.Of(ReadTime(ref from));
            case ValueKind.List:
                return ReadList(ref from);
            case ValueKind.Map:
                return ReadMap(ref from);
            default:
                return Value.Of(ReadText(kind, ref from));
        }
    }

    private static Value ReadList(ref ReadOnlySpan<byte> from)
    {
        var items = new Value[ReadInt(ref from)];
        for (var i = 0; i < items.Length; i++)
        {
            items[i] = Read(ref from);
        }

        return Value.Of([.. items]);
    }

    private static Value ReadMap(ref ReadOnlySpan<byte> from)
    {
        var map = ImmutableSortedDictionary.CreateBuilder<string, Value>(StringComparer.Ordinal);
        for (var left = ReadInt(ref from); left > 0; left--)
        {
            var key = Read(ref from).AsString();
            map[key] = Read(ref from);
        }

        return Value.Of(map.ToImmutable());
    }

    private static string ReadText(byte kind, ref ReadOnlySpan<byte> from)
    {
        var length = ReadInt(ref from) * (kind == WideString ? sizeof(char) : 1);
        var bytes = from[..length];
        from = from[length..];
        return kind == WideString
            ? new string(MemoryMarshal.Cast<byte, char>(bytes))
            : Encoding.Latin1.GetString(bytes);
    }

    private static Duration ReadTime(ref ReadOnlySpan<byte> from) =>
        Duration.FromDays(ReadInt(ref from)) + Duration.FromNanoseconds(ReadLong(ref from));

    private static int ReadInt(ref ReadOnlySpan<byte> from)
    {
        var value = BinaryPrimitives.ReadInt32LittleEndian(from);
        from = from[sizeof(int)..];
        return value;
    }

    private static long ReadLong(ref ReadOnlySpan<byte> from)
    {
        var value = BinaryPrimitives.ReadInt64LittleEndian(from);
        from = from[sizeof(long)..];
        return value;
    }
}
