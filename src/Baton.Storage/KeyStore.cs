using NodaTime;

namespace Baton.Storage;

/// <summary>An API key without its secret.</summary>
public sealed record ApiKey(long Id, string Name, Instant CreatedAt, Instant? RevokedAt);

/// <summary>API keys, hashed at rest. Thread-safe; also works beside a running server.</summary>
public sealed class KeyStore
{
    /// <summary>A new key: <c>bk_</c> and 32 random bytes as base64url. It is shown once and cannot be read again.</summary>
    public string Create(string name) => throw new NotSupportedException();

    /// <summary>The key's record, or null where it is unknown or revoked.</summary>
    public ApiKey? Verify(string key) => throw new NotSupportedException();

    public IReadOnlyList<ApiKey> List() => throw new NotSupportedException();

    /// <summary>False where there is no such key, or it was revoked before.</summary>
    public bool Revoke(long id) => throw new NotSupportedException();
}
