namespace Baton.Client;

/// <summary>The messages of an open event stream. The server writes each message's data as one line.</summary>
internal sealed class EventStream(HttpResponseMessage answer, StreamReader reader, TimeSpan longestSilence)
    : IDisposable
{
    private const string Data = "data: ";

    public static async Task<EventStream> Of(
        HttpResponseMessage answer,
        TimeSpan longestSilence,
        CancellationToken cancellation
    )
    {
        var body = await answer.Content.ReadAsStreamAsync(cancellation).ConfigureAwait(false);
        return new EventStream(answer, new StreamReader(body), longestSilence);
    }

    /// <summary>The data of the next message; null = the stream has ended.</summary>
    /// <exception cref="OperationCanceledException">Also where nothing was heard for too long: not even the server's heartbeat.</exception>
    public async Task<string?> Next(CancellationToken cancellation)
    {
        string? data = null;
        while (true)
        {
            using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
            patience.CancelAfter(longestSilence);
            var line = await reader.ReadLineAsync(patience.Token).ConfigureAwait(false);

            // A message that broke off has no empty line behind it, and comes again.
            if (line is null || (line.Length == 0 && data is not null))
            {
                return line is null ? null : data;
            }

            data = line.StartsWith(Data, StringComparison.Ordinal) ? line[Data.Length..] : data;
        }
    }

    public void Dispose()
    {
        reader.Dispose();
        answer.Dispose();
    }
}
