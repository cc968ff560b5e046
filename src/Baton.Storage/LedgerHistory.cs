using System.Collections.Immutable;
using Baton.Engine;
using Baton.Storage.Sqlite;

namespace Baton.Storage;

/// <summary>
/// The lines of ledgers: the journal is replayed, since who earned from a charge follows from who was a member at that
/// time. So a lead costs the journal nothing more, and whoever asks waits for the replay from the nearest snapshot on.
/// Thread-safe.
/// </summary>
public sealed class LedgerHistory
{
    private readonly SqliteJournal _journal;
    private readonly PastStates _states;

    internal LedgerHistory(SqliteDatabase database)
    {
        _journal = new SqliteJournal(database);
        _states = new PastStates(database);
    }

    /// <summary>The movements in the records from one seq on and before another, oldest first.</summary>
    /// <param name="names">As <see cref="Workspace.LedgerNames"/> gives them.</param>
    public IEnumerable<(JournalRecord Record, LedgerLine Line)> Lines(
        ImmutableArray<string> names,
        long from,
        long before
    )
    {
        var workspace = _states.Before(from);
        foreach (var record in _journal.Read(from - 1).TakeWhile(r => r.Seq < before))
        {
            foreach (var line in workspace.ApplyTraced(record.Events, record.At, names))
            {
                yield return (record, line);
            }
        }
    }
}
