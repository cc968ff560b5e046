using System.CommandLine;
using System.Text.Json.Nodes;
using Baton.Cli.Output;
using Baton.Storage;
using Baton.Storage.Backups;

namespace Baton.Cli.Commands;

/// <summary><c>baton backup FILE</c>: every workspace of a data folder in one file, also beside the server.</summary>
internal static class BackupCommand
{
    public static Command Create()
    {
        var file = new Argument<string>("FILE") { Description = "The file to write, such as baton-2026-01-31.zip." };
        file.Validators.Add(Options.RefuseMisspelt);
        var force = new Option<bool>("--force") { Description = "Replace the file where it is there already." };
        var (data, json) = (Options.Data(), Options.Json());
        var command = new Command("backup", "Back up every workspace into one file, also while the server runs.")
        {
            file,
            force,
            data,
            json,
        };
        command.SetAction(parsed =>
        {
            var (path, root) = (parsed.GetRequiredValue(file), parsed.GetRequiredValue(data));
            if (!File.Exists(DataFolder.DatabaseIn(root)))
            {
                throw CommandException.Usage($"there is no Baton data in {root}; name the folder with --data");
            }

            var manifest = Backup.Take(root, path, parsed.GetValue(force), TimeProvider.System);
            var output = parsed.InvocationConfiguration.Output;
            if (parsed.GetValue(json))
            {
                Json.Write(output, Describe(manifest));
                return;
            }

            Print(output, manifest);
            output.WriteLine($"{path}: {new FileInfo(path).Length:N0} bytes");
            if (Backup.LeftOut(root) is { } key)
            {
                output.WriteLine($"{key} is not in it: keep a copy elsewhere, for webhooks sign by it");
            }
        });
        return command;
    }

    public static JsonObject Describe(BackupManifest manifest) =>
        new()
        {
            ["at"] = manifest.At,
            ["baton"] = manifest.Baton,
            ["workspaces"] = Json.Array(
                manifest.Parts.Select(p => new JsonObject
                {
                    ["name"] = p.Workspace,
                    ["bytes"] = p.Bytes,
                    ["seq"] = p.Seq,
                    ["sha256"] = p.Sha256,
                })
            ),
        };

    public static void Print(TextWriter output, BackupManifest manifest)
    {
        var table = Terminal.Table("workspace", ">records", ">bytes");
        foreach (var part in manifest.Parts)
        {
            table.Add(part.Workspace, $"{part.Seq:N0}", $"{part.Bytes:N0}");
        }

        Terminal.On(output).Write(table);
    }
}
