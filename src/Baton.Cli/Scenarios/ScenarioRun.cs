using System.Collections.Immutable;
using Baton.Cli.Commands;
using Baton.Engine.Policies;

namespace Baton.Cli.Scenarios;

/// <summary>All scenarios of some paths: what became of each, in order, and what could not be read.</summary>
internal sealed record ScenarioRun(ImmutableArray<ScenarioResult> Results, ImmutableArray<Fault> Faults)
{
    public int Passed => Results.Count(r => r.Failure is null);

    public int Failed => Results.Length - Passed;

    /// <summary>Good where all passed; what could not be read weighs more than a failure.</summary>
    public int ExitCode =>
        Faults.Length > 0 ? ExitCodes.Usage
        : Failed > 0 ? ExitCodes.Failed
        : ExitCodes.Good;

    /// <summary>Runs them at once, on all cores. <paramref name="filter"/> is a part of the names to run, in any case.</summary>
    public static ScenarioRun Of(IEnumerable<string> paths, string? filter)
    {
        var faults = new List<Fault>();
        var scenarios = ScenarioFiles
            .Find(paths, faults)
            .SelectMany(file => ScenarioFiles.Read(file, faults))
            .Where(s => filter is null || s.Name.Contains(filter, StringComparison.OrdinalIgnoreCase))
            .ToList();
        if (filter is not null && scenarios.Count == 0)
        {
            faults.Add(new Fault("", Position.None, $"no scenario's name contains '{filter}'") { Code = "missing" });
        }

        var results = scenarios
            .AsParallel()
            .AsOrdered()
            .WithMergeOptions(ParallelMergeOptions.FullyBuffered)
            .Select(s => ScenarioRunner.Run(s, GivenWorkspace.Of(s)));
        return new ScenarioRun([.. results], [.. faults]);
    }
}
