using System.Collections.Immutable;
using Baton.Engine.Eligibility;
using NodaTime;

namespace Baton.Engine.Policies.Config;

/// <summary>A pool of reps that leads are pushed to.</summary>
public sealed record PoolConfig
{
    public required string Name { get; init; }
    public PoolSource Source { get; init; } = new RepsSource([]);

    /// <summary>How several teams or pools share; by default teams are one rotation and pools take turns.</summary>
    public PoolSplit Split { get; init; }

    public PoolMethod Method { get; init; } = PoolMethod.RoundRobin;

    /// <summary>For <see cref="PoolMethod.Ranked"/>: higher first. Set there, may be set elsewhere without effect.</summary>
    public ExpressionConfig? Rank { get; init; }

    public WeightsConfig Weights { get; init; } = new RepWeights();

    /// <summary>All must hold.</summary>
    public ImmutableArray<ExpressionConfig> Require { get; init; } = [];

    /// <summary>Tried in order, then dropped.</summary>
    public ImmutableArray<ExpressionConfig> Prefer { get; init; } = [];

    /// <summary>Of the whole pool, in the workspace's zone.</summary>
    public Caps Caps { get; init; } = Caps.None;

    /// <summary>Of each member within this pool, in the rep's zone.</summary>
    public Caps MemberCaps { get; init; } = Caps.None;

    /// <summary>0..1: nobody eligible falls below this share of the pool's last 100 leads; null = no floor.</summary>
    public decimal? Floor { get; init; }

    public GateUse Presence { get; init; } = GateUse.Required;
    public GateUse Hours { get; init; } = GateUse.Required;

    /// <summary>Null = assigned outright.</summary>
    public OfferConfig? Offer { get; init; }

    public FairnessConfig Fairness { get; init; } = new();
    public RampConfig? Ramp { get; init; }

    /// <summary>Protected fields that this pool uses knowingly.</summary>
    public ImmutableArray<string> Acknowledge { get; init; } = [];

    public string? Was { get; init; }
    public string? Note { get; init; }
    public Position At { get; init; }
}

/// <summary>Where a pool's members come from.</summary>
public abstract record PoolSource;

public sealed record TeamSource(string Team) : PoolSource;

public sealed record RepsSource(ImmutableArray<string> Reps) : PoolSource;

public sealed record TeamsSource(ImmutableArray<string> Teams) : PoolSource;

public sealed record PoolsSource(ImmutableArray<string> Pools) : PoolSource;

/// <summary>What a member weighs in a rotation. A rep's own weight 0 wins over every choice here.</summary>
public abstract record WeightsConfig;

public sealed record EqualWeights : WeightsConfig;

/// <summary>Each rep's own weight.</summary>
public sealed record RepWeights : WeightsConfig;

/// <summary>
/// Weights 0..1000 by rep, or by team or pool where the pool takes turns by those; who is not listed keeps the own weight.
/// </summary>
public sealed record ListedWeights(ImmutableArray<ListedWeight> Weights) : WeightsConfig;

public sealed record ListedWeight(string Name, int Weight);

/// <summary>Rounded and clamped to 0..1000.</summary>
public sealed record ComputedWeights(ExpressionConfig Expression) : WeightsConfig;

/// <summary>Null attempts = every eligible member once.</summary>
public sealed record OfferConfig(Duration Timeout, int? Attempts);

/// <summary>At most <see cref="Leads"/> in a rolling <see cref="Per"/>, for <see cref="For"/> after an absence of a day or more.</summary>
public sealed record RampConfig(int Leads, Duration Per, Duration For);
