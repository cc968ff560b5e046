using System.Collections.Immutable;
using Baton.Engine.Policies;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Baton.Storage.Files;

/// <summary>Makes the nodes of one document from the parser's events.</summary>
internal sealed class YamlTree(IParser parser, string? file, ICollection<Fault> faults)
{
    private const int Deepest = 64;

    // An alias shares its node, which costs nothing here but may cost whoever walks the tree: nine aliases of nine
    // aliases … grow without bound. So what the walker would see is counted.
    private const long MostAliased = 100_000;

    private readonly Dictionary<AnchorName, (Node Node, long Size)> _anchors = [];
    private long _aliased;

    public Node Read() => Read(0).Node;

    public static Position Place(Mark mark) => new((int)mark.Line, (int)mark.Column);

    private (Node Node, long Size) Read(int depth)
    {
        var next = parser.Current!;
        if (depth > Deepest)
        {
            throw new YamlException(next.Start, next.End, $"nested more than {Deepest} deep");
        }

        var read = next switch
        {
            Scalar => (ReadScalar(), 1),
            SequenceStart => ReadList(depth),
            MappingStart => ReadMap(depth),
            AnchorAlias => ReadAlias(),
            _ => throw new YamlException(next.Start, next.End, "expected a value"),
        };
        if (next is NodeEvent { Anchor.IsEmpty: false } anchored)
        {
            _anchors[anchored.Anchor] = read;
        }

        return read;
    }

    private ScalarNode ReadScalar()
    {
        var scalar = parser.Consume<Scalar>();
        RefuseTag(scalar);
        return new ScalarNode(scalar.Value, scalar.Style != ScalarStyle.Plain, Place(scalar.Start));
    }

    private (Node, long) ReadList(int depth)
    {
        var start = parser.Consume<SequenceStart>();
        RefuseTag(start);
        var items = ImmutableArray.CreateBuilder<Node>();
        var size = 1L;
        while (!parser.TryConsume<SequenceEnd>(out _))
        {
            var (item, itemSize) = Read(depth + 1);
            items.Add(item);
            size += itemSize;
        }

        return (new ListNode(items.ToImmutable(), Place(start.Start)), size);
    }

    private (Node, long) ReadMap(int depth)
    {
        var start = parser.Consume<MappingStart>();
        RefuseTag(start);
        var entries = ImmutableArray.CreateBuilder<Entry>();
        var keys = new Dictionary<string, Position>(StringComparer.Ordinal);
        var size = 1L;
        while (!parser.TryConsume<MappingEnd>(out _))
        {
            var (key, keyAt) = ReadKey();
            var (value, valueSize) = Read(depth + 1);
            size += valueSize;
            if (keys.TryAdd(key, keyAt))
            {
                entries.Add(new Entry(key, keyAt, value));
            }
            else
            {
                Fault(keyAt, "duplicate", $"the key '{key}' stands here twice; the first is at {keys[key]}");
            }
        }

        return (new MapNode(entries.ToImmutable(), Place(start.Start)), size);
    }

    private (string Key, Position At) ReadKey()
    {
        if (!parser.TryConsume<Scalar>(out var key))
        {
            throw new YamlException(parser.Current!.Start, parser.Current.End, "a key must be a plain or quoted text");
        }

        RefuseTag(key);
        if (key is { Value: "<<", Style: ScalarStyle.Plain })
        {
            Fault(Place(key.Start), "syntax", "merge keys (<<) are not supported; write the keys out");
        }
        else if (!key.Anchor.IsEmpty)
        {
            Fault(Place(key.Start), "syntax", "a key cannot have an anchor");
        }

        return (key.Value, Place(key.Start));
    }

    private (Node, long) ReadAlias()
    {
        var alias = parser.Consume<AnchorAlias>();
        if (!_anchors.TryGetValue(alias.Value, out var anchored))
        {
            throw new YamlException(alias.Start, alias.End, $"no anchor '{alias.Value}' before this alias");
        }

        _aliased += anchored.Size;
        return _aliased <= MostAliased
            ? anchored
            : throw new YamlException(alias.Start, alias.End, $"the aliases stand for more than {MostAliased} values");
    }

    private void RefuseTag(NodeEvent node)
    {
        if (!node.Tag.IsEmpty)
        {
            Fault(Place(node.Start), "syntax", $"tags are not supported; remove '{node.Tag}'");
        }
    }

    private void Fault(Position at, string code, string message) =>
        faults.Add(new Fault("", at, message) { Code = code, File = file });
}
