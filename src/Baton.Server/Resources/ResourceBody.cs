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
                : Problem.Invalid("", "wrong_type", $"expected a {kind.Word}: an object of keys");
        }
        catch (JsonException broken)
        {
            return Problem.Malformed($"this is no JSON: {broken.Message}");
        }
        catch (DecoderFallbackException)
        {
            return Problem.Malformed("the body is not UTF-8");
        }
        finally
        {
            reader.AdvanceTo(body.End);
        }
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
