using Spectre.Console;

namespace Baton.Cli.Output;

/// <summary>Tables and progress bars for people; without colours and in a fixed width where nobody watches.</summary>
internal static class Terminal
{
    private const int WidthOfFiles = 160;

    public static IAnsiConsole On(TextWriter writer)
    {
        var output = new AnsiConsoleOutput(writer);
        var console = AnsiConsole.Create(
            new AnsiConsoleSettings
            {
                Out = output,
                Ansi = output.IsTerminal ? AnsiSupport.Detect : AnsiSupport.No,
                ColorSystem = output.IsTerminal ? ColorSystemSupport.Detect : ColorSystemSupport.NoColors,
                Interactive = output.IsTerminal ? InteractionSupport.Detect : InteractionSupport.No,
            }
        );
        if (!output.IsTerminal)
        {
            console.Profile.Width = WidthOfFiles;
        }

        return console;
    }

    /// <summary>An empty table; a heading that starts with <c>&gt;</c> is of a column of figures.</summary>
    public static Table Table(params string[] headings)
    {
        var table = new Table { Border = TableBorder.Simple };
        foreach (var heading in headings)
        {
            var isFigure = heading.StartsWith('>');
            var column = new TableColumn(new Text(isFigure ? heading[1..] : heading));
            table.AddColumn(isFigure ? column.RightAligned() : column);
        }

        return table;
    }

    /// <summary>A row of plain texts: nothing in them is markup.</summary>
    public static void Add(this Table table, params string?[] cells) =>
        table.AddRow(cells.Select(c => new Text(Safe(c ?? ""))));

    // A name that somebody typed into a form must not move the cursor.
    private static string Safe(string text) => text.Any(char.IsControl) ? new string([.. text.Select(Shown)]) : text;

    private static char Shown(char letter) => char.IsControl(letter) ? ' ' : letter;
}
