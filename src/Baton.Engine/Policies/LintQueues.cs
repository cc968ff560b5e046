using Baton.Engine.Policies.Config;

namespace Baton.Engine.Policies;

/// <summary>Queues that nobody can claim from, and settings of theirs that do nothing.</summary>
internal static class LintQueues
{
    public static void Check(Policy policy, List<Fault> found)
    {
        foreach (var queue in policy.Config.Policy.Queues)
        {
            Members(policy, queue, found);
            Claims(queue, found);
        }
    }

    private static void Members(Policy policy, QueueConfig queue, List<Fault> found)
    {
        var members = queue.Team is { } team ? LintPools.MembersOf(policy, team) : queue.Members;
        if (queue.Mode != QueueMode.Manual && !policy.Config.Reps.Any(r => r.Active && members.Contains(r.Id)))
        {
            Add(found, "empty_queue", queue, "the queue has no active member: nobody can claim from it");
        }
    }

    // An accepted offer and a manager's assignment are no claims.
    private static void Claims(QueueConfig queue, List<Fault> found)
    {
        if (queue.Mode is QueueMode.Shotgun or QueueMode.Manual && queue.Claims != new ClaimsConfig())
        {
            Add(
                found,
                "unused_setting",
                queue,
                $"'claims' does nothing in a queue of mode {Choice.Word(queue.Mode)}, where nobody claims; "
                    + "limit the reps' 'caps' or 'capacity', or make the mode cherry_pick or blind",
                ".claims"
            );
        }
    }

    private static void Add(List<Fault> found, string code, QueueConfig queue, string message, string part = "") =>
        found.Add(Lint.Warning(code, $"policy.queues.{queue.Name}{part}", queue.At, message));
}
