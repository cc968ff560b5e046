using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Nodes;

namespace Baton.Engine.Policies.Binding;

internal enum Parsed
{
    Good,
    WrongType,
    OutOfRange,
}

internal delegate Parsed ParseScalar<T>(ScalarNode scalar, out T value);

/// <summary>A scalar; <paramref name="expected"/> completes the fault "expected …, found …".</summary>
internal sealed class ScalarReader<T>(string expected, ParseScalar<T> parse, Func<JsonObject> schema) : Reader<T>
{
    public override bool TryRead(Node node, Place place, [MaybeNullWhen(false)] out T value)
    {
        if (node is not ScalarNode { IsNull: false } scalar)
        {
            return Refuse(node, place, expected, out value);
        }

        switch (parse(scalar, out value!))
        {
            case Parsed.Good:
                return true;
            case Parsed.OutOfRange:
                place.Fault(node.At, "range", $"expected {expected}, found {Found.In(node)}");
                return false;
            default:
                return Refuse(node, place, expected, out value);
        }
    }

    public override JsonObject Schema(SchemaBook book) => schema();
}

/// <summary>One of a few words, which may differ in value but not in spelling.</summary>
internal sealed class WordReader<T>(IReadOnlyList<(string Word, T Value)> words) : Reader<T>
{
    public override bool TryRead(Node node, Place place, [MaybeNullWhen(false)] out T value)
    {
        if (node is not ScalarNode { IsNull: false } scalar)
        {
            return Refuse(node, place, $"one of {string.Join(", ", words.Select(w => w.Word))}", out value);
        }

        foreach (var (word, meaning) in words)
        {
            if (word == scalar.Text)
            {
                value = meaning;
                return true;
            }
        }

        var hint = NearestWord.Hint(scalar.Text, words.Select(w => w.Word));
        var known = hint.Length > 0 ? hint : $"; known: {string.Join(", ", words.Select(w => w.Word))}";
        place.Fault(node.At, "unknown_word", $"unknown word '{Found.Short(scalar.Text)}'{known}");
        value = default;
        return false;
    }

    public override JsonObject Schema(SchemaBook book) =>
        new() { ["enum"] = new JsonArray([.. words.Select(w => (JsonNode)w.Word)]) };
}
