using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Baton.Storage;

namespace Baton.Server.Tests.Fuzzing;

/// <summary>
/// Asks every route of a server for what it should refuse, as everybody who has a key and as nobody, and says what it
/// should not have answered: a failure of its own, an answer that is not what it says it is, or one that tells how the
/// server is made. The same seed asks the same.
/// </summary>
internal sealed partial class Fuzzer(RunningServer server, int seed)
{
    private static readonly string[] _queries =
    [
        "limit",
        "cursor",
        "sort",
        "filter",
        "search",
        "after",
        "rep",
        "from",
        "to",
        "by",
        "map",
        "format",
        "dry_run",
        "status",
        "state",
        "email",
        "count",
    ];

    private static readonly string[] _headers =
    [
        "Idempotency-Key",
        "If-Match",
        "If-None-Match",
        "Last-Event-ID",
        "Accept",
        "Accept-Encoding",
        "Range",
        "X-Forwarded-For",
        "X-Forwarded-Proto",
        "X-HTTP-Method-Override",
        "X-Baton-CSRF",
        "Origin",
        "Referer",
        "Content-Encoding",
        "traceparent",
        "baggage",
    ];

    private const string Broken = "the connection was closed twice";

    private readonly string[] _ids = Ids();
    private readonly (string Method, string Path)[] _routes = [.. Routes.Of(server).Select(r => (r.Method, r.Path))];
    private readonly Dictionary<string, string> _examples = Examples(server);

    private int _asked;

    public int Asked => _asked;

    /// <summary>Asks until the time is over. Returns what went wrong, each with the request that made it so.</summary>
    public async Task<List<string>> Run(TimeSpan time, int callers)
    {
        var watch = Stopwatch.StartNew();
        var faults = new List<string>();
        await Task.WhenAll(
            Enumerable
                .Range(0, callers)
                .Select(async caller =>
                {
                    var random = new Random(seed + caller);
                    while (watch.Elapsed < time)
                    {
                        using var everybody = new Everybody(server);
                        for (var i = 0; i < 200 && watch.Elapsed < time; i++)
                        {
                            var fault = random.Next(12) == 0 ? await Raw(random) : await Ask(random, everybody);
                            Interlocked.Increment(ref _asked);
                            if (fault is not null)
                            {
                                lock (faults)
                                {
                                    faults.Add(fault);
                                }
                            }
                        }
                    }
                })
        );
        return faults;
    }

    private async Task<string?> Raw(Random random)
    {
        var (_, path) = _routes[random.Next(_routes.Length)];
        var request = RawRequests.Next(random, path.Replace("{id}", "x", StringComparison.Ordinal), server.Key);
        var status = await RawRequests.Send(server.Client.BaseAddress!, request);
        return status >= 500
            ? $"{status} for {Encoding.Latin1.GetString(request)[..Math.Min(request.Length, 2_000)]}"
            : null;
    }

    // A connection may be closed under its sender, because a body was refused before all of it was read or because it was
    // about to be closed anyway: then the same is asked once more. A server that falls over falls over again.
    private async Task<string?> Ask(Random random, Everybody everybody)
    {
        var question = Question(random);
        var (who, client) = everybody.Next(random);
        var fault = await Sent(client, question);
        fault = fault is Broken ? await Sent(client, question) : fault;
        return fault is null ? null : $"{fault}: {who} {question}";
    }

    private FuzzQuestion Question(Random random)
    {
        var (method, pattern) = _routes[random.Next(_routes.Length)];
        var path = Path(random, pattern) + Query(random);
        var body =
            method is not ("GET" or "DELETE") && random.Next(20) > 0
                ? HostileBody.Next(random, _examples.GetValueOrDefault($"{method} {pattern}", Anything))
                : ((byte[] Body, string Type)?)null;
        var headers = new List<(string, string)>();
        while (random.Next(3) == 0)
        {
            headers.Add((_headers[random.Next(_headers.Length)], Printable(HostileText.Next(random))));
        }

        return new FuzzQuestion(method, path, headers, body);
    }

    private static async Task<string?> Sent(HttpClient client, FuzzQuestion question)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        using var request = question.ToRequest();
        try
        {
            using var answer = await client.SendAsync(
                request,
                HttpCompletionOption.ResponseHeadersRead,
                patience.Token
            );
            return await Judge(answer, patience.Token);
        }
        catch (HttpRequestException)
        {
            return Broken;
        }
        catch (OperationCanceledException)
        {
            return "no answer within 20 s";
        }
    }

    private static async Task<string?> Judge(HttpResponseMessage answer, CancellationToken patience)
    {
        var type = answer.Content.Headers.ContentType?.MediaType;
        if (type == "text/event-stream")
        {
            return null;
        }

        var text = await answer.Content.ReadAsStringAsync(patience);
        var status = (int)answer.StatusCode;
        return status >= 500 ? $"{status} {text}"
            : Tells().IsMatch(text) ? $"it tells how it is made: {Tells().Match(text).Value}"
            : text.Length > 0 && !answer.Headers.Contains("X-Content-Type-Options") ? "a browser may guess its type"
            : status >= 400 && type != "application/problem+json" && text.Length > 0
                ? $"{status} is {type}, not a problem"
            : type is "application/json" or "application/problem+json" && text.Length > 0 && !IsJson(text)
                ? $"{status} is no JSON: {text[..Math.Min(text.Length, 500)]}"
            : null;
    }

    // Token by token: a document of each answer would fill the pools of buffers, and the memory that is watched here is
    // the server's.
    private static bool IsJson(string text)
    {
        try
        {
            var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes(text), new JsonReaderOptions { MaxDepth = 1_000 });
            while (reader.Read()) { }

            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private string Path(Random random, string pattern) =>
        Parameter().Replace(pattern, _ => Uri.EscapeDataString(Id(random)));

    private string Id(Random random)
    {
        if (random.Next(3) > 0)
        {
            return _ids[random.Next(_ids.Length)];
        }

        // An empty part or dots would be another path.
        var text = HostileText.Next(random);
        return text.Trim('.').Length == 0 ? "x" : text[..Math.Min(text.Length, 1_500)];
    }

    private static string Query(Random random)
    {
        var parts = new List<string>();
        while (random.Next(2) == 0)
        {
            var value = random.Next(3) == 0 ? random.Next(-5, 5_000).ToString() : HostileText.Next(random);
            parts.Add(
                $"{_queries[random.Next(_queries.Length)]}={Uri.EscapeDataString(value[..Math.Min(value.Length, 1_500)])}"
            );
        }

        return parts.Count == 0 ? "" : "?" + string.Join('&', parts);
    }

    private static string Printable(string text) =>
        string.Concat(text.Where(c => c is >= ' ' and < (char)127).Take(4_000));

    private static string[] Ids() =>
        [
            .. Enumerable.Range(1, 5).Select(n => PublicId.Of(n)),
            "known-1",
            "ana",
            "bob",
            "p",
            "q",
            "dark",
            "default",
            "vip",
            "1",
            "2",
            "3",
        ];

    // What the routes take, by the server's own description where it has one.
    private static Dictionary<string, string> Examples(RunningServer server)
    {
        using var answer = server.Client.GetAsync("/openapi/v1.json").GetAwaiter().GetResult();
        var examples = new Dictionary<string, string>();
        if (!answer.IsSuccessStatusCode)
        {
            return examples;
        }

        using var document = JsonDocument.Parse(answer.Content.ReadAsStringAsync().GetAwaiter().GetResult());
        foreach (var path in document.RootElement.GetProperty("paths").EnumerateObject())
        {
            foreach (var method in path.Value.EnumerateObject())
            {
                if (
                    method.Value.ValueKind == JsonValueKind.Object
                    && method.Value.TryGetProperty("requestBody", out var body)
                    && body.TryGetProperty("content", out var content)
                    && content.EnumerateObject().FirstOrDefault().Value is { ValueKind: JsonValueKind.Object } media
                    && media.TryGetProperty("example", out var example)
                )
                {
                    examples[$"{method.Name.ToUpperInvariant()} {path.Name}"] =
                        example.ValueKind == JsonValueKind.String ? example.GetString()! : example.GetRawText();
                }
            }
        }

        return examples;
    }

    private const string Anything =
        """{ "email": "x@acme.test", "name": "X Y", "country": "US", "employees": 12, "interests": ["a"], "rep": "ana", "reason": "other", "note": "n", "to": "bob", "type": "call", "value": 5, "at": "2026-11-01T10:00:00Z", "outcome": "won", "adjust": { "ana": 1, "bob": -1 }, "role": "viewer", "status": "away", "dry_run": true }""";

    [GeneratedRegex(@"\{[^}]+\}")]
    private static partial Regex Parameter();

    [GeneratedRegex(
        @"^\s+at \w|\.cs:line \d|Microsoft\.Data|SqliteException|SQLite Error|System\.\w+Exception|/baton-\w+",
        RegexOptions.Multiline
    )]
    private static partial Regex Tells();

    // A client each for everybody who may ask; made anew now and then, because some of what is asked takes keys away.
    private sealed class Everybody : IDisposable
    {
        private readonly (string Who, HttpClient Client)[] _all;

        public Everybody(RunningServer server)
        {
            var nobody = new HttpClient { BaseAddress = server.Client.BaseAddress };
            var stranger = new HttpClient { BaseAddress = server.Client.BaseAddress };
            stranger.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue(
                "Bearer",
                "baton_default_nonsense"
            );
            _all =
            [
                ("admin", server.As(Role.Admin, null)),
                ("admin", server.As(Role.Admin, null)),
                ("manager", server.As(Role.Manager, null)),
                ("rep", server.As(Role.Rep, "ana")),
                ("viewer", server.As(Role.Viewer, null)),
                ("nobody", nobody),
                ("stranger", stranger),
            ];
        }

        public (string Who, HttpClient Client) Next(Random random) => _all[random.Next(_all.Length)];

        public void Dispose()
        {
            foreach (var (_, client) in _all)
            {
                client.Dispose();
            }
        }
    }
}
