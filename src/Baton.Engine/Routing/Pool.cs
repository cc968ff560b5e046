using System.Collections.Immutable;
using Baton.Engine.Assignment;
using Baton.Engine.Conditions;
using Baton.Engine.Eligibility;
using Baton.Engine.Policies.Config;

namespace Baton.Engine.Routing;

/// <summary>
/// A pool, compiled. A leaf has reps as members; a split pool has units: inner pools, or the teams it rotates over, each
/// with a ledger of its own.
/// </summary>
internal sealed class Pool
{
    /// <summary>The ledger's id: the pool's name; of a team inside a pool split by team, <c>pool/team</c>.</summary>
    public required string Id { get; init; }

    /// <summary>The pool that a lead which came through here reports.</summary>
    public required string ReportedAs { get; init; }
    public required PoolConfig Config { get; init; }
    public ImmutableArray<Condition> Require
    {
        get;
        init
        {
            field = value;
            Requires = new Requirements(value);
        }
    } = [];

    /// <summary>The same, with the answers that are kept.</summary>
    public Requirements Requires { get; private init; } = new([]);
    public ImmutableArray<Condition> Prefer { get; init; } = [];
    public Condition? Rank { get; init; }
    public Condition? Value { get; init; }
    public Condition? Weight { get; init; }
    public long? MaxAhead { get; init; }

    /// <summary>The workspace's: calendar periods of the pool's caps are days there.</summary>
    public required NodaTime.DateTimeZone Zone { get; init; }

    /// <summary>Where the members of a leaf come from; empty for a split pool.</summary>
    public PoolSource Source { get; init; } = new RepsSource([]);

    /// <summary>Empty for a leaf. The name is the unit's id in this pool's ledger.</summary>
    public ImmutableArray<(string Name, Pool Pool)> Units { get; set; } = [];
    public bool IsSplit => !Units.IsEmpty;

    /// <summary>
    /// Whether so many offers of one lead at one step are as many as this pool allows; a pool without an <c>offer</c>
    /// allows what its inner pools do.
    /// </summary>
    public bool IsSpent(int attempts) =>
        attempts > 0
        && (
            Config.Offer is { } offer ? attempts >= (offer.Attempts ?? LeadState.AttemptsSpent)
            : IsSplit ? Units.All(u => u.Pool.IsSpent(attempts))
            : attempts == LeadState.AttemptsSpent
        );

    /// <summary>The balances, which outlive this version of the policy.</summary>
    public Ledger Ledger { get; set; } = null!;
}
