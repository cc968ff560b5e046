using Baton.Storage.Sqlite;
using NodaTime;

namespace Baton.Storage;

/// <summary>
/// The people of a workspace who sign in. It keeps hashes of passwords and knows nothing of how they are made. Thread-safe;
/// also works beside a running server.
/// </summary>
public sealed class UserStore
{
    /// <summary>So many wrong passwords in a row lock the user out.</summary>
    public const int MostFailures = 10;

    private static readonly Duration FirstLock = Duration.FromMinutes(15);
    private const int MostDoublings = 7;

    private readonly SqliteUsers _users;
    private readonly TimeProvider _clock;
    private readonly AccessVersion _version;

    internal UserStore(SqliteDatabase database, TimeProvider clock, AccessVersion version)
    {
        _users = new SqliteUsers(database);
        _clock = clock;
        _version = version;
    }

    private Instant Now => Times.Now(_clock);

    public bool Any() => _users.List().Count > 0;

    /// <summary>In order of making.</summary>
    public IReadOnlyList<User> List() => _users.List();

    public User? Get(long id) => _users.Get(id);

    public User? ByEmail(string email) => _users.ByEmail(User.Normal(email));

    /// <summary>Null where somebody has this e-mail, or, with <paramref name="onlyFirst"/>, where there is a user already.</summary>
    public User? Add(NewUser user, ActBy by, bool onlyFirst = false) =>
        _users.Add(user with { Email = User.Normal(user.Email) }, Now, by, onlyFirst);

    /// <summary>
    /// Makes the user what this says, but for his password. Who is disabled or given another role is signed out.
    /// </summary>
    public UserChange Change(User user, ActBy by) => Changed(_users.Change(user, Now, by));

    public UserChange Delete(long id, ActBy by) => Changed(_users.Delete(id, Now, by));

    /// <summary>Gives him a password, ends his sessions and a lock-out.</summary>
    /// <param name="until">Until when it may be used once, to be changed; null = it is his own.</param>
    /// <returns>False where there is no such user.</returns>
    public bool SetPassword(long id, string hash, Instant? until, ActBy by) =>
        Changed(_users.SetPassword(id, hash, until, Now, by)) == UserChange.Done;

    /// <summary>
    /// Counts an attempt before its password is checked, so that many at once are no way around the lock; a success sets
    /// the count back. The 10th failure locks for 15 minutes, the next ten for 30, and so on, at most 32 hours.
    /// </summary>
    public SignInAttempt Attempt(string email, ActBy by) =>
        _users.Attempt(User.Normal(email), Now, MostFailures, LockAfter, by);

    /// <summary>The attempt was his: nothing is counted against him any more.</summary>
    public void Succeeded(long id, ActBy by) => _users.Succeeded(id, Now, by);

    /// <summary>He came from the identity provider as this subject, and from now on only as this one; a one-time password is spent.</summary>
    public void Bind(long id, string subject) => _users.Bind(id, subject);

    private static Duration LockAfter(int lockouts) => FirstLock * (1 << Math.Min(lockouts, MostDoublings));

    private UserChange Changed(UserChange change)
    {
        _version.Advance();
        return change;
    }
}
