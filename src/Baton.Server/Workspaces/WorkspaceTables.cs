using Baton.Engine.Policies;
using Baton.Engine.Policies.Config;

namespace Baton.Server.Workspaces;

internal static class WorkspaceTables
{
    /// <summary>
    /// Whether a workspace file that was sent could be published: its compiled form, or null and every fault. A table that is
    /// a path is one: it would be one of the server's own files. Whoever sends a file reads its tables in first, as the
    /// command line does.
    /// </summary>
    /// <param name="known">What it follows.</param>
    /// <param name="faults">Those of the text itself stand in it already.</param>
    public static Policy? Check(Node document, KnownNames known, List<Fault> faults)
    {
        if (WorkspaceBinder.Draft(document, faults) is not { } draft)
        {
            return null;
        }

        var policy = PolicyCompiler.Compile(draft, known.NextVersion, faults);
        Refuse(draft, faults);
        known.Check(draft, faults);
        return faults.Count == 0 ? policy : null;
    }

    private static void Refuse(WorkspaceConfig config, List<Fault> faults)
    {
        var named = config.Territories.Named.Select(t => (Path: $"territories.{t.Name}.table", t.Table));
        foreach (
            var (path, table) in named
                .Append(("territories.table", config.Territories.Table))
                .Append(("accounts.table", config.Accounts.Table))
        )
        {
            if (table is not null)
            {
                const string Cure = "a table's file is not read from here; send its rows in the place of its path";
                faults.Add(new Fault(path, table.At, Cure) { Code = "dangling" });
            }
        }
    }
}
