using System.Reflection;

namespace Baton.Cli.Templates;

/// <summary>A sample workspace that travels inside the program, so that it is there wherever the program runs.</summary>
internal sealed record Template(string Name, IReadOnlyList<string> Files)
{
    private const string Root = "samples/";
    private const string Main = "workspace.yaml";

    private static readonly Assembly Home = typeof(Template).Assembly;

    public static IReadOnlyList<Template> All { get; } =
    [
        .. Home.GetManifestResourceNames()
            .Where(n => n.StartsWith(Root, StringComparison.Ordinal))
            .Select(n => n[Root.Length..].Replace('\\', '/'))
            .Where(n => n.Contains('/'))
            .GroupBy(n => n[..n.IndexOf('/')], n => n[(n.IndexOf('/') + 1)..])
            .Select(g => new Template(g.Key, [.. g.Order(StringComparer.Ordinal)]))
            .OrderBy(t => t.Name, StringComparer.Ordinal),
    ];

    public static Template? Find(string name) => All.FirstOrDefault(t => t.Name == name);

    /// <summary>The first comment of its workspace file.</summary>
    public string About => Text(Main).Split('\n')[0].TrimStart('#').Trim();

    public string Text(string file)
    {
        using var stream =
            Home.GetManifestResourceStream($"{Root}{Name}/{file}")
            ?? throw new InvalidOperationException($"the program lacks {Name}/{file}");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    /// <summary>Writes every file of it into a folder, which is made if need be.</summary>
    public void WriteTo(string directory)
    {
        foreach (var file in Files)
        {
            var path = Path.Combine(directory, file);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            using var stream = new FileStream(path, FileMode.CreateNew);
            using var writer = new StreamWriter(stream);
            writer.Write(Text(file));
        }
    }
}
