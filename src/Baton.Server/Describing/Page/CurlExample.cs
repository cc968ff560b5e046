using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Baton.Server.Describing.Page;

/// <summary>An operation as a command for a shell in which <c>BATON</c>, <c>KEY</c> and what stands in the path are set.</summary>
internal sealed partial class CurlExample(string path, string method, JsonObject described)
{
    public string Text()
    {
        var text = new StringBuilder("curl -s");
        if (method != "get" && (method != "post" || described["requestBody"] is null))
        {
            text.Append($" -X {method.ToUpperInvariant()}");
        }

        var address = Placeholder().Replace(path, p => "$" + p.Groups[1].Value.ToUpperInvariant());
        text.Append($" \"$BATON{address}\"");
        if (described["security"]!.AsArray().Count > 0)
        {
            text.Append(" \\\n  -H \"Authorization: Bearer $KEY\"");
        }

        if (described["requestBody"]?["content"]?.AsObject() is { } content)
        {
            AddBody(text, content.First().Key, content.First().Value!["example"]);
        }

        return text.ToString();
    }

    private static void AddBody(StringBuilder text, string type, JsonNode? example)
    {
        var body = example is JsonValue ? (string)example! : example!.ToJsonString();
        text.Append($" \\\n  -H \"Content-Type: {type}\"");
        text.Append($" \\\n  --data-binary '{body.Replace("'", "'\\''", StringComparison.Ordinal)}'");
    }

    [GeneratedRegex(@"\{(\w+)\}")]
    private static partial Regex Placeholder();
}
