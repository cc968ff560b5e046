using System.CommandLine;
using Baton.Cli.Importing;
using Baton.Cli.Output;
using Baton.Cli.Remote;
using Baton.Server.Import;
using Spectre.Console;

namespace Baton.Cli.Commands;

/// <summary><c>baton import FILE</c>: leads from a CSV file, however large, as often as need be.</summary>
internal static class ImportCommand
{
    public static Command Create()
    {
        var file = new Argument<string>("FILE") { Description = "A CSV file with a header." };
        file.Validators.Add(Options.RefuseMisspelt);
        var map = new Option<string[]>("--map")
        {
            Description =
                "Which column is which field: \"Lead Source:source,Company Size:employees\"; no field leaves it out.",
            HelpName = "HEADER:FIELD,…",
        };
        var delimiter = Text("--delimiter", "CHAR", "Between cells; found when left out. 'tab' for a tab.");
        var encoding = Text("--encoding", "NAME", "Of the file, such as windows-1252; found when left out.");
        var rejects = Text("--rejects", "FILE", "Write the rows that were turned away there, with the reasons.");
        var dryRun = new Option<bool>("--dry-run") { Description = "Check every row, store nothing." };
        var (data, server, key, json) = (Options.Data(), Options.Server(), Options.Key(), Options.Json());
        var command = new Command("import", "Import leads from a CSV file; running it again repeats nothing.")
        {
            file,
            map,
            delimiter,
            encoding,
            rejects,
            dryRun,
            data,
            server,
            key,
            json,
        };
        command.SetAction(
            async (parsed, cancellation) =>
            {
                var settings = new ImportSettings
                {
                    Map = ImportSettings.MapOf(parsed.GetValue(map) ?? []),
                    Delimiter = ImportSettings.DelimiterOf(parsed.GetValue(delimiter)),
                    DryRun = parsed.GetValue(dryRun),
                };
                var source = await ImportFile.Open(
                    parsed.GetRequiredValue(file),
                    parsed.GetValue(encoding),
                    cancellation
                );
                using var client = parsed.GetValue(server) is { } url
                    ? new ServerClient(url, parsed.GetValue(key))
                    : null;
                var target = new ImportTarget(client, parsed.GetRequiredValue(data), parsed.GetValue(rejects));
                var streams = parsed.InvocationConfiguration;
                var report = await ImportProgress.Show(
                    Terminal.On(streams.Error),
                    source.Length,
                    progress => target.Run(source, settings, progress, streams.Error, cancellation)
                );
                return Print(report, settings, parsed.GetValue(json), streams);
            }
        );
        return command;
    }

    private static Option<string?> Text(string name, string value, string about) =>
        new(name) { Description = about, HelpName = value };

    private static int Print(ImportReport report, ImportSettings settings, bool isJson, InvocationConfiguration streams)
    {
        var summary = report.Summary;
        if (isJson)
        {
            Json.Write(streams.Output, ImportTables.Json(report, settings.DryRun));
        }
        else
        {
            Terminal.On(streams.Output).Write(ImportTables.Of(report, settings.DryRun));
        }

        if (summary.Broken is { } broken)
        {
            throw CommandException.Failed($"the import ended early: {broken}; put it right and run it again");
        }

        return summary.Rows > 0 && summary.Rejected == summary.Rows ? ExitCodes.Failed : ExitCodes.Good;
    }
}
