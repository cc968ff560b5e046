using System.CommandLine;
using Baton.Cli.Scenarios;

namespace Baton.Cli.Commands;

/// <summary><c>baton test PATH...</c>: run the scenarios in files and folders.</summary>
internal static class TestCommand
{
    public static Command Create()
    {
        var paths = new Argument<string[]>("PATH")
        {
            Description = "Scenario files, or folders of *.scenario.yaml.",
            Arity = ArgumentArity.OneOrMore,
        };
        paths.Validators.Add(Options.RefuseMisspelt);
        var filter = new Option<string?>("--filter")
        {
            Description = "Run only the scenarios whose name contains this text.",
            HelpName = "TEXT",
        };
        var junit = new Option<string?>("--junit")
        {
            Description = "Also write the results to this file as JUnit XML.",
            HelpName = "FILE",
        };
        var json = Options.Json();
        var command = new Command("test", "Run scenarios: policies under test, in simulated time.")
        {
            paths,
            filter,
            junit,
            json,
        };
        command.SetAction(parsed =>
        {
            var run = ScenarioRun.Of(parsed.GetRequiredValue(paths), parsed.GetValue(filter));
            Report(run, parsed.GetValue(junit), parsed.GetValue(json), parsed.InvocationConfiguration.Output);
            return run.ExitCode;
        });
        return command;
    }

    private static void Report(ScenarioRun run, string? junit, bool isJson, TextWriter output)
    {
        if (junit is not null)
        {
            JunitReport.Write(run, junit);
        }

        if (isJson)
        {
            JsonReport.Write(run, output);
        }
        else
        {
            TextReport.Write(run, output);
        }
    }
}
