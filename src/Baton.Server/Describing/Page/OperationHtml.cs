using System.Text;
using System.Text.Json.Nodes;

namespace Baton.Server.Describing.Page;

/// <summary>One operation of the description as HTML.</summary>
internal sealed class OperationHtml(string path, string method, JsonObject described, JsonObject document)
{
    public string Id { get; } = (string)described["operationId"]!;

    public string Tag { get; } = (string)described["tags"]![0]!;

    public string Summary { get; } = (string)described["summary"]!;

    public string Badge => $"""<span class="method {method}">{method.ToUpperInvariant()}</span>""";

    public static IEnumerable<OperationHtml> Of(JsonObject document) =>
        from path in document["paths"]!.AsObject()
        from operation in path.Value!.AsObject()
        select new OperationHtml(path.Key, operation.Key, operation.Value!.AsObject(), document);

    public void Write(StringBuilder page)
    {
        page.Append($"""<article id="{Id}" data-operation><h3>{Badge} <code>{Html.Text(path)}</code></h3>""");
        page.Append($"<p><strong>{Html.Text(Summary)}.</strong> {Html.Prose(described["description"])}</p>");
        page.Append($"""<p class="quiet">{Access()} <code>{Id}</code></p>""");
        Html.Table(page, "Parameters", [.. Parameters()]);
        if (described["requestBody"] is JsonObject body)
        {
            WriteBody(page, body);
        }

        Html.Code(page, $"{Id} with curl", new CurlExample(path, method, described).Text());
        WriteResponses(page);
        page.Append("</article>");
    }

    private string Access()
    {
        var roles = described["x-roles"]!.AsArray().Select(r => (string)r!).ToList();
        var scope = (string?)described["x-scope"];
        return roles.Count == 0
            ? "Open to everybody."
            : $"For {string.Join(", ", roles)}" + (scope is null ? "." : $"; scope <code>{scope}</code>.");
    }

    private IEnumerable<string[]> Parameters() =>
        (described["parameters"]?.AsArray() ?? [])
            .Select(p => Resolve(p!.AsObject()))
            .Select(p =>
                (string[])
                    [
                        $"<code>{Html.Text(p["name"])}</code> <small>{p["in"]}{((bool)p["required"]! ? ", needed" : "")}</small>",
                        ShapeHtml.Type(p["schema"]!.AsObject()),
                        Html.Prose(p["description"]),
                    ]
            );

    private static void WriteBody(StringBuilder page, JsonObject body)
    {
        var needed = (bool)body["required"]! ? "Body" : "Body, which may be left out";
        page.Append($"<h4>{needed}</h4>");
        foreach (var (type, medium) in body["content"]!.AsObject())
        {
            WriteMedium(page, "Body", type, medium!.AsObject(), isLong: false);
        }
    }

    private void WriteResponses(StringBuilder page)
    {
        var problems = new List<string[]>();
        page.Append("<h4>Answers</h4>");
        foreach (var (status, answer) in described["responses"]!.AsObject())
        {
            var response = Resolve(answer!.AsObject());
            if (status[0] is '4' or '5')
            {
                problems.Add([status, Html.Prose(response["description"])]);
                continue;
            }

            page.Append($"<p><code>{status}</code> {Html.Prose(response["description"])}</p>");
            foreach (var (type, medium) in response["content"]?.AsObject() ?? [])
            {
                WriteMedium(page, $"Answer {status}", type, medium!.AsObject(), isLong: true);
            }
        }

        if (problems.Count > 0)
        {
            page.Append(
                """<details><summary>Problems</summary><p>Each is a <a href="#shape-Problem">Problem</a>.</p>"""
            );
            Html.Table(page, "By status", problems);
            page.Append("</details>");
        }
    }

    private static void WriteMedium(StringBuilder page, string of, string type, JsonObject medium, bool isLong)
    {
        var schema = medium["schema"]!.AsObject();
        var about = schema["description"] is { } words ? $": {Html.Prose(words)}" : "";
        page.Append($"<p><code>{type}</code> {ShapeHtml.Type(schema)}{about}</p>");
        if (medium["example"] is null || schema["type"]?.ToString() == "string")
        {
            return;
        }

        page.Append(isLong ? "<details><summary>Example</summary>" : "");
        Html.Code(page, $"{of} as {type}", Html.Written(medium["example"]));
        page.Append(isLong ? "</details>" : "");
    }

    private JsonObject Resolve(JsonObject node) =>
        node["$ref"] is { } reference
            ? ((string)reference!).Split('/').Skip(1).Aggregate((JsonNode)document, (n, part) => n[part]!).AsObject()
            : node;
}
