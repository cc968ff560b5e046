using System.Collections.Immutable;
using NodaTime;

namespace Baton.Engine.Policies.Config;

/// <summary>A rule; the first that matches wins, top to bottom.</summary>
public sealed record RuleConfig
{
    public required string Name { get; init; }

    /// <summary>Null = always.</summary>
    public ExpressionConfig? When { get; init; }

    public bool Enabled { get; init; } = true;

    /// <summary>The window, half-open; a day is its first instant in the workspace's zone. Null = unbounded.</summary>
    public DayOrInstant? From { get; init; }

    public DayOrInstant? Until { get; init; }

    /// <summary>Shown to the rep.</summary>
    public string? Guidance { get; init; }

    /// <summary>Order among waiting leads, higher first.</summary>
    public int Priority { get; init; }

    /// <summary>Capacity units of one lead, at least 1.</summary>
    public int Effort { get; init; } = 1;

    public bool IgnoreCaps { get; init; }
    public ImmutableArray<RouteStepConfig> Route { get; init; } = [];
    public SlaConfig? Sla { get; init; }
    public RecycleConfig? Recycle { get; init; }

    /// <summary>Protected fields that this rule uses knowingly.</summary>
    public ImmutableArray<string> Acknowledge { get; init; } = [];

    public string? Was { get; init; }
    public string? Note { get; init; }
    public Position At { get; init; }
}

/// <summary>An owned lead that nobody touches for this long goes back to its route.</summary>
public sealed record RecycleConfig(Duration Untouched);
