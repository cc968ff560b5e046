namespace Baton.Cli.Commands;

/// <summary>A command cannot go on: one clear line for a person, with the place and the cure, and the exit code.</summary>
internal sealed class CommandException(int exitCode, string message) : Exception(message)
{
    public int ExitCode { get; } = exitCode;

    public static CommandException Usage(string message) => new(ExitCodes.Usage, message);

    public static CommandException Failed(string message) => new(ExitCodes.Failed, message);
}
