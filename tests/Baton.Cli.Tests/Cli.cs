using System.Text.Json.Nodes;
using Baton.Cli.Commands;

namespace Baton.Cli.Tests;

/// <summary>What a command printed and how it ended.</summary>
internal sealed record Ran(int Code, string Output, string Error)
{
    public JsonNode Json => JsonNode.Parse(Output)!;
}

/// <summary>Runs commands in this process, as the program does.</summary>
internal static class Cli
{
    public static Ran Run(params string[] args)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var error = new StringWriter { NewLine = "\n" };
        var code = CommandLine.Run(args, output, error);
        return new Ran(code, output.ToString(), error.ToString());
    }

    /// <summary>As <see cref="Run"/>, for what must succeed.</summary>
    public static Ran Do(params string[] args)
    {
        var ran = Run(args);
        ran.Code.ShouldBe(0, ran.Error + ran.Output);
        return ran;
    }
}
