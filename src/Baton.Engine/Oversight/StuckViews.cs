using System.Collections.Immutable;
using Baton.Engine.Events;
using NodaTime;

namespace Baton.Engine.Oversight;

/// <summary>
/// Why leads are stuck. <see cref="Code"/> is that of the leads that wait (no_rule, no_eligible_rep, waiting_for_hours, paused),
/// queued, offered (after somebody let it lapse, or for too long), inactive (its owner has left) or sla_breached. <see cref="Kind"/> and
/// <see cref="Id"/> say of what: the rule, what is paused, the queue, the rep, the promise; null where there is nothing to name.
/// </summary>
public readonly record struct StuckReason(string Code, string? Kind = null, string? Id = null);

/// <summary>The leads that are stuck for one reason.</summary>
public sealed record StuckGroup(StuckReason Reason, int Count, long Oldest, Instant Since)
{
    /// <summary>Who was passed over for the oldest, and why, as a decision now would say.</summary>
    public Trace Trace { get; init; } = Trace.Empty;
}

/// <summary>The oldest of the leads of a group.</summary>
public sealed record StuckLeads(int Count, ImmutableArray<BoardLead> Shown);
