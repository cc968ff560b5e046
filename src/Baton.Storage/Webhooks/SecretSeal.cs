using System.Security.Cryptography;
using Baton.Storage.Backups;

namespace Baton.Storage.Webhooks;

/// <summary>
/// Seals what the database must be able to read again and a copy of it must not give away: AES-256-GCM, bound to the row that
/// it belongs to. The key is a file of its own beside the data, made when the first secret is sealed, and is in no
/// backup: whoever has only the database has no secret. Thread-safe.
/// </summary>
internal sealed class SecretSeal(string directory)
{
    /// <summary>In the server's data folder, one for all its workspaces.</summary>
    public const string File = "secrets.key";

    private const byte Version = 1;
    private const int KeyLength = 32;
    private const int NonceLength = 12;
    private const int TagLength = 16;
    private readonly Lock _making = new();
    private byte[]? _key;

    private string Path => System.IO.Path.Combine(directory, File);

    /// <exception cref="StoreException">The key's file cannot be read or made.</exception>
    public byte[] Seal(string row, ReadOnlySpan<byte> secret)
    {
        var text = new byte[1 + NonceLength + secret.Length + TagLength];
        text[0] = Version;
        var nonce = text.AsSpan(1, NonceLength);
        RandomNumberGenerator.Fill(nonce);
        using var aes = new AesGcm(KeyOrNew(), TagLength);
        aes.Encrypt(nonce, secret, text.AsSpan(1 + NonceLength, secret.Length), text.AsSpan()[^TagLength..], Of(row));
        return text;
    }

    /// <summary>Null = it was sealed by another key, or for another row.</summary>
    /// <exception cref="StoreException">The key's file cannot be read.</exception>
    public byte[]? Open(string row, ReadOnlySpan<byte> text)
    {
        if (text.Length < 1 + NonceLength + TagLength || text[0] != Version || Key() is not { } key)
        {
            return null;
        }

        var secret = new byte[text.Length - 1 - NonceLength - TagLength];
        using var aes = new AesGcm(key, TagLength);
        try
        {
            var nonce = text.Slice(1, NonceLength);
            aes.Decrypt(nonce, text.Slice(1 + NonceLength, secret.Length), text[^TagLength..], secret, Of(row));
            return secret;
        }
        catch (AuthenticationTagMismatchException)
        {
            return null;
        }
    }

    private static byte[] Of(string row) => System.Text.Encoding.UTF8.GetBytes(row);

    private byte[] KeyOrNew()
    {
        lock (_making)
        {
            return Key() ?? Make();
        }
    }

    // Asked again for as long as there is none: it may be put back while the server runs.
    private byte[]? Key() => _key ??= System.IO.File.Exists(Path) ? Read() : null;

    private byte[] Read()
    {
        try
        {
            var key = Convert.FromBase64String(System.IO.File.ReadAllText(Path));
            return key.Length == KeyLength ? key : throw Bad("it holds no key", null);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or FormatException)
        {
            throw Bad(e.Message, e);
        }
    }

    // Under another name first, so that a crash leaves no half of it; of two processes the first one's counts.
    private byte[] Make()
    {
        var beside = $"{Path}.{System.IO.Path.GetRandomFileName()}";
        try
        {
            using (var file = Backup.Create(beside))
            {
                var key = Convert.ToBase64String(RandomNumberGenerator.GetBytes(KeyLength));
                file.Write(System.Text.Encoding.ASCII.GetBytes(key));
                file.Flush(flushToDisk: true);
            }

            System.IO.File.Move(beside, Path, overwrite: false);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            System.IO.File.Delete(beside);
            if (!System.IO.File.Exists(Path))
            {
                throw Bad(e.Message, e);
            }
        }

        return _key = Read();
    }

    private StoreException Bad(string why, Exception? cause)
    {
        var message = $"{Path}, which the secrets of webhooks are sealed by, cannot be used: {why}";
        return cause is null ? new("bad_secrets_key", message) : new("bad_secrets_key", message, cause);
    }
}
