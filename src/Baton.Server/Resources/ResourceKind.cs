using System.Collections.Immutable;

namespace Baton.Server.Resources;

/// <summary>
/// One kind of thing that the workspace file lists: its path in the file, which is also its path in the API, and the word
/// for one of it.
/// </summary>
/// <param name="Key">The key of an entry that names it, where the file has a list; null = a map by name.</param>
internal sealed record ResourceKind(string Word, string? Key, params ImmutableArray<string> Path)
{
    public static ResourceKind Reps { get; } = new("rep", "id", "reps");
    public static ResourceKind Teams { get; } = new("team", null, "teams");
    public static ResourceKind Calendars { get; } = new("calendar", null, "calendars");
    public static ResourceKind Territories { get; } = new("territory", null, "territories");
    public static ResourceKind Accounts { get; } = new("account", "name", "accounts");
    public static ResourceKind Queues { get; } = new("queue", null, "policy", "queues");

    public static ImmutableArray<ResourceKind> All { get; } = [Reps, Teams, Calendars, Territories, Accounts, Queues];

    public string Collection => Path[^1];

    /// <summary>Where the file has it: <c>policy.queues</c>.</summary>
    public string Place => string.Join('.', Path);
}
