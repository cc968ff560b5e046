namespace Baton.Storage;

/// <summary>
/// Where a server's workspaces lie. Each has a data folder and a database of its own: <c>default</c> in the server's
/// folder itself, every other in <c>workspaces/NAME</c> beneath it.
/// </summary>
public static class WorkspaceFolders
{
    public const string Default = "default";
    private const string Folder = "workspaces";
    private const int LongestName = 40;

    /// <summary>A name is 1 to 40 of a-z, 0-9 and '-', and begins with a letter: so it is safe in a path and in a key.</summary>
    public static bool IsName(string name) =>
        name.Length is > 0 and <= LongestName
        && char.IsAsciiLetterLower(name[0])
        && name.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-');

    /// <exception cref="ArgumentException">It is no name.</exception>
    public static string Of(string root, string name) =>
        name == Default ? root
        : IsName(name) ? Path.Combine(root, Folder, name)
        : throw new ArgumentException($"'{name}' is no workspace's name", nameof(name));

    /// <summary>Whether there is a workspace of this name, <c>default</c> included.</summary>
    public static bool Has(string root, string name) =>
        IsName(name) && File.Exists(DataFolder.DatabaseIn(Of(root, name)));

    /// <summary>Every workspace but <c>default</c>, by name.</summary>
    public static IReadOnlyList<string> Others(string root)
    {
        var folder = Path.Combine(root, Folder);
        return !Directory.Exists(folder)
            ? []
            :
            [
                .. Directory
                    .GetDirectories(folder)
                    .Select(d => Path.GetFileName(d))
                    .Where(n => n != Default && Has(root, n))
                    .Order(StringComparer.Ordinal),
            ];
    }
}
