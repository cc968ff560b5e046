using System.Collections.Immutable;
using NodaTime;

namespace Baton.Storage.Listing;

/// <summary>A list of leads that somebody keeps under a name.</summary>
public sealed record SavedView
{
    /// <summary>0 = not stored yet.</summary>
    public long Id { get; init; }

    /// <summary>Whose it is: a user's e-mail, or a key's name.</summary>
    public required string Owner { get; init; }
    public required string Name { get; init; }

    /// <summary>A condition; null = every lead.</summary>
    public string? Filter { get; init; }

    /// <summary>As <see cref="LeadSort.Of"/> reads it; null = the newest first.</summary>
    public string? Sort { get; init; }

    /// <summary>What a table shows of each lead, in this order; empty = what it usually does.</summary>
    public ImmutableArray<string> Columns { get; init; } = [];

    /// <summary>Whether everybody sees it.</summary>
    public bool IsShared { get; init; }
    public Instant CreatedAt { get; init; }
    public Instant ChangedAt { get; init; }
}
