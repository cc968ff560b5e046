using Baton.Engine.Commands;
using Baton.Engine.Events;
using Baton.Storage.Sqlite;
using NodaTime;

namespace Baton.Storage.Writing;

/// <summary>
/// The connection and the state that belong together: both are opened from the database, and both are dropped when an
/// error leaves it unknown whether they still agree. Decides and writes; committing is the writer's.
/// </summary>
internal sealed class WorkspaceState : IDisposable
{
    private readonly SqliteWriter _database;
    private readonly RecordWriter _records;

    private WorkspaceState(SqliteWriter database, WorkspaceCalls calls)
    {
        _database = database;
        _records = new RecordWriter(database, () => calls.Workspace.Policy?.Schema);
        Calls = calls;
        (Seq, At) = database.Last();
    }

    public WorkspaceCalls Calls { get; }
    public SqliteWriter Database => _database;

    /// <summary>The last record written, committed or not.</summary>
    public long Seq { get; private set; }

    /// <summary>Its time: no later one may be earlier.</summary>
    public Instant At { get; private set; }

    /// <summary>The state as the journal has it: from the newest snapshot of use, then the records after it.</summary>
    public static WorkspaceState Open(SqliteDatabase database, Func<WorkspaceCalls> fresh, SnapshotKeeper snapshots)
    {
        var (restored, from) = snapshots.Restore();
        var calls = restored is null ? fresh() : WorkspaceCalls.Of(restored);
        var next = from + 1;
        foreach (var record in new SqliteJournal(database).Read(from))
        {
            if (record.Seq != next++)
            {
                throw new StoreException(
                    "corrupt_record",
                    $"{database.Path}: record {next - 1} of the journal is missing"
                );
            }

            calls.Apply(record.Events, record.At);
        }

        return new WorkspaceState(new SqliteWriter(database), calls);
    }

    /// <summary>The clock's time, or the last record's where the clock went back.</summary>
    public Instant Now(TimeProvider clock) => Instant.Max(Times.Now(clock), At);

    /// <summary>Lets happen what is due, in a record of its own.</summary>
    public void PassTime(BatchFacts facts, Instant now)
    {
        if (Calls.NextDue() <= now)
        {
            Decide(new Tick(), facts, now);
        }
    }

    /// <summary>Decides a command and writes its record, if it made events. Returns the outcome and the record, 0 = none.</summary>
    public (Outcome Outcome, long Seq) Decide(Command command, BatchFacts facts, Instant now)
    {
        var outcome = Calls.Handle(command, facts.For(Calls.Needs(command, now)), now);
        if (outcome.Events.IsEmpty)
        {
            return (outcome, 0);
        }

        _records.Write(Seq + 1, now, command.By, outcome);
        (Seq, At) = (Seq + 1, now);
        facts.Learn(outcome, Seq, now);
        return (outcome, Seq);
    }

    /// <summary>Whether the last record of a transaction that ended in doubt is in the database.</summary>
    public bool Left(long seq, ReadOnlySpan<byte> payload) => _database.Holds(seq, payload);

    public ReadOnlySpan<byte> LastPayload => _records.LastPayload;

    public void Dispose()
    {
        _records.Dispose();
        _database.Dispose();
    }
}
