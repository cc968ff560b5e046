using System.Text.Json.Nodes;

namespace Baton.Engine.Policies.Binding;

/// <summary>
/// The keys of one map while it is read, or, made from a <see cref="SchemaBook"/>, while it is described. A key that
/// is absent or null has its fallback.
/// </summary>
internal sealed class Keys
{
    private readonly MapNode _map;
    private readonly SchemaBook? _book;
    private readonly List<string> _known = [];

    public Keys(MapNode map, Place place)
    {
        _map = map;
        Place = place;
    }

    /// <summary>Describes: every key is absent, and what is reported goes nowhere.</summary>
    public Keys(SchemaBook book)
    {
        _map = new MapNode([], Position.None);
        _book = book;
        Place = Place.Root(new Findings(), "", Position.None);
        Description = new JsonObject
        {
            ["type"] = "object",
            ["additionalProperties"] = false,
            ["properties"] = new JsonObject(),
        };
    }

    public Place Place { get; }

    /// <summary>The map that is read; empty while it is described.</summary>
    public MapNode Map => _map;

    /// <summary>The name of an entry: the key that holds this map.</summary>
    public string Name => Place.Name;

    /// <summary>Where this map is declared: its key, or the item of a list.</summary>
    public Position At => Place.At;

    /// <summary>The schema so far, or null where a document is read.</summary>
    public JsonObject? Description { get; }

    /// <summary>A text, record or list, or null.</summary>
    public T? Take<T>(string key, Reader<T> reader, string about)
        where T : class => Read(key, reader, about, out var value) ? value : null;

    public T? TakeValue<T>(string key, Reader<T> reader, string about)
        where T : struct => Read(key, reader, about, out var value) ? value : null;

    public T Take<T>(string key, Reader<T> reader, T fallback, string about) =>
        Read(key, reader, about, out var value) ? value! : fallback;

    /// <summary>A key that must be there; <c>default</c> after a fault.</summary>
    public T Need<T>(string key, Reader<T> reader, string about)
    {
        if (_book is not null)
        {
            Required.Add(key);
        }
        else if (!Has(key))
        {
            Place.FaultOfKey(key, At, "missing", $"'{key}' is missing: {about}");
        }

        return Read(key, reader, about, out var value) ? value! : default!;
    }

    /// <summary>Whether the key is there and not null.</summary>
    public bool Has(string key) => _map[key] is { } node && node is not ScalarNode { IsNull: true };

    /// <summary>Where the key is written, or where the map is.</summary>
    public Position AtKey(string key) => Find(key)?.KeyAt ?? At;

    /// <summary>Of several keys that exclude each other, reports every one after the first.</summary>
    public int CountExclusive(params ReadOnlySpan<string> keys)
    {
        var present = new List<Entry>();
        foreach (var key in keys)
        {
            if (Has(key))
            {
                present.Add(Find(key)!);
            }
        }

        present.Sort((a, b) => (a.KeyAt.Line, a.KeyAt.Column).CompareTo((b.KeyAt.Line, b.KeyAt.Column)));
        foreach (var later in present.Skip(1))
        {
            Place.Fault(
                later.KeyAt,
                "contradiction",
                $"'{later.Key}' contradicts '{present[0].Key}'; keep one of them"
            );
        }

        return present.Count;
    }

    public void RefuseUnknown()
    {
        foreach (var entry in _map.Entries)
        {
            if (!_known.Contains(entry.Key))
            {
                var meant = NearestWord.Find(entry.Key, _known) ?? entry.Key;
                var message = $"unknown key '{Found.Short(entry.Key)}'{NearestWord.Hint(entry.Key, _known)}";
                Place.FaultOfKey(meant, entry.KeyAt, "unknown_key", message);
            }
        }
    }

    private JsonArray Required
    {
        get
        {
            if (Description!["required"] is not JsonArray required)
            {
                Description["required"] = required = [];
            }

            return required;
        }
    }

    private bool Read<T>(string key, Reader<T> reader, string about, out T? value)
    {
        _known.Add(key);
        Describe(key, reader, about);
        value = default;
        return Has(key) && reader.TryRead(_map[key]!, Place.Key(key, AtKey(key)), out value);
    }

    private void Describe<T>(string key, Reader<T> reader, string about)
    {
        if (_book is not null)
        {
            var schema = reader.Schema(_book);
            schema["description"] = about;
            ((JsonObject)Description!["properties"]!)[key] = schema;
        }
    }

    private Entry? Find(string key) => _map.Entries.FirstOrDefault(e => e.Key == key);
}
