using Baton.Engine.Policies;
using Baton.Storage.Files;

namespace Baton.Cli.Commands;

/// <summary>A workspace file read and compiled: every fault at its place, or none and a policy.</summary>
internal sealed record WorkspaceSource(WorkspaceDocument? Document, Policy? Policy, IReadOnlyList<Fault> Faults)
{
    private static readonly string[] Names = ["workspace.yaml", "workspace.yml"];

    // With these a file's parts do not fit together, and compiling it would only repeat that in other words.
    private static readonly string[] Structural = ["dangling", "duplicate", "cycle", "missing"];

    /// <param name="path">A file, or a folder with a <c>workspace.yaml</c>.</param>
    public static WorkspaceSource Read(string path)
    {
        var file = FileAt(path);
        var faults = new List<Fault>();
        if (WorkspaceFiles.Load(file, faults) is not { } document)
        {
            return new WorkspaceSource(null, null, faults);
        }

        var config = document.Draft(faults);
        Policy? policy = null;
        if (config is not null && !faults.Exists(f => Structural.Contains(f.Code)))
        {
            var found = new List<Fault>();
            policy = PolicyCompiler.Compile(config, 1, found);
            faults.AddRange(found.Select(f => document.Locate(f with { File = f.File ?? file })));
        }

        return new WorkspaceSource(document, faults.Count == 0 ? policy : null, faults);
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
