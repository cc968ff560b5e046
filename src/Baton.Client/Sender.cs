using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Baton.Client;

/// <summary>
/// Sends a request until it is answered for good. What changes something bears a key, so that to try it again does it once; and
/// where no answer came it is not known whether it was done, which is why the key stays the same.
/// </summary>
internal sealed class Sender(HttpClient http, string? key, BatonClientOptions options)
{
    private static readonly TimeSpan FirstWait = TimeSpan.FromMilliseconds(200);

    /// <param name="isRepeatable">
    /// False = the server knows no key here and would do it twice: it is not tried again where it may have been done.
    /// </param>
    public async Task<T> Send<T>(
        HttpMethod method,
        string path,
        Func<HttpContent>? body,
        JsonTypeInfo<T> shape,
        string? idempotencyKey,
        CancellationToken cancellation,
        bool isRepeatable = true
    )
    {
        var once = method == HttpMethod.Post && isRepeatable ? idempotencyKey ?? Guid.NewGuid().ToString("N") : null;
        for (var tries = 0; ; tries++)
        {
            using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
            patience.CancelAfter(options.Timeout);
            TimeSpan? wait;
            try
            {
                using var request = Request(method, path, body?.Invoke(), once);
                using var answer = await http.SendAsync(request, patience.Token).ConfigureAwait(false);
                wait = WaitAfter(answer, tries);
                if (wait is null)
                {
                    return await Read(answer, shape, patience.Token).ConfigureAwait(false);
                }
            }
            catch (HttpRequestException) when (isRepeatable && tries < options.Retries)
            {
                wait = Backoff(tries);
            }
            catch (OperationCanceledException late) when (!cancellation.IsCancellationRequested)
            {
                throw new TimeoutException($"no answer within {options.Timeout}", late);
            }

            await Task.Delay(wait.Value, options.Clock, cancellation).ConfigureAwait(false);
        }
    }

    /// <summary>Once, and only until the answer begins: for what is streamed.</summary>
    public async Task<HttpResponseMessage> Open(HttpRequestMessage request, CancellationToken cancellation)
    {
        Authorize(request);
        var answer = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellation)
            .ConfigureAwait(false);
        if (!answer.IsSuccessStatusCode)
        {
            using (answer)
            {
                throw await Refusal(answer, cancellation).ConfigureAwait(false);
            }
        }

        return answer;
    }

    /// <summary>Longer each time, and never the same for two clients.</summary>
    public TimeSpan Backoff(int tries)
    {
        var wait = FirstWait * Math.Pow(2, Math.Min(tries, 16));
        return Shorter(wait * (1 + Random.Shared.NextDouble() / 4), options.LongestWait);
    }

    private HttpRequestMessage Request(HttpMethod method, string path, HttpContent? content, string? once)
    {
        var request = new HttpRequestMessage(method, path) { Content = content };
        Authorize(request);
        if (once is not null)
        {
            request.Headers.Add("Idempotency-Key", once);
        }

        return request;
    }

    private void Authorize(HttpRequestMessage request)
    {
        if (key is not null)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
        }
    }

    // Null = it is not tried again.
    private TimeSpan? WaitAfter(HttpResponseMessage answer, int tries)
    {
        if (
            answer.StatusCode is not (HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable)
            || tries >= options.Retries
        )
        {
            return null;
        }

        var asked = answer.Headers.RetryAfter switch
        {
            { Delta: { } delta } => delta,
            { Date: { } date } => date - options.Clock.GetUtcNow(),
            _ => TimeSpan.Zero,
        };
        var own = Backoff(tries);
        return asked > options.LongestWait ? null
            : asked > own ? asked
            : own;
    }

    private static TimeSpan Shorter(TimeSpan one, TimeSpan other) => one < other ? one : other;

    private static async Task<T> Read<T>(
        HttpResponseMessage answer,
        JsonTypeInfo<T> shape,
        CancellationToken cancellation
    )
    {
        if (!answer.IsSuccessStatusCode)
        {
            throw await Refusal(answer, cancellation).ConfigureAwait(false);
        }

        // What deletes is answered with nothing, and nobody reads it.
        if (answer.StatusCode == HttpStatusCode.NoContent)
        {
            return default!;
        }

        await using var body = await answer.Content.ReadAsStreamAsync(cancellation).ConfigureAwait(false);
        return await JsonSerializer.DeserializeAsync(body, shape, cancellation).ConfigureAwait(false)
            ?? throw new JsonException("the answer is null");
    }

    // A proxy on the way may answer something of its own.
    private static async Task<BatonException> Refusal(HttpResponseMessage answer, CancellationToken cancellation)
    {
        var text = await answer.Content.ReadAsStringAsync(cancellation).ConfigureAwait(false);
        try
        {
            if (JsonSerializer.Deserialize(text, BatonJson.Default.ProblemDetails) is { } problem)
            {
                return new BatonException(answer.StatusCode, problem);
            }
        }
        catch (JsonException)
        {
            // Told apart below.
        }

        var unknown = new ProblemDetails { Code = "unreadable_answer", Detail = "the answer is no problem of Baton's" };
        return new BatonException(answer.StatusCode, unknown);
    }
}
