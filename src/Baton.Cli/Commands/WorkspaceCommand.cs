using System.CommandLine;
using System.Text.Json.Nodes;
using Baton.Cli.Output;
using Baton.Server.Hosting;
using Baton.Storage;

namespace Baton.Cli.Commands;

/// <summary><c>baton workspace create|list</c>: the workspaces of one server, also beside it while it runs.</summary>
internal static class WorkspaceCommand
{
    public static Command Create() => new("workspace", "Make and list the workspaces of a server.") { Make(), List() };

    private static Command Make()
    {
        var name = new Argument<string>("NAME") { Description = "1 to 40 of a-z, 0-9 and '-', a letter first." };
        name.Validators.Add(Options.RefuseMisspelt);
        var (data, json) = (Options.Data(), Options.Json());
        var command = new Command(
            "create",
            "Make a workspace and print its administrator's key alone; it cannot be read again."
        )
        {
            name,
            data,
            json,
        };
        command.SetAction(async parsed =>
        {
            var made = parsed.GetRequiredValue(name);
            var key = await New(parsed.GetRequiredValue(data), made);
            var output = parsed.InvocationConfiguration.Output;
            if (parsed.GetValue(json))
            {
                Json.Write(output, new JsonObject { ["workspace"] = made, ["key"] = key });
            }
            else
            {
                output.WriteLine(key);
            }

            return ExitCodes.Good;
        });
        return command;
    }

    // A server that runs opens it with the first request.
    private static async Task<string> New(string root, string name)
    {
        if (!WorkspaceFolders.IsName(name))
        {
            throw CommandException.Usage(
                $"'{name}' is no workspace's name: use 1 to 40 of a-z, 0-9 and '-', a letter first"
            );
        }

        if (name == WorkspaceFolders.Default || WorkspaceFolders.Has(root, name))
        {
            throw CommandException.Failed(
                $"there is a workspace '{name}' already; 'baton key create NAME --data {WorkspaceFolders.Of(root, name)}' makes a key for it"
            );
        }

        var options = new StoreOptions { Directory = WorkspaceFolders.Of(root, name), Workspace = name };
        await using var store = BatonStore.Open(options);
        FirstStart.Publish(store);
        store.Audit.Add(ActBy.CommandLine, Acts.WorkspaceCreated, name);
        return store.Keys.Create("admin");
    }

    private static Command List()
    {
        var (data, json) = (Options.Data(), Options.Json());
        var command = new Command("list", "List the workspaces with their folders.") { data, json };
        command.SetAction(parsed =>
        {
            var root = parsed.GetRequiredValue(data);
            var names = WorkspaceFolders.Others(root);
            names = WorkspaceFolders.Has(root, WorkspaceFolders.Default) ? [WorkspaceFolders.Default, .. names] : names;
            if (names.Count == 0)
            {
                throw DataFolders.Missing(root);
            }

            var output = parsed.InvocationConfiguration.Output;
            if (parsed.GetValue(json))
            {
                Json.Write(output, Json.Array(names.Select(n => Described(root, n))));
                return;
            }

            var table = Terminal.Table("name", "folder");
            foreach (var name in names)
            {
                table.Add(name, WorkspaceFolders.Of(root, name));
            }

            Terminal.On(output).Write(table);
        });
        return command;
    }

    private static JsonObject Described(string root, string name) =>
        new() { ["name"] = name, ["folder"] = WorkspaceFolders.Of(root, name) };
}
