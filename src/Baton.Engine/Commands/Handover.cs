using System.Collections.Immutable;

namespace Baton.Engine.Commands;

/// <summary>
/// What a <see cref="ReassignLeads"/> did, or in a rehearsal would do: every lead, and what it means for each rep and
/// ledger.
/// </summary>
public sealed record Handover
{
    public required ImmutableArray<HandoverMove> Moves { get; init; }
    public required ImmutableArray<HandoverRep> Reps { get; init; }

    /// <summary>Members whose balance changes.</summary>
    public required ImmutableArray<HandoverBalance> Balances { get; init; }

    /// <summary>Leads of the rep that one call had no room for.</summary>
    public required int Remaining { get; init; }

    /// <summary>Of all of the above: equal where the outcome is.</summary>
    public required string Hash { get; init; }
}

/// <summary>Where one lead goes.</summary>
public sealed record HandoverMove(long Lead, string? From)
{
    /// <summary>The owner, null where nobody has it then.</summary>
    public string? To { get; init; }

    /// <summary>The lead's status then; null where the lead is not open.</summary>
    public string? Status { get; init; }
    public ImmutableArray<string> OfferedTo { get; init; } = [];
    public string? Pool { get; init; }
    public string? Queue { get; init; }

    /// <summary>Why it stays where it is: closed, already_owned or no_eligible_rep; null where it goes.</summary>
    public string? Kept { get; init; }
}

/// <summary>What it means for one rep. <see cref="OpenBefore"/> and <see cref="OpenAfter"/> are effort units; null capacity = unlimited.</summary>
public sealed record HandoverRep(string Rep, int Gets, int Gives, long OpenBefore, long OpenAfter, int? Capacity)
{
    /// <summary>Limits that are passed, each with the last figures.</summary>
    public ImmutableArray<HandoverWarning> Warnings { get; init; } = [];
}

/// <summary>Assigned although full: "would be 5 of 4".</summary>
public readonly record struct HandoverWarning(string Code, long Actual, long Needed, int Leads);

/// <summary>A member's balance before and after, in the ledger's unit.</summary>
public readonly record struct HandoverBalance(string Ledger, string Member, decimal Before, decimal After);
