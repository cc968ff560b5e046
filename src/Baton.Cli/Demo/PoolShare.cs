namespace Baton.Cli.Demo;

/// <summary>One member's part of a pool: what was due by weight whenever it was eligible, and what it got.</summary>
internal sealed record MemberShare(string Member, decimal Earned, decimal Paid, decimal Balance);

/// <summary>How fairly one pool shared out, in the ledger's unit.</summary>
/// <param name="Largest">The largest deviation of a member from what was due, at any moment.</param>
/// <param name="Bound">What the rotation keeps every member within; null for another method.</param>
/// <param name="Varies">Not always the same members were eligible: then the deviation is measured, and no bound can hold.</param>
internal sealed record PoolShare(
    string Pool,
    string Method,
    IReadOnlyList<MemberShare> Members,
    decimal Largest,
    decimal? Bound,
    bool Varies
);
