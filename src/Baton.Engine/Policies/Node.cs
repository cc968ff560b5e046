using System.Collections.Immutable;

namespace Baton.Engine.Policies;

/// <summary>A place in a file: both numbers count from 1; <see cref="None"/> where a node was not read from text.</summary>
public readonly record struct Position(int Line, int Column)
{
    public static Position None => default;

    public override string ToString() => Line == 0 ? "" : $"line {Line}, column {Column}";
}

/// <summary>
/// A document as it was written, before it means anything: what YAML and JSON have in common, with the place of every
/// part. The engine binds nodes to configuration; reading the text itself is the shell's business.
/// </summary>
public abstract record Node(Position At);

/// <summary>
/// A scalar. <see cref="Text"/> is the text after unquoting; <see cref="Quoted"/> tells <c>"5"</c> from <c>5</c>.
/// An unquoted empty text, <c>~</c> or <c>null</c> is null.
/// </summary>
public sealed record ScalarNode(string Text, bool Quoted, Position At) : Node(At)
{
    public bool IsNull => !Quoted && Text is "" or "~" or "null";
}

/// <summary>A list, in order.</summary>
public sealed record ListNode(ImmutableArray<Node> Items, Position At) : Node(At);

/// <summary>A key of a map and what it holds. Keys of one map are unique.</summary>
public sealed record Entry(string Key, Position KeyAt, Node Value);

/// <summary>A map, in the order of the file.</summary>
public sealed record MapNode(ImmutableArray<Entry> Entries, Position At) : Node(At)
{
    public Node? this[string key]
    {
        get
        {
            foreach (var entry in Entries)
            {
                if (entry.Key == key)
                {
                    return entry.Value;
                }
            }

            return null;
        }
    }
}
