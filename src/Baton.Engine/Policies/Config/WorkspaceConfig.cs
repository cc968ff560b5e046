using System.Collections.Immutable;
using Baton.Engine.People;
using NodaTime;

namespace Baton.Engine.Policies.Config;

/// <summary>A whole workspace file, bound and checked but not compiled. Every list keeps the order of the file.</summary>
public sealed record WorkspaceConfig
{
    /// <summary>The name, or null where the document has none (as in a scenario).</summary>
    public string? Name { get; init; }

    public DateTimeZone TimeZone { get; init; } = DateTimeZone.Utc;
    public ImmutableArray<CalendarConfig> Calendars { get; init; } = [];
    public ImmutableArray<RepConfig> Reps { get; init; } = [];
    public ImmutableArray<TeamConfig> Teams { get; init; } = [];
    public TerritoriesConfig Territories { get; init; } = new();
    public AccountsConfig Accounts { get; init; } = new();
    public PolicyConfig Policy { get; init; } = new();
    public string? Note { get; init; }

    /// <summary>Where the document could not be read, for checking the rest; null = everything was.</summary>
    internal Gaps? Gaps { get; init; }
}
