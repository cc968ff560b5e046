using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Nodes;

namespace Baton.Engine.Policies.Binding;

/// <summary>One entry of a map whose keys are names.</summary>
internal readonly record struct Named<T>(string Name, Position At, T Value);

/// <summary>How the names of a map must look; <paramref name="Pattern"/> is the same for editors.</summary>
internal sealed record NameRule(string Expected, Func<string, bool> IsGood, string Pattern);

/// <summary>A map from names to one kind of value, in the order of the file.</summary>
internal sealed class EntriesReader<T>(string expected, NameRule names, Reader<T> item, Kind? declares = null)
    : Reader<ImmutableArray<Named<T>>>
{
    public override bool TryRead(Node node, Place place, [MaybeNullWhen(false)] out ImmutableArray<Named<T>> value)
    {
        if (node is not MapNode map)
        {
            return Refuse(node, place, expected, out value);
        }

        var entries = ImmutableArray.CreateBuilder<Named<T>>(map.Entries.Length);
        foreach (var entry in map.Entries)
        {
            ReadEntry(entry, place.Key(entry.Key, entry.KeyAt), entries);
        }

        value = entries.ToImmutable();
        return true;
    }

    public override JsonObject Schema(SchemaBook book) =>
        new()
        {
            ["type"] = "object",
            ["propertyNames"] = new JsonObject { ["pattern"] = names.Pattern },
            ["additionalProperties"] = item.Schema(book),
        };

    private void ReadEntry(Entry entry, Place place, ImmutableArray<Named<T>>.Builder entries)
    {
        if (!names.IsGood(entry.Key))
        {
            place.Fault(entry.KeyAt, "wrong_type", $"expected {names.Expected}, found '{Found.Short(entry.Key)}'");
        }

        if (declares is { } kind)
        {
            place.Findings.Declare(kind, entry.Key, entry.KeyAt, place);
        }

        if (item.TryRead(entry.Value, place, out var one))
        {
            entries.Add(new(entry.Key, entry.KeyAt, one));
        }
    }
}
