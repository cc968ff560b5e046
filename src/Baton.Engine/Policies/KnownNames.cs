using System.Collections.Immutable;
using Baton.Engine.Policies.Config;

namespace Baton.Engine.Policies;

/// <summary>What a further file follows: the names with a history, of those who have left too, that its <c>was</c> can speak of. Immutable.</summary>
public sealed record KnownNames(IReadOnlySet<string> Reps, IReadOnlySet<string> Pools, IReadOnlySet<string> Queues)
{
    private static readonly ImmutableHashSet<string> Nobody = [];

    /// <summary>Of the file that comes next.</summary>
    public int NextVersion { get; private init; } = 1;

    /// <summary>Where nothing is published yet, nothing can be renamed.</summary>
    public static KnownNames None { get; } = new(Nobody, Nobody, Nobody);

    /// <summary>Of the file in force alone: those of leavers are not among them.</summary>
    public static KnownNames Of(WorkspaceConfig inForce) =>
        new(
            inForce.Reps.Select(r => r.Id).ToHashSet(StringComparer.Ordinal),
            inForce.Policy.Pools.Select(p => p.Name).ToHashSet(StringComparer.Ordinal),
            inForce.Policy.Queues.Select(q => q.Name).ToHashSet(StringComparer.Ordinal)
        );

    internal static KnownNames Of(WorkspaceState state) =>
        state.Policy is { } before
            ? new(
                state.Reps.Keys.ToHashSet(StringComparer.Ordinal),
                state.Ledgers.Keys.ToHashSet(StringComparer.Ordinal),
                before.Queues.Keys.ToHashSet(StringComparer.Ordinal)
            )
            {
                NextVersion = before.Version + 1,
            }
            : None;

    /// <summary>Every name of a file that cannot pass on.</summary>
    /// <param name="config">Also what could be read of a faulty one.</param>
    public void Check(WorkspaceConfig config, ICollection<Fault> faults) => Renames.Of(this, config, faults);
}
