using System.Collections.Immutable;
using NodaTime;

namespace Baton.Engine.Policies.Config;

/// <summary>The policy as written. Parts that are null are not configured.</summary>
public sealed record PolicyConfig
{
    public ImmutableArray<FieldConfig> Fields { get; init; } = [];
    public ImmutableArray<NamedExpressionConfig> Conditions { get; init; } = [];
    public ImmutableArray<NamedExpressionConfig> Segments { get; init; } = [];

    /// <summary>Lead fields whose use in a rule must be acknowledged by name.</summary>
    public ImmutableArray<string> Protected { get; init; } = [];

    public EnrichConfig? Enrich { get; init; }
    public ScreenConfig Screen { get; init; } = new();
    public ScoreConfig Score { get; init; } = new();
    public QualifyConfig? Qualify { get; init; }
    public ImmutableArray<PoolConfig> Pools { get; init; } = [];
    public ImmutableArray<QueueConfig> Queues { get; init; } = [];
    public ImmutableArray<RuleConfig> Rules { get; init; } = [];
    public string? Note { get; init; }
}

/// <summary>A custom lead field; a personal one is kept apart from the journal and erased with the person.</summary>
public sealed record FieldConfig(string Name, FieldType Type, bool Personal, Position At);

/// <summary>A service asked before scoring; its answer is not waited for beyond <see cref="Timeout"/>.</summary>
public sealed record EnrichConfig(string Url, Duration Timeout);
