using Baton.Engine.Policies;
using Baton.Storage.Files;

namespace Baton.Cli.Applying;

/// <summary>
/// What changes from one workspace file to another, by path. Lists of named things (reps, rules, accounts) are compared by
/// name, other lists as a whole.
/// </summary>
internal static class DocumentDiff
{
    private static readonly string[] Names = ["id", "name"];

    // Initial values of what moves by itself afterwards.
    private static readonly string[] RuntimeKeys = ["status", "status_until", "status_reason", "absences"];

    /// <param name="runtime">Whether presence and absences of known reps count too.</param>
    public static IReadOnlyList<DocumentChange> Between(MapNode from, MapNode to, bool runtime)
    {
        var changes = new List<DocumentChange>();
        Compare(runtime ? from : Still(from), runtime ? to : Still(to), "", changes);
        return changes;
    }

    private static void Compare(Node? from, Node? to, string path, List<DocumentChange> changes)
    {
        switch (from, to)
        {
            case (null, _):
                changes.Add(new DocumentChange(ChangeKind.Added, path, null, to));
                break;
            case (_, null):
                changes.Add(new DocumentChange(ChangeKind.Removed, path, from, null));
                break;
            case (MapNode left, MapNode right):
                CompareMaps(left, right, path, changes);
                break;
            case (ListNode left, ListNode right) when Named(left) is { } before && Named(right) is { } after:
                CompareNamed(before, after, path, changes);
                break;
            default:
                if (JsonNodes.ToJson(from) != JsonNodes.ToJson(to))
                {
                    changes.Add(new DocumentChange(ChangeKind.Changed, path, from, to));
                }

                break;
        }
    }

    private static void CompareMaps(MapNode from, MapNode to, string path, List<DocumentChange> changes)
    {
        foreach (var entry in from.Entries)
        {
            var inner = path.Length == 0 ? entry.Key : $"{path}.{entry.Key}";
            Compare(entry.Value, to[entry.Key] ?? Emptied(entry.Value, path), inner, changes);
        }

        foreach (var entry in to.Entries.Where(e => from[e.Key] is null))
        {
            var inner = path.Length == 0 ? entry.Key : $"{path}.{entry.Key}";
            Compare(Emptied(entry.Value, path), entry.Value, inner, changes);
        }
    }

    // What is whole sections of a file (people, pools, rules) is listed by its parts, also where all of it is new.
    private static Node? Emptied(Node node, string path) =>
        path.Contains('.') || path.Contains('[') ? null
        : node is MapNode map ? map with { Entries = [] }
        : node is ListNode list && Named(list) is not null ? list with { Items = [] }
        : null;

    private static void CompareNamed(
        List<KeyValuePair<string, Node>> from,
        List<KeyValuePair<string, Node>> to,
        string path,
        List<DocumentChange> changes
    )
    {
        var (before, after) = (from.ToDictionary(), to.ToDictionary());
        foreach (var (name, node) in from)
        {
            if (after.TryGetValue(name, out var other))
            {
                Compare(node, other, $"{path}[{name}]", changes);
            }
            else
            {
                changes.Add(new DocumentChange(ChangeKind.Removed, $"{path}[{name}]", node, null));
            }
        }

        foreach (var (name, node) in to.Where(t => !before.ContainsKey(t.Key)))
        {
            changes.Add(new DocumentChange(ChangeKind.Added, $"{path}[{name}]", null, node));
        }

        // The order of rules decides; of reps it breaks ties.
        var kept = from.Select(f => f.Key).Where(after.ContainsKey);
        if (!kept.SequenceEqual(to.Select(t => t.Key).Where(before.ContainsKey)))
        {
            changes.Add(new DocumentChange(ChangeKind.Reordered, path, null, null));
        }
    }

    private static List<KeyValuePair<string, Node>>? Named(ListNode list)
    {
        var named = list.Items.Select(i => KeyValuePair.Create(NameOf(i), i)).ToList();
        return named.Exists(n => n.Key is null) || named.DistinctBy(n => n.Key).Count() < named.Count
            ? null
            : [.. named.Select(n => KeyValuePair.Create(n.Key!, n.Value))];
    }

    private static string? NameOf(Node node) =>
        node is MapNode map ? Names.Select(n => (map[n] as ScalarNode)?.Text).FirstOrDefault(t => t is not null) : null;

    private static MapNode Still(MapNode document) =>
        document["reps"] is not ListNode reps
            ? document
            : NodeMerge.With(document, reps with { Items = [.. reps.Items.Select(StillRep)] }, "reps");

    private static Node StillRep(Node rep) =>
        rep is MapNode map ? map with { Entries = [.. map.Entries.Where(e => !RuntimeKeys.Contains(e.Key))] } : rep;
}
