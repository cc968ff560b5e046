using Baton.Engine.Commands;
using Baton.Engine.Policies;
using Baton.Storage.Files;

namespace Baton.Cli.Scenarios;

/// <summary>
/// The workspace of a scenario: its content with the tables read in, and, where it cannot be published, why. Faults name
/// the file they are in: the workspace's own, or the scenario's where it stands inline.
/// </summary>
internal sealed record GivenWorkspace(MapNode Content, Refusal? Refusal)
{
    public static GivenWorkspace Of(Scenario scenario)
    {
        var faults = new List<Fault>();
        var document = scenario.Given is { } given
            ? WorkspaceFiles.WithTables(given, scenario.File, faults)
            : WorkspaceFiles.Load(Beside(scenario.File, scenario.Workspace!), faults);
        document?.Check(faults);
        return new GivenWorkspace(
            document?.Root ?? new MapNode([], Position.None),
            faults.Count == 0 ? null : new Refusal("invalid", $"{faults[0]}") { Faults = [.. faults] }
        );
    }

    private static string Beside(string? file, string path) => Path.Combine(Path.GetDirectoryName(file) ?? "", path);
}
