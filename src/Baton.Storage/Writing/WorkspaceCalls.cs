using System.Collections.Immutable;
using Baton.Engine;
using Baton.Engine.Commands;
using Baton.Engine.Events;
using NodaTime;

namespace Baton.Storage.Writing;

/// <summary>What the writer asks of the state it owns: a workspace's core loop as delegates, so that a test can fail in it.</summary>
internal sealed record WorkspaceCalls
{
    public required Workspace Workspace { get; init; }
    public required Func<Instant> NextDue { get; init; }
    public required Func<Command, Instant, FactsNeeded> Needs { get; init; }
    public required Func<Command, Facts, Instant, Outcome> Handle { get; init; }
    public required Action<ImmutableArray<Event>, Instant> Apply { get; init; }
    public required Func<long, LeadView?> Lead { get; init; }

    public static WorkspaceCalls Of(Workspace workspace) =>
        new()
        {
            Workspace = workspace,
            NextDue = () => workspace.NextDue,
            Needs = workspace.Needs,
            Handle = workspace.Handle,
            Apply = workspace.Apply,
            Lead = workspace.Lead,
        };
}
