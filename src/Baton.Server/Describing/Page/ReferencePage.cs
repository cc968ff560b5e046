using System.Text;
using System.Text.Json.Nodes;

namespace Baton.Server.Describing.Page;

/// <summary>The API's description as a page to read. It is whole without its script, which only filters.</summary>
internal static class ReferencePage
{
    private static readonly Lazy<byte[]> Written = new(() => Encoding.UTF8.GetBytes(Write(ApiDocument.Root)));

    public static ReadOnlyMemory<byte> Bytes => Written.Value;

    private static string Write(JsonObject document)
    {
        var tags = document["tags"]!.AsArray().Select(t => t!.AsObject()).ToList();
        var operations = OperationHtml.Of(document).ToLookup(o => o.Tag);
        var shapes = document["components"]!["schemas"]!.AsObject();
        var page = new StringBuilder(256 * 1024);
        page.Append(Head);
        page.Append("""<nav aria-label="Operations">""").Append(Filter);
        foreach (var tag in tags)
        {
            WriteLinks(page, (string)tag["name"]!, operations[(string)tag["name"]!]);
        }

        page.Append("""<h2><a href="#shapes">shapes</a></h2></nav><main id="main" tabindex="-1">""");
        WriteIntroduction(page, document);
        foreach (var tag in tags)
        {
            WriteTag(page, tag, operations[(string)tag["name"]!]);
        }

        page.Append("""<section id="shapes"><h2>shapes</h2><p>What the bodies are made of, by name.</p>""");
        foreach (var (name, schema) in shapes)
        {
            ShapeHtml.WriteNamed(page, name, schema!.AsObject());
        }

        return page.Append("</section></main></div></body></html>\n").ToString();
    }

    private static void WriteLinks(StringBuilder page, string tag, IEnumerable<OperationHtml> operations)
    {
        page.Append($"""<section><h2><a href="#{tag}">{tag}</a></h2><ul>""");
        foreach (var operation in operations)
        {
            page.Append($"""<li data-of="{operation.Id}"><a href="#{operation.Id}">{operation.Badge}""");
            page.Append($" {Html.Text(operation.Summary)}</a></li>");
        }

        page.Append("</ul></section>");
    }

    private static void WriteTag(StringBuilder page, JsonObject tag, IEnumerable<OperationHtml> operations)
    {
        page.Append($"""<section id="{tag["name"]}"><h2>{tag["name"]}</h2><p>{Html.Prose(tag["description"])}</p>""");
        foreach (var operation in operations)
        {
            operation.Write(page);
        }

        page.Append("</section>");
    }

    private static void WriteIntroduction(StringBuilder page, JsonObject document)
    {
        page.Append($"<p>{Html.Prose(document["info"]!["description"])}</p><dl>");
        foreach (var (name, scheme) in document["components"]!["securitySchemes"]!.AsObject())
        {
            page.Append($"<dt>{name}</dt><dd>{Html.Prose(scheme!["description"])}</dd>");
        }

        page.Append("</dl><p>The examples are for a shell with <code>BATON=http://127.0.0.1:5080</code> and ");
        page.Append("<code>KEY=bk_…</code>. This page is made from the ");
        page.Append("""<a href="/openapi/v1.json">OpenAPI document</a>.</p>""");
    }

    private const string Head = """
        <!doctype html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>Baton: API reference</title>
        <link rel="stylesheet" href="/docs.css">
        <link rel="icon" href="data:,">
        <script src="/docs.js" defer></script>
        </head>
        <body>
        <a class="skip" href="#main">Skip to the reference</a>
        <header><h1>Baton: API reference</h1></header>
        <div class="columns">

        """;

    private const string Filter = """
        <form role="search" id="search" hidden>
        <label for="filter">Filter <kbd>/</kbd></label>
        <input type="search" id="filter" autocomplete="off" spellcheck="false">
        <p id="count" role="status"></p>
        </form>
        """;
}
