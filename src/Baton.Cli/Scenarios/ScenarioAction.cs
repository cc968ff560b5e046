using System.Collections.Immutable;
using Baton.Engine.Commands;
using Baton.Engine.Conditions;
using Baton.Engine.Policies;
using NodaTime;

namespace Baton.Cli.Scenarios;

/// <summary>What a step does. Leads are named by the ids of the scenario.</summary>
internal abstract record ScenarioAction;

/// <summary>An action on one lead; <see cref="By"/> is who does it, null where the scenario does not say.</summary>
internal abstract record OnLead(string Lead) : ScenarioAction
{
    public string? By { get; init; }
}

internal sealed record Capture(MapNode Fields) : ScenarioAction;

/// <summary>Many leads, named by the prefix and a number from 1; <see cref="Every"/> lies between two arrivals.</summary>
internal sealed record CaptureMany(int Count, string IdPrefix, MapNode? Each) : ScenarioAction
{
    public Duration Every { get; init; } = Duration.Zero;
    public bool Batch { get; init; }
}

internal sealed record Accept(string Lead, string Rep) : OnLead(Lead);

internal sealed record Decline(string Lead, string Rep, string Reason) : OnLead(Lead);

internal sealed record Claim(string Lead, string Rep) : OnLead(Lead);

internal sealed record ClaimOfQueue(string Queue, string Rep, string? By) : ScenarioAction;

internal sealed record Assign(string Lead, string Rep) : OnLead(Lead);

internal sealed record Release(string Lead, string Reason) : OnLead(Lead);

internal sealed record Reject(string Lead, string Reason) : OnLead(Lead);

internal sealed record Contact(string Lead) : OnLead(Lead);

internal sealed record Close(string Lead, bool Won, decimal? Value, string? Reason) : OnLead(Lead);

internal sealed record Qualify(string Lead, MapNode? Answers, string? Disqualify) : OnLead(Lead);

internal sealed record Update(string Lead, MapNode Set) : OnLead(Lead);

internal sealed record MergeSuspected(string Lead, string? Owner) : OnLead(Lead);

internal sealed record Dismiss(string Lead) : OnLead(Lead);

internal sealed record Unmerge(string Lead) : OnLead(Lead);

internal sealed record Restore(string Lead) : OnLead(Lead);

/// <summary>What the person did; <see cref="At"/> null = at the present instant.</summary>
internal sealed record Activity(string Lead, string Type, Instant? At, Value Value) : OnLead(Lead);

/// <summary>Many leads to others: those named, or (null) all that <see cref="Rep"/> owns.</summary>
internal sealed record Reassign(HandoverTarget To, ImmutableArray<string>? Leads, string? Rep, string Reason)
    : ScenarioAction
{
    public string? By { get; init; }
}

internal sealed record PatchRep(MapNode Patch) : ScenarioAction;

internal sealed record PatchTeam(string Id, ImmutableArray<string> Add, ImmutableArray<string> Remove) : ScenarioAction;

internal sealed record PatchPolicy(MapNode Patch) : ScenarioAction;

/// <summary>Publish the workspace file with changes merged in: maps are merged, lists are replaced whole.</summary>
internal sealed record PatchWorkspace(MapNode Patch) : ScenarioAction;

/// <summary>Drop the memory and rebuild it from the journal.</summary>
internal sealed record Restart : ScenarioAction;

internal sealed record OpenLedger(string Pool, ImmutableArray<KeyValuePair<string, long>> Counts) : ScenarioAction;
