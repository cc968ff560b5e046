using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;

namespace Baton.Server.Import;

/// <summary>
/// Keys each row by a hash over everything up to it that was keyed: the same file gives the same keys, row by row, and neither
/// its length nor its end need be known. Two equal rows of one file have different keys.
/// </summary>
internal sealed class RowChain : IDisposable
{
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly byte[] _last = new byte[SHA256.HashSizeInBytes];

    /// <param name="seed">What else must be the same: the format, the header, the mapping.</param>
    public RowChain(ReadOnlySpan<byte> seed) => Next(seed);

    public UInt128 Next(ReadOnlySpan<byte> row)
    {
        _hash.AppendData(_last);
        _hash.AppendData(row);
        _hash.GetHashAndReset(_last);
        return BinaryPrimitives.ReadUInt128BigEndian(_last);
    }

    /// <summary>A key as it is stored.</summary>
    public static string Text(UInt128 key)
    {
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteUInt128BigEndian(bytes, key);
        return "row:" + Base64Url.EncodeToString(bytes);
    }

    public void Dispose() => _hash.Dispose();
}
