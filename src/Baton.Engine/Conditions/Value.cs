using System.Collections.Immutable;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using NodaTime;
using NodaTime.Text;

namespace Baton.Engine.Conditions;

/// <summary>What a <see cref="Value"/> holds. The names are those of CEL's types.</summary>
public enum ValueKind : byte
{
    Null,
    Bool,
    Int,
    Double,
    String,
    List,
    Map,
    Timestamp,
    Duration,
}

/// <summary>
/// One value of a lead's field, a rep's attribute or an expression: the data types of CEL, in 24 bytes without boxing.
/// <c>default</c> is null. Equality follows CEL: numbers compare across int and double, null equals only null,
/// lists and maps compare by content.
/// </summary>
public readonly struct Value : IEquatable<Value>
{
    private const ValueKind FailedKind = (ValueKind)255;
    private const int Unordered = 2;
    private const long Billion = NodaConstants.NanosecondsPerSecond;

    // Text, the array of a list, a map, or the fault of a computation that failed.
    private readonly object? _reference;

    // The bits of a bool, int or double; the whole seconds of a timestamp (since 1970) or duration.
    private readonly long _bits;

    // The rest of a timestamp (never negative) or duration (of the sign of its seconds). It fills padding.
    private readonly int _nanos;

    private Value(ValueKind kind, long bits, object? reference, int nanos = 0)
    {
        Kind = kind;
        _bits = bits;
        _reference = reference;
        _nanos = nanos;
    }

    public ValueKind Kind { get; }

    public static Value Null => default;
    public static Value True => new(ValueKind.Bool, 1, null);
    public static Value False => new(ValueKind.Bool, 0, null);
    public static Value EmptyList { get; } = Of(ImmutableArray<Value>.Empty);
    public static Value EmptyMap { get; } = Of(ImmutableSortedDictionary.Create<string, Value>(StringComparer.Ordinal));

    public static Value Of(bool value) => value ? True : False;

    public static Value Of(long value) => new(ValueKind.Int, value, null);

    public static Value Of(double value) => new(ValueKind.Double, BitConverter.DoubleToInt64Bits(value), null);

    public static Value Of(string? value) => value is null ? Null : new(ValueKind.String, 0, value);

    public static Value Of(Instant value)
    {
        var seconds = value.ToUnixTimeSeconds();
        var rest = value - Instant.FromUnixTimeSeconds(seconds);
        return new(ValueKind.Timestamp, seconds, null, rest.SubsecondNanoseconds);
    }

    public static Value Of(Duration value)
    {
        var seconds = (value.Days * (long)NodaConstants.SecondsPerDay) + (value.NanosecondOfDay / Billion);
        return new(ValueKind.Duration, seconds, null, value.SubsecondNanoseconds);
    }

    /// <summary>A list; the default array is the empty list.</summary>
    public static Value Of(ImmutableArray<Value> items) =>
        new(ValueKind.List, 0, ImmutableCollectionsMarshal.AsArray(items) ?? []);

    /// <summary>Maps have text keys; ordinal order, so that every rendering of one map is the same.</summary>
    public static Value Of(ImmutableSortedDictionary<string, Value> map) => new(ValueKind.Map, 0, map);

    public static Value OfList(params IEnumerable<string> items) => Of([.. items.Select(i => Of(i))]);

    /// <summary>Within an evaluation only: a computation that failed, and why. It becomes null at the top.</summary>
    internal static Value Failed(ConditionFault fault) => new(FailedKind, 0, fault);

    internal bool IsFailed => Kind == FailedKind;

    internal ConditionFault? Failure => _reference as ConditionFault;

    public bool IsNull => Kind == ValueKind.Null;
    public bool IsTrue => Kind == ValueKind.Bool && _bits != 0;
    public bool IsNumber => Kind is ValueKind.Int or ValueKind.Double;

    public bool AsBool() => Expect(ValueKind.Bool)._bits != 0;

    public long AsInt() => Expect(ValueKind.Int)._bits;

    /// <summary>The number as a double, whichever of the two kinds it has.</summary>
    public double AsNumber() =>
        Kind == ValueKind.Int ? _bits : BitConverter.Int64BitsToDouble(Expect(ValueKind.Double)._bits);

    public string AsString() => (string)Expect(ValueKind.String)._reference!;

    public Instant AsTimestamp()
    {
        var value = Expect(ValueKind.Timestamp);
        return Instant.FromUnixTimeSeconds(value._bits).PlusNanoseconds(value._nanos);
    }

    public Duration AsDuration()
    {
        var value = Expect(ValueKind.Duration);
        return Duration.FromSeconds(value._bits) + Duration.FromNanoseconds((long)value._nanos);
    }

    public ImmutableArray<Value> AsList() =>
        ImmutableCollectionsMarshal.AsImmutableArray((Value[])Expect(ValueKind.List)._reference!);

    public ImmutableSortedDictionary<string, Value> AsMap() =>
        (ImmutableSortedDictionary<string, Value>)Expect(ValueKind.Map)._reference!;

    /// <summary>The text, or null where this is not text.</summary>
    public string? TextOrNull => _reference as string;

    public bool Equals(Value other)
    {
        if (IsNumber && other.IsNumber)
        {
            return Kind == ValueKind.Int && other.Kind == ValueKind.Int
                ? _bits == other._bits
                : NumericCompare(this, other) == 0;
        }

        if (Kind != other.Kind)
        {
            return false;
        }

        return Kind switch
        {
            ValueKind.Null => true,
            ValueKind.Bool or ValueKind.Timestamp or ValueKind.Duration => _bits == other._bits
                && _nanos == other._nanos,
            ValueKind.String => string.Equals((string)_reference!, (string)other._reference!, StringComparison.Ordinal),
            ValueKind.List => AsList().AsSpan().SequenceEqual(other.AsList().AsSpan()),
            ValueKind.Map => MapsEqual(AsMap(), other.AsMap()),
            _ => _reference!.Equals(other._reference),
        };
    }

    public override bool Equals(object? obj) => obj is Value other && Equals(other);

    public override int GetHashCode() =>
        Kind switch
        {
            ValueKind.Null => 0,
            ValueKind.Int or ValueKind.Double => AsNumber().GetHashCode(),
            ValueKind.Bool => (int)_bits + 1,
            ValueKind.Timestamp or ValueKind.Duration => HashCode.Combine(_bits, _nanos),
            ValueKind.List => AsList().Aggregate(17, (hash, item) => HashCode.Combine(hash, item)),
            ValueKind.Map => AsMap().Aggregate(19, (hash, item) => HashCode.Combine(hash, item.Key, item.Value)),
            _ => _reference!.GetHashCode(),
        };

    public static bool operator ==(Value left, Value right) => left.Equals(right);

    public static bool operator !=(Value left, Value right) => !left.Equals(right);

    /// <summary>
    /// Orders two numbers exactly, also where an int has no exact double. Returns a negative number, zero or a
    /// positive number; NaN is neither, which the result 2 says.
    /// </summary>
    public static int NumericCompare(Value left, Value right)
    {
        if (left.Kind == ValueKind.Int && right.Kind == ValueKind.Int)
        {
            return left._bits.CompareTo(right._bits);
        }

        if (left.Kind == ValueKind.Int)
        {
            var order = IntAgainst(right.AsNumber(), left._bits);
            return order == Unordered ? Unordered : -order;
        }

        return right.Kind == ValueKind.Int ? IntAgainst(left.AsNumber(), right._bits)
            : double.IsNaN(left.AsNumber()) || double.IsNaN(right.AsNumber()) ? Unordered
            : left.AsNumber().CompareTo(right.AsNumber());
    }

    /// <summary>A rendering for people and traces: text as it is, times in ISO 8601, lists and maps as in JSON.</summary>
    public override string ToString() =>
        Kind switch
        {
            ValueKind.Null => "null",
            ValueKind.Bool => _bits != 0 ? "true" : "false",
            ValueKind.Int => _bits.ToString(CultureInfo.InvariantCulture),
            ValueKind.Double => AsNumber().ToString("R", CultureInfo.InvariantCulture),
            ValueKind.String => (string)_reference!,
            ValueKind.Timestamp => InstantPattern.ExtendedIso.Format(AsTimestamp()),
            ValueKind.Duration => DurationText(_bits, _nanos),
            ValueKind.List => "[" + string.Join(", ", AsList().Select(Quoted)) + "]",
            _ => "{" + string.Join(", ", AsMap().Select(p => $"\"{p.Key}\": {Quoted(p.Value)}")) + "}",
        };

    /// <summary>Whether <see cref="ToString"/> gives this text, without making one of a number.</summary>
    internal bool ReadsAs(ReadOnlySpan<char> text)
    {
        Span<char> digits = stackalloc char[32];
        return Kind switch
        {
            ValueKind.Int => _bits.TryFormat(digits, out var length, default, CultureInfo.InvariantCulture)
                && text.SequenceEqual(digits[..length]),
            ValueKind.Double => AsNumber().TryFormat(digits, out var length, "R", CultureInfo.InvariantCulture)
                && text.SequenceEqual(digits[..length]),
            _ => text.SequenceEqual(ToString()),
        };
    }

    // Seconds with up to nine decimals, as in Protocol Buffers: "5400s", "-0.5s".
    private static string DurationText(long seconds, int nanos)
    {
        var sign = seconds < 0 || nanos < 0 ? "-" : "";
        var rest =
            nanos == 0 ? "" : "." + Math.Abs(nanos).ToString("000000000", CultureInfo.InvariantCulture).TrimEnd('0');
        return $"{sign}{Math.Abs(seconds).ToString(CultureInfo.InvariantCulture)}{rest}s";
    }

    private static string Quoted(Value value) => value.Kind == ValueKind.String ? $"\"{value}\"" : value.ToString();

    // Compares a double with an int, exactly.
    private static int IntAgainst(double number, long whole)
    {
        if (double.IsNaN(number))
        {
            return Unordered;
        }

        if (number >= 9223372036854775808.0)
        {
            return 1;
        }

        if (number < -9223372036854775808.0)
        {
            return -1;
        }

        var floor = Math.Floor(number);
        var order = ((long)floor).CompareTo(whole);
        return order != 0 ? order
            : number > floor ? 1
            : 0;
    }

    private static bool MapsEqual(
        ImmutableSortedDictionary<string, Value> left,
        ImmutableSortedDictionary<string, Value> right
    ) => left.Count == right.Count && left.All(p => right.TryGetValue(p.Key, out var v) && p.Value.Equals(v));

    private Value Expect(ValueKind kind, [CallerMemberName] string asked = "") =>
        Kind == kind ? this : throw new InvalidOperationException($"{asked} on a value of kind {Kind}");
}
