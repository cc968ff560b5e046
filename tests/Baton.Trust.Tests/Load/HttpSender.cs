using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;

namespace Baton.Trust.Tests.Load;

/// <summary>Takes requests to a server that may be gone at any moment and come back under another address.</summary>
internal sealed class HttpSender : IDisposable
{
    private readonly HttpClient _http = new() { Timeout = TimeSpan.FromSeconds(20) };
    private readonly Dictionary<string, string> _keys = new(StringComparer.Ordinal);
    private volatile Uri _server;
    private int _lost;

    public HttpSender(ServerProcess server)
    {
        _server = server.Address;
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", server.Key);
    }

    /// <summary>Requests of which nobody knows what became of them, so far.</summary>
    public int Lost => _lost;

    /// <summary>From now on every other answer and claim of the rep comes with the rep's own key. Before the first request.</summary>
    public void Knows(string rep, string key) => _keys[rep] = key;

    public void MovedTo(ServerProcess server) => _server = server.Address;

    public async Task Publish(string yaml)
    {
        using var body = Yaml(yaml);
        using var response = await _http.PutAsync(new Uri(_server, "/v1/workspace"), body);
        response.StatusCode.ShouldBe(HttpStatusCode.OK, await response.Content.ReadAsStringAsync());
    }

    /// <summary>Has a receiver told of all that happens from now on.</summary>
    public async Task Tell(string url)
    {
        using var response = await _http.PostAsJsonAsync(new Uri(_server, "/v1/webhooks"), new { url });
        response.StatusCode.ShouldBe(HttpStatusCode.Created, await response.Content.ReadAsStringAsync());
    }

    /// <summary>A line for each row.</summary>
    /// <exception cref="HttpRequestException">The server went away before the last of them.</exception>
    public async Task<string> Import(string csv)
    {
        using var body = new StringContent(csv, Encoding.UTF8, "text/csv");
        using var response = await _http.PostAsync(new Uri(_server, "/v1/leads/import"), body);
        return await response.Content.ReadAsStringAsync();
    }

    /// <summary>Null where no answer came, or one that says to try again.</summary>
    public async Task<Answer?> Send(Request request)
    {
        using var message = MessageOf(request);
        try
        {
            using var response = await _http.SendAsync(message);
            var body = await response.Content.ReadAsStringAsync();
            return (int)response.StatusCode >= 500 ? null : Read(response.StatusCode, body);
        }
        catch (Exception e) when (e is HttpRequestException or IOException or TaskCanceledException)
        {
            Interlocked.Increment(ref _lost);
            return null;
        }
    }

    public void Dispose() => _http.Dispose();

    private HttpRequestMessage MessageOf(Request request)
    {
        var method = request.Ask == Ask.Publish ? HttpMethod.Put : HttpMethod.Post;
        var message = new HttpRequestMessage(method, new Uri(_server, PathOf(request)));
        message.Content =
            request.Ask == Ask.Publish
                ? Yaml(LoadWorkspace.Variant(int.Parse(request.Value!)))
                : JsonContent.Create(BodyOf(request));
        message.Headers.Add("Idempotency-Key", request.Key);
        if (OwnKeyFor(request) is { } key)
        {
            message.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
        }

        return message;
    }

    // By the request's key, so that one that is sent again is sent by the same.
    private string? OwnKeyFor(Request request) =>
        request.Ask is Ask.Accept or Ask.Decline or Ask.Claim or Ask.ClaimNext && request.Key[^1] % 2 == 0
            ? _keys.GetValueOrDefault(request.Rep!)
            : null;

    private static StringContent Yaml(string text) => new(text, new MediaTypeHeaderValue("application/yaml"));

    private static Answer Read(HttpStatusCode status, string body)
    {
        using var document = JsonDocument.Parse(body);
        var root = document.RootElement;
        if ((int)status < 300)
        {
            if (!root.TryGetProperty("lead", out var lead))
            {
                return new Answer(Done: true);
            }

            return new Answer(Done: true)
            {
                Lead = lead.GetProperty("id").GetString(),
                Status = TextOf(lead, "status"),
                Owner = TextOf(lead, "owner"),
                OfferedTo = lead.TryGetProperty("offered_to", out var reps)
                    ? string.Join(',', reps.EnumerateArray())
                    : "",
            };
        }

        ((int)status).ShouldBeOneOf([404, 409, 422], body);
        return new Answer(Done: false) { Code = root.GetProperty("code").GetString() };
    }

    // A rep who declined sees no more of the lead than that it is gone.
    private static string? TextOf(JsonElement lead, string name) =>
        lead.TryGetProperty(name, out var value) ? value.GetString() : null;

    private static string PathOf(Request request) =>
        request.Ask switch
        {
            Ask.Capture => "/v1/leads",
            Ask.Publish => "/v1/workspace",
            Ask.Presence => $"/v1/reps/{request.Rep}/status",
            Ask.ClaimNext => $"/v1/queues/{request.Queue}/claim",
            Ask.Won or Ask.Lost => $"/v1/leads/{request.Lead}/outcome",
            _ => $"/v1/leads/{request.Lead}/{request.Ask.ToString().ToLowerInvariant()}",
        };

    private static Dictionary<string, object> BodyOf(Request request) =>
        request.Ask switch
        {
            Ask.Capture => LeadText.FieldsOf(request.Lead!).ToDictionary(f => f.Key, object (f) => f.Value),
            Ask.Presence => new() { ["status"] = request.Value! },
            Ask.Won => new() { ["won"] = true, ["value"] = 100 },
            Ask.Lost => new() { ["won"] = false, ["reason"] = "price" },
            Ask.Decline or Ask.Release or Ask.Reject when request.Rep is null => new() { ["reason"] = "other" },
            Ask.Decline => new() { ["rep"] = request.Rep!, ["reason"] = "no_capacity" },
            _ => request.Rep is null ? [] : new() { ["rep"] = request.Rep },
        };
}
