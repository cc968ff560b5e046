using System.CommandLine;
using System.Text.Json.Nodes;
using Baton.Cli.Applying;
using Baton.Cli.Output;
using Baton.Storage;

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
                var (isDry, isRuntime) = (parsed.GetValue(dryRun), parsed.GetValue(runtime));
                var (at, by, folder) = (parsed.GetValue(server), parsed.GetValue(key), parsed.GetRequiredValue(data));
                if (source.Policy is null)
                {
                    (
                        await Renaming(source, () => ApplyTarget.At(at, by, folder, onlyReading: true), cancellation)
                    ).Require(streams.Error);
                }

                await using var target = ApplyTarget.At(at, by, folder, isDry);
                var current = await target.Current(cancellation);
                source.Renaming(current).Require(streams.Error);
                var wanted = source.Document!.Root;
                var changes = DocumentDiff.Between(current, wanted, isRuntime);
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

    // What keeps us from the file in force is no reason to keep back what is wrong with the new one.
    private static async Task<WorkspaceSource> Renaming(
        WorkspaceSource source,
        Func<ApplyTarget> at,
        CancellationToken cancellation
    )
    {
        try
        {
            await using var target = at();
            return source.Renaming(await target.Current(cancellation));
        }
        catch (Exception e) when (e is CommandException or StoreException)
        {
            return source;
        }
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
