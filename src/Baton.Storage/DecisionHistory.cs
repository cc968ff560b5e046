using Baton.Engine;
using Baton.Engine.Explain;
using Baton.Storage.Json;
using Baton.Storage.Sqlite;

namespace Baton.Storage;

/// <summary>
/// Explains decisions of the past: the state is rebuilt as it was just before, from the nearest snapshot and the journal,
/// and the decision is made again. Takes as long as that replay does; memory for one state. Thread-safe.
/// </summary>
public sealed class DecisionHistory
{
    private readonly SqliteJournal _journal;
    private readonly SqliteSnapshots _snapshots;

    internal DecisionHistory(SqliteDatabase database)
    {
        _journal = new SqliteJournal(database);
        _snapshots = new SqliteSnapshots(database);
    }

    /// <summary>Why the last decision on the lead fell as it did; null where the lead is unknown or nothing was decided.</summary>
    public Explanation? Why(long lead) =>
        LastDecision(lead) is { } record ? Before(record).Explain(record.Events, record.At, lead) : null;

    /// <summary>Why a rep did not get the lead in that decision, and the smallest change of one number that gives it to him.</summary>
    public WhyNot? WhyNot(long lead, string rep) =>
        LastDecision(lead) is { } record ? Before(record).ExplainNot(record.Events, record.At, lead, rep) : null;

    private JournalRecord? LastDecision(long lead) =>
        _journal.About(lead).LastOrDefault(r => Workspace.Decides(r.Events, lead));

    private Workspace Before(JournalRecord record)
    {
        var (workspace, from) = NearestSnapshot(record.Seq);
        foreach (var earlier in _journal.Read(from))
        {
            if (earlier.Seq >= record.Seq)
            {
                break;
            }

            workspace.Apply(earlier.Events, earlier.At);
        }

        return workspace;
    }

    private (Workspace Workspace, long Seq) NearestSnapshot(long before)
    {
        foreach (var (seq, body) in _snapshots.Newest().Where(s => s.Seq < before))
        {
            try
            {
                return (Workspace.Load(SnapshotJson.Read(body)), seq);
            }
            catch (Exception e) when (e is FormatException or InvalidOperationException or KeyNotFoundException)
            {
                // A snapshot is only a shortcut: the journal has everything.
            }
        }

        return (new Workspace(), 0);
    }
}
