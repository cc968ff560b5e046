namespace Baton.Storage;

/// <summary>
/// The store cannot be opened or cannot answer now. <see cref="Code"/> is stable: <c>folder_in_use</c>,
/// <c>newer_database</c>, <c>older_database</c>, <c>corrupt_database</c>, <c>changed_migration</c>, <c>corrupt_record</c>, <c>no_database</c>,
/// <c>storage_full</c>, <c>storage_failed</c>, <c>internal_error</c> (one command failed in the engine), <c>snapshot_unread</c> and
/// <c>snapshot_unwritten</c> and <c>erasure_uncleaned</c> (only told, never thrown), <c>history_cut</c>, <c>closed</c>, <c>too_slow</c> (a list was asked too much), <c>bad_secrets_key</c>; of backups <c>bad_backup</c>, <c>file_exists</c> and
/// <c>folder_not_empty</c>.
/// </summary>
public sealed class StoreException : Exception
{
    public const string TooSlow = "too_slow";

    public StoreException(string code, string message)
        : base(message) => Code = code;

    public StoreException(string code, string message, Exception cause)
        : base(message, cause) => Code = code;

    public string Code { get; }

    internal static StoreException HistoryCut(long first) =>
        new("history_cut", $"the journal begins with record {first}: what was before it was let go");
}
