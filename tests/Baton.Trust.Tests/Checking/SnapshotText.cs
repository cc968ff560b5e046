using Baton.Engine.Snapshots;
using Baton.Engine.Tests.Workspaces;

namespace Baton.Trust.Tests.Checking;

/// <summary>A whole state as text that is equal where the states are.</summary>
internal static class SnapshotText
{
    // Equal sets of earners may stand in a snapshot once or twice: that is a matter of memory, not of meaning.
    public static string Of(WorkspaceSnapshot snapshot)
    {
        var names = snapshot
            .Earners.Select(e => string.Join(',', e.Members) + ":" + string.Join(',', e.Weights))
            .ToList();
        var sorted = names.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        var canonical = snapshot with
        {
            Earners = [.. sorted.Select(n => snapshot.Earners[names.IndexOf(n)])],
            Leads =
            [
                .. snapshot.Leads.Select(l =>
                    l with
                    {
                        Charges = [.. l.Charges.Select(c => c with { Earners = sorted.IndexOf(names[c.Earners]) })],
                    }
                ),
            ],
        };
        return Plain.Text(canonical);
    }
}
