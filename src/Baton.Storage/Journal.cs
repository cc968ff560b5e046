using Baton.Storage.Sqlite;
using Baton.Storage.Writing;

namespace Baton.Storage;

/// <summary>The workspace's history. Thread-safe; reads on connections of its own beside the writer.</summary>
public sealed class Journal
{
    private static readonly TimeSpan _pollEvery = TimeSpan.FromMilliseconds(250);

    private readonly SqliteJournal _journal;
    private readonly SeqSignal? _signal;

    internal Journal(SqliteDatabase database, SeqSignal? signal)
    {
        _journal = new SqliteJournal(database);
        _signal = signal;
    }

    /// <summary>The last durable record; 0 = none yet.</summary>
    public long LastSeq => _signal?.Last ?? _journal.LastSeq();

    /// <summary>The first record that can be read; those before it were cut, and a snapshot stands for them.</summary>
    public long FirstSeq => _journal.BaseSeq() + 1;

    /// <summary>Records after <paramref name="afterSeq"/>, in order, streamed in pages: memory stays flat.</summary>
    /// <exception cref="StoreException"><c>corrupt_record</c>, which the message names.</exception>
    public IEnumerable<JournalRecord> Read(long afterSeq) => _journal.Read(afterSeq);

    /// <summary>At most <paramref name="limit"/> records after <paramref name="afterSeq"/>, in order.</summary>
    /// <exception cref="StoreException"><c>corrupt_record</c>, which the message names.</exception>
    public IReadOnlyList<JournalRecord> Page(long afterSeq, int limit) => _journal.Page(afterSeq, limit);

    /// <summary>The record itself; null = there is none.</summary>
    /// <exception cref="StoreException"><c>corrupt_record</c>, which the message names.</exception>
    public JournalRecord? Get(long seq) =>
        _journal.Page(seq - 1, 1) is [var record] && record.Seq == seq ? record : null;

    /// <summary>Completes once a record after <paramref name="afterSeq"/> is durable. Beside another owner it polls.</summary>
    public async Task WaitAfter(long afterSeq, CancellationToken cancellation)
    {
        if (_signal is not null)
        {
            await _signal.WaitAfter(afterSeq, cancellation);
            return;
        }

        while (_journal.LastSeq() <= afterSeq)
        {
            await Task.Delay(_pollEvery, cancellation);
        }
    }
}
