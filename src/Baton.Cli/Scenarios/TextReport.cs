using Baton.Engine.Policies;

namespace Baton.Cli.Scenarios;

/// <summary>The results for people: a line each, more for a failure, and the sum at the end.</summary>
internal static class TextReport
{
    public static void Write(ScenarioRun run, TextWriter output)
    {
        foreach (var result in run.Results)
        {
            output.WriteLine($"{(result.Failure is null ? "ok  " : "FAIL")} {result.Name} ({Place(result)})");
            if (result.Failure is { } failure)
            {
                Write(failure, output);
            }
        }

        foreach (var fault in run.Faults)
        {
            output.WriteLine($"UNREADABLE {fault}");
        }

        output.WriteLine($"{run.Passed} passed, {run.Failed + run.Faults.Length} failed");
    }

    /// <summary>A failure in lines, as the console and build servers show it.</summary>
    public static IEnumerable<string> Lines(StepFailure failure) =>
        failure
            .Mismatches.Select(m => $"{m}{(m.At == Position.None ? "" : $" ({m.At})")}")
            .Concat(failure.Trace)
            .Select(line => $"  {line}")
            .Prepend(failure.At == Position.None ? $"{failure.Where}:" : $"{failure.Where}, line {failure.At.Line}:");

    private static void Write(StepFailure failure, TextWriter output)
    {
        foreach (var line in Lines(failure))
        {
            output.WriteLine($"     {line}");
        }
    }

    private static string Place(ScenarioResult result) =>
        string.Join(
            ":",
            new[] { result.File, result.At == Position.None ? null : $"{result.At.Line}" }.OfType<string>()
        );
}
