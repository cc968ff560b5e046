using System.Collections.Immutable;
using Baton.Engine.Commands;
using Baton.Engine.Events;
using NodaTime;

namespace Baton.Engine;

/// <summary>
/// One workspace's people, policy, ledgers and open leads, and the core loop: a command is decided into events, and
/// events are the only thing that changes state. Not thread-safe: one writer owns it.
/// </summary>
public sealed partial class Workspace
{
    /// <summary>When something is due that <see cref="Tick"/> would act on; <see cref="Instant.MaxValue"/> = never.</summary>
    public Instant NextDue => throw new NotSupportedException();

    /// <summary>What the shell must fetch before it passes this command.</summary>
    public FactsNeeded Needs(Command command, Instant now) => throw new NotSupportedException();

    /// <summary>
    /// Decides a command and applies its events. <paramref name="now"/> never goes back. A refusal changes nothing.
    /// The caller first passes a <see cref="Tick"/> where <see cref="NextDue"/> is not after <paramref name="now"/>.
    /// </summary>
    public Outcome Handle(Command command, Facts facts, Instant now) => throw new NotSupportedException();

    /// <summary>Applies one journal record again, exactly as when it was decided.</summary>
    public void Apply(ImmutableArray<Event> events, Instant at) => throw new NotSupportedException();

    /// <summary>The lead as it is now; null where the state does not keep it (closed, or unknown).</summary>
    public LeadView? Lead(long number) => throw new NotSupportedException();
}
