namespace Baton.Storage.Backups;

/// <summary>What a backup that will not do is refused with.</summary>
internal static class BadBackup
{
    public static StoreException Of(string file, string fault, Exception? cause = null)
    {
        var message = $"{file} is no backup that can be restored: {fault}; the data folder was left as it was";
        return cause is null
            ? new StoreException("bad_backup", message)
            : new StoreException("bad_backup", message, cause);
    }
}
