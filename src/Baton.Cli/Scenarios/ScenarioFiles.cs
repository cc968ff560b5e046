using Baton.Engine.Policies;
using Baton.Storage.Files;

namespace Baton.Cli.Scenarios;

/// <summary>Finds scenario files and reads what is in them.</summary>
internal static class ScenarioFiles
{
    private const string Pattern = "*.scenario.yaml";

    /// <summary>
    /// The files that the paths name: a file as it is, of a folder every <c>*.scenario.yaml</c> below it in ordinal
    /// order. A path that does not exist, and a folder with none, is a fault.
    /// </summary>
    public static IReadOnlyList<string> Find(IEnumerable<string> paths, ICollection<Fault> faults)
    {
        var files = new List<string>();
        foreach (var path in paths)
        {
            var found = Find(path);
            files.AddRange(found);
            if (found.Count == 0)
            {
                var what = Directory.Exists(path) ? $"holds no {Pattern}" : "does not exist";
                faults.Add(new Fault("", Position.None, what) { File = path, Code = "missing" });
            }
        }

        return [.. files.Distinct(StringComparer.Ordinal)];
    }

    /// <summary>The scenarios of one file; documents with faults are left out.</summary>
    public static IReadOnlyList<Scenario> Read(string file, ICollection<Fault> faults)
    {
        if (TryReadText(file, faults) is not { } text)
        {
            return [];
        }

        var before = faults.Count;
        var documents = YamlReader.ReadAll(text, file, faults);
        if (documents.Count == 0 && faults.Count == before)
        {
            faults.Add(new Fault("", Position.None, "holds no scenario") { File = file, Code = "missing" });
        }

        var written = documents.Where(d => d is not ScalarNode { IsNull: true });
        return [.. written.Select(d => ScenarioReader.Read(d, file, faults)).OfType<Scenario>()];
    }

    private static IReadOnlyList<string> Find(string path) =>
        File.Exists(path) ? [path]
        : Directory.Exists(path)
            ? [.. Directory.EnumerateFiles(path, Pattern, SearchOption.AllDirectories).Order(StringComparer.Ordinal)]
        : [];

    private static string? TryReadText(string file, ICollection<Fault> faults)
    {
        try
        {
            return File.ReadAllText(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            faults.Add(new Fault("", Position.None, $"cannot be read: {e.Message}") { File = file, Code = "missing" });
            return null;
        }
    }
}
