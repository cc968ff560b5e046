using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Nodes;

namespace Baton.Engine.Policies.Binding;

/// <summary>
/// A value that may be written in several ways, told apart by the node's kind alone. A way that is null is refused.
/// </summary>
internal sealed class ShapeReader<T>(
    string expected,
    Reader<T>? scalar = null,
    Reader<T>? list = null,
    Reader<T>? map = null
) : Reader<T>
{
    public override bool TryRead(Node node, Place place, [MaybeNullWhen(false)] out T value)
    {
        var way = node switch
        {
            ScalarNode { IsNull: false } => scalar,
            ListNode => list,
            MapNode => map,
            _ => null,
        };
        return way is null ? Refuse(node, place, expected, out value) : way.TryRead(node, place, out value);
    }

    public override JsonObject Schema(SchemaBook book)
    {
        var ways = new[] { scalar, list, map }.OfType<Reader<T>>().Select(way => (JsonNode)way.Schema(book));
        return new JsonObject { ["anyOf"] = new JsonArray([.. ways]) };
    }
}
