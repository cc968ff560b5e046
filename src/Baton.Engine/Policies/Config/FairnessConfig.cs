using NodaTime;

namespace Baton.Engine.Policies.Config;

/// <summary>What moves a pool's ledger, and by how much.</summary>
public sealed record FairnessConfig
{
    public FairnessUnit Unit { get; init; } = FairnessUnit.Count;

    /// <summary>What one lead costs; set where <see cref="Unit"/> is <see cref="FairnessUnit.Value"/>.</summary>
    public ExpressionConfig? Value { get; init; }

    public AbsenceFairness Absence { get; init; } = AbsenceFairness.Skip;

    /// <summary>The most that an absent member may be owed, in the unit; null = no limit. Matters under <c>owe</c>.</summary>
    public decimal? OweMax { get; init; }

    /// <summary>How long after its beginning an absence accrues; null = as long as it lasts. Matters under <c>owe</c>.</summary>
    public Duration? OweFor { get; init; }

    public TurnFate Decline { get; init; } = TurnFate.Charge;
    public TurnFate Expire { get; init; } = TurnFate.Charge;
    public SideCharge Owner { get; init; } = SideCharge.Free;
    public SideCharge Manual { get; init; } = SideCharge.Free;

    /// <summary>Nobody more than this many leads ahead of the others is eligible; null = no such gate.</summary>
    public decimal? MaxAhead { get; init; }

    public LedgerReset Reset { get; init; } = LedgerReset.Never;
}
