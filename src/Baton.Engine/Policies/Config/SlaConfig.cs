using NodaTime;

namespace Baton.Engine.Policies.Config;

/// <summary>What a rule promises; null = no such promise.</summary>
public sealed record SlaConfig
{
    public SlaTargetConfig? Accept { get; init; }
    public SlaTargetConfig? Respond { get; init; }
    public FollowUpConfig? FollowUp { get; init; }
    public SlaAbsence Absence { get; init; } = SlaAbsence.Keep;
}

/// <summary><see cref="Warn"/> is the fraction 0..1 of <see cref="Within"/> after which a warning goes out; null = none.</summary>
public sealed record SlaTargetConfig
{
    public Duration Within { get; init; }
    public SlaClock Clock { get; init; } = SlaClock.Business;
    public decimal? Warn { get; init; }
    public SlaBreach Breach { get; init; } = SlaBreach.Notify;
}

/// <summary>A touch expected every <see cref="Every"/> after the first response, <see cref="Until"/> times.</summary>
public sealed record FollowUpConfig(Duration Every, int Until);
