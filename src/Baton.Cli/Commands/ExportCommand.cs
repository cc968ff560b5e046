using System.CommandLine;
using System.Text;
using System.Text.Json;
using Baton.Cli.Exporting;
using Baton.Cli.Output;
using Baton.Cli.Privacy;
using Baton.Engine.Policies;
using Baton.Storage.Files;

namespace Baton.Cli.Commands;

/// <summary>
/// <c>baton export assignments|workspace|person</c>: who has what as a table, the workspace file as it stands, or everything
/// that is stored about a person.
/// </summary>
internal static class ExportCommand
{
    private const string Assignments = "assignments";
    private const string Workspace = "workspace";
    private const string Person = "person";

    public static Command Create()
    {
        var what = new Argument<string>("WHAT") { Description = "assignments, workspace, or person." };
        what.AcceptOnlyFromAmong(Assignments, Workspace, Person);
        var format = new Option<string?>("--format")
        {
            Description = "csv (assignments), json, or yaml (workspace).",
            HelpName = "FORMAT",
        };
        format.AcceptOnlyFromAmong("csv", "json", "yaml");
        var file = new Option<string?>("--output") { Description = "The file to write.", HelpName = "FILE" };
        var (data, server, key, json) = (Options.Data(), Options.Server(), Options.Key(), Options.Json());
        var person = new PersonOptions();
        var command = new Command("export", "Write out who has which lead, the workspace file, or all about a person.")
        {
            what,
            format,
            file,
            data,
            server,
            key,
            json,
        };
        person.AddTo(command);
        command.SetAction(
            async (parsed, cancellation) =>
            {
                if (parsed.GetRequiredValue(what) is not Person and var chosen)
                {
                    var form = FormatOf(chosen, parsed.GetValue(json) ? "json" : parsed.GetValue(format));
                    using var source = ExportSource.Open(
                        parsed.GetRequiredValue(data),
                        parsed.GetValue(server),
                        parsed.GetValue(key)
                    );
                    using var written = Opened(parsed.GetValue(file));
                    var output = written ?? parsed.InvocationConfiguration.Output;
                    await (
                        chosen == Assignments
                            ? Write(source.Assignments(cancellation), form, output)
                            : Write(await source.Workspace(cancellation), form, output)
                    );
                    return;
                }

                await using var target = PersonTarget.Open(
                    parsed.GetRequiredValue(data),
                    parsed.GetValue(server),
                    parsed.GetValue(key)
                );
                var all = await target.Export(person.Body(parsed), cancellation);
                using var to = Opened(parsed.GetValue(file));
                Json.Write(to ?? parsed.InvocationConfiguration.Output, all);
            }
        );
        return command;
    }

    private static string FormatOf(string what, string? asked)
    {
        var isLeads = what == Assignments;
        var format = asked ?? (isLeads ? "csv" : "yaml");
        return format == (isLeads ? "yaml" : "csv")
            ? throw CommandException.Usage($"--format {format} is not for {what}")
            : format;
    }

    private static StreamWriter? Opened(string? file) =>
        file is null ? null : new StreamWriter(file, append: false, new UTF8Encoding(false));

    private static async Task Write(MapNode document, string format, TextWriter output) =>
        await output.WriteAsync(format == "json" ? JsonNodes.ToJson(document) + "\n" : YamlWriter.Write(document));

    // Row by row, so that neither side needs to hold them all.
    private static async Task Write(IAsyncEnumerable<string?[]> rows, string format, TextWriter output)
    {
        var isJson = format == "json";
        if (!isJson)
        {
            await WriteCsv(AssignmentRows.Columns, output);
        }

        var separator = "[\n";
        await foreach (var row in rows)
        {
            if (!isJson)
            {
                await WriteCsv(row, output);
                continue;
            }

            var item = AssignmentRows.Columns.Zip(row).Where(c => c.Second is not null).ToDictionary();
            await output.WriteAsync(separator + JsonSerializer.Serialize(item));
            separator = ",\n";
        }

        if (isJson)
        {
            await output.WriteLineAsync(separator == "[\n" ? "[]" : "\n]");
        }
    }

    private static Task WriteCsv(IEnumerable<string?> row, TextWriter output) =>
        output.WriteAsync(string.Join(',', row.Select(c => CsvText.Of(CsvText.Harmless(c ?? ""), ','))) + "\r\n");
}
