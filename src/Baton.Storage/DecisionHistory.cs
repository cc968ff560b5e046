using Baton.Engine;
using Baton.Engine.Explain;
using Baton.Storage.Sqlite;

namespace Baton.Storage;

/// <summary>
/// Explains decisions of the past: the state is rebuilt as it was just before, from the nearest snapshot and the journal,
/// and the decision is made again. Takes as long as that replay does; memory for one state. Thread-safe.
/// </summary>
public sealed class DecisionHistory
{
    private readonly SqliteJournal _journal;
    private readonly SqliteLeadReads _leads;
    private readonly PastStates _states;

    internal DecisionHistory(SqliteDatabase database)
    {
        _journal = new SqliteJournal(database);
        _leads = new SqliteLeadReads(database);
        _states = new PastStates(database);
    }

    /// <summary>
    /// Why the last decision on the lead fell as it did; null where the lead is unknown, nothing was decided, or its personal
    /// data was erased: what it was decided on is gone.
    /// </summary>
    public Explanation? Why(long lead) =>
        LastDecision(lead) is { } record ? _states.Before(record.Seq).Explain(record.Events, record.At, lead) : null;

    /// <summary>Why a rep did not get the lead in that decision, and the smallest change of one number that gives it to him.</summary>
    public WhyNot? WhyNot(long lead, string rep) =>
        LastDecision(lead) is { } record
            ? _states.Before(record.Seq).ExplainNot(record.Events, record.At, lead, rep)
            : null;

    private JournalRecord? LastDecision(long lead) =>
        _leads.IsErased(lead) ? null : _journal.About(lead).LastOrDefault(r => Workspace.Decides(r.Events, lead));
}
