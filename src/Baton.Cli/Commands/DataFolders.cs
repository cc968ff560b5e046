using Baton.Engine;
using Baton.Engine.Events;
using Baton.Storage;

namespace Baton.Cli.Commands;

/// <summary>How commands open a data folder: to read it beside its owner, or to own it themselves.</summary>
internal static class DataFolders
{
    /// <summary>Owns the folder; where another process does, the message says which and how to go through it.</summary>
    public static BatonStore Own(string directory)
    {
        if (DataFolder.OwnerOf(directory) is { } owner)
        {
            throw CommandException.Failed(
                AddressIn(owner) is { } address
                    ? $"{directory} is served at {address}; use --server {address} --key KEY instead of --data"
                    : $"{directory} is in use by another Baton ({owner}); wait for it, or stop it"
            );
        }

        return BatonStore.Open(new StoreOptions { Directory = directory });
    }

    /// <summary>As <see cref="Own"/>, for a command that changes what is there: a misspelt folder is not made, and nothing done in it.</summary>
    public static BatonStore OwnExisting(string directory) =>
        File.Exists(DataFolder.DatabaseIn(directory)) ? Own(directory) : throw Missing(directory);

    public static StoreReader Read(string directory)
    {
        try
        {
            return StoreReader.Open(directory);
        }
        catch (StoreException e) when (e.Code == "no_database")
        {
            throw Missing(directory);
        }
    }

    public static CommandException Missing(string directory) =>
        CommandException.Usage(
            $"there is no Baton data in {directory}; name the folder with --data, or begin with 'baton serve --data {directory}'"
        );

    /// <summary>
    /// The workspace as people and policy stand in it, without leads: from the journal, so that it can also be read
    /// beside the owner.
    /// </summary>
    public static Workspace People(StoreReader reader)
    {
        var (workspace, from) = reader.Base();
        foreach (var record in reader.Journal.Read(from))
        {
            var events = record.Events.Where(e => e is PolicyPublished or RepChanged or TeamChanged).ToArray();
            if (events.Length > 0)
            {
                workspace.Apply([.. events], record.At);
            }
        }

        return workspace;
    }

    private static string? AddressIn(string owner) =>
        owner.IndexOf("http", StringComparison.Ordinal) is >= 0 and var at ? owner[at..].Split(',', ' ')[0] : null;
}
