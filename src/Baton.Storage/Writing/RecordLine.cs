using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;
using Baton.Engine.Capture;
using Baton.Engine.Commands;
using Baton.Storage.Sqlite;
using NodaTime;

namespace Baton.Storage.Writing;

/// <summary>A record to be written, with the schema of the policy under which it was decided.</summary>
internal readonly record struct DecidedRecord(
    long Seq,
    Instant At,
    string? Actor,
    Outcome Outcome,
    LeadSchema Schema,
    TextKeys Keys
);

/// <summary>
/// Hands records to a thread that writes them into the open transaction, in order, while the next commands are decided.
/// Deciding and writing take about the same time, so a large batch is through in little more than half of it. Whoever
/// reads from the connection, commits or rolls back first calls <see cref="Settle"/> or <see cref="Quiet"/>.
/// </summary>
internal sealed class RecordLine(Action<DecidedRecord> write, Action flush) : IDisposable
{
    // Records change hands some at a time: a hand-over costs as much as a decision.
    private const int ChunkLength = 64;
    private const int ChunksInFlight = 8;

    private readonly BlockingCollection<Chunk> _chunks = new(ChunksInFlight);
    private readonly ConcurrentBag<Chunk> _spare = [];
    private readonly object _gate = new();
    private Chunk _chunk = new();
    private Thread? _thread;
    private int _open;
    private volatile ExceptionDispatchInfo? _failure;

    /// <summary>The record that could not be written; null = none.</summary>
    public long? FailedSeq { get; private set; }

    /// <exception cref="Exception">What an earlier record failed with.</exception>
    public void Add(in DecidedRecord record)
    {
        _failure?.Throw();
        _chunk.Records.Add(record);
        if (_chunk.Records.Count == ChunkLength)
        {
            HandOver();
        }
    }

    /// <summary>
    /// Does something on the line's thread after every record so far and before any other, and says whether they are all
    /// written. What it throws is a failure as a record's.
    /// </summary>
    public void Then(Action<bool> action)
    {
        _failure?.Throw();
        _chunk.Then = action;
        HandOver();
    }

    /// <summary>Returns when every record is written.</summary>
    /// <exception cref="Exception">What one of them failed with; those after it were not tried.</exception>
    public void Settle()
    {
        Quiet();
        _failure?.Throw();
    }

    /// <summary>As <see cref="Settle"/>, for whoever knows of the failure already.</summary>
    public void Quiet()
    {
        if (_chunk.Records.Count > 0)
        {
            HandOver();
        }

        lock (_gate)
        {
            while (_open > 0)
            {
                Monitor.Wait(_gate);
            }
        }
    }

    public void Dispose()
    {
        Quiet();
        _chunks.CompleteAdding();
        _thread?.Join();
        _chunks.Dispose();
    }

    private void HandOver()
    {
        if (_thread is null)
        {
            _thread = new Thread(Run) { IsBackground = true, Name = "record writer" };
            _thread.Start();
        }

        lock (_gate)
        {
            _open++;
        }

        _chunks.Add(_chunk);
        _chunk = _spare.TryTake(out var spare) ? spare : new Chunk();
    }

    private void Run()
    {
        foreach (var chunk in _chunks.GetConsumingEnumerable())
        {
            foreach (var record in chunk.Records)
            {
                Write(record);
            }

            Try(flush);
            if (chunk.Then is { } action)
            {
                Do(action);
            }

            chunk.Records.Clear();
            chunk.Then = null;
            _spare.Add(chunk);
            lock (_gate)
            {
                _open--;
                Monitor.Pulse(_gate);
            }
        }
    }

    private void Write(in DecidedRecord record)
    {
        if (_failure is not null)
        {
            return;
        }

        try
        {
            write(record);
        }
        catch (Exception error)
        {
            FailedSeq = record.Seq;
            _failure = ExceptionDispatchInfo.Capture(error);
        }
    }

    private void Try(Action action)
    {
        if (_failure is null)
        {
            Do(_ => action());
        }
    }

    private void Do(Action<bool> action)
    {
        try
        {
            action(_failure is null);
        }
        catch (Exception error)
        {
            _failure ??= ExceptionDispatchInfo.Capture(error);
        }
    }

    private sealed class Chunk
    {
        public List<DecidedRecord> Records { get; } = new(ChunkLength);
        public Action<bool>? Then { get; set; }
    }
}
