using System.Security.Cryptography;
using Baton.Storage.Sqlite;
using NodaTime;

namespace Baton.Storage;

/// <summary>
/// Who is signed in: sessions by the hash of a random token. One ends after 8 hours without a request, after 7 days, with
/// its user's password and with his being disabled. Thread-safe.
/// </summary>
public sealed class SessionStore
{
    public static readonly Duration LongestIdle = Duration.FromHours(8);
    public static readonly Duration Longest = Duration.FromDays(7);

    private readonly SqliteSessions _sessions;
    private readonly TimeProvider _clock;
    private readonly AccessVersion _version;
    private readonly string _workspace;

    internal SessionStore(SqliteDatabase database, TimeProvider clock, AccessVersion version)
    {
        _sessions = new SqliteSessions(database);
        _clock = clock;
        _version = version;
        _workspace = database.Name;
    }

    private Instant Now => Times.Now(_clock);

    /// <summary>A new session's token, a <see cref="Credential"/>. Sessions that are over are cleared away.</summary>
    public string Start(long user)
    {
        var token = Credential.New(Credential.Session, _workspace);
        _sessions.Add(Credential.Hash(token), user, Now, Now - LongestIdle, Now - Longest);
        return token;
    }

    /// <summary>Whose session it is; null where it is unknown or over, or its user is disabled.</summary>
    public User? Verify(string token)
    {
        var hash = Credential.Hash(token);
        var found = _sessions.Find(hash, Now - LongestIdle, Now - Longest);
        return found is var (stored, user) && CryptographicOperations.FixedTimeEquals(hash, stored) ? user : null;
    }

    public void End(string token, ActBy by)
    {
        _sessions.End(Credential.Hash(token), Now, by);
        _version.Advance();
    }
}
