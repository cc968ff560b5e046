using System.CommandLine;
using Baton.Storage;

namespace Baton.Cli.Commands;

/// <summary>
/// The program's commands. Every one has its file, takes <c>--json</c> where it prints results, and ends with
/// <see cref="ExitCodes"/>.
/// </summary>
internal static class CommandLine
{
    // One line for each command.
    private static readonly Func<Command>[] Commands =
    [
        ServeCommand.Create,
        DemoCommand.Create,
        InitCommand.Create,
        LintCommand.Create,
        EvalCommand.Create,
        ApplyCommand.Create,
        ImportCommand.Create,
        ExportCommand.Create,
        ExplainCommand.Create,
        ReassignCommand.Create,
        EraseCommand.Create,
        RetainCommand.Create,
        KeyCommand.Create,
        AdminCommand.Create,
        WorkspaceCommand.Create,
        BackupCommand.Create,
        RestoreCommand.Create,
        TestCommand.Create,
        BenchCommand.Create,
    ];

    // A server finishes what it has accepted before it goes.
    private static readonly TimeSpan LongestGoodbye = TimeSpan.FromSeconds(20);

    public static int Run(string[] args, TextWriter output, TextWriter error)
    {
        var parsed = Parse(args);
        var configuration = new InvocationConfiguration
        {
            Output = output,
            Error = error,
            EnableDefaultExceptionHandler = false,
            ProcessTerminationTimeout = LongestGoodbye,
        };
        try
        {
            // Only the asynchronous way cancels a command when the process is told to end.
            var code = parsed.InvokeAsync(configuration).GetAwaiter().GetResult();
            return parsed.Errors.Count > 0 ? ExitCodes.Usage : code;
        }
        catch (OperationCanceledException)
        {
            error.WriteLine("baton: stopped before it was done");
            return ExitCodes.Failed;
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            // A person reads this: the words, not the stack.
            error.WriteLine($"baton: {StoreFaults.Words(e).ReplaceLineEndings(" ")}");
            return e is CommandException known ? known.ExitCode : ExitCodes.Failed;
        }
    }

    // Asked for help or the version, the library forgives all else on the line: a script that looks by 'baton x --help'
    // whether there is a command x would find every one. So the line is read again without the wish, and refused.
    private static ParseResult Parse(string[] args)
    {
        var root = Root();
        var parsed = root.Parse(args);
        if (parsed.UnmatchedTokens.Count == 0 || parsed.Errors.Count > 0)
        {
            return parsed;
        }

        var wishes = root.Options.SelectMany(o => o.Aliases.Append(o.Name)).ToHashSet();
        return root.Parse([.. args.Where(a => !wishes.Contains(a))]);
    }

    private static RootCommand Root()
    {
        var root = new RootCommand(
            "Baton hands every incoming lead to the right sales rep, fairly and with the reason."
        );
        foreach (var create in Commands)
        {
            root.Subcommands.Add(create());
        }

        return root;
    }
}
