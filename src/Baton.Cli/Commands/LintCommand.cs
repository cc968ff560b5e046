using System.CommandLine;
using System.Text.Json.Nodes;
using Baton.Cli.Output;
using Baton.Engine.Policies;

namespace Baton.Cli.Commands;

/// <summary><c>baton lint FILE</c>: every fault of a workspace file, and what it says but hardly means.</summary>
internal static class LintCommand
{
    public static Command Create()
    {
        var file = new Argument<string>("FILE") { Description = "A workspace file, or a folder with workspace.yaml." };
        file.Validators.Add(Options.RefuseMisspelt);
        var json = Options.Json();
        var command = new Command("lint", "Check a workspace file: faults (exit code 2) and warnings.") { file, json };
        command.SetAction(parsed =>
        {
            var source = WorkspaceSource.Read(parsed.GetRequiredValue(file));
            Fault[] warnings = source is { Policy: { } policy, Document: { } document }
                ? [.. Lint.Warnings(policy).Select(w => document.Locate(w with { File = document.File }))]
                : [];
            var output = parsed.InvocationConfiguration.Output;
            if (parsed.GetValue(json))
            {
                Json.Write(output, Report(source.Faults, warnings));
            }
            else
            {
                Print(source.Faults, warnings, output);
            }

            return source.Faults.Count > 0 ? ExitCodes.Usage : ExitCodes.Good;
        });
        return command;
    }

    private static JsonObject Report(IReadOnlyList<Fault> faults, Fault[] warnings) =>
        new() { ["faults"] = Json.Array(faults.Select(Json.Of)), ["warnings"] = Json.Array(warnings.Select(Json.Of)) };

    private static void Print(IReadOnlyList<Fault> faults, Fault[] warnings, TextWriter output)
    {
        foreach (var fault in faults)
        {
            output.WriteLine($"fault    {fault}");
        }

        foreach (var warning in warnings)
        {
            output.WriteLine($"warning  {warning} [{warning.Code}]");
        }

        output.WriteLine(
            $"{WorkspaceSource.Count(faults.Count, "fault")}, {WorkspaceSource.Count(warnings.Length, "warning")}"
        );
    }
}
