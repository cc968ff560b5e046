using System.Reflection;
using System.Text.Json;
using NodaTime;

namespace Baton.Storage.Backups;

/// <summary>
/// The first entry of a backup, <c>manifest.json</c>: what else is in it. <see cref="Baton"/> is the version that wrote it,
/// <see cref="At"/> when it began.
/// </summary>
public sealed record BackupManifest(int Format, string Baton, string At, IReadOnlyList<BackupPart> Parts)
{
    internal const string Entry = "manifest.json";
    internal const int CurrentFormat = 1;

    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        WriteIndented = true,
    };

    internal static BackupManifest Of(Instant at, IReadOnlyList<BackupPart> parts)
    {
        var version = typeof(BackupManifest).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>();
        return new BackupManifest(
            CurrentFormat,
            version?.InformationalVersion.Split('+')[0] ?? "unknown",
            at.ToString(),
            parts
        );
    }

    internal byte[] ToJson() => JsonSerializer.SerializeToUtf8Bytes(this, Json);

    /// <exception cref="StoreException"><c>bad_backup</c>: it is none of ours, or names places outside a data folder.</exception>
    internal static BackupManifest Read(Stream json, string file)
    {
        BackupManifest manifest;
        try
        {
            manifest = JsonSerializer.Deserialize<BackupManifest>(json, Json) ?? throw new JsonException("it is empty");
        }
        catch (JsonException e)
        {
            throw BadBackup.Of(file, $"its {Entry} cannot be read ({e.Message})", e);
        }

        return manifest.Format != CurrentFormat
                ? throw BadBackup.Of(
                    file,
                    $"it has format {manifest.Format}; Baton {manifest.Baton} wrote it: use that"
                )
            : manifest.Parts.FirstOrDefault(p => !p.IsSound) is { } part
                ? throw BadBackup.Of(file, $"its {Entry} puts the workspace '{part.Workspace}' at '{part.Path}'")
            : manifest.Parts.DistinctBy(p => p.Path).Count() < manifest.Parts.Count
                ? throw BadBackup.Of(file, $"its {Entry} names one database twice")
            : manifest.Parts.All(p => p.Path != BackupPart.Root)
                ? throw BadBackup.Of(file, $"its {Entry} names no {BackupPart.Root}")
            : manifest;
    }
}

/// <summary>
/// A workspace's database in a backup: where it lies, both there and in a data folder; its size in bytes, its SHA-256 in
/// hex, and the last record of its journal, 0 = none.
/// </summary>
public sealed record BackupPart(string Workspace, string Path, long Bytes, string Sha256, long Seq)
{
    /// <summary>The database of the folder itself; every other is in a folder of its workspace's name.</summary>
    internal const string Root = "baton.db";

    internal static string PathOf(string workspace) => $"workspaces/{workspace}/{Root}";

    internal bool IsSound =>
        WorkspaceFolders.IsName(Workspace) && (Path == Root || Path == PathOf(Workspace)) && Bytes >= 0 && Seq >= 0;
}
