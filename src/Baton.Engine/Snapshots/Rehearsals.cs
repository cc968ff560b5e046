namespace Baton.Engine.Snapshots;

/// <summary>
/// Copies of a workspace in which a command on some leads can be tried: they know the people, the policy, the ledgers and
/// those leads alone, and everybody is as loaded as in truth. What does not depend on other open leads comes out as it
/// would in the workspace itself. Costs the compilation of the policy and memory for the leads named.
/// </summary>
internal static class Rehearsals
{
    /// <param name="load">Makes a workspace of a snapshot, and gives its state.</param>
    public static Workspace Of(
        WorkspaceState truth,
        IEnumerable<long> leads,
        Func<WorkspaceSnapshot, (Workspace Workspace, WorkspaceState State)> load
    )
    {
        var (workspace, copy) = load(new SnapshotWriter(truth).Write(truth.Leads.Copy(leads)));
        foreach (var rep in truth.Reps.Values)
        {
            var same = copy.Reps[rep.Id];
            same.Open = rep.Open;
            same.Reserved = rep.Reserved;
        }

        foreach (var ledger in truth.Ledgers.Values)
        {
            var same = copy.Ledgers[ledger.Id];
            same.Reserved = ledger.Reserved;
            foreach (var member in ledger.Members)
            {
                same.Member(member.Id)!.Reserved = member.Reserved;
            }
        }

        return workspace;
    }
}
