using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Data.Sqlite;

namespace Baton.Storage.Sqlite;

/// <summary>
/// Under what a client id, an e-mail or a phone is kept in <see cref="SqliteLeadKeys"/>: the first 47 bits of its SHA-256,
/// the most that SQLite keeps in six bytes. A cheaper hash would do, but for those who would send thousands of texts of one
/// key: each look-up reads every row of its key.
/// </summary>
internal static class TextKey
{
    private const int ShortText = 128;

    /// <summary>Not below 0; null = null.</summary>
    public static long? Of(string? text) => text is null ? null : Of(text.AsSpan());

    /// <summary>Gives a connection the function <c>text_key</c>: for migrations, of a text or NULL.</summary>
    public static void Teach(SqliteConnection connection) =>
        connection.CreateFunction<byte[]?, long?>(
            "text_key",
            utf8 => utf8 is null ? null : Of((ReadOnlySpan<byte>)utf8),
            isDeterministic: true
        );

    private static long Of(ReadOnlySpan<char> text)
    {
        Span<byte> utf8 = text.Length <= ShortText ? stackalloc byte[ShortText * 3] : new byte[text.Length * 3];
        return Of(utf8[..Encoding.UTF8.GetBytes(text, utf8)]);
    }

    private static long Of(ReadOnlySpan<byte> utf8)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(utf8, hash);
        return BinaryPrimitives.ReadInt64BigEndian(hash) >>> 17;
    }
}
