using Baton.Engine.Policies;
using Baton.Engine.Policies.Config;

namespace Baton.Server.Workspaces;

internal static class WorkspaceTables
{
    /// <summary>
    /// Faults tables that are paths: each would be one of the server's own files. Whoever sends a file reads its tables in
    /// first, as the command line does.
    /// </summary>
    /// <returns>Whether there are any.</returns>
    public static bool Refuse(WorkspaceConfig config, List<Fault> faults)
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

        return faults.Count > 0;
    }
}
