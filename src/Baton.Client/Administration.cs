using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace Baton.Client;

/// <summary>Somebody who signs in.</summary>
public sealed record User
{
    public required long Id { get; init; }
    public required string Email { get; init; }
    public string? Name { get; init; }

    /// <summary>admin, manager, rep or viewer.</summary>
    public string Role { get; set; } = "";

    /// <summary>The rep that the user is; null = who has the e-mail.</summary>
    public string? Rep { get; init; }

    /// <summary>False = signs in through the identity provider.</summary>
    public bool HasPassword { get; init; }

    /// <summary>The password is a one-time one.</summary>
    public bool MustChangePassword { get; init; }
    public bool Disabled { get; init; }

    /// <summary>After too many wrong passwords; null = not locked.</summary>
    public DateTimeOffset? LockedUntil { get; init; }
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>Last; null = never.</summary>
    public DateTimeOffset? SignedInAt { get; init; }

    /// <summary>Good for three days and for nothing but its change; null but in the answer that made it.</summary>
    public string? OneTimePassword { get; init; }
}

/// <summary>Somebody who is to sign in.</summary>
public sealed record NewUser
{
    public required string Email { get; init; }

    /// <summary>admin, manager, rep or viewer.</summary>
    public required string Role { get; init; }
    public string? Name { get; init; }

    /// <summary>The rep that the user is; null = who has the e-mail.</summary>
    public string? Rep { get; init; }
}

/// <summary>What to change of a user; null = nothing.</summary>
public sealed record UserChange
{
    public string? Name { get; init; }
    public string? Role { get; init; }
    public string? Rep { get; init; }
    public bool? Disabled { get; init; }

    /// <summary>What is to be empty: name, rep.</summary>
    [JsonIgnore]
    public ImmutableArray<string> Clear { get; init; } = [];
}

/// <summary>A key of the API.</summary>
public sealed record ApiKey
{
    public required long Id { get; init; }
    public required string Name { get; init; }

    /// <summary>admin, manager, rep or viewer.</summary>
    public string Role { get; set; } = "";

    /// <summary>The person that it acts for; null = nobody.</summary>
    public string? User { get; init; }

    /// <summary>What it may be used for; null = all that its role may.</summary>
    public ImmutableArray<string>? Scopes { get; init; }
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>Null = never.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>Null = it is good.</summary>
    public DateTimeOffset? RevokedAt { get; init; }

    /// <summary>To the minute; null = never.</summary>
    public DateTimeOffset? LastUsedAt { get; init; }

    /// <summary>What is sent with each request; null but in the answer that made it.</summary>
    public string? Key { get; init; }
}

/// <summary>A key to be made.</summary>
public sealed record NewKey
{
    /// <summary>What it is for.</summary>
    public required string Name { get; init; }

    /// <summary>admin, manager, rep or viewer; null = the rep of <see cref="User"/>, or an administrator where that is null.</summary>
    public string? Role { get; init; }

    /// <summary>The person that it acts for, by e-mail or rep's id.</summary>
    public string? User { get; init; }

    /// <summary>What it may be used for, such as <c>leads:write</c>; null = all that its role may.</summary>
    public IReadOnlyList<string>? Scopes { get; init; }

    /// <summary>Null = never.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }
}
