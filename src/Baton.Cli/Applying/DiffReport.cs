using System.Text.Json.Nodes;
using Baton.Engine.Policies;
using Baton.Storage.Files;

namespace Baton.Cli.Applying;

/// <summary>Prints what changes: a line each for people, or an array for programs.</summary>
internal static class DiffReport
{
    private const int LongestValue = 100;

    public static void Write(IReadOnlyList<DocumentChange> changes, TextWriter output)
    {
        foreach (var change in changes)
        {
            output.WriteLine(Line(change));
        }
    }

    public static JsonArray Json(IReadOnlyList<DocumentChange> changes) =>
        Output.Json.Array(
            changes.Select(c => new JsonObject
            {
                ["kind"] = c.Kind.ToString().ToLowerInvariant(),
                ["path"] = c.Path,
                ["from"] = Parsed(c.From),
                ["to"] = Parsed(c.To),
            })
        );

    /// <summary>Such as <c>2 added, 1 changed</c>.</summary>
    public static string Summary(IReadOnlyList<DocumentChange> changes) =>
        string.Join(
            ", ",
            changes.GroupBy(c => c.Kind).Select(g => $"{g.Count()} {g.Key.ToString().ToLowerInvariant()}")
        );

    private static string Line(DocumentChange change) =>
        change.Kind switch
        {
            ChangeKind.Added => $"+ {change.Path}: {Short(change.To!)}",
            ChangeKind.Removed => $"- {change.Path}: {Short(change.From!)}",
            ChangeKind.Reordered => $"~ {change.Path}: in another order",
            _ => $"~ {change.Path}: {Short(change.From!)} -> {Short(change.To!)}",
        };

    private static string Short(Node node)
    {
        var text = node is ScalarNode scalar
            ? scalar.Text.ReplaceLineEndings(" ")
            : Parsed(node)!.ToJsonString(Output.Json.OnOneLine);
        return text.Length <= LongestValue ? text : text[..LongestValue] + "…";
    }

    private static JsonNode? Parsed(Node? node) => node is null ? null : JsonNode.Parse(JsonNodes.ToJson(node));
}
