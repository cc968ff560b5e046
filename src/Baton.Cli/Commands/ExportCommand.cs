using System.CommandLine;
using System.Text;
using System.Text.Json;
using Baton.Cli.Exporting;
using Baton.Storage;
using Baton.Storage.Files;

namespace Baton.Cli.Commands;

/// <summary><c>baton export assignments|workspace</c>: who has what as a table, or the workspace file as it stands.</summary>
internal static class ExportCommand
{
    private const string Assignments = "assignments";
    private const string Workspace = "workspace";

    public static Command Create()
    {
        var what = new Argument<string>("WHAT") { Description = "assignments, or workspace." };
        what.AcceptOnlyFromAmong(Assignments, Workspace);
        var format = new Option<string?>("--format")
        {
            Description = "csv (assignments), json, or yaml (workspace).",
            HelpName = "FORMAT",
        };
        format.AcceptOnlyFromAmong("csv", "json", "yaml");
        var file = new Option<string?>("--output") { Description = "The file to write.", HelpName = "FILE" };
        var (data, json) = (Options.Data(), Options.Json());
        var command = new Command("export", "Write out who has which lead, or the workspace file.")
        {
            what,
            format,
            file,
            data,
            json,
        };
        command.SetAction(parsed =>
        {
            var isLeads = parsed.GetRequiredValue(what) == Assignments;
            var chosen = parsed.GetValue(json) ? "json" : parsed.GetValue(format) ?? (isLeads ? "csv" : "yaml");
            if (chosen == (isLeads ? "yaml" : "csv"))
            {
                throw CommandException.Usage($"--format {chosen} is not for {parsed.GetRequiredValue(what)}");
            }

            using var reader = DataFolders.Read(parsed.GetRequiredValue(data));
            if (parsed.GetValue(file) is { } path)
            {
                using var written = new StreamWriter(path, append: false, new UTF8Encoding(false));
                Write(reader, isLeads, chosen, written);
            }
            else
            {
                Write(reader, isLeads, chosen, parsed.InvocationConfiguration.Output);
            }
        });
        return command;
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
