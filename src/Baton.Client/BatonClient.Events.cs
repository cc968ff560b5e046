using System.Net;
using System.Runtime.CompilerServices;
using System.Text.Json;

namespace Baton.Client;

// What happened, and what happens.
public sealed partial class BatonClient
{
    /// <summary>The journal from a record on, up to its end, fetched as it is read.</summary>
    /// <param name="after">The <see cref="BatonEvent.Seq"/> of the last record that is known; 0 = from the first.</param>
    public async IAsyncEnumerable<BatonEvent> ReadEventsAsync(
        long after = 0,
        [EnumeratorCancellation] CancellationToken cancellation = default
    )
    {
        while (true)
        {
            var page = await Get($"/v1/events?after={after}", BatonJson.Default.EventPage, cancellation)
                .ConfigureAwait(false);
            foreach (var item in page.Items)
            {
                yield return item;
            }

            if (page.NextAfter == after || page.NextAfter >= page.LastSeq)
            {
                yield break;
            }

            after = page.NextAfter;
        }
    }

    /// <summary>
    /// Every event from a place on, live and without an end: a broken stream is opened anew at the place where it broke, so that none
    /// is missed or repeated. Ends with a <see cref="BatonException"/> when the key is no longer good, and where the journal has
    /// not, or no longer, this place (<c>beyond_journal</c>, <c>history_cut</c>).
    /// </summary>
    /// <param name="after">The <see cref="BatonEvent.Place"/> of the last event that was dealt with; null = from the first.</param>
    public async IAsyncEnumerable<BatonEvent> FollowEventsAsync(
        string? after = null,
        [EnumeratorCancellation] CancellationToken cancellation = default
    )
    {
        for (var failures = 0; ; failures++)
        {
            var stream = await TryOpen(after, failures, cancellation).ConfigureAwait(false);
            while (stream is not null && await TryNext(stream, cancellation).ConfigureAwait(false) is { } item)
            {
                after = item.Place;
                failures = -1;
                yield return item;
            }

            stream?.Dispose();
            await Task.Delay(_sender.Backoff(Math.Max(failures, 0)), _options.Clock, cancellation)
                .ConfigureAwait(false);
        }
    }

    private async Task<EventStream?> TryOpen(string? after, int failures, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/v1/events");
        request.Headers.Accept.ParseAdd("text/event-stream");
        if (after is not null)
        {
            request.Headers.Add("Last-Event-ID", after);
        }

        try
        {
            var answer = await _sender.Open(request, cancellation).ConfigureAwait(false);
            return await EventStream.Of(answer, _options.LongestSilence, cancellation).ConfigureAwait(false);
        }
        catch (HttpRequestException)
        {
            return null;
        }
        catch (BatonException busy) when (busy.Status == HttpStatusCode.ServiceUnavailable)
        {
            return null;
        }
    }

    // Null where the stream ended, broke or fell silent.
    private static async Task<BatonEvent?> TryNext(EventStream stream, CancellationToken cancellation)
    {
        try
        {
            return await stream.Next(cancellation).ConfigureAwait(false) is { } text
                ? JsonSerializer.Deserialize(text, BatonJson.Default.BatonEvent)
                : null;
        }
        catch (Exception e) when (e is IOException or HttpRequestException)
        {
            return null;
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return null;
        }
    }
}
