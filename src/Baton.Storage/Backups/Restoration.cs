using System.IO.Compression;
using System.Security.Cryptography;
using Baton.Storage.Sqlite;
using Baton.Storage.Webhooks;
using Microsoft.Data.Sqlite;

namespace Baton.Storage.Backups;

/// <summary>Puts a backup into a data folder, after everything in it has been checked.</summary>
public static class Restoration
{
    private static readonly string[] Files = ["baton.db", "baton.db-wal", "baton.db-shm"];

    // What is no data: the lock's, and the key that may have been put there for what the backup has.
    private static readonly string[] Beside = ["baton.lock", "baton.owner", SecretSeal.File];

    /// <summary>
    /// Unpacks the backup beside the data, checks each database (size, SHA-256, SQLite's integrity check, schema steps,
    /// every record of the journal readable and none missing) and only then moves it into place.
    /// </summary>
    /// <param name="replace">
    /// Allows a folder with data in it: that is moved to a folder <c>replaced-…</c> inside, whose path is returned; null =
    /// there was none.
    /// </param>
    /// <exception cref="StoreException">
    /// <c>bad_backup</c>, <c>newer_database</c>, <c>folder_in_use</c> or <c>folder_not_empty</c>; nothing was replaced.
    /// </exception>
    public static (BackupManifest Manifest, string? Replaced) Restore(
        string file,
        string root,
        bool replace,
        TimeProvider clock
    )
    {
        file = Path.GetFullPath(file);
        root = Path.GetFullPath(root);
        try
        {
            using var zip = ZipFile.OpenRead(file);
            var manifest = ManifestOf(zip, file);
            using var own = Own(root, replace);
            return (manifest, Restore(zip, manifest, file, root, clock));
        }
        catch (InvalidDataException e)
        {
            throw BadBackup.Of(file, $"it is damaged ({e.Message.TrimEnd('.')})", e);
        }
    }

    private static BackupManifest ManifestOf(ZipArchive zip, string file)
    {
        var entry = zip.GetEntry(BackupManifest.Entry) ?? throw BadBackup.Of(file, $"it has no {BackupManifest.Entry}");
        using var json = entry.Open();
        return BackupManifest.Read(json, file);
    }

    private static DataFolder Own(string root, bool replace)
    {
        var own = DataFolder.Own(root, address: null);
        try
        {
            foreach (var name in WorkspaceFolders.Others(root))
            {
                DataFolder.Own(WorkspaceFolders.Of(root, name), address: null).Dispose();
            }

            return replace || Entries(root).Length == 0
                ? own
                : throw new StoreException(
                    "folder_not_empty",
                    $"{root} is not empty; name another folder with --data, or have what is in it moved aside with --force"
                );
        }
        catch
        {
            own.Dispose();
            throw;
        }
    }

    private static string[] Entries(string root) =>
        [.. Directory.GetFileSystemEntries(root).Where(e => !Beside.Contains(Path.GetFileName(e)))];

    private static string? Restore(
        ZipArchive zip,
        BackupManifest manifest,
        string file,
        string root,
        TimeProvider clock
    )
    {
        var unpacked = Path.Combine(root, $"restoring-{Path.GetRandomFileName()}");
        try
        {
            foreach (var part in manifest.Parts)
            {
                var path = Path.Combine(unpacked, part.Path);
                Unpack(zip, part, path, file);
                Check(part, path, file);
            }

            var replaced = MoveAside(root, clock);
            if (manifest.Parts.Count > 1)
            {
                Directory.Move(Path.Combine(unpacked, "workspaces"), Path.Combine(root, "workspaces"));
            }

            File.Move(Path.Combine(unpacked, BackupPart.Root), Path.Combine(root, BackupPart.Root));
            return replaced;
        }
        finally
        {
            if (Directory.Exists(unpacked))
            {
                Directory.Delete(unpacked, recursive: true);
            }
        }
    }

    private static void Unpack(ZipArchive zip, BackupPart part, string path, string file)
    {
        var entry = zip.GetEntry(part.Path) ?? throw BadBackup.Of(file, $"{part.Path} is missing in it");
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        using var content = entry.Open();
        using var written = Backup.Create(path);
        using var sum = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var bytes = HashedCopy.Run(content, written, sum, part.Bytes);
        if (bytes != part.Bytes || Convert.ToHexStringLower(sum.GetHashAndReset()) != part.Sha256)
        {
            throw BadBackup.Of(file, $"{part.Path} in it is not what was written");
        }

        written.Flush(flushToDisk: true);
    }

    private static void Check(BackupPart part, string path, string file)
    {
        try
        {
            var (name, seq) = SqliteBackup.Check(path);
            if (name != part.Workspace || seq != part.Seq)
            {
                throw BadBackup.Of(
                    file,
                    $"{part.Path} in it holds '{name}' up to record {seq}, not '{part.Workspace}' up to {part.Seq}"
                );
            }
        }
        catch (StoreException e) when (e.Code is not ("bad_backup" or "newer_database"))
        {
            throw BadBackup.Of(file, e.Message, e);
        }
        catch (SqliteException e)
        {
            throw BadBackup.Of(file, $"{part.Path} in it cannot be read ({e.Message.TrimEnd('.')})", e);
        }
    }

    // The database goes first: without it its write-ahead log is nothing, and beside another it would be poison.
    private static string? MoveAside(string root, TimeProvider clock)
    {
        var there = Files.Select(f => Path.Combine(root, f)).Where(File.Exists).ToArray();
        var workspaces = Path.Combine(root, "workspaces");
        if (there.Length == 0 && !Directory.Exists(workspaces))
        {
            return null;
        }

        var aside = Path.Combine(root, $"replaced-{clock.GetUtcNow():yyyyMMdd'T'HHmmssfff'Z'}");
        Directory.CreateDirectory(aside);
        foreach (var path in there)
        {
            File.Move(path, Path.Combine(aside, Path.GetFileName(path)));
        }

        if (Directory.Exists(workspaces))
        {
            Directory.Move(workspaces, Path.Combine(aside, "workspaces"));
        }

        return aside;
    }
}
