using System.Collections.Frozen;
using System.Collections.Immutable;
using Baton.Engine.Conditions;
using Baton.Engine.People;
using Baton.Engine.Policies.Config;
using Baton.Engine.Routing;

namespace Baton.Engine.Policies;

/// <summary>The parts of a policy, each compiled by itself: what no part of another can break.</summary>
internal sealed record CompiledParts
{
    /// <summary>Not yet linked to the pools and teams within them.</summary>
    public required Dictionary<string, Pool> Pools { get; init; }

    /// <summary>In the order of the rules, with the fields that the queues of the route read.</summary>
    public required ImmutableArray<(ImmutableArray<int> QueueSlots, Condition? When)> Rules { get; init; }
    public required FrozenDictionary<string, Calendar> Calendars { get; init; }
    public required ImmutableArray<Territory> Territories { get; init; }
    public required ImmutableArray<Team> Teams { get; init; }
    public required FrozenDictionary<string, Queue> Queues { get; init; }
    public required ImmutableArray<(string Name, Condition When)> Segments { get; init; }
    public required ImmutableArray<(string Text, Condition When)> Reject { get; init; }
    public required ImmutableArray<(ScoreRuleConfig Config, Condition? When)> Score { get; init; }
    public required Condition? Qualifies { get; init; }
}
