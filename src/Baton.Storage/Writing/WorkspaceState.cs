using Baton.Engine.Capture;
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
    /// <summary>Commands of a batch from which on a thread beside saves more than it costs.</summary>
    public const int LargeBatch = 192;

    private readonly SqliteWriter _database;
    private readonly RecordWriter _records;
    private readonly RecordLine _line;
    private readonly Lazy<SqliteReader> _reader;
    private bool _isLarge;

    private WorkspaceState(SqliteDatabase database, KnownKeys known, WorkspaceCalls calls)
    {
        _database = new SqliteWriter(database, known);
        _records = new RecordWriter(_database);
        _line = new RecordLine(_records.Write, _database.Flush);
        _reader = new Lazy<SqliteReader>(() => new SqliteReader(database, known));
        Calls = calls;
        (Seq, At) = _database.Last();
    }

    public WorkspaceCalls Calls { get; }

    /// <summary>The record that could not be written, where it is known; null = none.</summary>
    public long? FailedSeq => _line.FailedSeq;

    /// <summary>The connection, every record so far written.</summary>
    public SqliteWriter Settled()
    {
        _line.Settle();
        _database.Flush();
        return _database;
    }

    /// <summary>What is committed, on a connection that can be read while records are written.</summary>
    public SqliteFacts Beside => _reader.Value.Facts;

    /// <summary>What was decided since <see cref="Begin"/>.</summary>
    public CommittedBatch Batch { get; private set; }

    /// <summary>Whether somebody was erased since <see cref="Begin"/>.</summary>
    public bool HasErased { get; private set; }

    /// <summary>The last record written, committed or not.</summary>
    public long Seq { get; private set; }

    /// <summary>Its time: no later one may be earlier.</summary>
    public Instant At { get; private set; }

    /// <summary>The state as the journal has it: from the newest snapshot of use, then the records after it.</summary>
    public static WorkspaceState Open(
        SqliteDatabase database,
        KnownKeys known,
        Func<WorkspaceCalls> fresh,
        SnapshotKeeper snapshots
    )
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

        return new WorkspaceState(database, known, calls);
    }

    /// <summary>The clock's time, or the last record's where the clock went back.</summary>
    public Instant Now(TimeProvider clock) => Instant.Max(Times.Now(clock), At);

    /// <summary>Opens a transaction for that many commands.</summary>
    public void Begin(int commands)
    {
        Batch = new CommittedBatch(commands, 0, 0, 0);
        HasErased = false;
        _isLarge = commands >= LargeBatch;
        Settled().Begin();
    }

    /// <summary>As <see cref="Begin"/>, for a large batch, once the transaction that is being written has ended.</summary>
    public void BeginBehind(int commands)
    {
        Batch = new CommittedBatch(commands, 0, 0, 0);
        (HasErased, _isLarge) = (false, true);
        _line.Then(isSound =>
        {
            if (isSound)
            {
                _database.Begin();
            }
        });
    }

    public void Commit() => Settled().Commit();

    /// <summary>
    /// Calls back, on the thread that writes, when every record so far is written, with the connection to commit on and the
    /// last one's payload; with nothing where one could not be written.
    /// </summary>
    public void CommitBehind(Action<SqliteWriter?, byte[]> commit) =>
        _line.Then(isSound => commit(isSound ? _database : null, isSound ? _records.LastPayload.ToArray() : []));

    public void Rollback()
    {
        Quiet();
        _database.Rollback();
    }

    /// <summary>Waits until nothing is being written.</summary>
    public void Quiet() => _line.Quiet();

    /// <summary>Lets happen what is due, in a record of its own.</summary>
    public void PassTime(BatchFacts facts, Instant now)
    {
        if (Calls.NextDue() <= now)
        {
            Decide(new Tick(), FactsNeeded.None, TextKeys.None, facts, now);
        }
    }

    /// <summary>Decides a command and writes its record, if it made events. Returns the outcome and the record, 0 = none.</summary>
    public (Outcome Outcome, long Seq) Decide(
        Command command,
        FactsNeeded needs,
        TextKeys keys,
        BatchFacts facts,
        Instant now
    )
    {
        var outcome = Calls.Handle(command, facts.For(needs), now);
        if (outcome.Events.IsEmpty)
        {
            return (outcome, 0);
        }

        var schema = Calls.Workspace.Policy?.Schema ?? LeadSchema.Standard;
        var record = new DecidedRecord(Seq + 1, now, command.By, outcome, schema, keys);
        if (_isLarge)
        {
            _line.Add(record);
        }
        else
        {
            _records.Write(record);
        }

        HasErased |= command is ErasePerson;
        (Seq, At) = (Seq + 1, now);
        Batch = Batch.With(outcome);
        facts.Learn(outcome, Seq, now);
        return (outcome, Seq);
    }

    /// <summary>Whether the last record of a transaction that ended in doubt is in the database.</summary>
    public bool Left(long seq, ReadOnlySpan<byte> payload) => _database.Holds(seq, payload);

    /// <summary>The payload of the record written last.</summary>
    public byte[] LastPayload()
    {
        _line.Quiet();
        return _records.LastPayload.ToArray();
    }

    public void Dispose()
    {
        _line.Dispose();
        if (_reader.IsValueCreated)
        {
            _reader.Value.Dispose();
        }

        _records.Dispose();
        _database.Dispose();
    }
}
