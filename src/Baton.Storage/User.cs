using NodaTime;

namespace Baton.Storage;

/// <summary>A person who signs in. The e-mail is in lower case and unique in the workspace.</summary>
public sealed record User(long Id, string Email, Role Role, Instant CreatedAt)
{
    public string? Name { get; init; }

    /// <summary>The rep that he is, by id; null = the one whose <c>user</c> or <c>email</c> is his.</summary>
    public string? Rep { get; init; }

    /// <summary>False = he signs in through the identity provider alone.</summary>
    public bool HasPassword { get; init; }

    /// <summary>He has a one-time password, and may do nothing before he has changed it.</summary>
    public bool MustChange { get; init; }

    /// <summary>Who he is at the identity provider; null = he has not come from there yet.</summary>
    public string? Subject { get; init; }
    public Instant? LockedUntil { get; init; }
    public Instant? SignedInAt { get; init; }
    public Instant? DisabledAt { get; init; }

    /// <summary>As e-mails are compared and kept: trimmed, in lower case.</summary>
    public static string Normal(string email) => email.Trim().ToLowerInvariant();
}

/// <summary>What a new user begins with; the password is a hash, null = none.</summary>
public sealed record NewUser(string Email, Role Role)
{
    public string? Name { get; init; }
    public string? Rep { get; init; }
    public string? Password { get; init; }

    /// <summary>Until when the password may be used once, to be changed; null = it is his own already.</summary>
    public Instant? PasswordUntil { get; init; }
    public string? Subject { get; init; }
}

/// <summary>What became of a change.</summary>
public enum UserChange
{
    Done,
    Unknown,

    /// <summary>Refused: without him nobody could administer the workspace.</summary>
    LastAdmin,
}

/// <summary>What a sign-in found, the attempt counted already.</summary>
/// <param name="User">Null where nobody has this e-mail.</param>
/// <param name="Password">The hash to check against; null = he cannot sign in with any password now.</param>
public sealed record SignInAttempt(User? User, string? Password);
