namespace Baton.Server.Http;

/// <summary>
/// Runs what replays the journal: one at a time, since each holds a whole state, and not on the thread of a request.
/// </summary>
internal sealed class Replays : IDisposable
{
    private readonly SemaphoreSlim _one = new(1);

    public async Task<T> Run<T>(Func<T> ask, CancellationToken cancellation)
    {
        await _one.WaitAsync(cancellation);
        try
        {
            return await Task.Run(ask, cancellation);
        }
        finally
        {
            _one.Release();
        }
    }

    public void Dispose() => _one.Dispose();
}
