using System.CommandLine;
using System.CommandLine.Parsing;

namespace Baton.Cli.Commands;

/// <summary>Options that mean the same in every command that has them.</summary>
internal static class Options
{
    public static Option<bool> Json() => new("--json") { Description = "Print the results as one JSON document." };

    /// <summary>For arguments that take any text, which a misspelt option would pass for.</summary>
    public static void RefuseMisspelt(ArgumentResult argument)
    {
        foreach (var token in argument.Tokens.Where(t => t.Value.StartsWith("--", StringComparison.Ordinal)))
        {
            argument.AddError($"Unknown option '{token.Value}'.");
        }
    }
}
