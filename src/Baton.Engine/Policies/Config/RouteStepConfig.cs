using System.Collections.Immutable;
using NodaTime;

namespace Baton.Engine.Policies.Config;

/// <summary>One step of a route; steps are tried in order.</summary>
public abstract record RouteStepConfig(Position At);

/// <summary>Null wait = move on at once where nobody is eligible.</summary>
public sealed record PoolStep(string Pool, Duration? Wait, Position At) : RouteStepConfig(At);

/// <summary>Always passes the gates active and not absent, and those in <see cref="Respect"/>.</summary>
public sealed record OwnerStep(OwnerSource Owner, ImmutableArray<OwnerGate> Respect, Position At) : RouteStepConfig(At);

public sealed record QueueStep(string Queue, Position At) : RouteStepConfig(At);

/// <summary>Null experiment = the rule's name is the experiment's.</summary>
public sealed record SplitStep(ImmutableArray<SplitArm> Arms, string? Experiment, Position At) : RouteStepConfig(At);

/// <summary>One arm: a pool or a queue (the other is null) and a share relative to the sum of all, at least 0.</summary>
public sealed record SplitArm(string Name, string? Pool, string? Queue, decimal Share);
