namespace Baton.Engine.Tests;

/// <summary>
/// A test on real data, which is not the project's to distribute and lies beside the repository, in <c>../shared/data</c>.
/// Without that folder it does not run; where <c>CI=true</c> it runs and fails.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class RealDataFactAttribute : FactAttribute
{
    private const string Missing = "the real data are not beside the repository";

    public RealDataFactAttribute()
    {
        if (!Directory.Exists(Folder) && Environment.GetEnvironmentVariable("CI") != "true")
        {
            Skip = Missing;
        }
    }

    private static string Folder { get; } = Path.Combine(Root(), "..", "shared", "data");

    private static string Root()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Baton.slnx")))
        {
            folder = Path.GetDirectoryName(folder)!;
        }

        return folder;
    }
}
