using Baton.Cli.Scenarios;
using Baton.Engine.Policies;
using Baton.Storage.Files;

namespace Baton.Cli.Tests.Scenarios;

/// <summary>Scenarios from text.</summary>
internal static class Written
{
    public static (IReadOnlyList<Scenario> Scenarios, IReadOnlyList<Fault> Faults) Read(string text)
    {
        var faults = new List<Fault>();
        var scenarios = YamlReader
            .ReadAll(text, "t.scenario.yaml", faults)
            .Select(d => ScenarioReader.Read(d, "t.scenario.yaml", faults))
            .OfType<Scenario>()
            .ToList();
        return (scenarios, faults);
    }

    public static Scenario One(string text)
    {
        var (scenarios, faults) = Read(text);
        faults.ShouldBeEmpty();
        return scenarios.ShouldHaveSingleItem();
    }

    public static StepFailure? Run(string text)
    {
        var scenario = One(text);
        return ScenarioRunner.Run(scenario, GivenWorkspace.Of(scenario)).Failure;
    }
}
