using System.Runtime.InteropServices;
using System.Text;
using NodaTime;

namespace Baton.Engine.Routing;

/// <summary>Values one after the other as bytes, small numbers in one byte. Read by <see cref="PackedReader"/>.</summary>
internal sealed class PackedWriter
{
    private const int LongestCount = 10;
    private byte[] _bytes = new byte[1024];

    public int Length { get; private set; }

    /// <summary>What is written by now, until more is.</summary>
    public ReadOnlyMemory<byte> Written => _bytes.AsMemory(0, Length);

    public byte[] ToArray() => _bytes.AsSpan(0, Length).ToArray();

    public void Clear() => Length = 0;

    public void Bytes(ReadOnlySpan<byte> bytes) => bytes.CopyTo(Next(bytes.Length));

    /// <summary>Seven bits a byte, the lowest first.</summary>
    public void Count(ulong number)
    {
        // Nearly all are below: a status, a slot, a kind, a length, a place on a shelf.
        if (number < 0x80 && Length < _bytes.Length)
        {
            _bytes[Length++] = (byte)number;
        }
        else
        {
            LongCount(number);
        }
    }

    private void LongCount(ulong number)
    {
        Reserve(LongestCount);
        while (number >= 0x80)
        {
            _bytes[Length++] = (byte)(number | 0x80);
            number >>= 7;
        }

        _bytes[Length++] = (byte)number;
    }

    public void Count(int number) => Count((ulong)number);

    /// <summary>Of either sign; near zero is short.</summary>
    public void Number(long number) => Count((ulong)((number << 1) ^ (number >> 63)));

    public void Real(double number) => BitConverter.TryWriteBytes(Next(sizeof(double)), number);

    public void Number(decimal number)
    {
        Span<int> bits = stackalloc int[4];
        decimal.GetBits(number, bits);
        foreach (var part in bits)
        {
            Count((uint)part);
        }
    }

    public void Time(Instant time) => Time(time - NodaConstants.UnixEpoch);

    public void Time(Duration time)
    {
        Number(time.Days);
        Number(time.NanosecondOfDay);
    }

    // Text of Latin-1 takes a byte a character. All other is kept as it is in memory, so that nothing is lost.
    public void Text(string text)
    {
        var isWide = text.AsSpan().ContainsAnyExceptInRange('\0', '\u00ff');
        Count((text.Length << 1) + (isWide ? 1 : 0));
        if (isWide)
        {
            Bytes(MemoryMarshal.AsBytes(text.AsSpan()));
        }
        else
        {
            Encoding.Latin1.GetBytes(text, Next(text.Length));
        }
    }

    private Span<byte> Next(int length)
    {
        Reserve(length);
        var next = _bytes.AsSpan(Length, length);
        Length += length;
        return next;
    }

    /// <summary>Makes room for so many bytes more.</summary>
    public void Reserve(int length)
    {
        if (_bytes.Length < Length + length)
        {
            Array.Resize(ref _bytes, Math.Max(Length + length, 2 * _bytes.Length));
        }
    }
}

/// <summary>Reads what <see cref="PackedWriter"/> wrote, in the same order.</summary>
internal ref struct PackedReader(ReadOnlySpan<byte> bytes)
{
    private ReadOnlySpan<byte> _rest = bytes;

    public readonly int Left => _rest.Length;

    public ulong Count()
    {
        var number = 0UL;
        var (i, shift) = (0, 0);
        while (_rest[i] >= 0x80)
        {
            number |= (ulong)(_rest[i++] & 0x7f) << shift;
            shift += 7;
        }

        number |= (ulong)_rest[i] << shift;
        _rest = _rest[(i + 1)..];
        return number;
    }

    public long Number()
    {
        var coded = Count();
        return (long)(coded >> 1) ^ -(long)(coded & 1);
    }

    public double Real() => BitConverter.ToDouble(Bytes(sizeof(double)));

    public decimal Decimal()
    {
        Span<int> bits = [(int)(uint)Count(), (int)(uint)Count(), (int)(uint)Count(), (int)(uint)Count()];
        return new decimal(bits);
    }

    public Instant Time() => NodaConstants.UnixEpoch + Span();

    public Duration Span() => Duration.FromDays((int)Number()) + Duration.FromNanoseconds(Number());

    public string Text()
    {
        var coded = (int)Count();
        return (coded & 1) == 0
            ? Encoding.Latin1.GetString(Bytes(coded >> 1))
            : new string(MemoryMarshal.Cast<byte, char>(Bytes((coded >> 1) * sizeof(char))));
    }

    public ReadOnlySpan<byte> Bytes(int length)
    {
        var next = _rest[..length];
        _rest = _rest[length..];
        return next;
    }
}
