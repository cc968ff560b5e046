using System.CommandLine;
using System.Text;
using System.Text.Json;
using Baton.Cli.Exporting;
using Baton.Cli.Output;
using Baton.Cli.Privacy;
using Baton.Storage;
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
                if (parsed.GetRequiredValue(what) != Person)
                {
                    Tables(parsed, parsed.GetRequiredValue(what), parsed.GetValue(format), parsed.GetValue(file));
                    return;
                }

                await using var target = PersonTarget.Open(
                    parsed.GetRequiredValue(data),
                    parsed.GetValue(server),
                    parsed.GetValue(key)
                );
                var all = await target.Export(person.Body(parsed), cancellation);
                To(parsed, parsed.GetValue(file), output => Json.Write(output, all));
            }
        );
        return command;
    }

    private static void Tables(ParseResult parsed, string what, string? format, string? file)
    {
        var isLeads = what == Assignments;
        var chosen = parsed.GetValue<bool>("--json") ? "json" : format ?? (isLeads ? "csv" : "yaml");
        if (chosen == (isLeads ? "yaml" : "csv"))
        {
            throw CommandException.Usage($"--format {chosen} is not for {what}");
        }

        using var reader = DataFolders.Read(parsed.GetRequiredValue<string>("--data"));
        To(parsed, file, output => Write(reader, isLeads, chosen, output));
    }

    private static void To(ParseResult parsed, string? file, Action<TextWriter> write)
    {
        if (file is null)
        {
            write(parsed.InvocationConfiguration.Output);
            return;
        }

        using var written = new StreamWriter(file, append: false, new UTF8Encoding(false));
        write(written);
    }

    private static void Write(StoreReader reader, bool isLeads, string format, TextWriter output)
    {
        if (!isLeads)
        {
            var document = DataFolders.People(reader).Document;
            output.Write(format == "json" ? JsonNodes.ToJson(document) + "\n" : YamlWriter.Write(document));
        }
        else if (format == "json")
        {
            WriteJson(reader, output);
        }
        else
        {
            WriteCsv(AssignmentRows.Columns, output);
            foreach (var row in AssignmentRows.Read(reader.Leads))
            {
                WriteCsv(row, output);
            }
        }
    }

    private static void WriteCsv(IEnumerable<string?> row, TextWriter output) =>
        output.Write(string.Join(',', row.Select(c => CsvText.Of(CsvText.Harmless(c ?? ""), ','))) + "\r\n");

    // One object a line between the brackets, so that neither side needs to hold them all.
    private static void WriteJson(StoreReader reader, TextWriter output)
    {
        var separator = "[\n";
        foreach (var row in AssignmentRows.Read(reader.Leads))
        {
            var item = AssignmentRows.Columns.Zip(row).Where(c => c.Second is not null).ToDictionary();
            output.Write(separator + JsonSerializer.Serialize(item));
            separator = ",\n";
        }

        output.WriteLine(separator == "[\n" ? "[]" : "\n]");
    }
}
