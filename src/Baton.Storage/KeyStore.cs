using System.Security.Cryptography;
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
    private readonly SqliteKeys _keys;
    private readonly TimeProvider _clock;
    private readonly string _workspace;

    internal KeyStore(SqliteDatabase database, TimeProvider clock)
    {
        _workspace = database.Name;
        _keys = new SqliteKeys(database);
        _clock = clock;
    }

    /// <summary>A new key, a <see cref="Credential"/>. It is shown once and cannot be read again.</summary>
    /// <param name="user">Whom it acts for: an e-mail or a rep's id. A rep's key needs one.</param>
    public string Create(string name, Role role = Role.Admin, string? user = null)
    {
        if (role == Role.Rep && user is null)
        {
            throw new ArgumentException("a rep's key needs a user", nameof(user));
        }

        var key = Credential.New(Credential.Key, _workspace);
        _keys.Add(name, role, user, Credential.Hash(key), Times.Now(_clock));
        return key;
    }

    /// <summary>The key's record, or null where it is unknown or revoked.</summary>
    public ApiKey? Verify(string key)
    {
        var hash = Credential.Hash(key);
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
}
