using Baton.Engine.Policies;
using Baton.Storage.Files;

namespace Baton.Cli.Commands;

/// <summary>A workspace file read and compiled: every fault at its place, or none and a policy.</summary>
internal sealed record WorkspaceSource(WorkspaceDocument? Document, Policy? Policy, IReadOnlyList<Fault> Faults)
{
    private static readonly string[] Names = ["workspace.yaml", "workspace.yml"];

    /// <param name="path">A file, or a folder with a <c>workspace.yaml</c>.</param>
    public static WorkspaceSource Read(string path)
    {
        var file = FileAt(path);
        var faults = new List<Fault>();
        if (WorkspaceFiles.Load(file, faults) is not { } document)
        {
            return new WorkspaceSource(null, null, faults);
        }

        return new WorkspaceSource(document, document.Compile(faults), faults);
    }

    /// <summary>The same with every name at fault that cannot pass on from the file that is in force.</summary>
    public WorkspaceSource Renaming(MapNode inForce)
    {
        var faults = new List<Fault>(Faults);
        if (Document is not null && WorkspaceBinder.Bind(inForce, []) is { } before)
        {
            Document.CheckNames(KnownNames.Of(before), faults);
        }

        return this with
        {
            Policy = faults.Count > 0 ? null : Policy,
            Faults = faults,
        };
    }

    /// <summary>The policy, or every fault printed and the command ended.</summary>
    public Policy Require(TextWriter error)
    {
        if (Policy is { } policy)
        {
            return policy;
        }

        foreach (var fault in Faults)
        {
            error.WriteLine(fault);
        }

        throw CommandException.Usage($"{Count(Faults.Count, "fault")} in the workspace file; nothing was done");
    }

    public static string Count(int count, string what) => count == 1 ? $"1 {what}" : $"{count} {what}s";

    private static string FileAt(string path) =>
        !Directory.Exists(path) ? path
        : Names.Select(n => Path.Combine(path, n)).FirstOrDefault(File.Exists) is { } found ? found
        : throw CommandException.Usage($"{path} holds no {Names[0]}");
}
