using System.Text;
using System.Text.Json.Nodes;

namespace Baton.Server.Describing.Page;

/// <summary>Shapes as HTML: tables of their fields, with links to the shapes that they name.</summary>
internal static class ShapeHtml
{
    public static void WriteNamed(StringBuilder page, string name, JsonObject schema)
    {
        page.Append($"""<article id="shape-{name}"><h3>{name}</h3><p>{Html.Prose(schema["description"])}</p>""");
        if (schema["properties"] is JsonObject { Count: > 0 })
        {
            Html.Table(page, "Fields", [.. Rows(schema, "")]);
        }
        else
        {
            page.Append($"<p>{Type(schema)}</p>");
        }

        if (schema["additionalProperties"] is JsonObject)
        {
            page.Append("<p>Other fields may stand beside these.</p>");
        }

        page.Append("</article>");
    }

    /// <summary>A type in a few words, with links.</summary>
    public static string Type(JsonObject schema)
    {
        if (schema["$ref"] is { } reference)
        {
            var name = ((string)reference!)[Shape.Folder.Length..];
            return $"""<a href="#shape-{name}">{name}</a>""";
        }

        if (schema["oneOf"] is JsonArray choices)
        {
            return string.Join(" or ", choices.Select(c => Type(c!.AsObject())));
        }

        if (schema["const"] is { } only)
        {
            return $"<code>{Html.Text(only)}</code>";
        }

        return schema["enum"] is JsonArray words
            ? string.Join(" ", words.Select(w => $"<code>{Html.Text(w is null ? "null" : (string)w!)}</code>"))
            : Plain(schema);
    }

    private static string Plain(JsonObject schema)
    {
        var names = schema["type"] switch
        {
            JsonArray several => several.Select(t => (string)t!),
            { } one => [(string)one!],
            null => ["anything"],
        };
        var text = string.Join(
            " or ",
            names.Select(n => n == "string" && schema["format"] is not null ? "instant" : n)
        );
        if (schema["items"] is JsonObject items)
        {
            text = text.Replace("array", "list of ", StringComparison.Ordinal) + Type(items);
        }
        else if (schema["additionalProperties"] is JsonObject values && schema["properties"] is null)
        {
            text = text.Replace("object", "map of ", StringComparison.Ordinal) + Type(values);
        }

        return text + Range(schema);
    }

    private static string Range(JsonObject schema)
    {
        var (least, most) = (schema["minimum"] ?? schema["minLength"], schema["maximum"] ?? schema["maxLength"]);
        var unit = schema["minLength"] is null && schema["maxLength"] is null ? "" : " characters";
        var range =
            least is not null && most is not null ? $", {least} to {most}{unit}"
            : least is not null && (long)least > 0 ? $", at least {least}{unit}"
            : "";
        return schema["default"] is { } usual ? $"{range}; usually <code>{Html.Text(usual.ToString())}</code>" : range;
    }

    // What stands inside an object that has no name of its own is shown with its path.
    private static IEnumerable<string[]> Rows(JsonObject schema, string path)
    {
        var required = (schema["required"]?.AsArray() ?? []).Select(r => (string)r!).ToHashSet();
        foreach (var (name, value) in schema["properties"]!.AsObject())
        {
            var property = value!.AsObject();
            var absent = required.Contains(name) ? "" : " <small>may be absent</small>";
            var inner = property["properties"] as JsonObject;
            yield return
            [
                $"<code>{Html.Text(path + name)}</code>{absent}",
                Type(property),
                Html.Prose(property["description"]),
            ];
            foreach (var row in inner is null ? [] : Rows(property, $"{path}{name}."))
            {
                yield return row;
            }
        }
    }
}
