namespace Baton.Web.Tests;

/// <summary>The places of the repository that these tests need.</summary>
internal static class Repository
{
    public static string Root { get; } = Find();

    /// <summary>Where the pictures of the screens are left.</summary>
    public static string Pictures { get; } =
        Directory.CreateDirectory(Path.Combine(Root, "artifacts", "screens")).FullName;

    private static string Find()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Baton.slnx")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new DirectoryNotFoundException("no folder above the tests holds Baton.slnx");
    }
}
