using System.Collections.Immutable;
using NodaTime;

namespace Baton.Engine.Oversight;

/// <summary>Who has what at one instant, as a manager looks at it.</summary>
/// <param name="Teams">Every team.</param>
/// <param name="Shown">Of which of them the reps are shown; empty = of all, and those of none.</param>
public sealed record BoardView(
    ImmutableArray<BoardTeam> Teams,
    ImmutableArray<string> Shown,
    ImmutableArray<BoardRep> Reps,
    ImmutableArray<BoardPlace> Unowned
);

/// <summary>A team as it is now, and whether who asks is its manager.</summary>
public sealed record BoardTeam(string Id, string? Manager, bool Mine, ImmutableArray<string> Members);

/// <summary>A rep with what bars him now and the open leads that he owns.</summary>
public sealed record BoardRep(RepView Rep)
{
    /// <summary>When the absence of now ends; null where there is none, or no end.</summary>
    public Instant? AbsentUntil { get; init; }

    /// <summary>When his hours begin, or while he is in them end; null = never.</summary>
    public Instant? HoursUntil { get; init; }
    public ImmutableArray<FullCap> Full { get; init; } = [];
    public required BoardLeads Leads { get; init; }
}

/// <summary>A limit that is reached. <see cref="Until"/> is null where time alone does not end it.</summary>
public readonly record struct FullCap(string Code, long Actual, long Needed, Instant? Until);

/// <summary>Leads that nobody has: <c>waiting</c>, <c>offered</c>, or <c>queued</c> with the queue's id.</summary>
public sealed record BoardPlace(string Status, string? Queue, BoardLeads Leads);

/// <summary>The most urgent of <see cref="Count"/> leads, the one that falls due first at the head.</summary>
public sealed record BoardLeads(int Count, ImmutableArray<BoardLead> Shown);

/// <summary>A lead by its number, and the clock that presses on it; null = none runs.</summary>
public readonly record struct BoardLead(long Number, LeadDue? Due);

/// <summary>
/// A running clock's end. <see cref="Clock"/>: accept, respond or follow_up, which are promises; offer, queue or wait, after
/// which the lead goes on by itself. <see cref="Missed"/>: the promise was not kept, and still is not.
/// </summary>
public sealed record LeadDue(string Clock, Instant At, bool Missed);
