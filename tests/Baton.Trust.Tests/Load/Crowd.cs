namespace Baton.Trust.Tests.Load;

/// <summary>Many clients at once, each asking as fast as it is answered.</summary>
internal static class Crowd
{
    /// <summary>Returns once every request of every client has its answer.</summary>
    /// <param name="leads">How many leads they quarrel about at a time.</param>
    public static async Task Run(int clients, int seed, TimeSpan time, int leads, ClientLog log, Sending send)
    {
        using var stop = new CancellationTokenSource(time);
        await Run(clients, seed, leads, log, send, stop.Token);
    }

    public static Task Run(int clients, int seed, int leads, ClientLog log, Sending send, CancellationToken stop)
    {
        var neighbourhood = new Neighbourhood(leads);
        return Task.WhenAll(
            Enumerable
                .Range(1, clients)
                .Select(n =>
                    Task.Run(() => new Client(n, seed, neighbourhood, log, send).Run(stop), CancellationToken.None)
                )
        );
    }
}
