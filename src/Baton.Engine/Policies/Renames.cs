using System.Collections.Immutable;
using Baton.Engine.Events;
using Baton.Engine.Policies.Config;

namespace Baton.Engine.Policies;

/// <summary>Which names a published file changes (<c>was: old-id</c>): those whose old name is known and whose new one is not.</summary>
internal static class Renames
{
    public static ImmutableArray<Rename> Of(WorkspaceState state, WorkspaceConfig config, ICollection<Fault> faults)
    {
        if (state.Policy is not { } before)
        {
            return [];
        }

        var reps = config.Reps.Select(r => (r.Id, r.Was));
        var pools = config.Policy.Pools.Select(p => (p.Name, p.Was));
        var queues = config.Policy.Queues.Select(q => (q.Name, q.Was));
        return
        [
            .. Of(RenameKinds.Rep, "reps", [.. reps], state.Reps.ContainsKey, faults),
            .. Of(RenameKinds.Pool, "policy.pools", [.. pools], state.Ledgers.ContainsKey, faults),
            .. Of(RenameKinds.Queue, "policy.queues", [.. queues], before.Queues.ContainsKey, faults),
        ];
    }

    private static IEnumerable<Rename> Of(
        string kind,
        string path,
        (string Id, string? Was)[] named,
        Func<string, bool> isKnown,
        ICollection<Fault> faults
    )
    {
        var taken = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (id, was) in named)
        {
            if (was is null)
            {
                continue;
            }

            var fault =
                named.Any(n => n.Id == was) ? $"the {kind} '{was}' is still in the file, so it has not become '{id}'"
                : !taken.Add(was) ? $"the {kind} '{was}' can become one {kind} only"
                : isKnown(was) && isKnown(id)
                    ? $"the {kind} '{id}' is here already beside '{was}': two histories do not become one; leave 'was' out"
                : null;
            if (fault is not null)
            {
                faults.Add(new Fault($"{path}.{id}.was", Position.None, fault) { Code = "conflict" });
            }
            else if (isKnown(was))
            {
                yield return new Rename(kind, was, id);
            }
        }
    }
}
