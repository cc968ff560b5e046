using Microsoft.Data.Sqlite;

namespace Baton.Storage;

/// <summary>What keeps a store from working, in words for whoever runs it.</summary>
public static class StoreFaults
{
    /// <summary>The exception's own words, but where they are those of the database: then what is wrong, and the cure.</summary>
    public static string Words(Exception fault) =>
        fault is not SqliteException sqlite
            ? fault.Message
            : sqlite.SqliteErrorCode switch
            {
                5 or 6 => "the database is held by another program; try again",
                8 or 14 =>
                    "the data folder cannot be written here; give this user the right to, or name another with --data",
                11 or 26 => "the database is damaged; leave it as it is, and restore a backup",
                13 => "the disk, or the database's size limit, is full; make room and try again",
                _ => sqlite.Message,
            };
}
