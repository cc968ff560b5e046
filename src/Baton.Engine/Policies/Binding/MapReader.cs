using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Nodes;

namespace Baton.Engine.Policies.Binding;

/// <summary>
/// A map with fixed keys. <paramref name="build"/> takes every key it knows, always, whatever the others hold: what it
/// takes is what is known, to the reading and to the schema alike.
/// </summary>
internal sealed class MapReader<T>(string name, string expected, Func<Keys, T> build) : Reader<T>
{
    public override bool TryRead(Node node, Place place, [MaybeNullWhen(false)] out T value)
    {
        if (node is not MapNode map)
        {
            return Refuse(node, place, expected, out value);
        }

        var keys = new Keys(map, place);
        value = build(keys);
        keys.RefuseUnknown();
        return true;
    }

    public override JsonObject Schema(SchemaBook book) =>
        book.Shared(
            name,
            () =>
            {
                var keys = new Keys(book);
                build(keys);
                return keys.Description!;
            }
        );
}
