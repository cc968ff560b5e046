using System.Collections.Immutable;
using Baton.Engine.Events;
using Baton.Engine.People;
using NodaTime;

namespace Baton.Engine.Routing;

/// <summary>Where a lead goes now.</summary>
internal abstract record Decision
{
    public Trace Trace { get; init; } = Trace.Empty;
}

/// <param name="How">pool or owner.</param>
internal sealed record ToOwner(RepState Rep, string How, string? Pool, int Step, ImmutableArray<Charge> Charges)
    : Decision;

/// <summary>An offer to one rep of a pool (<see cref="ExpiresAt"/> set), or to the first members of a shotgun queue.</summary>
internal sealed record ToOffer(ImmutableArray<string> Reps, int Step) : Decision
{
    public string? Pool { get; init; }
    public string? Queue { get; init; }
    public Instant? ExpiresAt { get; init; }
    public Instant? NextAt { get; init; }
    public Instant? Until { get; init; }
    public ImmutableArray<Charge> Charges { get; init; } = [];
}

internal sealed record ToQueue(Queue Queue, int Step, Instant? WarnAt, Instant? ExpiresAt) : Decision;

/// <param name="Step">The pool step whose <c>wait</c> runs until <paramref name="Until"/>; null where the route is exhausted.</param>
internal sealed record ToWaiting(string Reason, int? Step, Instant? Until) : Decision;
