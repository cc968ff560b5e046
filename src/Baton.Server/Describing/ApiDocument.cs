using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Baton.Server.Access;
using Microsoft.AspNetCore.WebUtilities;

namespace Baton.Server.Describing;

/// <summary>
/// The API as an OpenAPI 3.1 document, put together from <see cref="Fragments"/> and <see cref="EventShapes"/>. The framework's own
/// generator sees nothing here: the endpoints read and write JSON by hand. Tests hold the document to what the server does.
/// </summary>
internal static class ApiDocument
{
    private static readonly JsonWriterOptions Options = new()
    {
        Indented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private static readonly Lazy<JsonObject> Built = new(() => Build(Fragments.Read()));
    private static readonly Lazy<byte[]> Written = new(() => Write(Built.Value));

    public static JsonObject Root => Built.Value;

    /// <summary>As it is served, and as <c>openapi.json</c> holds it.</summary>
    public static ReadOnlyMemory<byte> Bytes => Written.Value;

    private static JsonObject Build(Fragments fragments)
    {
        var about = fragments.About;
        var schemas = Schemas(fragments);
        return new JsonObject
        {
            ["openapi"] = "3.1.0",
            ["info"] = new JsonObject
            {
                ["title"] = about["title"]!.DeepClone(),
                ["version"] = "1",
                ["description"] = about["about"]!.DeepClone(),
                ["license"] = about["license"]!.DeepClone(),
            },
            ["servers"] = new JsonArray(new JsonObject { ["url"] = "/" }),
            ["tags"] = new JsonArray([
                .. fragments
                    .Files.Where(f => f.Written["about"] is not null)
                    .Select(f => new JsonObject
                    {
                        ["name"] = f.Tag,
                        ["description"] = f.Written["about"]!.DeepClone(),
                    }),
            ]),
            ["paths"] = Paths(fragments, schemas),
            ["components"] = new JsonObject
            {
                ["schemas"] = schemas,
                ["parameters"] = new JsonObject
                {
                    ["IdempotencyKey"] = Header("Idempotency-Key", about["idempotency_key"]!, most: 255),
                    ["IfMatch"] = Header("If-Match", about["if_match"]!),
                    ["IfNewer"] = Header("If-None-Match", about["if_newer"]!),
                    ["IfNoneMatch"] = Header("If-None-Match", about["if_none_match"]!),
                },
                ["headers"] = new JsonObject { ["ETag"] = Tag(about) },
                ["responses"] = Problems(about),
                ["securitySchemes"] = Security(about),
            },
        };
    }

    private static JsonObject Schemas(Fragments fragments)
    {
        var written = fragments.Schemas().ToDictionary();
        var schemas = written.ToDictionary(s => s.Key, s => Shape.Named(s.Value, name => written[name]));
        EventShapes.AddTo(schemas);
        return new JsonObject(
            schemas
                .OrderBy(s => s.Key, StringComparer.Ordinal)
                .Select(s => KeyValuePair.Create(s.Key, (JsonNode?)s.Value))
        );
    }

    private static JsonObject Paths(Fragments fragments, JsonObject schemas)
    {
        var paths = new JsonObject();
        foreach (var (tag, route, written, file) in fragments.Routes())
        {
            var operation = new Operation(tag, route, written, file, schemas);
            if (paths[operation.Path] is not JsonObject path)
            {
                paths[operation.Path] = path = [];
            }

            path[operation.Method] = operation.Describe();
        }

        return paths;
    }

    private static JsonObject Header(string name, JsonNode about, int? most = null)
    {
        var schema = new JsonObject { ["type"] = "string" };
        if (most is { } length)
        {
            (schema["minLength"], schema["maxLength"]) = (1, length);
        }

        return new JsonObject
        {
            ["name"] = name,
            ["in"] = "header",
            ["description"] = about.DeepClone(),
            ["required"] = false,
            ["schema"] = schema,
        };
    }

    private static JsonObject Tag(JsonObject about) =>
        new()
        {
            ["description"] = about["etag"]!.DeepClone(),
            ["schema"] = new JsonObject { ["type"] = "string" },
            ["example"] = "\"qS9mT0yq3KjBVw2tXl8Zxg\"",
        };

    private static JsonObject Problems(JsonObject about)
    {
        var responses = new JsonObject();
        foreach (var (status, problem) in about["problems"]!.AsObject())
        {
            responses["Problem" + status] = Problem(int.Parse(status), problem!.AsObject());
        }

        return responses;
    }

    private static JsonObject Problem(int status, JsonObject written)
    {
        var example = new JsonObject
        {
            ["type"] = "about:blank",
            ["title"] = ReasonPhrases.GetReasonPhrase(status),
            ["status"] = status,
            ["code"] = written["code"]!.DeepClone(),
            ["detail"] = written["detail"]!.DeepClone(),
        };
        foreach (var more in new[] { "first_seq", "errors" })
        {
            if (written[more] is { } value)
            {
                example[more] = value.DeepClone();
            }
        }

        var response = new JsonObject { ["description"] = written["about"]!.DeepClone() };
        if (written["retry_after"] is { } seconds)
        {
            response["headers"] = new JsonObject
            {
                ["Retry-After"] = new JsonObject
                {
                    ["description"] = "Seconds after which to try again.",
                    ["schema"] = new JsonObject { ["type"] = "integer" },
                    ["example"] = seconds.DeepClone(),
                },
            };
        }

        response["content"] = new JsonObject
        {
            [Http.Problem.ContentType] = new JsonObject
            {
                ["schema"] = Shape.Reference("Problem"),
                ["example"] = example,
            },
        };
        return response;
    }

    private static JsonObject Security(JsonObject about) =>
        new()
        {
            ["key"] = new JsonObject
            {
                ["type"] = "http",
                ["scheme"] = "bearer",
                ["description"] = about["key"]!.DeepClone(),
            },
            ["session"] = Credential("cookie", SessionCookie.Plain, about["session"]!),
            ["csrf"] = Credential("header", SessionCookie.TokenHeader, about["csrf"]!),
        };

    private static JsonObject Credential(string place, string name, JsonNode about) =>
        new()
        {
            ["type"] = "apiKey",
            ["in"] = place,
            ["name"] = name,
            ["description"] = about.DeepClone(),
        };

    private static byte[] Write(JsonObject document)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes, Options))
        {
            document.WriteTo(json);
        }

        bytes.WriteByte((byte)'\n');
        return bytes.ToArray();
    }
}
