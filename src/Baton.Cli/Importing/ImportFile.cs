using System.Security.Cryptography;
using System.Text;
using Baton.Cli.Commands;

namespace Baton.Cli.Importing;

/// <summary>
/// A file to import, read once through before anything is stored: its hash, by which its rows are known again, and its
/// encoding. Memory stays flat however large it is.
/// </summary>
internal sealed record ImportFile(string Path, long Length, string Hash, Encoding Encoding)
{
    private const int ChunkSize = 128 * 1024;

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    // What spreadsheets save as "CSV" in the west: Latin-1 and more.
    private static Encoding Western => CodePagesEncodingProvider.Instance.GetEncoding(1252)!;

    /// <param name="encoding">Null: found from the byte order mark, else UTF-8 where the file is that, else Windows-1252.</param>
    public static async Task<ImportFile> Open(string path, string? encoding, CancellationToken cancellation)
    {
        try
        {
            await using var stream = File.OpenRead(path);
            var (hash, found) = await Scan(stream, cancellation);
            return new ImportFile(path, stream.Length, hash, encoding is null ? found : Named(encoding));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw CommandException.Usage($"cannot read {path}: {e.Message}");
        }
    }

    /// <summary>Its text as UTF-8, from the start; <paramref name="passed"/> is told how many bytes of the file were read.</summary>
    public Stream Read(Action<long>? passed = null)
    {
        var file = new CountingStream(File.OpenRead(Path), passed);
        return Encoding.CodePage == Utf8.CodePage ? file : Encoding.CreateTranscodingStream(file, Encoding, Utf8);
    }

    private static async Task<(string Hash, Encoding Encoding)> Scan(Stream stream, CancellationToken cancellation)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var decoder = new UTF8Encoding(false, throwOnInvalidBytes: true).GetDecoder();
        var (bytes, chars) = (new byte[ChunkSize], new char[ChunkSize + 1]);
        Encoding? marked = null;
        var (isFirst, isUtf8) = (true, true);
        while (
            await stream.ReadAtLeastAsync(bytes, ChunkSize, throwOnEndOfStream: false, cancellation) is > 0 and var read
        )
        {
            hash.AppendData(bytes, 0, read);
            marked ??= isFirst ? Mark(bytes.AsSpan(0, read)) : null;
            isUtf8 = isUtf8 && IsUtf8(decoder, bytes.AsSpan(0, read), chars, isLast: read < ChunkSize);
            isFirst = false;
        }

        return (Convert.ToHexStringLower(hash.GetHashAndReset()), marked ?? (isUtf8 ? Utf8 : Western));
    }

    private static Encoding? Mark(ReadOnlySpan<byte> start) =>
        start switch
        {
            [0xEF, 0xBB, 0xBF, ..] => Utf8,
            [0xFF, 0xFE, ..] => Encoding.Unicode,
            [0xFE, 0xFF, ..] => Encoding.BigEndianUnicode,
            _ => null,
        };

    private static bool IsUtf8(Decoder decoder, ReadOnlySpan<byte> bytes, char[] chars, bool isLast)
    {
        try
        {
            decoder.GetChars(bytes, chars, isLast);
            return true;
        }
        catch (DecoderFallbackException)
        {
            return false;
        }
    }

    private static Encoding Named(string name)
    {
        try
        {
            return CodePagesEncodingProvider.Instance.GetEncoding(name) ?? Encoding.GetEncoding(name);
        }
        catch (ArgumentException)
        {
            throw CommandException.Usage(
                $"--encoding {name} is not known; such are utf-8, utf-16, windows-1252, iso-8859-1"
            );
        }
    }
}
