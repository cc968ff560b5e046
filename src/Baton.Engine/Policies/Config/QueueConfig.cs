using System.Collections.Immutable;
using NodaTime;

namespace Baton.Engine.Policies.Config;

/// <summary>A queue that reps pull leads from, or a manager's desk.</summary>
public sealed record QueueConfig
{
    public required string Name { get; init; }
    public QueueMode Mode { get; init; }

    /// <summary>The members' team; null where <see cref="Members"/> lists them or a desk needs none.</summary>
    public string? Team { get; init; }

    public ImmutableArray<string> Members { get; init; } = [];

    /// <summary>A rep's id or a user's e-mail; null = the team's manager.</summary>
    public string? Manager { get; init; }

    public ImmutableArray<ExpressionConfig> Require { get; init; } = [];
    public ClaimsConfig Claims { get; init; } = new();

    /// <summary>After this long in the queue the manager is told.</summary>
    public Duration? Warn { get; init; }

    /// <summary>After this long the lead moves to the next step of its route.</summary>
    public Duration? Expires { get; init; }

    /// <summary>Shotgun: one more member is offered the lead each time this has passed; null = all at once.</summary>
    public Duration? Stagger { get; init; }

    /// <summary>Protected fields that this queue uses knowingly.</summary>
    public ImmutableArray<string> Acknowledge { get; init; } = [];

    public string? Was { get; init; }
    public string? Note { get; init; }
    public Position At { get; init; }
}

/// <summary>Limits of each rep in one queue; null = none. <see cref="Open"/> counts leads claimed there and still open.</summary>
public sealed record ClaimsConfig
{
    public int? Hour { get; init; }
    public int? Day { get; init; }
    public int? Week { get; init; }
    public int? Month { get; init; }
    public int? Open { get; init; }
}
