using System.Text.RegularExpressions;

namespace Baton.House.Tests;

/// <summary>What the tests read out of a page of the documentation.</summary>
internal static partial class Page
{
    /// <summary>The first cell of each table row of a page where it is one word in code type.</summary>
    public static IEnumerable<string> TableCodes(string page) =>
        Outside(Repository.File(page).Lines)
            .Select(l => FirstCell().Match(l))
            .Where(m => m.Success)
            .Select(m => m.Groups[1].Value)
            .Distinct(StringComparer.Ordinal);

    /// <summary>Lines that are not inside a fenced code block.</summary>
    public static IEnumerable<string> Outside(IEnumerable<string> lines)
    {
        var fenced = false;
        foreach (var line in lines)
        {
            if (line.StartsWith("```", StringComparison.Ordinal))
            {
                fenced = !fenced;
            }
            else if (!fenced)
            {
                yield return line;
            }
        }
    }

    /// <summary>The fenced blocks of a page that bear this info string, each with the line of its fence, from 1.</summary>
    public static IEnumerable<(int Line, string Text)> CodeBlocks(string page, string info)
    {
        var lines = Repository.File(page).Lines;
        for (var i = 0; i < lines.Count; i++)
        {
            if (lines[i] == "```" + info)
            {
                var block = lines.Skip(i + 1).TakeWhile(l => !l.StartsWith("```", StringComparison.Ordinal));
                yield return (i + 1, string.Join('\n', block) + "\n");
            }
        }
    }

    [GeneratedRegex(@"^\| `([a-z_]+)` \|")]
    private static partial Regex FirstCell();
}
