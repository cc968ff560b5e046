using System.Net;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Baton.Server.Describing.Page;

/// <summary>Words, code and tables as HTML.</summary>
internal static class Html
{
    private static readonly JsonSerializerOptions Indented = new()
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static string Text(JsonNode? text) => Text((string?)text);

    public static string Text(string? text) => WebUtility.HtmlEncode(text ?? "");

    /// <summary>Words, in which code stands between backticks.</summary>
    public static string Prose(JsonNode? text) =>
        string.Concat(Text(text).Split('`').Select((part, i) => i % 2 == 0 ? part : $"<code>{part}</code>"));

    /// <summary>A text as it is, other JSON indented.</summary>
    public static string Written(JsonNode? value) =>
        value is JsonValue text && text.GetValueKind() == JsonValueKind.String
            ? (string)text!
            : value?.ToJsonString(Indented) ?? "null";

    // Long lines scroll, so the keyboard must be able to reach them.
    public static void Code(StringBuilder page, string label, string code) =>
        page.Append($"""<pre tabindex="0" role="group" aria-label="{Text(label)}"><code>{Text(code)}</code></pre>""");

    /// <param name="rows">Cells of HTML; the first of each row is its head.</param>
    public static void Table(StringBuilder page, string caption, IReadOnlyList<string[]> rows)
    {
        if (rows.Count == 0)
        {
            return;
        }

        page.Append($"<table><caption>{Text(caption)}</caption>");
        foreach (var row in rows)
        {
            page.Append($"""<tr><th scope="row">{row[0]}</th>""");
            foreach (var cell in row.Skip(1))
            {
                page.Append($"<td>{cell}</td>");
            }

            page.Append("</tr>");
        }

        page.Append("</table>");
    }
}
