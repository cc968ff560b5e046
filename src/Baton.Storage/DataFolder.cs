namespace Baton.Storage;

/// <summary>
/// A folder that holds one database, owned by one process at a time. The owner keeps <c>baton.lock</c> locked through
/// the operating system, which frees it however the process ends. Its pid and address stand in <c>baton.owner</c>
/// beside it, for people: a locked file cannot be read on every system.
/// </summary>
public sealed class DataFolder : IDisposable
{
    private readonly FileStream _lock;

    private DataFolder(string directory, FileStream held)
    {
        Directory = directory;
        _lock = held;
    }

    public string Directory { get; }

    public static string DatabaseIn(string directory) => Path.Combine(directory, "baton.db");

    /// <summary>Makes the folder if need be and owns it until disposed.</summary>
    /// <exception cref="StoreException"><c>folder_in_use</c>: another process, which the message names, owns it.</exception>
    public static DataFolder Own(string directory, string? address)
    {
        directory = Path.GetFullPath(directory);
        System.IO.Directory.CreateDirectory(directory);
        var held = Lock(directory);
        File.WriteAllText(OwnerIn(directory), $"pid {Environment.ProcessId}\naddress {address ?? "none"}\n");
        return new DataFolder(directory, held);
    }

    /// <summary>Who owns the folder, as "pid 12, address http://…"; null where nobody does.</summary>
    public static string? OwnerOf(string directory)
    {
        try
        {
            var path = LockIn(directory);
            if (!File.Exists(path))
            {
                return null;
            }

            // To read, which is enough to meet the lock, and possible where nothing can be written.
            using var free = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.None);
            return null;
        }
        catch (IOException)
        {
            return Owner(directory);
        }
    }

    /// <summary>The lock goes with the handle. The file stays: removing it would let two processes lock two files.</summary>
    public void Dispose() => _lock.Dispose();

    private static FileStream Lock(string directory)
    {
        try
        {
            return new FileStream(LockIn(directory), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException e) when (OwnerOf(directory) is not null)
        {
            throw new StoreException(
                "folder_in_use",
                $"{directory} is in use by another Baton ({Owner(directory)}). Stop it first, or use --server with a command that has it",
                e
            );
        }
    }

    private static string Owner(string directory)
    {
        try
        {
            return File.ReadAllText(OwnerIn(directory)).Trim().ReplaceLineEndings(", ");
        }
        catch (IOException)
        {
            return "just starting";
        }
    }

    private static string OwnerIn(string directory) => Path.Combine(directory, "baton.owner");

    private static string LockIn(string directory) => Path.Combine(directory, "baton.lock");
}
