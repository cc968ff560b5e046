using System.CommandLine;
using System.Text.Json.Nodes;
using Baton.Cli.Applying;
using Baton.Cli.Output;

namespace Baton.Cli.Commands;

/// <summary><c>baton apply FILE|DIR</c>: make a workspace match a file, and show what that changes.</summary>
internal static class ApplyCommand
{
    public static Command Create()
    {
        var file = new Argument<string>("FILE") { Description = "A workspace file, or a folder with workspace.yaml." };
        file.Validators.Add(Options.RefuseMisspelt);
        var dryRun = new Option<bool>("--dry-run") { Description = "Only show what would change." };
        var runtime = new Option<bool>("--runtime")
        {
            Description = "Also set the presence and absences of reps who are there already.",
        };
        var (data, server, key, json) = (Options.Data(), Options.Server(), Options.Key(), Options.Json());
        var command = new Command("apply", "Make a workspace match a file, and show what changes.")
        {
            file,
            dryRun,
            runtime,
            data,
            server,
            key,
            json,
        };
        command.SetAction(
            async (parsed, cancellation) =>
            {
                var streams = parsed.InvocationConfiguration;
                var source = WorkspaceSource.Read(parsed.GetRequiredValue(file));
                source.Require(streams.Error);
                var (isDry, isRuntime) = (parsed.GetValue(dryRun), parsed.GetValue(runtime));
                await using var target = ApplyTarget.At(
                    parsed.GetValue(server),
                    parsed.GetValue(key),
                    parsed.GetRequiredValue(data),
                    isDry
                );
                var wanted = source.Document!.Root;
                var changes = DocumentDiff.Between(await target.Current(cancellation), wanted, isRuntime);
                if (!isDry && changes.Count > 0)
                {
                    await target.Publish(wanted, isRuntime, cancellation);
                }

                Report(changes, isDry, streams.Output, parsed.GetValue(json));
                return ExitCodes.Good;
            }
        );
        return command;
    }

    private static void Report(IReadOnlyList<DocumentChange> changes, bool isDry, TextWriter output, bool isJson)
    {
        var isPublished = !isDry && changes.Count > 0;
        if (isJson)
        {
            Json.Write(output, new JsonObject { ["published"] = isPublished, ["changes"] = DiffReport.Json(changes) });
            return;
        }

        DiffReport.Write(changes, output);
        output.WriteLine(
            changes.Count == 0 ? "nothing to change"
            : isPublished ? $"published: {DiffReport.Summary(changes)}"
            : $"dry run, nothing was changed: {DiffReport.Summary(changes)}"
        );
    }
}
