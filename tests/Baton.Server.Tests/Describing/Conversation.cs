using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Baton.Server.Describing;

namespace Baton.Server.Tests.Describing;

/// <summary>
/// Talks to a server and holds each request and each answer to the API's description: status, content type, and every value of
/// the body. Remembers what was asked and answered.
/// </summary>
internal sealed class Conversation
{
    private static readonly Dictionary<string, JsonObject> Operations = DocumentTests
        .Operations()
        .ToDictionary(o => o.Route, o => o.Described);

    /// <summary>Routes with the statuses and types of what they answered.</summary>
    public HashSet<string> Answered { get; } = [];

    /// <summary>The shapes of events that were seen.</summary>
    public HashSet<string> Events { get; } = [];

    /// <summary>Every success that is described, in the same form.</summary>
    public static IEnumerable<string> Described() =>
        from operation in Operations
        from answer in operation.Value["responses"]!.AsObject()
        where answer.Key[0] is '2' or '3'
        from type in answer.Value!["content"]?.AsObject().Select(c => c.Key) ?? [""]
        select $"{operation.Key} {answer.Key} {type}".TrimEnd();

    /// <param name="id">What stands for <c>{id}</c>; where the path has two of them, both with a slash between.</param>
    /// <param name="body">What is sent; null = the example of the description, where it has one; empty = nothing.</param>
    public async Task<Answer> Ask(
        HttpClient client,
        int status,
        string route,
        string id = "",
        string? body = null,
        string query = "",
        string type = "application/json",
        params (string Name, string Value)[] headers
    )
    {
        var operation = Operations[route];
        var parts = route.Split(' ');
        using var request = new HttpRequestMessage(new HttpMethod(parts[0]), PathOf(parts[1], id) + query);
        body ??= ExampleOf(operation, type);
        if (body.Length > 0)
        {
            request.Content = new StringContent(body, Encoding.UTF8, type);
            // Else the refusal of a large one may be lost with the connection that it closes.
            request.Headers.ExpectContinue = body.Length > 100_000;
        }

        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        var where = $"{route} {query} {body}";
        RequestFaults(operation, request, body, type, status < 300)
            .Concat(ConditionFaults(operation, request))
            .ShouldBeEmpty(where);
        using var message = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        var text = await Read(message);
        ((int)message.StatusCode).ShouldBe(status, $"{where}: {text}");
        Faults(operation, route, message, text).ShouldBeEmpty(where);
        return new Answer(status, message, text);
    }

    /// <inheritdoc cref="Ask" path="/param[@name='id']"/>
    public static string PathOf(string pattern, string id)
    {
        var ids = new Queue<string>(pattern.Count(c => c == '{') > 1 ? id.Split('/') : [id]);
        return Regex.Replace(pattern, @"\{\w+\}", _ => Uri.EscapeDataString(ids.Dequeue()));
    }

    public static string ExampleOf(JsonObject operation, string type)
    {
        var example = operation["requestBody"]?["content"]?[type]?["example"];
        return example is JsonValue ? (string)example! : example?.ToJsonString() ?? "";
    }

    private static IEnumerable<string> RequestFaults(
        JsonObject operation,
        HttpRequestMessage request,
        string body,
        string type,
        bool isGood
    )
    {
        var known = ParametersOf(operation, "query").ToList();
        var query = request.RequestUri!.ToString().Split('?').ElementAtOrDefault(1) ?? "";
        foreach (var pair in query.Split('&', StringSplitOptions.RemoveEmptyEntries).Where(_ => isGood))
        {
            if (!known.Contains(pair.Split('=')[0]))
            {
                yield return $"{pair} is not described";
            }
        }

        if (
            !isGood
            || body.Length == 0
            || !type.EndsWith("json", StringComparison.Ordinal)
            || type.EndsWith("ndjson", StringComparison.Ordinal)
        )
        {
            yield break;
        }

        var schema = operation["requestBody"]!["content"]![type]!["schema"]!.AsObject();
        foreach (var fault in SchemaCheck.Faults(JsonNode.Parse(body), schema, "request"))
        {
            yield return fault;
        }
    }

    private static IEnumerable<string> ConditionFaults(JsonObject operation, HttpRequestMessage request)
    {
        var known = ParametersOf(operation, "header").ToList();
        foreach (var name in new[] { "If-Match", "If-None-Match", "Idempotency-Key", "Last-Event-ID" })
        {
            if (request.Headers.Contains(name) && !known.Contains(name))
            {
                yield return $"{name} is not described";
            }
        }
    }

    private static IEnumerable<string> ParametersOf(JsonObject operation, string place) =>
        (operation["parameters"]?.AsArray() ?? [])
            .Select(p => SchemaCheck.Resolve(p!.AsObject())!)
            .Where(p => (string?)p["in"] == place)
            .Select(p => (string)p["name"]!);

    private IEnumerable<string> Faults(JsonObject operation, string route, HttpResponseMessage message, string text)
    {
        var status = ((int)message.StatusCode).ToString();
        if (SchemaCheck.Resolve(operation["responses"]![status]?.AsObject()) is not { } response)
        {
            return [$"{status} is not described: {text}"];
        }

        var type = message.Content.Headers.ContentType?.MediaType ?? "";
        Answered.Add($"{route} {status} {type}".TrimEnd());
        if ((response["headers"]?["ETag"] is not null) != (message.Headers.ETag is not null))
        {
            return [$"its ETag is '{message.Headers.ETag}'"];
        }

        if (response["content"] is not JsonObject content)
        {
            return text.Length == 0 ? [] : [$"a body where none is described: {text}"];
        }

        return content[type] is { } medium
            ? BodyFaults(type, medium["schema"]!.AsObject(), text)
            : [$"the type '{type}' is not described"];
    }

    private IEnumerable<string> BodyFaults(string type, JsonObject schema, string text)
    {
        var (values, shape) = type switch
        {
            "application/json" or "application/problem+json" => ([text], schema),
            "application/x-ndjson" => (text.Split('\n', StringSplitOptions.RemoveEmptyEntries), schema),
            "text/event-stream" => (DataOf(text), Shape.Reference("Event")),
            _ => (Array.Empty<string>(), schema),
        };
        var parsed = values.Select(v => JsonNode.Parse(v)).ToList();
        foreach (var value in parsed)
        {
            Remember(value);
        }

        return parsed.SelectMany((v, i) => SchemaCheck.Faults(v, shape, $"answer {i}"));
    }

    private void Remember(JsonNode? value)
    {
        if (value is JsonObject { } map && map.ContainsKey("seq") && map["type"] is { } type)
        {
            Events.Add((string)type!);
        }

        foreach (var item in value is JsonObject list ? list["items"]?.AsArray() ?? [] : [])
        {
            Remember(item);
        }
    }

    private static string[] DataOf(string stream) =>
        [
            .. stream
                .Split('\n')
                .Where(l => l.StartsWith("data: ", StringComparison.Ordinal))
                .Select(l => l["data: ".Length..]),
        ];

    // A live stream has no end: what comes in its first moments is enough.
    private static async Task<string> Read(HttpResponseMessage message)
    {
        if (message.Content.Headers.ContentType?.MediaType != "text/event-stream")
        {
            return await message.Content.ReadAsStringAsync();
        }

        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(1));
        using var reader = new StreamReader(await message.Content.ReadAsStreamAsync());
        var text = new StringBuilder();
        try
        {
            while (await reader.ReadLineAsync(patience.Token) is { } line)
            {
                text.Append(line).Append('\n');
            }
        }
        catch (OperationCanceledException)
        {
            // As it should be.
        }

        return text.ToString();
    }
}
