namespace Baton.House.Tests;

/// <summary>The files of the project as a reader of its source finds them: without what a build leaves behind.</summary>
internal static class Repository
{
    public static string Root { get; } = FindRoot();

    private static readonly string[] BinaryEndings = [".png", ".jpg", ".ico", ".woff", ".woff2", ".db", ".gz", ".zip"];

    private static readonly Lazy<IReadOnlyList<SourceFile>> AllFiles = new(() =>
        [.. Walk(new DirectoryInfo(Root)).OrderBy(f => f.Path, StringComparer.Ordinal)]
    );

    public static IReadOnlyList<SourceFile> TextFiles => AllFiles.Value;

    public static IEnumerable<SourceFile> Under(params string[] folders) =>
        TextFiles.Where(f => folders.Any(folder => f.Path.StartsWith(folder + "/", StringComparison.Ordinal)));

    public static IEnumerable<SourceFile> ProductCode =>
        Under("src", "web/src")
            .Where(f => Path.GetExtension(f.Path) is ".cs" or ".ts" or ".tsx")
            .Where(f => !f.Path.Contains(".g.", StringComparison.Ordinal));

    public static SourceFile File(string path) =>
        TextFiles.FirstOrDefault(f => f.Path == path)
        ?? throw new FileNotFoundException($"the repository has no file {path}");

    public static bool Has(string path) =>
        System.IO.File.Exists(Path.Combine(Root, path)) || Directory.Exists(Path.Combine(Root, path));

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !System.IO.File.Exists(Path.Combine(folder.FullName, "Baton.slnx")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new DirectoryNotFoundException("no folder above the tests holds Baton.slnx");
    }

    // Ignored folders are read from .gitignore, so that the answer needs no git and is the same in an unpacked archive.
    private static IEnumerable<SourceFile> Walk(DirectoryInfo root)
    {
        var ignored = System
            .IO.File.ReadLines(Path.Combine(root.FullName, ".gitignore"))
            .Where(line => line.EndsWith('/'))
            .Select(line => line.Trim('/'))
            .Append(".git")
            .ToHashSet(StringComparer.Ordinal);
        var folders = new Stack<DirectoryInfo>([root]);
        while (folders.TryPop(out var folder))
        {
            foreach (var inner in folder.EnumerateDirectories().Where(d => !IsIgnored(d.Name, d.FullName)))
            {
                folders.Push(inner);
            }

            foreach (var file in folder.EnumerateFiles().Where(IsText))
            {
                var path = Path.GetRelativePath(root.FullName, file.FullName).Replace('\\', '/');
                yield return new SourceFile(path, System.IO.File.ReadAllText(file.FullName));
            }
        }

        bool IsIgnored(string name, string full) =>
            ignored.Contains(name) || ignored.Contains(Path.GetRelativePath(root.FullName, full).Replace('\\', '/'));
    }

    private static bool IsText(FileInfo file) =>
        file.Name != ".git"
        && !file.Name.EndsWith(".user", StringComparison.Ordinal)
        && !BinaryEndings.Contains(file.Extension, StringComparer.OrdinalIgnoreCase);
}

/// <summary>One text file; <see cref="Path"/> is relative to the repository's root, with forward slashes.</summary>
internal sealed record SourceFile(string Path, string Text)
{
    public IReadOnlyList<string> Lines { get; } = Text.Length == 0 ? [] : Text.TrimEnd('\n').Split('\n');

    public override string ToString() => Path;
}
