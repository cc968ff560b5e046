using System.Collections.Immutable;
using Baton.Engine.Conditions;
using Baton.Engine.Eligibility;
using Baton.Engine.People;
using NodaTime;

namespace Baton.Engine.Policies.Config;

/// <summary>A rep as written. Null zone = the workspace's; null calendar = always in hours; null capacity = unlimited.</summary>
public sealed record RepConfig
{
    public required string Id { get; init; }
    public string? Name { get; init; }
    public string? Email { get; init; }
    public DateTimeZone? TimeZone { get; init; }
    public string? Calendar { get; init; }

    /// <summary>The sign-in this rep acts as: <c>user</c>, else <c>email</c>, else null.</summary>
    public string? User { get; init; }

    /// <summary>Skill → proficiency 1..5, in the order of their names.</summary>
    public ImmutableSortedDictionary<string, int> Skills { get; init; } =
        ImmutableSortedDictionary.Create<string, int>(StringComparer.Ordinal);

    public ImmutableArray<string> Territories { get; init; } = [];

    /// <summary>A map; never null.</summary>
    public Value Attributes { get; init; } = Value.EmptyMap;

    /// <summary>0..1000; 0 = never by rotation.</summary>
    public int Weight { get; init; } = 1;

    /// <summary>Open effort units held at once; null = unlimited.</summary>
    public int? Capacity { get; init; }

    public Caps Caps { get; init; } = Caps.None;
    public RepStatus Status { get; init; } = RepStatus.Available;

    /// <summary>When he is available again by itself; null = when somebody says so.</summary>
    public Instant? StatusUntil { get; init; }

    /// <summary>Why he is not available, as he said it; null = he did not.</summary>
    public StatusReason? StatusReason { get; init; }
    public bool Active { get; init; } = true;
    public ImmutableArray<Absence> Absences { get; init; } = [];

    /// <summary>The id this rep had before, where it was renamed.</summary>
    public string? Was { get; init; }

    public string? Note { get; init; }
    public Position At { get; init; }
}
