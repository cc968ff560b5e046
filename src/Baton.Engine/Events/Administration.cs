using System.Collections.Immutable;
using Baton.Engine.People;
using Baton.Engine.Policies;

namespace Baton.Engine.Events;

/// <summary>Keys of one rep were changed, or a rep was added: what was given, to be merged into the workspace file.</summary>
public sealed record RepChanged : Event
{
    public required string Rep { get; init; }
    public required MapNode Patch { get; init; }
    public string? By { get; init; }
}

public sealed record TeamChanged : Event
{
    public required string Team { get; init; }
    public ImmutableArray<string> Add { get; init; } = [];
    public ImmutableArray<string> Remove { get; init; } = [];
    public string? By { get; init; }
}

/// <summary>A new version of the whole workspace file took effect.</summary>
public sealed record PolicyPublished : Event
{
    public required int Version { get; init; }
    public required MapNode Document { get; init; }

    /// <summary>Whether presence and absences in the document replace those of reps that exist already.</summary>
    public bool Runtime { get; init; }

    /// <summary>Reps, pools and queues that go on under another name.</summary>
    public ImmutableArray<Rename> Renames { get; init; } = [];
    public string? By { get; init; }
}

/// <summary>One of <see cref="RenameKinds"/> and its name before and after.</summary>
public readonly record struct Rename(string Kind, string From, string To);

/// <summary>What can be renamed with its history.</summary>
public static class RenameKinds
{
    public const string Rep = "rep";
    public const string Pool = "pool";
    public const string Queue = "queue";
}

/// <summary>A ledger was moved by something else than a lead: opening counts, a reset, a lapse, a person's adjustment.</summary>
public sealed record LedgerAdjusted : Event
{
    public required string Ledger { get; init; }

    /// <summary>opening, reset, lapse or adjusted.</summary>
    public required string Reason { get; init; }

    /// <summary>New balances in 10⁻⁹ units, of the members named; their sum over the ledger stays zero.</summary>
    public ImmutableArray<MemberBalance> Balances { get; init; } = [];

    /// <summary>New counts of leads received, in 10⁻⁹ leads, of the members named.</summary>
    public ImmutableArray<MemberBalance> Received { get; init; } = [];
    public string? By { get; init; }
    public string? Note { get; init; }
}

public readonly record struct MemberBalance(string Member, long Nano);

/// <summary>A workspace, pool, rule or source was paused or resumed by a person.</summary>
public sealed record Paused : Event
{
    public required string Kind { get; init; }
    public required string Id { get; init; }
    public required bool On { get; init; }
    public string? Reason { get; init; }
    public string? By { get; init; }
}

/// <summary>A new day began: the statistics of every active rep, as <c>rep.stats</c> shows them until the next.</summary>
public sealed record RepStatsRefreshed : Event
{
    public ImmutableArray<RefreshedStats> Stats { get; init; } = [];
}

public readonly record struct RefreshedStats(string Rep, RepStats Stats);

/// <summary>
/// The lead's personal data was erased from everywhere, the journal's earlier records included. An open lead ends by it;
/// what was charged for it stays.
/// </summary>
public sealed record PersonalDataErased : LeadEvent
{
    public string? By { get; init; }
}
