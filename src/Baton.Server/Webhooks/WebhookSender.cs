using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using Baton.Server.Enriching;
using Baton.Storage.Webhooks;
using NodaTime;

namespace Baton.Server.Webhooks;

/// <summary>What came of one request.</summary>
internal sealed record Sent(Attempt Attempt, Duration? RetryAfter)
{
    public bool Succeeded => Attempt.Status is >= 200 and < 300;

    /// <summary>The receiver wants no more.</summary>
    public bool IsGone => Attempt.Status == (int)HttpStatusCode.Gone;
}

/// <summary>
/// Sends one message to one endpoint, whoever that is: it follows no redirect, calls no address that is not allowed, waits
/// no longer than the timeout and reads no more than the first bytes of the answer. Thread-safe.
/// </summary>
internal sealed class WebhookSender : IDisposable
{
    private const int LongestAnswer = 4 * 1024;
    private const int LongestHeadersInKilobytes = 16;

    // For the words of an answer whose status is known already.
    private static readonly TimeSpan PatienceWithBody = TimeSpan.FromSeconds(2);

    private readonly HttpClient _client;
    private readonly WebhookSettings _settings;
    private readonly TimeProvider _clock;

    public WebhookSender(WebhookSettings settings, TimeProvider clock)
    {
        (_settings, _clock) = (settings, clock);
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseProxy = false,
            UseCookies = false,
            ConnectTimeout = settings.ConnectTimeout,
            PooledConnectionLifetime = TimeSpan.FromMinutes(2),
            MaxResponseHeadersLength = LongestHeadersInKilobytes,
            MaxResponseDrainSize = 0,
            ActivityHeadersPropagator = null,
            ConnectCallback = (context, cancellation) =>
                PublicAddresses.Connect(context.DnsEndPoint, settings.Allows, cancellation),
        };
        _client = new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan };
    }

    private Instant Now => Instant.FromDateTimeOffset(_clock.GetUtcNow());

    /// <param name="trace">The <c>traceparent</c> of what happened; null = it belongs to none.</param>
    /// <returns>Null = <paramref name="ending"/> cut it off, and nobody knows what came of it.</returns>
    public async Task<Sent?> Send(Webhook hook, string message, byte[] body, string? trace, CancellationToken ending)
    {
        var (at, begun) = (Now, _clock.GetTimestamp());
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(ending);
        timeout.CancelAfter(_settings.Timeout);
        try
        {
            using var request = Request(hook, message, at, body);
            if (trace is not null)
            {
                request.Headers.Add("traceparent", trace);
            }

            using var answer = await _client.SendAsync(
                request,
                HttpCompletionOption.ResponseHeadersRead,
                timeout.Token
            );
            var words = await Words(answer.Content, timeout.Token);
            return new Sent(Of((int)answer.StatusCode, null, words), RetrySchedule.Asked(answer.Headers, Now));
        }
        catch (OperationCanceledException) when (ending.IsCancellationRequested)
        {
            return null;
        }
        catch (Exception e)
            when (e is OperationCanceledException or HttpRequestException or IOException or SocketException)
        {
            return new Sent(Of(null, CodeOf(e), null), null);
        }

        Attempt Of(int? status, string? error, string? words) =>
            new(at, Duration.FromTimeSpan(_clock.GetElapsedTime(begun)), status, error, words);
    }

    public void Dispose() => _client.Dispose();

    private static HttpRequestMessage Request(Webhook hook, string message, Instant at, byte[] body)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, hook.Url) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Headers.Add("user-agent", "Baton");
        request.Headers.Add("webhook-id", message);
        request.Headers.Add("webhook-timestamp", at.ToUnixTimeSeconds().ToString());
        request.Headers.Add("webhook-signature", Signatures.Of(hook, message, at, body));
        return request;
    }

    // They help a person and decide nothing: what does not come in time is left out.
    private static async Task<string?> Words(HttpContent content, CancellationToken cancellation)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(PatienceWithBody);
        var words = new byte[LongestAnswer];
        var read = 0;
        try
        {
            await using var stream = await content.ReadAsStreamAsync(patience.Token);
            while (
                read < words.Length && await stream.ReadAsync(words.AsMemory(read), patience.Token) is > 0 and var more
            )
            {
                read += more;
            }
        }
        catch (Exception e) when (e is OperationCanceledException or HttpRequestException or IOException)
        {
            // Its status stands.
        }

        return read == 0 ? null : Encoding.UTF8.GetString(words, 0, read).Replace('\0', ' ');
    }

    private static string CodeOf(Exception error)
    {
        for (var cause = error; cause is not null; cause = cause.InnerException)
        {
            switch (cause)
            {
                case OperationCanceledException or TimeoutException:
                    return "timeout";
                case PrivateAddressException:
                    return "private_address";
                case SocketException
                {
                    SocketErrorCode: SocketError.HostNotFound or SocketError.NoData or SocketError.TryAgain
                }:
                    return "unknown_host";
                case HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError }:
                    return "tls_failed";
                case HttpRequestException
                {
                    HttpRequestError: HttpRequestError.InvalidResponse
                        or HttpRequestError.ResponseEnded
                        or HttpRequestError.ConfigurationLimitExceeded
                }:
                    return "bad_answer";
            }
        }

        return "connection_failed";
    }
}
