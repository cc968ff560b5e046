using System.Diagnostics;
using Baton.Server.Tests;

namespace Baton.Client.Tests;

/// <summary>The client for TypeScript, with node: <c>clients/typescript</c>.</summary>
public sealed class TypeScriptTests
{
    private static readonly string Folder = Find();

    [Fact]
    public async Task The_types_are_those_that_the_description_gives()
    {
        var made = await Npm("run", "--silent", "types");

        (await File.ReadAllTextAsync(Path.Combine(Folder, "src", "schema.d.ts"))).ShouldBe(
            made,
            "run 'npm run generate' in clients/typescript"
        );
    }

    [Fact]
    public async Task The_client_compiles_and_walks_a_real_server()
    {
        await using var server = await RunningServer.Start(Workspaces.TwoReps);

        await Npm("run", "build");
        var said = await Run(
            "node",
            ["dist/test/walk.js"],
            ("BATON_URL", server.Client.BaseAddress!.ToString().TrimEnd('/')),
            ("BATON_KEY", server.Key)
        );

        said.ShouldEndWith("walked\n");
    }

    private static Task<string> Npm(params string[] arguments) => Run("npm", arguments);

    private static async Task<string> Run(
        string program,
        IEnumerable<string> arguments,
        params (string Name, string Value)[] variables
    )
    {
        Directory.Exists(Path.Combine(Folder, "node_modules")).ShouldBeTrue("run 'npm ci' in clients/typescript first");
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = Folder,
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in variables)
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        process.ExitCode.ShouldBe(0, $"{program}: {output}{await errors}");
        return output;
    }

    private static string Find()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Baton.slnx")))
        {
            folder = folder.Parent!;
        }

        return Path.Combine(folder.FullName, "clients", "typescript");
    }
}
