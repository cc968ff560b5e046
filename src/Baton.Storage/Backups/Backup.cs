using System.IO.Compression;
using System.Security.Cryptography;
using Baton.Storage.Sqlite;
using Baton.Storage.Webhooks;

namespace Baton.Storage.Backups;

/// <summary>
/// Takes a backup: a zip of a manifest and each workspace's database as of one moment, every workspace at its own. It holds
/// whatever was acknowledged before it began.
/// </summary>
public static class Backup
{
    // Whoever may read a backup has everybody's contact data.
    private const UnixFileMode OnlyOwner = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>
    /// Writes <paramref name="file"/> whole or not at all, also beside the server that owns <paramref name="root"/>, which
    /// goes on writing. Beside it on the same disk there must be room for the largest database once more.
    /// </summary>
    /// <exception cref="StoreException">There is no data, or <c>file_exists</c> without <paramref name="overwrite"/>.</exception>
    public static BackupManifest Take(string root, string file, bool overwrite, TimeProvider clock)
    {
        file = Path.GetFullPath(file);
        if (File.Exists(file) && !overwrite)
        {
            throw new StoreException(
                "file_exists",
                $"{file} is there already; name another, or replace it with --force"
            );
        }

        var beside = $"{file}.{Path.GetRandomFileName()}";
        try
        {
            using (var written = Create(beside))
            {
                var manifest = Write(written, root, beside + ".db", clock);
                written.Flush(flushToDisk: true);
                written.Dispose();
                File.Move(beside, file, overwrite);
                return manifest;
            }
        }
        finally
        {
            File.Delete(beside);
        }
    }

    /// <summary>
    /// The file that the secrets of webhooks are sealed by, which no backup holds: a copy of the data that is lost signs nothing.
    /// Null = nothing was sealed yet.
    /// </summary>
    public static string? LeftOut(string root)
    {
        var key = Path.Combine(root, SecretSeal.File);
        return File.Exists(key) ? key : null;
    }

    /// <summary>A new file that only its owner may read.</summary>
    internal static FileStream Create(string path)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.ReadWrite };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = OnlyOwner;
        }

        return new FileStream(path, options);
    }

    private static BackupManifest Write(Stream file, string root, string copy, TimeProvider clock)
    {
        var begun = Times.Now(clock);
        using var zip = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true);
        var parts = new List<BackupPart> { Add(zip, root, BackupPart.Root, copy) };
        foreach (var name in WorkspaceFolders.Others(root))
        {
            parts.Add(Add(zip, WorkspaceFolders.Of(root, name), BackupPart.PathOf(name), copy));
        }

        var manifest = BackupManifest.Of(begun, parts);
        using var entry = zip.CreateEntry(BackupManifest.Entry).Open();
        entry.Write(manifest.ToJson());
        return manifest;
    }

    private static BackupPart Add(ZipArchive zip, string folder, string path, string copy)
    {
        var database = SqliteDatabase.Existing(DataFolder.DatabaseIn(folder));
        try
        {
            Create(copy).Dispose();
            SqliteBackup.Copy(database, copy);
            var seq = SqliteBackup.LastSeq(copy);
            using var content = File.OpenRead(copy);
            using var sum = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            using var entry = zip.CreateEntry(path, CompressionLevel.Fastest).Open();
            var bytes = HashedCopy.Run(content, entry, sum, long.MaxValue);
            return new BackupPart(database.Name, path, bytes, Convert.ToHexStringLower(sum.GetHashAndReset()), seq);
        }
        finally
        {
            database.ReleaseReaders();
            File.Delete(copy);
            File.Delete(copy + "-journal");
        }
    }
}
