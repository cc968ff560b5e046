namespace Baton.Cli.Tests;

/// <summary>Where the project's own files are, and the data that tests share.</summary>
internal static class Repository
{
    public static string Root { get; } = FindRoot();

    /// <summary>The path of a shared data file. Where it is missing, the test fails: there is nothing to test with.</summary>
    public static string Shared(params string[] parts)
    {
        var path = Path.Combine([Root, "..", "shared", "data", .. parts]);
        return File.Exists(path) ? path : throw new FileNotFoundException($"the shared data file {path} is missing");
    }

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Baton.slnx")))
        {
            folder = folder.Parent;
        }

        return folder!.FullName;
    }
}
