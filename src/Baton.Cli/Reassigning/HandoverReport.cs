using System.Text.Json.Nodes;
using Baton.Cli.Output;
using Spectre.Console;

namespace Baton.Cli.Reassigning;

/// <summary>Who gets what, for people.</summary>
internal static class HandoverReport
{
    private const int MostLeads = 50;

    public static void Write(TextWriter output, JsonNode answer)
    {
        var console = Terminal.On(output);
        var isPreview = (bool)answer["dry_run"]!;
        var leads = Terminal.Table("lead", "from", "to", "status", "pool", "why it stays");
        var items = answer["leads"]!.AsArray();
        foreach (var lead in items.Take(MostLeads))
        {
            leads.Add(
                Of(lead, "id"),
                Of(lead, "from"),
                ToOf(lead!),
                Of(lead, "status"),
                Of(lead, "pool"),
                Of(lead, "kept")
            );
        }

        console.Write(leads);
        if (items.Count > MostLeads)
        {
            output.WriteLine($"and {items.Count - MostLeads} more; --json prints them all");
        }

        WriteReps(console, answer);
        WriteBalances(console, answer);
        output.WriteLine(
            isPreview
                ? $"{answer["moved"]} leads would go; nothing was changed. To do exactly this: --token {answer["token"]}"
                : $"{answer["moved"]} leads were given to others"
        );
        if ((int)answer["remaining"]! > 0)
        {
            output.WriteLine($"{answer["remaining"]} more are left; run it again for them");
        }
    }

    private static void WriteReps(IAnsiConsole console, JsonNode answer)
    {
        var reps = Terminal.Table("rep", ">gets", ">gives", ">open before", ">open after", ">capacity", "warnings");
        foreach (var rep in answer["reps"]!.AsArray())
        {
            var warnings = rep!["warnings"]!.AsArray().Select(w => $"{w!["code"]}: {w["actual"]} of {w["needed"]}");
            reps.Add(
                Of(rep, "rep"),
                Of(rep, "gets"),
                Of(rep, "gives"),
                Of(rep, "open_before"),
                Of(rep, "open_after"),
                Of(rep, "capacity"),
                string.Join(", ", warnings)
            );
        }

        console.Write(reps);
    }

    private static void WriteBalances(IAnsiConsole console, JsonNode answer)
    {
        var balances = answer["balances"]!.AsArray();
        if (balances.Count == 0)
        {
            return;
        }

        var table = Terminal.Table("ledger", "member", ">before", ">after");
        foreach (var balance in balances)
        {
            table.Add(Of(balance, "ledger"), Of(balance, "member"), Of(balance, "before"), Of(balance, "after"));
        }

        console.Write(table);
    }

    private static string ToOf(JsonNode lead) =>
        lead["to"] is { } to ? $"{to}"
        : lead["queue"] is { } queue ? $"queue {queue}"
        : string.Join(", ", lead["offered_to"]!.AsArray().Select(r => $"{r}?"));

    private static string Of(JsonNode? node, string key) => $"{node![key]}";
}
