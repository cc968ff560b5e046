using System.Globalization;
using System.Text.Json.Nodes;
using Baton.Server.Access;
using Baton.Storage;

namespace Baton.Server.Describing;

/// <summary>
/// One route as OpenAPI has it, of what is written about it and of what its <see cref="RouteAccess"/> declares. What follows from
/// those is not written: who may ask, and the problems that any body, query or key may have.
/// </summary>
internal sealed class Operation(string tag, string route, JsonObject written, JsonObject file, JsonObject schemas)
{
    private const string Problems = "#/components/responses/Problem";
    private const string Json = "application/json";

    private readonly RouteAccess _access =
        RouteAccess.Find(route) ?? throw new InvalidDataException($"{route} is described, but declares no access");

    public string Path => route[(route.IndexOf(' ', StringComparison.Ordinal) + 1)..];

    public string Method => route[..route.IndexOf(' ', StringComparison.Ordinal)].ToLowerInvariant();

    private bool IsReading => Method == "get";

    // Takes conditions: a reading one answers 304, a writing one 412.
    private bool IsConditional => written["conditional"] is not null;

    public JsonObject Describe()
    {
        var described = new JsonObject
        {
            ["operationId"] = written["id"]!.DeepClone(),
            ["tags"] = new JsonArray(tag),
            ["summary"] = written["summary"]!.DeepClone(),
        };
        if (written["about"] is { } about)
        {
            described["description"] = about.DeepClone();
        }

        if (Parameters() is { Count: > 0 } parameters)
        {
            described["parameters"] = parameters;
        }

        if (written["body"] is { } body)
        {
            described["requestBody"] = RequestBody(body);
        }

        described["responses"] = Responses();
        described["security"] = Security();
        described["x-roles"] = new JsonArray([
            .. Enum.GetValues<Role>().Where(_access.Allows).Select(r => (JsonNode)RoleNames.Of(r)!),
        ]);
        described["x-scope"] = _access.Scope;
        return described;
    }

    private JsonArray Parameters()
    {
        var parameters = new JsonArray();
        var inPath = (written["path"] ?? file["path"])?.AsObject() ?? [];
        Add(inPath.Where(p => Path.Contains($"{{{p.Key}}}", StringComparison.Ordinal)), "path");
        Add(written["query"]?.AsObject() ?? [], "query");
        Add(written["headers"]?.AsObject() ?? [], "header");
        foreach (var name in SharedParameters())
        {
            parameters.Add(new JsonObject { ["$ref"] = "#/components/parameters/" + name });
        }

        return parameters;

        void Add(IEnumerable<KeyValuePair<string, JsonNode?>> these, string place)
        {
            foreach (var (key, value) in these)
            {
                parameters.Add(Parameter(key, Shape.Value(value!), place));
            }
        }
    }

    private IEnumerable<string> SharedParameters()
    {
        if (written["idempotent"] is not null)
        {
            yield return "IdempotencyKey";
        }

        if (IsConditional && !IsReading)
        {
            yield return "IfMatch";
        }

        if (IsConditional)
        {
            yield return IsReading ? "IfNewer" : "IfNoneMatch";
        }
    }

    private static JsonObject Parameter(string key, JsonObject schema, string place)
    {
        schema.Remove("description", out var description);
        return new JsonObject
        {
            ["name"] = key.TrimEnd('?'),
            ["in"] = place,
            ["description"] = description,
            ["required"] = !key.EndsWith('?'),
            ["schema"] = schema,
        };
    }

    private JsonObject RequestBody(JsonNode body)
    {
        var isOptional = body is JsonValue && ((string)body!).EndsWith('?');
        var shapes = body as JsonObject ?? new JsonObject { [Json] = ((string)body!).TrimEnd('?') };
        var content = new JsonObject();
        foreach (var (type, shape) in shapes)
        {
            var example = written["examples"]?[type] ?? (type == Json ? written["example"] : null);
            content[type] = Medium(Shape.Value(shape!), example);
        }

        return new JsonObject { ["required"] = !isOptional, ["content"] = content };
    }

    private JsonObject Medium(JsonObject schema, JsonNode? example = null)
    {
        var shown = example?.DeepClone() ?? Example.Of(schema, schemas);
        return new JsonObject { ["schema"] = schema, ["example"] = shown };
    }

    private JsonObject Responses()
    {
        var responses = new JsonObject();
        foreach (var (status, answer) in written["answers"]!.AsObject())
        {
            responses[status] = answer is JsonObject whole
                ? Response((string)whole["about"]!, whole["content"]!.AsObject())
                : Response(Shape.Split(answer!));
            if (written["tagged"] is not null)
            {
                responses[status]!["headers"] = Tag();
            }
        }

        if (IsConditional && IsReading)
        {
            responses["304"] = new JsonObject
            {
                ["description"] = "The reader has just this already.",
                ["headers"] = Tag(),
            };
        }

        foreach (var status in ProblemStatuses())
        {
            responses[status.ToString(CultureInfo.InvariantCulture)] = new JsonObject { ["$ref"] = Problems + status };
        }

        return responses;
    }

    private static JsonObject Tag() => new() { ["ETag"] = new JsonObject { ["$ref"] = "#/components/headers/ETag" } };

    private JsonObject Response((string Shape, string? About) answer) =>
        answer.Shape == "nothing"
            ? new JsonObject { ["description"] = Sentence(answer.About!) }
            : Response(answer.About!, new JsonObject { [Json] = answer.Shape });

    private JsonObject Response(string about, JsonObject shapes)
    {
        var content = new JsonObject();
        foreach (var (type, shape) in shapes)
        {
            content[type] = Medium(Shape.Value(shape!));
        }

        return new JsonObject { ["description"] = Sentence(about), ["content"] = content };
    }

    private SortedSet<int> ProblemStatuses()
    {
        var own = written["problems"]?.AsArray().Select(p => (int)p!) ?? [];
        IEnumerable<int> implied =
        [
            .. _access.IsOpen ? [] : new[] { 401, 403, 429 },
            .. written["body"] is null ? [] : new[] { 400, 413, 415, 422 },
            .. written["query"] is null ? [] : new[] { 422 },
            .. written["idempotent"] is null ? [] : new[] { 400, 409 },
            .. IsConditional && !IsReading ? new[] { 412 } : [],
            .. Path.StartsWith("/v1/", StringComparison.Ordinal) ? new[] { 503 } : [],
        ];
        return [.. own, .. implied];
    }

    // A session that only reads needs no token against other sites.
    private JsonArray Security()
    {
        if (_access.IsOpen)
        {
            return [];
        }

        var session = new JsonObject { ["session"] = new JsonArray() };
        if (!IsReading)
        {
            session["csrf"] = new JsonArray();
        }

        return [new JsonObject { ["key"] = new JsonArray() }, session];
    }

    private static string Sentence(string words) =>
        char.ToUpperInvariant(words[0]) + words[1..] + (words.EndsWith('.') ? "" : ".");
}
