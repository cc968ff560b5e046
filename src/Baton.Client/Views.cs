using System.Collections.Immutable;

namespace Baton.Client;

/// <summary>A saved list of leads.</summary>
public sealed record View
{
    public required string Id { get; init; }
    public required string Name { get; init; }

    /// <summary>As in <see cref="LeadQuery.Filter"/>.</summary>
    public string? Filter { get; init; }

    /// <summary>As in <see cref="LeadQuery.Sort"/>.</summary>
    public string? Sort { get; init; }

    /// <summary>The fields to show.</summary>
    public ImmutableArray<string> Columns { get; set; } = [];

    /// <summary>With everybody.</summary>
    public bool Shared { get; init; }

    /// <summary>Who saved it.</summary>
    public string Owner { get; set; } = "";

    /// <summary>The asker saved it.</summary>
    public bool Mine { get; init; }
    public DateTimeOffset ChangedAt { get; init; }
}

/// <summary>A list of leads to be saved.</summary>
public sealed record NewView
{
    public required string Name { get; init; }

    /// <summary>As in <see cref="LeadQuery.Filter"/>; it names no e-mail, phone number or id of a person.</summary>
    public string? Filter { get; init; }

    /// <summary>As in <see cref="LeadQuery.Sort"/>.</summary>
    public string? Sort { get; init; }

    /// <summary>The fields to show, up to 50; null = none in particular.</summary>
    public IReadOnlyList<string>? Columns { get; init; }

    /// <summary>With everybody: for managers and administrators.</summary>
    public bool Shared { get; init; }
}
