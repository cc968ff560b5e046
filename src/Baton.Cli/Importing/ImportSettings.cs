using System.Collections.Immutable;
using Baton.Cli.Commands;
using Baton.Server.Import;

namespace Baton.Cli.Importing;

/// <summary>What the command line says of an import.</summary>
internal sealed record ImportSettings
{
    public required ImmutableArray<KeyValuePair<string, string>> Map { get; init; }
    public char? Delimiter { get; init; }
    public bool DryRun { get; init; }

    public ImportOptions For(ImportFile file) =>
        new()
        {
            Format = ImportFormat.Csv,
            Map = Map,
            Delimiter = Delimiter,
            DryRun = DryRun,
            Key = "file:" + file.Hash,
            By = "baton import",
        };

    /// <summary>The same for a server, which makes the same keys of it.</summary>
    public string QueryFor(ImportFile file)
    {
        var query = new List<string> { $"file={file.Hash}" };
        query.AddRange(Map.Select(m => $"map={Uri.EscapeDataString($"{m.Key}:{m.Value}")}"));
        if (Delimiter is { } delimiter)
        {
            query.Add($"delimiter={Uri.EscapeDataString(delimiter.ToString())}");
        }

        if (DryRun)
        {
            query.Add("dry_run=true");
        }

        return string.Join('&', query);
    }

    /// <summary>"Lead Source:source,Company Size:employees"; the last colon divides, as a header may hold some.</summary>
    public static ImmutableArray<KeyValuePair<string, string>> MapOf(IEnumerable<string> texts) =>
        [
            .. texts
                .SelectMany(t => t.Split(',', StringSplitOptions.RemoveEmptyEntries))
                .Select(pair =>
                    pair.LastIndexOf(':') is > 0 and var colon
                        ? KeyValuePair.Create(pair[..colon].Trim(), pair[(colon + 1)..].Trim())
                        : throw CommandException.Usage($"--map '{pair}' is not of the form Header:field")
                ),
        ];

    public static char? DelimiterOf(string? text) =>
        text switch
        {
            null => null,
            "tab" or "\\t" => '\t',
            [var one and not ('"' or '\r' or '\n')] when char.IsAscii(one) => one,
            _ => throw CommandException.Usage($"--delimiter {text} is not one ASCII character, or tab"),
        };
}
