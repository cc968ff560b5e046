using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using Baton.Engine.Policies;
using Baton.Server.Http;
using Baton.Storage.Files;
using Microsoft.AspNetCore.Http;

namespace Baton.Server.Resources;

/// <summary>Reads the body of a write: the entry as the workspace file has it, or a merge patch of it.</summary>
internal static class ResourceBody
{
    private const string MergePatch = "application/merge-patch+json";

    public static async Task<Parsed<MapNode>> Read(HttpContext context, ResourceKind kind, string id, bool isPatch)
    {
        if (!Body.IsJson(context.Request) && !(isPatch && Body.Is(context.Request, MergePatch)))
        {
            return Problem.UnsupportedType(isPatch ? $"{MergePatch} or application/json" : "application/json");
        }

        var reader = context.Request.BodyReader;
        var body = await Body.ReadAll(reader, context.RequestAborted);
        try
        {
            var text = new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(body);
            return JsonNodes.ReadJson(text) is MapNode map
                ? Named(map, kind, id)
                : Problem.Invalid(
                    "",
                    "wrong_type",
                    $"expected an object with the keys of one of the {kind.Collection}"
                );
        }
        catch (JsonException broken)
        {
            return Malformed(broken);
        }
        catch (DecoderFallbackException)
        {
            const string What = "the body is not UTF-8";
            return Problem.Malformed(What) with { Errors = [new ProblemError("", "encoding", What)] };
        }
        finally
        {
            reader.AdvanceTo(body.End);
        }
    }

    // The parser's own words count from 0 and speak of its insides.
    private static Problem Malformed(JsonException broken)
    {
        var at = new Position((int)(broken.LineNumber ?? 0) + 1, (int)(broken.BytePositionInLine ?? 0) + 1);
        var what =
            broken.InnerException is InvalidOperationException ? broken.Message
            : broken.LineNumber is null ? "this is no JSON, or an object has a key twice"
            : "this is no JSON";
        return Problem.Malformed(broken.LineNumber is null ? what : $"{at}: {what}") with
        {
            Errors = [new ProblemError("", "syntax", what) { At = broken.LineNumber is null ? Position.None : at }],
        };
    }

    // The path names it; what is read back with its name may be sent back with it.
    private static Parsed<MapNode> Named(MapNode map, ResourceKind kind, string id)
    {
        var names = new HashSet<string> { "id", kind.Key ?? "id" };
        foreach (var name in names)
        {
            if (map[name] is { } own && (own as ScalarNode)?.Text != id)
            {
                return Problem.Invalid(
                    name,
                    "contradiction",
                    $"the path names the {kind.Word} '{id}'; leave '{name}' out, or say the same"
                );
            }
        }

        return map with
        {
            Entries = [.. map.Entries.Where(e => !names.Contains(e.Key))],
        };
    }

    /// <summary>With the key first that names it, where an entry of this kind bears its name itself.</summary>
    public static MapNode Keyed(MapNode entry, ResourceKind kind, string id) =>
        kind.Key is { } key && entry[key] is null
            ? entry with
            {
                Entries =
                [
                    new Entry(key, Position.None, new ScalarNode(id, Quoted: true, Position.None)),
                    .. entry.Entries,
                ],
            }
            : entry;
}
