using System.Collections.Immutable;
using Baton.Engine.Conditions;
using Baton.Engine.Policies;
using NodaTime;

namespace Baton.Engine.Commands;

/// <summary>What somebody asks of a workspace. <see cref="By"/> is who: a rep's id, a user's e-mail, a key's name; null is the system.</summary>
public abstract record Command
{
    public string? By { get; init; }
}

/// <summary>Publish a whole workspace file. The document must bind without faults; the engine compiles it and refuses it whole otherwise.</summary>
public sealed record PublishWorkspace(MapNode Document) : Command
{
    public bool Runtime { get; init; }

    /// <summary>
    /// What this very document compiles to, where whoever sends it had to see whether it does: compiling a large one takes long,
    /// and the engine has one thread. For one command alone. Null, or not the version that comes next = the engine compiles it.
    /// </summary>
    public Policy? Compiled { get; init; }
}

/// <summary>Publish the current file with this part of its <c>policy</c> merged in.</summary>
public sealed record PublishPolicy(MapNode Patch) : Command;

/// <summary>
/// Capture a lead: fields already normalised, by slot of the schema of the policy in force; the shell normalises on the
/// request's thread. <see cref="SchemaVersion"/> is the policy version they were normalised under.
/// </summary>
public sealed record CaptureLead(Value[] Fields, long ContentHash, int SchemaVersion) : Command
{
    public ImmutableArray<KeyValuePair<string, Value>> Original { get; init; } = [];
}

public abstract record LeadCommand(long Lead) : Command
{
    /// <summary>
    /// The rep who acts for himself, and so on nothing but what is his. Null = a manager, an administrator or the
    /// system, whom nothing is kept from.
    /// </summary>
    public string? OnBehalfOf { get; init; }

    /// <summary>The lead was named by its opaque id, the one name of a blind lead that its readers know.</summary>
    public bool ByOpaqueId { get; init; }
}

public sealed record AcceptOffer(long Lead, string Rep) : LeadCommand(Lead);

public sealed record DeclineOffer(long Lead, string Rep, string Reason) : LeadCommand(Lead)
{
    /// <summary>Free words beside the reason; personal. The same of the two below.</summary>
    public string? Note { get; init; }
}

public sealed record ClaimLead(long Lead, string Rep) : LeadCommand(Lead);

/// <summary>Claim the next lead of a queue: highest priority, then score, then oldest.</summary>
public sealed record ClaimNext(string Queue, string Rep) : Command;

/// <summary>Assign by hand. <see cref="Command.By"/> is the manager (or null for an administrator).</summary>
public sealed record AssignLead(long Lead, string Rep) : LeadCommand(Lead)
{
    /// <summary>His role makes him a manager, here and at every desk, whether or not the policy names him.</summary>
    public bool ByRole { get; init; }

    /// <summary>Who has it as far as he knows: refused where somebody else has. Empty = nobody; null = whoever it is.</summary>
    public string? From { get; init; }
}

public sealed record ReleaseLead(long Lead, string Reason) : LeadCommand(Lead)
{
    public string? Note { get; init; }
}

public sealed record RejectLead(long Lead, string Reason) : LeadCommand(Lead)
{
    public string? Note { get; init; }
}

/// <summary>A first response or a later touch by <see cref="Command.By"/>.</summary>
public sealed record ContactLead(long Lead) : LeadCommand(Lead);

public sealed record CloseLead(long Lead, bool Won, decimal? Value, string? Reason) : LeadCommand(Lead);

/// <summary>Answer questions, and with <see cref="Disqualify"/> put the lead aside for that reason, whatever was answered.</summary>
public sealed record QualifyLead(long Lead, ImmutableArray<KeyValuePair<string, Value>> Answers) : LeadCommand(Lead)
{
    public string? Disqualify { get; init; }
}

/// <summary>
/// What the person did. <see cref="At"/> null = now, and it is never later. <see cref="Value"/> is free: how long a call
/// took, which page was seen; null = nothing.
/// </summary>
public sealed record RecordActivity(long Lead, string Type, Instant? At, Value Value) : LeadCommand(Lead);

/// <summary>Change fields, already normalised; a null value clears one.</summary>
public sealed record UpdateLead(long Lead, ImmutableArray<KeyValuePair<string, Value>> Set) : LeadCommand(Lead);

/// <summary>Change keys of one rep, or add one: <c>{ id: ana, status: away }</c>.</summary>
public sealed record ChangeRep(MapNode Patch) : Command;

/// <summary>The rep is back: the absence of now ends, if there is one, and he is available.</summary>
public sealed record ReturnRep(string Rep) : Command;

public sealed record ChangeTeam(string Team, ImmutableArray<string> Add, ImmutableArray<string> Remove) : Command;

/// <summary>Opening counts: leads already received this period, as shares are judged.</summary>
public sealed record SetLedger(string Pool, ImmutableArray<KeyValuePair<string, long>> Counts) : Command;

/// <summary>A manager moves balances, in the ledger's unit; what is given to some is taken from others.</summary>
public sealed record AdjustLedger(string Pool, ImmutableArray<KeyValuePair<string, decimal>> Adjust, string Note)
    : Command;

/// <summary>
/// Pause or resume the workspace, a pool, a rule or a source. Its leads wait with the reason <c>paused</c>; whoever owns
/// one keeps it. <see cref="Kind"/> is workspace, pool, rule or source; the workspace's id is ignored.
/// </summary>
public sealed record Pause(string Kind, string Id, bool On, string? Reason) : Command;

/// <summary>Let what is due happen. Also brings waiting leads to whoever came in hours.</summary>
public sealed record Tick : Command;
