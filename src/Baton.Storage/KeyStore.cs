using System.Collections.Immutable;
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

    /// <summary>What it may be used for; null = all that its role may do.</summary>
    public ImmutableArray<string>? Scopes { get; init; }
    public Instant? ExpiresAt { get; init; }

    /// <summary>To the minute; null = not yet.</summary>
    public Instant? LastUsedAt { get; init; }
}

/// <summary>What a new key is for. A rep's key needs a user.</summary>
public sealed record NewKey(string Name, Role Role)
{
    public string? User { get; init; }
    public ImmutableArray<string>? Scopes { get; init; }

    /// <summary>Null = it does not expire.</summary>
    public Instant? ExpiresAt { get; init; }
}

/// <summary>API keys, hashed at rest. Thread-safe; also works beside a running server, which sees changes at once.</summary>
public sealed class KeyStore
{
    private readonly SqliteKeys _keys;
    private readonly TimeProvider _clock;
    private readonly AccessVersion _version;
    private readonly string _workspace;

    internal KeyStore(SqliteDatabase database, TimeProvider clock, AccessVersion version)
    {
        _workspace = database.Name;
        _keys = new SqliteKeys(database);
        _clock = clock;
        _version = version;
    }

    /// <summary>A new key of a program or a person, made at the command line or by the server itself.</summary>
    /// <param name="user">Whom it acts for: an e-mail or a rep's id. A rep's key needs one.</param>
    public string Create(string name, Role role = Role.Admin, string? user = null) =>
        Create(new NewKey(name, role) { User = user }, ActBy.CommandLine).Secret;

    /// <summary>The new key and its secret, a <see cref="Credential"/>, which is shown once and cannot be read again.</summary>
    public (ApiKey Key, string Secret) Create(NewKey key, ActBy by)
    {
        if (key is { Role: Role.Rep, User: null })
        {
            throw new ArgumentException("a rep's key needs a user", nameof(key));
        }

        var secret = Credential.New(Credential.Key, _workspace);
        return (_keys.Add(key, Credential.Hash(secret), Times.Now(_clock), by), secret);
    }

    /// <summary>The key's record, or null where it is unknown, revoked or expired.</summary>
    public ApiKey? Verify(string key)
    {
        var hash = Credential.Hash(key);
        return
            _keys.Find(hash) is var (found, stored)
            && CryptographicOperations.FixedTimeEquals(hash, stored)
            && found.RevokedAt is null
            && !(found.ExpiresAt <= Times.Now(_clock))
            ? found
            : null;
    }

    /// <summary>Every key, revoked ones too, in order of making.</summary>
    public IReadOnlyList<ApiKey> List() => _keys.List();

    /// <summary>False where there is no such key, or it was revoked before.</summary>
    public bool Revoke(long id) => Revoke(id, ActBy.CommandLine);

    /// <inheritdoc cref="Revoke(long)"/>
    public bool Revoke(long id, ActBy by)
    {
        var isRevoked = _keys.Revoke(id, Times.Now(_clock), by);
        _version.Advance();
        return isRevoked;
    }
}
