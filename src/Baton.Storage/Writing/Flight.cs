namespace Baton.Storage.Writing;

/// <summary>
/// A batch of captures that is decided but not durable: it is written and committed on another thread while the writer
/// decides the next. One flies at a time.
/// </summary>
internal sealed class Flight(List<Pending> batch, long before, long seq, BatchFacts facts, BatchAnswers answers)
{
    private readonly ManualResetEventSlim _ended = new();
    private volatile bool _isDurable;

    public List<Pending> Batch { get; } = batch;

    /// <summary>The last record before it.</summary>
    public long Before { get; } = before;

    /// <summary>Its last record, and once it was tried to commit that one's payload.</summary>
    public long Seq { get; } = seq;
    public byte[] Payload { get; set; } = [];

    public BatchFacts Facts { get; } = facts;
    public BatchAnswers Answers { get; } = answers;

    /// <summary>Whether it is certain to be durable.</summary>
    public bool IsDurable => _isDurable;

    /// <summary>Returns when it is durable, or failed.</summary>
    public void Wait() => _ended.Wait();

    public void End(bool isDurable)
    {
        _isDurable = isDurable;
        _ended.Set();
    }
}
