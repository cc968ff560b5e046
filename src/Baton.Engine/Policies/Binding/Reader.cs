using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Nodes;

namespace Baton.Engine.Policies.Binding;

/// <summary>
/// Reads one kind of value and describes it, so that what the binder accepts and what the JSON Schema says are one
/// statement. A reader is stateless; what it finds goes to the place's findings.
/// </summary>
internal abstract class Reader<T>
{
    /// <summary>False where a fault was reported and there is no value; true may still come with faults inside.</summary>
    public abstract bool TryRead(Node node, Place place, [MaybeNullWhen(false)] out T value);

    /// <summary>A new JSON Schema of the value; shared parts go to the book.</summary>
    public abstract JsonObject Schema(SchemaBook book);

    public Reader<TOut> As<TOut>(Func<T, Node, Place, TOut> turn) => new Turned<T, TOut>(this, turn);

    public Reader<TOut> As<TOut>(Func<T, TOut> turn) => new Turned<T, TOut>(this, (value, _, _) => turn(value));

    protected static bool Refuse(Node node, Place place, string expected, out T? value)
    {
        place.Fault(node.At, "wrong_type", $"expected {expected}, found {Found.In(node)}");
        value = default;
        return false;
    }
}

/// <summary>Another reader's value, made into something else.</summary>
internal sealed class Turned<TIn, TOut>(Reader<TIn> inner, Func<TIn, Node, Place, TOut> turn) : Reader<TOut>
{
    public override bool TryRead(Node node, Place place, [MaybeNullWhen(false)] out TOut value)
    {
        var isRead = inner.TryRead(node, place, out var raw);
        value = isRead ? turn(raw!, node, place) : default;
        return isRead;
    }

    public override JsonObject Schema(SchemaBook book) => inner.Schema(book);
}

/// <summary>What a fault says it found.</summary>
internal static class Found
{
    private const int Longest = 40;

    public static string In(Node node) =>
        node switch
        {
            MapNode => "a map",
            ListNode => "a list",
            ScalarNode { IsNull: true } => "nothing",
            ScalarNode { Quoted: true } scalar => $"the text '{Short(scalar.Text)}'",
            ScalarNode scalar => $"'{Short(scalar.Text)}'",
            _ => throw new InvalidOperationException($"unknown node {node.GetType().Name}"),
        };

    public static string Short(string text) => text.Length <= Longest ? text : text[..Longest] + "…";
}
