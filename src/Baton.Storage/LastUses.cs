using System.Collections.Concurrent;
using Baton.Storage.Sqlite;

namespace Baton.Storage;

/// <summary>
/// When keys and sessions were last used. Uses are noted in memory and written together now and then, so that no request
/// waits for it; a crash forgets the last of them. Thread-safe.
/// </summary>
public sealed class LastUses
{
    private readonly ConcurrentDictionary<long, long> _keys = new();
    private readonly ConcurrentDictionary<string, long> _sessions = new(StringComparer.Ordinal);
    private readonly SqliteDatabase _database;
    private readonly TimeProvider _clock;

    internal LastUses(SqliteDatabase database, TimeProvider clock) => (_database, _clock) = (database, clock);

    private long Now => Times.ToMicros(Times.Now(_clock));

    public void OfKey(long id) => _keys[id] = Now;

    public void OfSession(string token) => _sessions[Convert.ToHexString(Credential.Hash(token))] = Now;

    /// <summary>Writes what was noted since the last time.</summary>
    public void Write()
    {
        var (keys, sessions) = (_keys.ToArray(), _sessions.ToArray());
        if (keys.Length + sessions.Length == 0)
        {
            return;
        }

        SqliteKeys.Used(_database, keys, sessions);

        // What was used again meanwhile stays for the next time.
        foreach (var key in keys)
        {
            _keys.TryRemove(key);
        }

        foreach (var session in sessions)
        {
            _sessions.TryRemove(session);
        }
    }
}
