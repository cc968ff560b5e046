using System.Collections.Immutable;
using Baton.Engine.Policies;

namespace Baton.Server.Resources;

/// <summary>
/// The entries of one kind in a workspace document, in the order of the file. Immutable: what changes is another document.
/// Accounts and territories may also stand in one table; its rows are no entries that can be changed.
/// </summary>
internal sealed class ResourceDocument(MapNode document, ResourceKind kind)
{
    private const string TableKey = "table";

    private static readonly string[] RowColumns = ["name", "domain", "owner"];

    public MapNode Document => document;

    public bool IsTable => Section is MapNode map && map[TableKey] is ScalarNode or ListNode;

    private Node? Section => kind.Path.Aggregate((Node?)document, (node, key) => (node as MapNode)?[key]);

    public IEnumerable<(string Id, MapNode Entry)> Entries =>
        Section switch
        {
            MapNode map when IsTable => Rows(map[TableKey] as ListNode),
            MapNode map => map.Entries.Select(e => (e.Key, AsMap(e.Value))),
            ListNode list => list.Items.OfType<MapNode>().Select(item => (NameOf(item), item)),
            _ => [],
        };

    public MapNode? Find(string id) => Entries.FirstOrDefault(e => e.Id == id).Entry;

    /// <summary>The place of an entry as faults name it: <c>reps[2]</c>, <c>teams.west</c>.</summary>
    public string PlaceOf(string id) =>
        Section is ListNode list ? $"{kind.Place}[{IndexOf(list, id)}]" : $"{kind.Place}.{id}";

    /// <summary>With the entry in the place of <paramref name="instead"/>, else of its own, else as the last.</summary>
    public MapNode With(string id, MapNode entry, string? instead = null)
    {
        if (kind.Key is not null)
        {
            var list = Section as ListNode ?? new ListNode([], Position.None);
            var at = IndexOf(list, instead ?? id);
            return Set(list with { Items = at < 0 ? list.Items.Add(entry) : list.Items.SetItem(at, entry) });
        }

        var map = Section as MapNode ?? new MapNode([], Position.None);
        var place = map.Entries.ToList().FindIndex(e => e.Key == (instead ?? id));
        var named = new Entry(id, Position.None, entry);
        return Set(map with { Entries = place < 0 ? map.Entries.Add(named) : map.Entries.SetItem(place, named) });
    }

    public MapNode Without(string id) =>
        Section is ListNode list ? Set(list with { Items = list.Items.RemoveAt(IndexOf(list, id)) })
        : Section is MapNode map ? Set(map with { Entries = [.. map.Entries.Where(e => e.Key != id)] })
        : document;

    private MapNode Set(Node section) => NodeMerge.With(document, section, kind.Path.AsSpan());

    private int IndexOf(ListNode list, string id) =>
        list.Items.ToList().FindIndex(item => item is MapNode map && NameOf(map) == id);

    private string NameOf(MapNode entry) => (entry[kind.Key!] as ScalarNode)?.Text ?? "";

    // An entry of which nothing is said is a map without keys.
    private static MapNode AsMap(Node node) => node as MapNode ?? new MapNode([], node.At);

    // A row as the map that it stands for. Where each row names a territory, there is no entry of one to be shown.
    private IEnumerable<(string Id, MapNode Entry)> Rows(ListNode? table)
    {
        if (table is not { Items: [ListNode header, ..] } || kind.Key is null)
        {
            yield break;
        }

        var columns = header.Items.Select(c => (c as ScalarNode)?.Text ?? "").ToArray();
        foreach (var row in table.Items.Skip(1).OfType<ListNode>())
        {
            var cells = columns.Zip(row.Items).Where(c => c.Second is ScalarNode { Text.Length: > 0 }).ToArray();
            var own = cells.Where(c => RowColumns.Contains(c.First)).Select(Cell);
            var more = cells.Where(c => !RowColumns.Contains(c.First)).Select(Cell).ToImmutableArray();
            var entry = new MapNode([.. own], row.At);
            yield return (
                NameOf(entry),
                more.IsEmpty ? entry : NodeMerge.With(entry, new MapNode(more, row.At), "attributes")
            );
        }
    }

    private static Entry Cell((string Name, Node Value) cell) => new(cell.Name, Position.None, cell.Value);
}
