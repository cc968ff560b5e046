namespace Baton.Storage;

/// <summary>The workspace's history. Thread-safe; reads on connections of its own beside the writer.</summary>
public sealed class Journal
{
    /// <summary>The last durable record; 0 = none yet.</summary>
    public long LastSeq => throw new NotSupportedException();

    /// <summary>Records after <paramref name="afterSeq"/>, in order, streamed in pages: memory stays flat.</summary>
    public IEnumerable<JournalRecord> Read(long afterSeq) => throw new NotSupportedException();

    /// <summary>Completes once a record after <paramref name="afterSeq"/> is durable.</summary>
    public Task WaitAfter(long afterSeq, CancellationToken cancellation) => throw new NotSupportedException();
}
