using System.Collections.Immutable;
using Baton.Engine.Conditions;
using Baton.Engine.Policies.Config;
using NodaTime;

namespace Baton.Engine.Routing;

/// <summary>A rule of one policy version, compiled. Leads keep the rule they were routed by.</summary>
internal sealed record Rule
{
    public required RuleConfig Config { get; init; }
    public required int Version { get; init; }
    public Condition? When { get; init; }

    /// <summary>Half-open; the ends of the window in which the rule holds.</summary>
    public Instant From { get; init; } = Instant.MinValue;
    public Instant Until { get; init; } = Instant.MaxValue;
    public ImmutableArray<RouteStepConfig> Route => Config.Route;

    /// <summary>Slots of the lead that any requirement, preference, rank or value along the route reads.</summary>
    public ImmutableArray<int> RouteSlots { get; init; } = [];

    /// <summary>Whether any step depends on the lead itself by a split.</summary>
    public bool HasSplit { get; init; }

    public bool HoldsAt(Instant now) => Config.Enabled && From <= now && now < Until;
}

/// <summary>A queue, compiled.</summary>
internal sealed class Queue
{
    public required QueueConfig Config { get; init; }
    public ImmutableArray<Condition> Require { get; init; } = [];

    /// <summary>Ids, in the order of the team.</summary>
    public ImmutableArray<string> Members { get; set; } = [];
    public string? Manager { get; init; }
    public string Id => Config.Name;
}
