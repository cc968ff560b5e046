using System.Runtime.CompilerServices;

namespace Baton.Storage.Tests;

/// <summary>Where the files of earlier versions lie: see the README there.</summary>
internal static class Golden
{
    public static string Folder { get; } = Find();

    private static string Find([CallerFilePath] string here = "") =>
        Path.Combine(Path.GetDirectoryName(here)!, "golden");
}
