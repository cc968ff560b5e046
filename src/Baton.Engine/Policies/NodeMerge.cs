namespace Baton.Engine.Policies;

/// <summary>
/// Changes to documents: maps are merged deeply, lists and scalars are replaced whole, an explicit null removes its
/// key. Order is kept, new keys come last.
/// </summary>
public static class NodeMerge
{
    public static MapNode Merge(MapNode current, MapNode patch)
    {
        var entries = current.Entries.ToList();
        var places = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < entries.Count; i++)
        {
            places.TryAdd(entries[i].Key, i);
        }

        foreach (var change in patch.Entries)
        {
            if (places.TryGetValue(change.Key, out var at))
            {
                entries[at] = entries[at] with
                {
                    KeyAt = change.KeyAt,
                    Value = Merged(entries[at].Value, change.Value),
                };
            }
            else
            {
                places.Add(change.Key, entries.Count);
                entries.Add(change with { Value = Merged(null, change.Value) });
            }
        }

        var removed = patch.Entries.Where(e => e.Value is ScalarNode { IsNull: true }).Select(e => e.Key).ToHashSet();
        return current with { Entries = [.. entries.Where(e => !removed.Contains(e.Key))] };
    }

    /// <summary>
    /// The map with a value set at the end of a path of maps: it replaces what was there, missing maps are made, null
    /// removes the key. An empty path is refused with an exception.
    /// </summary>
    public static MapNode With(MapNode root, Node value, params ReadOnlySpan<string> path)
    {
        if (path.Length == 1)
        {
            return Set(root, path[0], value);
        }

        var inner = root[path[0]] as MapNode ?? new MapNode([], value.At);
        return Set(root, path[0], With(inner, value, path[1..]));
    }

    /// <summary>The workspace with a rep's fields merged by <c>id</c>, or the rep appended when new.</summary>
    public static MapNode WithRep(MapNode workspace, MapNode rep)
    {
        var id = Text(rep["id"]) ?? throw new ArgumentException("the rep has no id", nameof(rep));
        var reps = workspace["reps"] as ListNode ?? new ListNode([], rep.At);
        var at = reps.Items.ToList().FindIndex(item => Text((item as MapNode)?["id"]) == id);
        var items = at < 0 ? reps.Items.Add(Merged(null, rep)) : reps.Items.SetItem(at, Merged(reps.Items[at], rep));
        return With(workspace, reps with { Items = items }, "reps");
    }

    /// <summary>
    /// The workspace with members added to the end of a team's list (who is there stays in place) and others removed.
    /// Null where there is no such team, or its members are a condition.
    /// </summary>
    public static MapNode? WithTeam(MapNode workspace, string team, IEnumerable<string> add, IEnumerable<string> remove)
    {
        if ((workspace["teams"] as MapNode)?[team] is not MapNode found || found["members"] is MapNode)
        {
            return null;
        }

        var members = found["members"] as ListNode ?? new ListNode([], found.At);
        var gone = remove.ToHashSet(StringComparer.Ordinal);
        var kept = members.Items.Where(item => Text(item) is not { } name || !gone.Contains(name)).ToList();
        var there = kept.Select(Text).ToHashSet();
        var added = add.Where(name => there.Add(name)).Select(name => new ScalarNode(name, true, Position.None));
        return With(workspace, members with { Items = [.. kept, .. added] }, "teams", team, "members");
    }

    // What was there is merged only where both are maps; a new map loses the nulls that would remove nothing.
    private static Node Merged(Node? current, Node change) =>
        change is MapNode patch ? Merge(current as MapNode ?? new MapNode([], patch.At), patch) : change;

    private static MapNode Set(MapNode map, string key, Node value)
    {
        var at = map.Entries.ToList().FindIndex(e => e.Key == key);
        return value is ScalarNode { IsNull: true } ? map with { Entries = [.. map.Entries.Where(e => e.Key != key)] }
            : at < 0 ? map with { Entries = map.Entries.Add(new Entry(key, value.At, value)) }
            : map with { Entries = map.Entries.SetItem(at, map.Entries[at] with { Value = value }) };
    }

    private static string? Text(Node? node) => (node as ScalarNode)?.Text;
}
