using System.Collections.Immutable;
using Baton.Engine.Events;
using Baton.Engine.Policies.Config;

namespace Baton.Engine.Policies;

/// <summary>Which names a published file changes (<c>was: old-id</c>): those whose old name is known and whose new one is not.</summary>
internal static class Renames
{
    public static ImmutableArray<Rename> Of(KnownNames known, WorkspaceConfig config, ICollection<Fault> faults)
    {
        if (known == KnownNames.None)
        {
            return [];
        }

        var reps = config.Reps.Select(r => new Named(r.Id, r.Was, r.At));
        var pools = config.Policy.Pools.Select(p => new Named(p.Name, p.Was, p.At));
        var queues = config.Policy.Queues.Select(q => new Named(q.Name, q.Was, q.At));
        return
        [
            .. Of(RenameKinds.Rep, "reps", [.. reps], known.Reps, faults),
            .. Of(RenameKinds.Pool, "policy.pools", [.. pools], known.Pools, faults),
            .. Of(RenameKinds.Queue, "policy.queues", [.. queues], known.Queues, faults),
        ];
    }

    private static IEnumerable<Rename> Of(
        string kind,
        string path,
        Named[] named,
        IReadOnlySet<string> known,
        ICollection<Fault> faults
    )
    {
        var taken = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (id, was, at) in named)
        {
            if (was is null)
            {
                continue;
            }

            var fault =
                named.Any(n => n.Id == was) ? $"the {kind} '{was}' is still in the file, so it has not become '{id}'"
                : !taken.Add(was) ? $"the {kind} '{was}' can become one {kind} only"
                : known.Contains(was) && known.Contains(id)
                    ? $"the {kind} '{id}' is here already beside '{was}': two histories do not become one; leave 'was' out"
                : null;
            if (fault is not null)
            {
                faults.Add(new Fault($"{path}.{id}.was", at, fault) { Code = "conflict" });
            }
            else if (known.Contains(was))
            {
                yield return new Rename(kind, was, id);
            }
        }
    }

    private readonly record struct Named(string Id, string? Was, Position At);
}
