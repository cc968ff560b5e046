namespace Baton.Storage.Tests;

internal sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("baton-").FullName;

    public string Database => DataFolder.DatabaseIn(Path);

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
