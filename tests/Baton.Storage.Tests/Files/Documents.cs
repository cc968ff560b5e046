using System.Collections.Immutable;
using Baton.Engine.Policies;
using FsCheck;
using FsCheck.Fluent;

namespace Baton.Storage.Tests.Files;

/// <summary>Random documents, and what they say.</summary>
internal static class Documents
{
    private static readonly string[] Plain =
    [
        "",
        "~",
        "null",
        "true",
        "false",
        "0",
        "-1",
        "1.5",
        "1e9",
        "round_robin",
        "90d",
        "50%",
        "a b",
        "x.y > 3",
    ];

    private static readonly string[] Keys =
    [
        "reps",
        "id",
        "policy",
        "pools",
        "members",
        "weights",
        "rules",
        "name",
        "route",
        "table",
        "p",
        "a b",
        "- x",
        "é",
        "#",
        "5",
        "null",
        "k: v",
    ];

    private static Gen<Node> Scalar { get; } =
        Gen.OneOf(
            Gen.Elements(Plain).Select(text => (Node)new ScalarNode(text, false, Position.None)),
            ArbMap
                .Default.GeneratorFor<NonNull<string>>()
                .Select(text => (Node)new ScalarNode(Printable(text.Get), true, Position.None))
        );

    /// <summary>Trees of any shape, with keys that the workspace file knows and others.</summary>
    public static Arbitrary<Node> Any { get; } = Gen.Sized(size => Tree(Math.Min(size, 40))).ToArbitrary();

    /// <summary>A document as one text without positions, since records with lists compare by reference.</summary>
    public static string Text(Node node) =>
        node switch
        {
            ScalarNode { IsNull: true, Text: "" } => "null",
            ScalarNode scalar => (scalar.Quoted ? "'" : "")
                + scalar.Text.Replace("'", "''")
                + (scalar.Quoted ? "'" : ""),
            ListNode list => "[" + string.Join(", ", list.Items.Select(Text)) + "]",
            MapNode map => "{" + string.Join(", ", map.Entries.Select(e => $"'{e.Key}': {Text(e.Value)}")) + "}",
            _ => throw new InvalidOperationException(),
        };

    private static Gen<Node> Tree(int size) =>
        size <= 1
            ? Scalar
            : Gen.OneOf(
                Scalar,
                Tree(size / 3).ListOf().Select(items => (Node)new ListNode([.. items.Take(5)], Position.None)),
                Tree(size / 3).ListOf().Select(values => (Node)new MapNode(Entries(values), Position.None))
            );

    private static ImmutableArray<Entry> Entries(IEnumerable<Node> values) =>
        [
            .. values
                .Take(Keys.Length)
                .Select(
                    (value, i) => new Entry(Keys[(i + (Text(value).Length * 7)) % Keys.Length], Position.None, value)
                )
                .DistinctBy(e => e.Key),
        ];

    // Half a surrogate pair is no text in any encoding.
    private static string Printable(string text) => new([.. text.Where(c => !char.IsSurrogate(c))]);
}
