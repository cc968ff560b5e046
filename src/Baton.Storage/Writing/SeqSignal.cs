namespace Baton.Storage.Writing;

/// <summary>The last durable record of the journal, and a wait for the next. Thread-safe.</summary>
internal sealed class SeqSignal
{
    private readonly Lock _gate = new();
    private TaskCompletionSource _next = New();
    private long _last;

    public long Last => Volatile.Read(ref _last);

    public void Publish(long seq)
    {
        TaskCompletionSource waiting;
        lock (_gate)
        {
            Volatile.Write(ref _last, seq);
            waiting = _next;
            _next = New();
        }

        waiting.TrySetResult();
    }

    public async Task WaitAfter(long seq, CancellationToken cancellation)
    {
        while (true)
        {
            Task next;
            lock (_gate)
            {
                if (_last > seq)
                {
                    return;
                }

                next = _next.Task;
            }

            await next.WaitAsync(cancellation);
        }
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
