using System.Globalization;
using System.Text.Json.Nodes;
using Baton.Cli.Output;
using Spectre.Console;

namespace Baton.Cli.Importing;

/// <summary>What an import came to, for people and for programs.</summary>
internal static class ImportTables
{
    public static Table Of(ImportReport report, bool isDryRun)
    {
        var table = Terminal.Table("rows", ">number", "");
        var summary = report.Summary;
        table.Add("accepted", Whole(summary.Accepted), isDryRun ? "a dry run: nothing was stored" : "");
        table.Add("repeated", Whole(summary.Repeated), "captured before; nothing was changed");
        table.Add(
            "rejected",
            Whole(summary.Rejected),
            summary.Rejected > 0 ? "see the reasons; --rejects FILE keeps them" : ""
        );
        table.Add("all", Whole(summary.Rows), "");
        if (report.Noted > 0)
        {
            table.Add("left empty", Whole(report.Noted), "rows with a field that could not be understood");
        }

        if (!report.IgnoredColumns.IsEmpty)
        {
            table.Add(
                "columns left out",
                Whole(report.IgnoredColumns.Length),
                $"{string.Join(", ", report.IgnoredColumns)}; name their fields with --map"
            );
        }

        return table;
    }

    public static JsonObject Json(ImportReport report, bool isDryRun) =>
        new()
        {
            ["rows"] = report.Summary.Rows,
            ["accepted"] = report.Summary.Accepted,
            ["repeated"] = report.Summary.Repeated,
            ["rejected"] = report.Summary.Rejected,
            ["noted"] = report.Noted,
            ["dry_run"] = isDryRun,
            ["ignored_columns"] = Output.Json.Array(report.IgnoredColumns.Select(c => (JsonNode)c)),
            ["error"] = report.Summary.Broken,
        };

    private static string Whole(int number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
