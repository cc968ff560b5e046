namespace Baton.Server.Tests.Describing;

/// <summary>The project's folder, above the one in which the tests run.</summary>
internal static class Source
{
    public static string Root { get; } = Find();

    private static string Find()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Baton.slnx")))
        {
            folder = folder.Parent!;
        }

        return folder.FullName;
    }
}
