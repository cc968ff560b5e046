using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using Baton.Engine.Policies;

namespace Baton.Cli.Commands;

/// <summary>Options that mean the same in every command that has them.</summary>
internal static class Options
{
    public static Option<bool> Json() => new("--json") { Description = "Print the results as one JSON document." };

    public static Option<string> Data() =>
        new("--data")
        {
            Description = "The data folder.",
            HelpName = "DIR",
            DefaultValueFactory = _ => DefaultData,
        };

    public static Option<string?> Server() =>
        new("--server")
        {
            Description = "Work through the server at this address instead of a data folder.",
            HelpName = "URL",
        };

    public static Option<string?> Key() =>
        new("--key") { Description = "An API key of that server; or set BATON_KEY.", HelpName = "KEY" };

    /// <summary>Under the user's own data: what needs no administrator and survives an upgrade.</summary>
    public static string DefaultData =>
        Path.Combine(
            Environment.GetFolderPath(
                Environment.SpecialFolder.LocalApplicationData,
                Environment.SpecialFolderOption.DoNotVerify
            ),
            "baton"
        );

    /// <summary>For arguments that take any text, which a misspelt option would pass for.</summary>
    public static void RefuseMisspelt(ArgumentResult argument)
    {
        foreach (var token in argument.Tokens.Where(t => t.Value.StartsWith("--", StringComparison.Ordinal)))
        {
            argument.AddError($"Unknown option '{token.Value}'.");
        }
    }

    /// <summary>What was typed as a number; at fault in words of the command line where it is none.</summary>
    public static T Number<T>(ArgumentResult argument)
        where T : struct, IParsable<T>
    {
        var word = argument.Tokens[0].Value;
        if (T.TryParse(word, CultureInfo.InvariantCulture, out var number))
        {
            return number;
        }

        var name = argument.Parent is OptionResult option ? option.Option.Name : argument.Argument.Name;
        var kind = typeof(T) == typeof(double) ? "number" : "whole number";
        argument.AddError($"{name} {word} is no {kind}");
        return default;
    }

    public static T InRange<T>(string option, T value, T least, T most)
        where T : IComparable<T> =>
        value.CompareTo(least) >= 0 && value.CompareTo(most) <= 0
            ? value
            : throw CommandException.Usage($"{option} {value} is not from {least} to {most}");

    public static TimeSpan? TimeOf(string option, string? text) =>
        text is null ? null
        : DurationText.TryParse(text, out var duration) ? duration.ToTimeSpan()
        : throw CommandException.Usage($"{option} {text} is no length of time such as 10s or 2m");
}
