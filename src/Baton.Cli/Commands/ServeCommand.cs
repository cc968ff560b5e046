using System.CommandLine;
using Baton.Cli.Serving;
using Baton.Server.Hosting;

namespace Baton.Cli.Commands;

/// <summary><c>baton serve</c>: the server, until it is told to end.</summary>
internal static class ServeCommand
{
    public static Command Create()
    {
        var flags = new Dictionary<string, Option<string?>>(StringComparer.Ordinal)
        {
            ["data"] = Flag(
                "--data",
                "DIR",
                $"The data folder; made when it is not there. Default: {Options.DefaultData}"
            ),
            ["urls"] = Flag("--urls", "URL", "Where to listen. Default: http://127.0.0.1:5080"),
            ["log_level"] = Flag("--log-level", "LEVEL", "Debug, Information, Warning or Error."),
            ["log_format"] = Flag("--log-format", "FORMAT", "text, or json: an object a line."),
        };
        var command = new Command(
            "serve",
            "Run the server. Settings also come from appsettings.json and variables such as BATON_DATA."
        );
        foreach (var flag in flags.Values)
        {
            command.Options.Add(flag);
        }

        command.SetAction(
            async (parsed, cancellation) =>
            {
                var given = flags.ToDictionary(f => f.Key, f => parsed.GetValue(f.Value), StringComparer.Ordinal);
                await Serve(given, parsed.InvocationConfiguration, cancellation);
                return ExitCodes.Good;
            }
        );
        return command;
    }

    private static Option<string?> Flag(string name, string value, string about) =>
        new(name) { Description = about, HelpName = value };

    private static async Task Serve(
        Dictionary<string, string?> flags,
        InvocationConfiguration streams,
        CancellationToken cancellation
    )
    {
        var faults = new List<string>();
        if (ServerSettings.Load(flags, Directory.GetCurrentDirectory(), Options.DefaultData, faults) is not { } options)
        {
            throw CommandException.Usage(string.Join("; ", faults));
        }

        options = options with
        {
            KeyMade = key => streams.Output.WriteLine($"API key: {key}"),
            SetupMade = token => streams.Output.WriteLine($"Setup token: {token}"),
        };
        await using var server = await RunningServer.Start(options, cancellation);
        await streams.Output.WriteLineAsync($"Data: {Path.GetFullPath(options.DataDirectory)}");
        await streams.Output.WriteLineAsync($"Console: {server.Address}");
        await streams.Output.FlushAsync(CancellationToken.None);
        await server.WaitForEnd(cancellation);
    }
}
