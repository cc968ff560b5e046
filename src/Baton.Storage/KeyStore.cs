using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Baton.Storage.Sqlite;
using NodaTime;

namespace Baton.Storage;

/// <summary>An API key without its secret.</summary>
public sealed record ApiKey(long Id, string Name, Instant CreatedAt, Instant? RevokedAt)
{
    public Role Role { get; init; }

    /// <summary>The person it acts for: an e-mail or a rep's id. Null = nobody in particular.</summary>
    public string? User { get; init; }
}

/// <summary>API keys, hashed at rest. Thread-safe; also works beside a running server, which sees changes at once.</summary>
public sealed class KeyStore
{
    private const string Prefix = "bk_";
    private const int SecretLength = 32;

    private readonly SqliteKeys _keys;
    private readonly TimeProvider _clock;

    internal KeyStore(SqliteDatabase database, TimeProvider clock)
    {
        _keys = new SqliteKeys(database);
        _clock = clock;
    }

    /// <summary>A new key: <c>bk_</c> and 32 random bytes as base64url. It is shown once and cannot be read again.</summary>
    /// <param name="user">Whom it acts for: an e-mail or a rep's id. A rep's key needs one.</param>
    public string Create(string name, Role role = Role.Admin, string? user = null)
    {
        if (role == Role.Rep && user is null)
        {
            throw new ArgumentException("a rep's key needs a user", nameof(user));
        }

        var key = Prefix + Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(SecretLength));
        _keys.Add(name, role, user, Hash(key), Times.Now(_clock));
        return key;
    }

    /// <summary>
    /// The key's record, or null where it is unknown or revoked. A secret of 256 random bits needs no slow hash: SHA-256
    /// cannot be searched either, and costs a request nothing.
    /// </summary>
    public ApiKey? Verify(string key)
    {
        if (!key.StartsWith(Prefix, StringComparison.Ordinal))
        {
            return null;
        }

        var hash = Hash(key);
        return
            _keys.Find(hash) is var (found, stored)
            && CryptographicOperations.FixedTimeEquals(hash, stored)
            && found.RevokedAt is null
            ? found
            : null;
    }

    /// <summary>Every key, revoked ones too, in order of making.</summary>
    public IReadOnlyList<ApiKey> List() => _keys.List();

    /// <summary>False where there is no such key, or it was revoked before.</summary>
    public bool Revoke(long id) => _keys.Revoke(id, Times.Now(_clock));

    private static byte[] Hash(string key) => SHA256.HashData(Encoding.UTF8.GetBytes(key));
}
