using System.CommandLine;
using Baton.Cli.Output;
using Baton.Storage.Backups;

namespace Baton.Cli.Commands;

/// <summary><c>baton restore FILE</c>: a backup becomes a data folder.</summary>
internal static class RestoreCommand
{
    public static Command Create()
    {
        var file = new Argument<string>("FILE") { Description = "What 'baton backup' wrote." };
        file.Validators.Add(Options.RefuseMisspelt);
        var force = new Option<bool>("--force")
        {
            Description = "Also into a folder with data, which is moved to a folder 'replaced-…' inside.",
        };
        var (data, json) = (Options.Data(), Options.Json());
        var command = new Command("restore", "Check a backup and make it the data folder of a stopped server.")
        {
            file,
            force,
            data,
            json,
        };
        command.SetAction(parsed =>
        {
            var (path, root) = (parsed.GetRequiredValue(file), parsed.GetRequiredValue(data));
            if (!File.Exists(path))
            {
                throw CommandException.Usage($"there is no file {path}");
            }

            var (manifest, replaced) = Restoration.Restore(path, root, parsed.GetValue(force), TimeProvider.System);
            var output = parsed.InvocationConfiguration.Output;
            if (parsed.GetValue(json))
            {
                var described = BackupCommand.Describe(manifest);
                described["replaced"] = replaced;
                Json.Write(output, described);
                return;
            }

            BackupCommand.Print(output, manifest);
            output.WriteLine($"restored to {root} as of {manifest.At}");
            if (replaced is not null)
            {
                output.WriteLine($"what was there before: {replaced}");
            }
        });
        return command;
    }
}
