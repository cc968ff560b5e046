using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Nodes;

namespace Baton.Engine.Policies.Binding;

/// <summary>A list of one kind of item. Items at fault are left out, the others are read on.</summary>
internal sealed class ListReader<T>(string expected, Reader<T> item, int atLeast = 0) : Reader<ImmutableArray<T>>
{
    public override bool TryRead(Node node, Place place, [MaybeNullWhen(false)] out ImmutableArray<T> value)
    {
        if (node is not ListNode list)
        {
            return Refuse(node, place, expected, out value);
        }

        if (list.Items.Length < atLeast)
        {
            place.Fault(node.At, "range", $"expected {expected}, found an empty list");
        }

        var items = ImmutableArray.CreateBuilder<T>(list.Items.Length);
        for (var i = 0; i < list.Items.Length; i++)
        {
            if (item.TryRead(list.Items[i], place.Item(i, list.Items[i].At), out var one))
            {
                items.Add(one);
            }
        }

        value = items.ToImmutable();
        return true;
    }

    public override JsonObject Schema(SchemaBook book)
    {
        var schema = new JsonObject { ["type"] = "array", ["items"] = item.Schema(book) };
        if (atLeast > 0)
        {
            schema["minItems"] = atLeast;
        }

        return schema;
    }
}
