using Baton.Engine.Policies;
using Baton.Storage.Files;

namespace Baton.Storage.Tests.Files;

/// <summary>The scenario files as documents: in the repository, or beside it while they are shared.</summary>
internal static class Scenarios
{
    public static string Root { get; } = Repository();

    public static string Folder { get; } = Find();

    /// <summary>Every scenario of every file, by the file's name.</summary>
    public static IEnumerable<(string File, MapNode Scenario)> All()
    {
        foreach (var file in Directory.GetFiles(Folder, "*.scenario.yaml").Order(StringComparer.Ordinal))
        {
            var faults = new List<Fault>();
            foreach (var document in YamlReader.ReadAll(File.ReadAllText(file), file, faults))
            {
                yield return (file, (MapNode)document);
            }

            faults.ShouldBeEmpty();
        }
    }

    private static string Find()
    {
        var places = new[]
        {
            Path.Combine(Root, "tests", "scenarios"),
            Path.Combine(Root, "..", "shared", "scenarios"),
        };
        return places.First(p => Directory.Exists(p) && Directory.EnumerateFiles(p, "*.scenario.yaml").Any());
    }

    private static string Repository()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Baton.slnx")))
        {
            folder = Path.GetDirectoryName(folder)!;
        }

        return folder;
    }
}
