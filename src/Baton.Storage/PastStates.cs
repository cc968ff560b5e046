using Baton.Engine;
using Baton.Storage.Snapshots;
using Baton.Storage.Sqlite;

namespace Baton.Storage;

/// <summary>
/// The workspace as it was, rebuilt from the nearest snapshot and the journal. Takes as long as that replay does; memory
/// for one state. Thread-safe.
/// </summary>
internal sealed class PastStates(SqliteDatabase database)
{
    private readonly SqliteJournal _journal = new(database);
    private readonly SqliteSnapshots _snapshots = new(database);

    /// <summary>The state before a record, to be gone on with by whoever asks.</summary>
    /// <exception cref="StoreException"><c>history_cut</c>: that is before the journal begins.</exception>
    public Workspace Before(long seq)
    {
        var (workspace, from) = NearestSnapshot(seq);
        foreach (var earlier in _journal.Read(from))
        {
            if (earlier.Seq >= seq)
            {
                break;
            }

            workspace.Apply(earlier.Events, earlier.At);
        }

        return workspace;
    }

    private (Workspace Workspace, long Seq) NearestSnapshot(long before)
    {
        foreach (var (seq, body) in _snapshots.Newest().Where(s => s.Seq < before && s.Body is not null))
        {
            try
            {
                return (SnapshotBody.Load(body!), seq);
            }
            catch (FormatException)
            {
                // A snapshot is only a shortcut: the journal has everything, or the base stands for the rest of it.
            }
        }

        return _journal.BaseSeq() is > 0 and var cut ? throw StoreException.HistoryCut(cut + 1) : (new Workspace(), 0);
    }
}
